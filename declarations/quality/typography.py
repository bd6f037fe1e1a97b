"""Doubled spaces and quotation marks."""

import re
from collections.abc import Iterator

from almaty_portal.lib import languages
from declarations.quality.findings import Finding
from declarations.quality.working import Row, Working

_AROUND = 20  # characters shown on each side of a fault
_DOUBLED = re.compile(r"(?<=\S)[ \u00a0\u2009\u202f]{2,}(?=\S)")
_STRAIGHT = re.compile(r"\"|(?<=\w)'|'(?=\w)")
#: The marks of the languages whose marks are known.
_QUOTED = {"ru": re.compile(r"«[^«»]*»"), "en": re.compile(r"“[^“”]*”")}
#: Inside the outer marks of its language a text may have the inner ones: «… „…“ …», “… ‘…’ …”.
_OTHERS = {"ru": re.compile(r"[“”‘]"), "en": re.compile(r"[«»„]")}


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _lines(row: Row, code: str) -> str:
    """The text; a table's cells, which are padded at will, one after the other."""
    return row.plain[code].replace("\n", " ").replace(" · ", " ") if row.kind == "table" else row.plain[code]


def spaces(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for code in languages.codes():
            text = _lines(row, code)
            if found := _DOUBLED.search(text):
                yield Finding("spaces", row, (code,), {"where": _around(text, found)})


def quotes(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for code in languages.codes():
            text = _lines(row, code)
            if found := _STRAIGHT.search(text):
                yield Finding("straight-quotes", row, (code,), {"where": _around(text, found)})
            if code in _OTHERS and (found := _OTHERS[code].search(_without_quoted(text, code))):
                yield Finding("other-quotes", row, (code,), {"where": _around(text, found)})


def _without_quoted(text: str, code: str) -> str:
    """Blanks what stands inside the language's own marks, so that nested marks are not held against it."""
    return _QUOTED[code].sub(lambda match: " " * len(match[0]), text)
