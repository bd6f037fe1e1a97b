"""What stands at a document's address: the document, where it moved to, or what was withdrawn from there."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, When
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from declarations.models import Document
from publishing.addresses import moved
from publishing.models import Status, Transition

#: Of the document's meeting while that is published, for a link to it.
_MEETING_SLUG = Case(When(meeting__status=Status.PUBLISHED, then=F("meeting__slug")))


def document_at(request: HttpRequest, slug: str, name: str, *rest: Any) -> Document | HttpResponseBase:
    """The published document; 301 to the same page when its slug changed; 410 when it was withdrawn.

    `rest`: what follows the slug in the address called `name`. The document has its published meeting's slug as
    `meeting_slug`, or None. Raises Http404.
    """
    try:
        found = Document.objects.select_related("current_edition").annotate(meeting_slug=_MEETING_SLUG).get(slug=slug)
    except Document.DoesNotExist:
        now = moved(Document, slug)
        if now is None or not now.editions.exists():
            raise Http404 from None
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse(name, args=[now.slug, *rest]) + query)
    if found.current_edition is None:
        return withdrawn(request, found)
    return found


def withdrawal(document: Document) -> Transition | None:
    """The step by which it was last withdrawn: who, when, why."""
    return Transition.objects.filter(
        content_type=ContentType.objects.get_for_model(Document), object_id=document.pk, to_status=Status.WITHDRAWN
    ).first()


def withdrawn(request: HttpRequest, document: Document, *, file: bool = False) -> HttpResponseBase:
    """410: what stood there, why and when it was withdrawn. Raises Http404 when nothing ever stood there."""
    editions = list(document.editions.all())
    if not editions:
        raise Http404
    content = editions[0].content
    context = {
        "content": content,
        "kind": Document.Kind(content["kind"]).label,
        "manner": Document.Manner(content["manner"]).label if content["manner"] else "",
        "adopted_on": date.fromisoformat(content["adopted_on"]) if content["adopted_on"] else None,
        "editions": editions,
        "transition": withdrawal(document),
        "is_file": file,
    }
    return render(request, "declarations/withdrawn.html", context, status=410)
