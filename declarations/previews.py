"""How a document's working text will look, for the secretariat only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from declarations import renditions
from declarations.edition_cutting import content_of

LANGUAGES = ("ru", "en", "ru-en")


def pdf_view(model_admin: Any, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
    document = model_admin.get_object(request, str(object_id))
    if document is None or language not in LANGUAGES:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    answer = HttpResponse(renditions.preview(content_of(document), language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="draft-{document.slug}-{language}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer
