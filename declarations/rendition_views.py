"""Serving an edition's stored files. Nothing is rendered in a request."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from almaty_portal.lib import languages
from declarations.addresses import document_at, withdrawn
from declarations.media_types import MEDIA_TYPES, SHOWN_IN_BROWSERS
from declarations.models import Document, Edition, Rendition
from declarations.stored_files import StoredFile

RETRY_AFTER = 60  # seconds
CACHE_CONTROL = "public, max-age=86400, immutable"  # a day, not for ever: a document may be withdrawn


def title_of(rendition: Rendition) -> str:
    content = rendition.edition.content
    titles = [languages.text(content, "title", code) for code in languages.parts(rendition.language)]
    return " – ".join(title for title in titles if title).replace("/", "-")


def _moved(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponseBase:
    """301 to the same file under the document's present address. Raises Http404 when there is none."""
    found = document_at(request, slug, "declarations:rendition", number, filename)
    if isinstance(found, Document):
        raise Http404  # the document stands here, without such an edition
    return found


@require_safe
def rendition(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponseBase:
    edition = Edition.objects.select_related("document").filter(document__slug=slug, number=number).first()
    if edition is None:
        return _moved(request, slug, number, filename)
    names = {
        Rendition(edition=edition, form=form, language=code).filename: (form, code) for form, code in edition.due()
    }
    if filename not in names:
        raise Http404
    if edition.document.current_edition_id is None:
        return withdrawn(request, edition.document, file=True)
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
        response = StoredFile(made.file.open("rb"), content_type=MEDIA_TYPES[form])
        response.stored_as = made.file.name  # the fast path remembers it
        disposition = "inline" if form in SHOWN_IN_BROWSERS and "download" not in request.GET else "attachment"
        title = quote(f"{title_of(made)}.{form}", safe="")
        response["Content-Disposition"] = f"{disposition}; filename=\"{made.filename}\"; filename*=UTF-8''{title}"
        response["Content-Length"] = str(made.size)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Cache-Control"] = CACHE_CONTROL
    response["Content-Language"] = language.replace("-", ", ")
    response["Link"] = f'<{settings.SITE_URL}{edition.document.get_absolute_url()}>; rel="canonical"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
