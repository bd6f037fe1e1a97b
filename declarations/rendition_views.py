"""Serving an edition's stored PDFs. Nothing is rendered in a request."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from declarations.models import Edition, Rendition
from declarations.stored_files import StoredFile

RETRY_AFTER = 60  # seconds
CACHE_CONTROL = "public, max-age=86400, immutable"  # a day, not for ever: a document may be withdrawn


def title_of(rendition: Rendition) -> str:
    content = rendition.edition.content
    titles = [content.get(f"title_{code}") or "" for code in rendition.language.split("-")]
    return " – ".join(title for title in titles if title).replace("/", "-")


@require_safe
def rendition(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.select_related("document"), document__slug=slug, number=number)
    names = {
        Rendition(edition=edition, form=form, language=code).filename: (form, code) for form, code in edition.due()
    }
    if filename not in names:
        raise Http404
    if edition.document.current_edition_id is None:
        return render(request, "declarations/rendition_withdrawn.html", {"edition": edition}, status=410)
    form, language = names[filename]
    made = edition.renditions.filter(form=form, language=language).first()
    if made is None:
        pending = render(request, "declarations/rendition_pending.html", {"edition": edition}, status=503)
        pending["Retry-After"] = str(RETRY_AFTER)
        pending["Cache-Control"] = "no-store"
        return pending
    etag, modified = quote_etag(made.sha256), int(made.made_at.timestamp())
    response: Any = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None or response.status_code != 304:
        response = StoredFile(made.file.open("rb"), content_type="application/pdf")
        response.stored_as = made.file.name  # the fast path remembers it
        disposition = "attachment" if "download" in request.GET else "inline"
        response["Content-Disposition"] = (
            f"{disposition}; filename=\"{made.filename}\"; filename*=UTF-8''{quote(title_of(made) + '.pdf', safe='')}"
        )
        response["Content-Length"] = str(made.size)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Content-Type-Options"] = "nosniff"
    return response
