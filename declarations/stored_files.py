"""The stored files' fast path: what the view once answered is answered again before sessions and the database.

An entry holds the file's name and the very headers of the view's answer, for as long as nothing changes in the tables
that the view read (`publishing/basis.py`): a withdrawal or another address is heard at once, by every process.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date

from publishing.basis import Basis, recorded

MOST = 4_096  # entries of about 1 KB
PATH = re.compile(r"^/[a-z]{2}/documents/[-a-zA-Z0-9_]+/editions/[0-9]+/[^/]+$")
QUERIES = ("", "download")
NOT_ON_304 = ("Content-Type", "Content-Length", "Content-Disposition")


class StoredFile(FileResponse):
    """A file sent in larger pieces than Django's 4 KB, whose headers are its maker's: none is guessed."""

    block_size = 256 * 1024

    def set_headers(self, filelike: Any) -> None:
        pass


class Entry(NamedTuple):
    name: str
    headers: dict[str, str]
    basis: Basis


class StoredFilesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.entries: dict[str, Entry] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if request.method not in ("GET", "HEAD") or query not in QUERIES or not PATH.match(request.path_info):
            return self.get_response(request)
        key = f"{request.path_info}?{query}"
        entry = self.entries.get(key)
        if entry and entry.basis.holds():
            return _answer(request, entry)
        if not settings.PAGE_CACHE_MEGABYTES:
            return _bare(self.get_response(request))
        with recorded() as basis:
            response: Any = _bare(self.get_response(request))
        if (name := getattr(response, "stored_as", "")) and not response.cookies and not basis.unannounced():
            if len(self.entries) >= MOST:
                self.entries.clear()
            self.entries[key] = Entry(name, dict(response.items()), basis)
        return response


def _bare(response: Any) -> HttpResponseBase:
    """A file without what the other middleware say of pages: it is the same for everybody, whatever their cookies."""
    if response.status_code == 304 or hasattr(response, "stored_as"):
        del response["Vary"]
    if response.status_code == 304:
        del response["Content-Length"]
    return response


def _answer(request: HttpRequest, entry: Entry) -> HttpResponseBase:
    headers = entry.headers
    response: Any = get_conditional_response(
        request, etag=headers["ETag"], last_modified=parse_http_date(headers["Last-Modified"])
    )
    if response is None:
        response = StoredFile(default_storage.open(entry.name, "rb"), headers={"Content-Type": ""})
    elif isinstance(response, HttpResponseNotModified):
        headers = {name: value for name, value in headers.items() if name not in NOT_ON_304}
    else:
        return HttpResponse(status=response.status_code)
    for name, value in headers.items():
        response.headers[name] = value
    return response
