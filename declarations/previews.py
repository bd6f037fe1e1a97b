"""How a document's working text will look, for the secretariat only."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from almaty_portal.lib import languages
from declarations import renditions
from declarations.edition_cutting import content_of
from declarations.models import Document
from declarations.views import page_context


def held() -> list[str]:
    """What a draft's PDF may hold: a language, or two side by side."""
    return [*languages.codes(), *(languages.joined(pair) for pair in languages.pairs())]


def _document(model_admin: Any, request: HttpRequest, object_id: int) -> Document:
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    return cast(Document, document)


def page_view(model_admin: Any, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
    document = _document(model_admin, request, object_id)
    if language not in languages.codes():
        raise Http404
    with override(language):
        shown = {"document": document, "party_slugs": {}, "is_preview": True}
        answer = render(
            request,
            "declarations/document.html",
            {**page_context(content_of(document), language), **shown},
        )
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


def pdf_view(model_admin: Any, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
    document = _document(model_admin, request, object_id)
    if language not in held():
        raise Http404
    answer = HttpResponse(renditions.preview(content_of(document), language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="draft-{document.slug}-{language}.pdf"'
    return _private(answer)
