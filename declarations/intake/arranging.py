"""What an officer does to rows that do not line up. No text is lost but by deleting its row."""

import re
from collections.abc import Callable
from dataclasses import replace

from almaty_portal.lib.languages import codes
from declarations.intake import numerals
from declarations.intake.rows import Cell, Row, spoken

#: Where an officer splits a text: this sign, written at the place, goes before the cursor's place.
SPLIT = re.compile(r"(?<!:)//")


class ArrangingError(ValueError):
    """The step makes no sense at this row."""


def _are_full(row: Row, languages: list[str]) -> bool:
    return bool(languages) and not any(row.is_empty(code) for code in languages)


def up(rows: list[Row], at: int, language: str) -> int:
    """This cell moves up into the empty one above, and those below follow as far as the next gap in any language."""
    if not at or not rows[at - 1].is_empty(language) or rows[at].is_empty(language):
        raise ArrangingError
    others = [code for code in spoken(rows) if code != language]
    end = at
    while end + 1 < len(rows) and not rows[end + 1].is_empty(language) and _are_full(rows[end], others):
        end += 1
    for n in range(at - 1, end):
        rows[n].cells[language] = rows[n + 1].cells[language]
    rows[end].cells[language] = Cell()
    if rows[end].is_empty():
        del rows[end]
    return at - 1


def down(rows: list[Row], at: int, language: str) -> int:
    """This cell and all below it in one language move a row down, as far as the next empty cell."""
    end = next((n for n in range(at, len(rows)) if rows[n].is_empty(language)), None)
    if end is None:
        rows.append(Row(kind=rows[-1].kind, level=rows[-1].level))
        end = len(rows) - 1
    for n in range(end, at, -1):
        rows[n].cells[language] = rows[n - 1].cells[language]
    rows[at].cells[language] = Cell()
    return at + 1


def merge(rows: list[Row], at: int, language: str) -> int:
    """The cell is written after the text of the nearest cell above that has one; its own place stays empty."""
    above = next((n for n in range(at - 1, -1, -1) if not rows[n].is_empty(language)), None)
    if above is None or rows[at].is_empty(language):
        raise ArrangingError
    number, text, read = rows[above].cells[language]
    own_number, own_text, _read = rows[at].cells[language]
    rows[above].cells[language] = Cell(number, " ".join(filter(None, [text, own_number, own_text])), read)
    rows[at].cells[language] = Cell()
    if rows[at].is_empty():
        del rows[at]
    return above


def split(rows: list[Row], at: int, language: str, place: int | None = None) -> int:
    """The text after the first `//`, or else after the place (an index), goes into the cell below with its number.

    It takes the next row's cell when that is empty, so that a merged paragraph falls beside its counterpart.
    """
    number, text, read = rows[at].cells[language]
    sign = SPLIT.search(text)
    first, second = (text[: sign.start()], text[sign.end() :]) if sign else (text[: place or 0], text[place or 0 :])
    if not first.strip() or not second.strip():
        raise ArrangingError
    second = second.strip()
    found = numerals.leading(second)
    own = found["marker"].strip() if found and len(found["marker"].strip()) <= 16 else ""
    rest = second[found.end() :] if found and own else second
    rows[at].cells[language] = Cell(number, first.strip(), read)
    if at + 1 == len(rows) or not rows[at + 1].is_empty(language):
        rows.insert(at + 1, Row(kind=rows[at].kind, level=rows[at].level))
    rows[at + 1].cells[language] = Cell(own, rest, rows[at + 1].kind)
    return at + 1


def insert(rows: list[Row], at: int, language: str = "") -> int:
    """An empty row above this one."""
    rows.insert(at, Row(kind=rows[at].kind, level=rows[at].level))
    return at


def delete(rows: list[Row], at: int, language: str = "") -> int:
    """The row goes, with all its texts."""
    del rows[at]
    return max(min(at, len(rows) - 1), 0)


STEPS: dict[str, Callable[..., int]] = {
    "up": up, "down": down, "merge": merge, "split": split, "insert": insert, "delete": delete,
}  # fmt: skip


def arrange(rows: list[Row], step: str, at: int, language: str, place: int | None = None) -> tuple[list[Row], int]:
    """(the rows after the step, the row to look at next). Raises ArrangingError; the given rows stay as they are."""
    if step not in STEPS or not 0 <= at < len(rows) or language not in (*codes(), ""):
        raise ArrangingError
    if step not in {"insert", "delete"} and not language:
        raise ArrangingError
    copy = [replace(row) for row in rows]  # each with cells of its own
    seen = STEPS[step](copy, at, language, place) if step == "split" else STEPS[step](copy, at, language)
    return copy, seen
