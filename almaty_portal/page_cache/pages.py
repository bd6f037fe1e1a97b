"""A page made ready: its body in every coding and its headers written out, so that an answer costs neither."""

import hashlib
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from almaty_portal.page_cache import encodings
from publishing.basis import Basis

#: What describes a body, and so stands on no answer without one.
OF_THE_BODY = {
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    "content-disposition",
    "last-modified",
}
OVERHEAD = 8 * 1024  # bytes of memory that a page takes beside its bodies
now = time.time


def next_midnight() -> float:
    """When the portal's day ends, in seconds since 1970: pages say “as of today” and “upcoming”."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return datetime.combine(tomorrow, clock_time.min, tzinfo=timezone.get_default_timezone()).timestamp()


class Answer(NamedTuple):
    """`status` as in the first line of an answer: “200 OK”."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def response(self) -> HttpResponse:
        """The same as Django's."""
        response = HttpResponse(self.body, status=int(self.status[:3]))
        del response["Content-Type"]
        for name, value in self.headers:
            response[name] = value
        return response


class Variant:
    """A page in one coding: the whole, its head, and what says that the reader has it."""

    __slots__ = ("etag", "head", "unchanged", "whole")

    def __init__(self, body: bytes, coding: str, digest: str, status: str, headers: dict[str, str]) -> None:
        self.etag = f'"{digest}-{coding}"' if coding else f'"{digest}"'
        headers = {**headers, "ETag": self.etag, "Content-Length": str(len(body))}
        if coding:
            headers["Content-Encoding"] = coding
        lines = list(headers.items())
        self.whole, self.head = Answer(status, lines, body), Answer(status, lines, b"")
        self.unchanged = Answer("304 Not Modified", [line for line in lines if line[0].lower() not in OF_THE_BODY], b"")

    def is_among(self, known: str) -> bool:
        """By the weak comparison: a proxy that compresses makes a strong tag weak."""
        return known == self.etag or any(
            tag == "*" or tag.removeprefix("W/") == self.etag for tag in parse_etags(known)
        )


class Page:
    """What was answered to one anonymous reader, for all of them. `size` in bytes of memory."""

    __slots__ = ("basis", "ends", "is_found", "size", "variants")

    def __init__(self, response: HttpResponse, basis: Basis, ends: float) -> None:
        self.basis, self.ends = basis, ends
        self.is_found = response.status_code == 200
        response.setdefault("Cache-Control", "no-cache")  # readers ask each time: 304 is cheap, and nothing is stale
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        headers = {name: value for name, value in response.items() if name not in ("Content-Length", "ETag")}
        status = f"{response.status_code} {response.reason_phrase}"
        body = response.content
        digest = hashlib.blake2b(body, digest_size=15).hexdigest()
        bodies = encodings.encoded(body)
        self.variants = {coding: Variant(data, coding, digest, status, headers) for coding, data in bodies.items()}
        self.size = OVERHEAD + sum(map(len, bodies.values()))

    def is_current(self) -> bool:
        return now() < self.ends and self.basis.holds()

    def answer(self, environ: Mapping[str, Any]) -> Answer:
        """To a GET or HEAD with these headers, named as in WSGI."""
        coding = encodings.chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = self.variants.get(coding) or self.variants[encodings.IDENTITY]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and self.is_found and variant.is_among(known):
            return variant.unchanged
        return variant.head if environ["REQUEST_METHOD"] == "HEAD" else variant.whole
