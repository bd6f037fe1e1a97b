"""Answers of the open data: JSON with an ETag of its own content, refusals as problem details (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from almaty_portal.lib import conditional, languages

JSON = "application/json"
PROBLEM = "application/problem+json"
FRESH = "public, max-age=60"  # seconds; afterwards the ETag asks whether it changed


def answer(request: HttpRequest, body: Any, *, language: str | None = None) -> HttpResponse:
    """200, or 304 when the reader has it already. `language`: the one that the texts are in, all of them if None.

    No Last-Modified: of what an answer is made of, the last change is known of some parts only. The ETag is of all.
    """
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(data, content_type=JSON)
    response["Content-Language"] = language or ", ".join(languages.codes())
    answered: HttpResponse = conditional.answer(request, response, kept=FRESH)
    return answered


def problem(status: int, detail: str, parameter: str = "") -> HttpResponse:
    """In the active language. `parameter` names what the sentence is about, if it is about one."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if parameter:
        body["parameter"] = parameter
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=PROBLEM, status=status)
    response["Content-Language"], response["Cache-Control"] = get_language() or "en", "no-cache"
    return response
