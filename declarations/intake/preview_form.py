"""The preview's form: rows as the page shows them and as it sends them back. Nothing typed is lost by any button."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from almaty_portal.lib import language_names, languages
from declarations.intake.rows import Cell, Row, kind_names

COLUMNS = ("kind", "level", *languages.columns("number", "text"), "read")
#: So many fields a row: the form stays under what Django takes.
MOST_ROWS = min(2_500, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS // (len(COLUMNS) + 1))
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
    """The rows as sent, texts with their line ends as “\\n”. A kind that was chosen anew counts for all languages.

    Raises ValueError when columns are missing or of unequal length, a kind is not known, or a level no number.
    """
    # PostgreSQL stores no null characters
    columns = [[said.replace("\x00", "") for said in data.getlist(name)] for name in COLUMNS]
    if not columns[0]:
        raise ValueError("no rows")
    found, kinds = [], kind_names()
    for n, values in enumerate(zip(*columns, strict=True)):
        sent = dict(zip(COLUMNS, values, strict=True))
        kind, level = sent["kind"], sent["level"]
        if kind not in kinds or not LEVEL.fullmatch(level):
            raise ValueError(f"no such kind or level: {kind[:20]}, {level[:20]}")
        is_chosen = n < len(before) and kind != before[n].kind
        reads = dict(zip(languages.codes(), sent["read"].split("|"), strict=False))
        cells = {}
        for code in languages.codes():
            number, text = (sent[languages.suffixed(name, code)] for name in ("number", "text"))
            read = kind if is_chosen else reads.get(code, "")
            cells[code] = Cell(number, text.replace("\r\n", "\n"), read if read in kinds else "")
        row = Row(kind, int(level), cells)
        found.append(row)
    return found


@dataclass
class Box:
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
    cells: list[Box]
    is_open: bool
    next_fault: int | None = None

    @property
    def read(self) -> str:
        return "|".join(cell.read for cell in self.row.cells.values())


def shown(rows: list[Row], *, at: int | None) -> list[Shown]:
    """`at`: the row just arranged, whose buttons stay open."""
    found = []
    for n, row in enumerate(rows):
        cells = []
        for code, (number, text, _read) in row.cells.items():
            lines = sum(len(line) // _LINE + 1 for line in text.split("\n"))
            name = language_names.name(code)
            cells.append(Box(code, name, number, text, min(lines, _TALLEST), row.is_empty(code)))
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
