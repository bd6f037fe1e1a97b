"""Serving stored PDFs. Nothing is ever rendered in a request."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from declarations.models import Document, Edition, Rendition


def _edition(slug: str, number: int) -> Edition:
    found = (
        Edition.objects.select_related("document")
        .filter(document__in=Document.objects.published(), document__slug=slug, number=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _etag(request: HttpRequest, slug: str, number: int, filename: str) -> str | None:
    for rendition in Rendition.objects.filter(edition=_edition(slug, number)).select_related("edition"):
        if rendition.filename == filename:
            return f'"{rendition.sha256}"'
    return None


@require_safe
@condition(etag_func=_etag)
def rendition(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponseBase:
    """The stored file, named by the document's title for the reader's folder; 503 while it is being made."""
    edition = _edition(slug, number)
    for language in edition.rendition_languages:
        made = Rendition(edition=edition, language=language)
        if made.filename != filename:
            continue
        stored = edition.renditions.filter(language=language).first()
        if stored is None:
            response = render(request, "declarations/being_prepared.html", {"document": edition.document}, status=503)
            response["Retry-After"] = "30"
            return response
        title = edition.content["title_ru" if language.startswith("ru") else "title_en"]
        file = FileResponse(stored.file.open("rb"), content_type="application/pdf")
        name = f"{title} ({edition.content['symbol'].replace('/', '-')}).pdf"
        file["Content-Disposition"] = str(content_disposition_header("download" in request.GET, name))
        file["Cache-Control"] = "public, max-age=3600"
        return file
    raise Http404
