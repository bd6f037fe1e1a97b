"""The door of the open data: the same for everybody, whoever asks.

Cookies are taken off before anything reads them and none is set, so that a cache may hold every answer for all;
scripts of any site may read it (CORS). HEAD is answered as GET without a body, any method that would write is not.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from almaty_portal.lib import languages
from almaty_portal.lib.open_data.answers import problem

PREFIXES = ("/api/", "/open-data/")
METHODS = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Last-Modified, Link, Retry-After, Content-Language, Content-Disposition"
REMEMBERED = "86400"  # seconds that a browser may keep the answer to its preflight


def reader_language(request: HttpRequest) -> str:
    """Of sentences for people: `?lang=`, else Accept-Language, else the portal's default."""
    if (asked := request.GET.get("lang")) in languages.codes():
        return str(asked)
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500].lower()):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class OpenDataMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        response: Any = self._answer(request)
        response.cookies.clear()
        del response["Vary"]
        if response.status_code >= 400 or getattr(response, "is_for_readers", False):  # else no word depends on it
            response["Vary"] = "Accept-Language"
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"):
            request.META.pop(name, None)
        request.META["HTTP_ACCEPT_LANGUAGE"] = reader_language(request)  # what the sentences of errors will be in
        if request.method == "OPTIONS":
            return HttpResponse(
                status=204,
                headers={
                    "Allow": METHODS,
                    "Access-Control-Allow-Methods": METHODS,
                    "Access-Control-Allow-Headers": "*",
                    "Access-Control-Max-Age": REMEMBERED,
                },
            )
        if request.method not in ("GET", "HEAD"):
            with override(reader_language(request)):
                refused = problem(405, gettext("The open data is for reading only: ask with GET or HEAD."))
            refused["Allow"] = METHODS
            return refused
        is_head, request.method = request.method == "HEAD", "GET"
        response: Any = self.get_response(request)
        if is_head and not response.streaming:
            response.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        elif is_head:
            response.streaming_content = []
        return response
