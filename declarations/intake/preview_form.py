"""The preview's form: rows as the page shows them and as it sends them back. Nothing typed is lost by any button."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from declarations.intake.rows import LANGUAGES, Row, kind_names

COLUMNS = ("kind", "level", "number_ru", "number_en", "text_ru", "text_en", "read")
#: Seven fields a row, under DATA_UPLOAD_MAX_NUMBER_FIELDS.
MOST_ROWS = 2_500
LEVEL = re.compile("[0-9]{1,2}")  # whether there is such a level is said when the rows are saved, with the row named
_LINE = 46  # letters in a line of a text box, about
_TALLEST = 16  # lines


def too_many(count: int) -> str:
    return _(
        "The text has %(count)d paragraphs; at most %(most)d can be taken at once. Divide it and add it in parts."
    ) % {
        "count": count,
        "most": MOST_ROWS,
    }


def rows_of(data: Any, before: list[Row]) -> list[Row]:
    """The rows as sent, texts with their line ends as “\\n”. A kind that was chosen anew counts for both languages.

    Raises ValueError when columns are missing or of unequal length, a kind is not known, or a level no number.
    """
    # PostgreSQL stores no null characters
    columns = [[said.replace("\x00", "") for said in data.getlist(name)] for name in COLUMNS]
    if not columns[0]:
        raise ValueError("no rows")
    found, kinds = [], kind_names()
    for n, (kind, level, number_ru, number_en, text_ru, text_en, read) in enumerate(zip(*columns, strict=True)):
        if kind not in kinds or not LEVEL.fullmatch(level):
            raise ValueError(f"no such kind or level: {kind[:20]}, {level[:20]}")
        read_ru, _bar, read_en = read.partition("|")
        row = Row(kind, int(level), number_ru, number_en, *(t.replace("\r\n", "\n") for t in (text_ru, text_en)))
        row.read_ru, row.read_en = (said if said in kinds else "" for said in (read_ru, read_en))
        if n < len(before) and kind != before[n].kind:
            row.read_ru = row.read_en = kind
        found.append(row)
    return found


@dataclass
class Cell:
    language: str
    name: str
    number: str
    text: str
    lines: int
    is_empty: bool


@dataclass
class Shown:
    """A row on the page; `index` counts from 0, as the buttons do."""

    index: int
    row: Row
    cells: list[Cell]
    is_open: bool
    next_fault: int | None = None

    @property
    def read(self) -> str:
        return f"{self.row.read_ru}|{self.row.read_en}"


def shown(rows: list[Row], *, at: int | None) -> list[Shown]:
    """`at`: the row just arranged, whose buttons stay open."""
    found = []
    names = {"ru": _("Russian"), "en": _("English")}
    for n, row in enumerate(rows):
        cells = []
        for code in LANGUAGES:
            number, text, _read = row.cell(code)
            lines = sum(len(line) // _LINE + 1 for line in text.split("\n"))
            cells.append(Cell(code, names[code], number, text, min(lines, _TALLEST), row.is_empty(code)))
        tallest = max(cell.lines for cell in cells)
        for cell in cells:
            cell.lines = tallest
        found.append(
            Shown(n, row, cells, is_open=n == at or (bool(row.faults) and any(cell.is_empty for cell in cells)))
        )
    following = None
    for item in reversed(found):
        item.next_fault = following
        if item.row.faults:
            following = item.index + 1
    return found
