"""Published addresses never break: a changed slug leads to the new one, read from the record's history."""

from typing import TypeVar

from django.db.models import Model

Record = TypeVar("Record", bound=Model)


def moved(model: type[Record], slug: str) -> Record | None:
    """The record that once had this slug, if any."""
    event = model.events.rel.related_model.objects.filter(slug=slug).order_by("-pgh_id").first()
    return model._default_manager.filter(pk=event.pgh_obj_id).first() if event else None
