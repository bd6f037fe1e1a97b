"""First of the middleware: what every reader sees alike is answered from memory, and kept there once made.

Every answer that is somebody's own passes through: with a form, a cookie, a message. A page is kept while nothing
changes in the tables that it read (`publishing/basis.py`) and until the day ends.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import cc_delim_re

from almaty_portal.page_cache.memory import memory
from almaty_portal.page_cache.pages import Page, next_midnight
from publishing.basis import recorded

KEPT = (200, 410)
TEXTS = re.compile(r"(text/|application/([\w.-]+\+)?(json|xml)\b|image/svg\+xml)")
VARIES = {"cookie", "accept-encoding"}


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        kept = memory()
        if kept is None:
            raise MiddlewareNotUsed
        self.memory, self.get_response = kept, get_response
        # of pages with forms and of signed-in readers: Django masks the form's token and the length in each answer
        self.compressed = GZipMiddleware(get_response).process_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        environ = request.META
        if environ.get("PATH_INFO", "").startswith(settings.STATIC_URL):
            return self.get_response(request)
        if known := self.memory.answer(environ):
            return known.response()
        if request.method != "GET" or not self.memory.is_for_everybody(environ):
            return self._passed(request, self.get_response(request))
        store, key = self.memory.place(environ)  # of the request as it came: what stands behind may rewrite its headers
        ends = next_midnight()
        with recorded() as basis:
            response = self.get_response(request)
        varies = VARIES if self.memory.names_its_language(request.path_info) else VARIES | {"accept-language"}
        if basis.unannounced() or not is_everybodys(request, response, varies):
            return self._passed(request, response)
        page = Page(response, basis, ends)  # type: ignore[arg-type]
        store.put(key, page)
        return page.answer(environ).response()

    def _passed(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        compressed: HttpResponseBase = self.compressed(request, response) if is_page else response
        return compressed


def is_everybodys(request: HttpRequest, response: Any, varies: set[str]) -> bool:
    """Whether every other reader would be answered the same, if the answer may depend on `varies`."""
    headers = response.headers
    controls = {part.partition("=")[0].strip().lower() for part in headers.get("Cache-Control", "").split(",")}
    return (
        response.status_code in KEPT
        and not response.streaming
        and TEXTS.match(headers.get("Content-Type", "")) is not None
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not getattr(getattr(request, "_messages", None), "added_new", False)
        and "Content-Encoding" not in headers
        and "'nonce-" not in headers.get("Content-Security-Policy", "")
        and not controls & {"private", "no-store"}
        and varies.issuperset(part.lower() for part in cc_delim_re.split(headers.get("Vary", "")) if part)
    )
