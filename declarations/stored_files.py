"""The stored files' fast path: what the view once answered is answered again before sessions and the database.

An entry holds the file's name and the very headers of the view's answer. All entries lapse at once, after commit, when
a document takes a step or its address changes (`forget`), in every process that shares the cache; in any other within
`TTL`.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date

TTL = 60  # seconds
PATH = re.compile(r"^/[a-z]{2}/documents/[-a-zA-Z0-9_]+/editions/[0-9]+/[^/]+$")
GENERATION = "stored-files:generation"
QUERIES = ("", "download")
NOT_ON_304 = ("Content-Type", "Content-Length", "Content-Disposition")


class StoredFile(FileResponse):
    """A file sent in larger pieces than Django's 4 KB, whose headers are its maker's: none is guessed."""

    block_size = 256 * 1024

    def set_headers(self, filelike: Any) -> None:
        pass


def forget() -> None:
    """Let every entry lapse once the running transaction is committed."""
    transaction.on_commit(_next_generation)


def _next_generation() -> None:
    cache.add(GENERATION, 0, None)
    cache.incr(GENERATION)


class StoredFilesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if request.method not in ("GET", "HEAD") or query not in QUERIES or not PATH.match(request.path_info):
            return self.get_response(request)
        key = f"stored-file:{request.path_info}?{query}"
        known = cache.get_many([GENERATION, key])
        generation, entry = known.get(GENERATION, 0), known.get(key)
        if entry and entry["generation"] == generation:
            return _answer(request, entry)
        response: Any = self.get_response(request)
        name = getattr(response, "stored_as", "")
        if name or response.status_code == 304:
            del response["Vary"]  # the sessions' middleware says Cookie, but a file is the same for everybody
        if response.status_code == 304:
            del response["Content-Length"]
        elif name and not response.cookies:
            # the generation is of before the view ran: a withdrawal meanwhile makes another, and this entry void
            cache.set(key, {"generation": generation, "name": name, "headers": dict(response.items())}, TTL)
        return response


def _answer(request: HttpRequest, entry: dict[str, Any]) -> HttpResponseBase:
    headers = entry["headers"]
    response: Any = get_conditional_response(
        request, etag=headers["ETag"], last_modified=parse_http_date(headers["Last-Modified"])
    )
    if response is None:
        response = StoredFile(default_storage.open(entry["name"], "rb"), headers={"Content-Type": ""})
    elif isinstance(response, HttpResponseNotModified):
        headers = {name: value for name, value in headers.items() if name not in NOT_ON_304}
    else:
        return HttpResponse(status=response.status_code)
    for name, value in headers.items():
        response.headers[name] = value
    return response
