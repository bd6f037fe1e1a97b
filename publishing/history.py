"""History by database triggers. Call `track` in `translation.py`, after registration: both languages are in it then."""

from datetime import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Max

from almaty_portal.lib import languages

TRANSITION = "transition"
_STATUS_FIELDS = ["status", "published_at"]
_COMPUTED = {"lemmas", *languages.columns("search"), "uid", "sequence", "changed_at"}


def track(model: type[models.Model]) -> None:
    """Record each insert, update and delete of the model's rows; changes of status apart from changes of content."""
    fields = {field.name for field in model._meta.concrete_fields}
    excluded = sorted(fields & _COMPUTED)
    kept = sorted(fields - _COMPUTED)
    trackers: list[pghistory.Tracker] = [pghistory.InsertEvent(), pghistory.DeleteEvent()]
    if "status" in fields:
        content = [name for name in kept if name not in {*_STATUS_FIELDS, "current_edition", "updated_at"}]
        trackers += [
            pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*content)),
            pghistory.UpdateEvent(TRANSITION, condition=pgtrigger.AnyChange("status")),
        ]
    else:
        trackers.append(pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*kept)))
    pghistory.track(*trackers, exclude=excluded)(model)


def last_changed(*sources: tuple[type[models.Model], str]) -> dict[int, datetime]:
    """Record id → when it or its parts last changed; (model, the column of its history that holds the record's id)."""
    found: dict[int, datetime] = {}
    for model, column in sources:
        events = model._meta.get_field("events").related_model._default_manager  # type: ignore[union-attr]
        for pk, at in events.values_list(column).annotate(Max("pgh_created_at")).order_by():
            found[pk] = max(at, found.get(pk, at))
    return found
