"""An edition's citation as a file for reference managers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from declarations import citations
from declarations.models import Document, Edition

FORMATS = {
    "bib": ("application/x-bibtex", citations.bibtex),
    "ris": ("application/x-research-info-systems", citations.ris),
}


@require_safe
def citation(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """In the page's language, or in what the edition has."""
    if form not in FORMATS:
        raise Http404
    edition = get_object_or_404(Edition, document__in=Document.objects.published(), document__slug=slug, number=number)
    media_type, write = FORMATS[form]
    response = HttpResponse(write(edition, get_language() or "en"), content_type=f"{media_type}; charset=utf-8")
    name = f"{edition.content['symbol'].replace('/', '-')}-{number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
