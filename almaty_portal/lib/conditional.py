"""Answers that are made anew each time and sent again only when they changed."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def answer(request: HttpRequest, response: Any, *, kept: str = "no-cache") -> Any:
    """The response with its ETag, or 304. Caches ask each time, so that a correction shows at once, unless `kept`
    (a Cache-Control) lets them wait."""
    response["ETag"] = quote_etag(sha256(response.content).hexdigest())
    response["Cache-Control"] = kept
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
