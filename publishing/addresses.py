"""Published addresses never break: a changed slug leads to the new one, read from the record's history."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect

Record = TypeVar("Record", bound=Model)


def moved(model: type[Record], slug: str) -> Record | None:
    """The record that once had this slug, if any."""
    event = model.events.rel.related_model.objects.filter(slug=slug).order_by("-pgh_id").first()
    return model._default_manager.filter(pk=event.pgh_obj_id).first() if event else None


def record_at(published: QuerySet[Any], slug: str) -> Any:
    """The published record at this address, or a redirect to where it moved. Raises Http404."""
    if found := published.filter(slug=slug).first():
        return found
    past = moved(published.model, slug)
    if past and (now := published.filter(pk=past.pk).first()):
        return HttpResponsePermanentRedirect(now.get_absolute_url())
    raise Http404
