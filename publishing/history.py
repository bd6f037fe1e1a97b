"""History by database triggers. Call `track` in `translation.py`, after registration: both languages are in it then."""

import pghistory
import pgtrigger
from django.db import models

from almaty_portal.lib import languages

TRANSITION = "transition"
_STATUS_FIELDS = ["status", "published_at"]
_COMPUTED = {"lemmas", *languages.columns("search")}


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
