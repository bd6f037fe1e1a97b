"""Which content coding a reader takes (RFC 9110, 12.5.3), and bodies in it."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli

IDENTITY = ""
SHORTEST = 300  # bytes: below, a coding's own bytes eat what it saves
_UNASKED = 0.0001  # the weight of identity, which is acceptable although nobody named it

#: The better one first, among those a reader likes equally.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


def encoded(body: bytes) -> dict[str, bytes]:
    """Coding → body, identity among them; without the codings that make it no shorter."""
    if len(body) < SHORTEST:
        return {IDENTITY: body}
    found = {name: compress(body) for name, compress in CODINGS.items()}
    return {IDENTITY: body} | {name: data for name, data in found.items() if len(data) < len(body)}


@lru_cache(maxsize=512)
def chosen(accepted: str) -> str:
    """The coding to answer with by an Accept-Encoding header: `br`, `gzip` or `IDENTITY`.

    A reader who refuses every coding there is gets identity all the same, as the RFC allows.
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[{"x-gzip": "gzip"}.get(name.strip(), name.strip())] = _weight(parameters)
    other = weights.get("*")
    found = {name: weights.get(name, other or 0.0) for name in CODINGS}
    found[IDENTITY] = weights.get("identity", _UNASKED if other is None else other or 0.0)
    best = max(found, key=lambda name: found[name])  # the first of equals
    return best if found[best] > 0 else IDENTITY


def _weight(parameters: str) -> float:
    """`q=0.5` → 0.5; 1 without it; 0, a refusal, where it is no number."""
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
