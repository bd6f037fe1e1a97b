"""Plain text: UTF-8, lines of 72 columns, footnotes at the end."""

import re
import unicodedata
from typing import Any

from almaty_portal.lib import inline
from declarations.forms import text_layout
from declarations.forms.words import Words, absolute, address, in_languages
from declarations.models import Edition

HANG, STEP = 5, 4  # columns: a number's room, and how far each level goes in
UNDERLINES = {1: "-", 2: "~"}  # of headings; the title's is “=”


def make(edition: Edition, language: str) -> bytes:
    """The edition's text in `ru` or `en`. Raises `NotInEditionError`."""
    blocks = [block for words in in_languages(edition, language) for block in _blocks(edition, words)]
    return ("\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n").encode()


def _clean(text: str) -> str:
    """On one line, without control characters; a no-break space stays."""
    text = re.sub(r"[\t\r\n\v\f]+", " ", text)
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cc")


def said(text: str) -> str:
    """A paragraph's text without its marks: a link as “text <address>”, a footnote reference as [1]."""
    written, target, begun = "", "", 0
    for token in inline.tokens(text):
        if token.type == "text":
            written += token.content
        elif token.type == "note_reference":
            written += f"[{token.content}]"
        elif token.type == "link_open":
            target, begun = absolute(str(token.attrGet("href") or "")), len(written)
        elif token.type == "link_close" and target not in ("", written[begun:]):
            written += f" <{target}>"
    return _clean(written)


def _blocks(edition: Edition, words: Words) -> list[list[str]]:
    rows = words.paragraphs
    notes = [row for row in rows if row["kind"] == "footnote"]
    return [
        [*text_layout.wrap(words.process), *text_layout.wrap(" · ".join(words.identity))],
        [*text_layout.wrap(words.edition), address(edition)],
        *(text_layout.wrap(f"*** {text} ***") for _code, text in words.notices),
        _heading(words.title or words.symbol, "="),
        [line for part in (words.meeting, words.held) if part for line in text_layout.wrap(_clean(part))],
        *(_paragraph(row) for row in rows if row["kind"] != "footnote"),
        *([_heading(words.states_heading, "-"), _states(words.states)] if words.states else []),
        *([["-" * 24], *(_note(row) for row in notes)] if notes else []),
    ]


def _heading(text: str, line: str) -> list[str]:
    lines = text_layout.wrap(_clean(text))
    return [*lines, line * min(max(map(len, lines)), text_layout.WIDTH)] if line else lines


def _paragraph(row: dict[str, Any]) -> list[str]:
    kind, number = row["kind"], _clean(row["number"])
    if kind == "table" and (table := inline.table(row["text"])):
        has_head = any(table[0])
        return text_layout.table(
            [[said(cell) for cell in cells] for cells in (table if has_head else table[1:])], has_head=has_head
        )
    text = said(row["text"])
    if kind in ("heading", "annex"):
        return _heading(f"{number} {text}".strip(), "=" if kind == "annex" else UNDERLINES.get(row["level"], ""))
    if kind in ("operative", "subparagraph"):
        depth = row["level"] - 1 + (kind == "subparagraph")
        return text_layout.hanging(number, text, depth * STEP, HANG)
    return text_layout.wrap(f"{number} {text}".strip())


def _states(states: list[str]) -> list[str]:
    return [line for state in states for line in text_layout.wrap(_clean(state), first="- ", rest="  ")]


def _note(row: dict[str, Any]) -> list[str]:
    mark = f"[{_clean(row['number'])}]"
    return text_layout.hanging(mark, said(row["text"]), 0, max(HANG, len(mark) + 1))
