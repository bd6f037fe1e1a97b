"""Inline marks, links, footnotes and tables: what would be shown as typed, or lead nowhere."""

import re
from collections import Counter
from collections.abc import Iterator

from almaty_portal.lib import inline, languages
from declarations.quality.findings import Finding
from declarations.quality.working import Row, Working

_LEFT_OPEN = re.compile(r"\*+|\]\(|\[\^?[^\]]*$|\[[^\]]*\]\(|\[\^[^\]]*\]")
_ESCAPED = re.compile(r"\\[*\[\]()^]")  # meant as the sign itself
_IN_A_LANGUAGE = re.compile(rf"(?<=/)(?:{'|'.join(languages.codes())})(?=/|$)")
_AROUND = 20  # characters shown on each side of a fault


def _pieces(row: Row, code: str) -> list[str]:
    """The texts that are read for marks by themselves: a table's cells, else the whole."""
    if row.kind == "table" and (rows := inline.table(row.texts[code])):
        return [cell for cells in rows for cell in cells]
    return [row.texts[code]]


def unbalanced(working: Working) -> Iterator[Finding]:
    for row in working.rows:
        for code in languages.codes():
            for piece in _pieces(row, code):
                if where := _left_open(piece):
                    yield Finding("marks", row, (code,), {"where": where})
                    break


def _left_open(text: str) -> str:
    """What stands around a mark that the reader left as typed; empty when all are closed."""
    for token in inline.tokens(_ESCAPED.sub("·", text)):
        if token.type == "text" and (found := _LEFT_OPEN.search(token.content)):
            return str(token.content)[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    return ""


def links(working: Working) -> Iterator[Finding]:
    """Links that only one language has. An address inside the portal may differ by language."""
    for row in working.rows:
        for pair in row.pairs:
            found = {code: _targets(row, code) for code in pair}
            if found[pair[0]] != found[pair[1]]:
                yield Finding("links", row, pair, {code: sorted(found[code].elements()) for code in pair})


def _targets(row: Row, code: str) -> Counter[str]:
    opened = [token for piece in _pieces(row, code) for token in inline.tokens(piece) if token.type == "link_open"]
    return Counter(_IN_A_LANGUAGE.sub("*", str(token.attrGet("href"))) for token in opened)


def notes(working: Working) -> Iterator[Finding]:
    for code in languages.codes():
        there = {row.numbers[code].strip(): row for row in working.rows if row.kind == "footnote" and row.texts[code]}
        referred = {number: row for row in reversed(working.rows) for number in _references(row, code)}
        for number, row in reversed(referred.items()):
            if number not in there:
                yield Finding("note-missing", row, (code,), {"number": number})
        for number, row in there.items():
            if number not in referred:
                yield Finding("note-unused", row, (code,), {"number": number})


def _references(row: Row, code: str) -> list[str]:
    tokens = [token for piece in _pieces(row, code) for token in inline.tokens(piece)]
    return [str(token.content) for token in tokens if token.type == "note_reference"]


def tables(working: Working) -> Iterator[Finding]:
    for row in working.rows:
        if row.kind != "table":
            continue
        read = {code: inline.table(row.texts[code]) for code in languages.codes()}
        for code in languages.codes():
            if row.texts[code].strip() and not read[code]:
                yield Finding("no-table", row, (code,))
        shape = {code: f"{len(cells)} × {max(map(len, cells))}" for code, cells in read.items() if cells}
        for one, other in row.pairs:
            if one in shape and other in shape and shape[one] != shape[other]:
                yield Finding("table", row, (one, other), {code: shape[code] for code in (one, other)})
