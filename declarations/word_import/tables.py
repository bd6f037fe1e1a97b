"""Tables of a Word file: their grid of cells, and a pipe table that shows it."""

from dataclasses import dataclass
from typing import Any

from declarations.word_import.wordml import local, val, w, whole

_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}


@dataclass(frozen=True)
class Cell:
    """A cell as an element, the columns it covers, and whether it only continues the one above."""

    element: Any
    span: int
    continues: bool


def children(element: Any, name: str) -> list[Any]:
    """Rows of a table or cells of a row, also inside content controls and other wrappers."""
    found = []
    for child in element:
        if child.tag == w(name):
            found.append(child)
        elif local(child) in _WRAPPERS:
            found.extend(children(child, name))
    return found


def grid(table: Any) -> list[list[Cell]]:
    """The table's rows of cells; rows that a tracked change deleted are left out."""
    rows = []
    for row in children(table, "tr"):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        rows.append([_cell(cell) for cell in children(row, "tc")])
    return rows


def _cell(cell: Any) -> Cell:
    properties = cell.find(w("tcPr"))
    merge = properties.find(w("vMerge")) if properties is not None else None
    continues = merge is not None and merge.get(w("val"), "continue") == "continue"
    return Cell(cell, max(whole(val(properties, "gridSpan"), 1), 1), continues)


def has_merged(rows: list[list[Cell]]) -> bool:
    return any(cell.span > 1 or cell.continues for row in rows for cell in row)


def pipe(rows: list[list[str]]) -> str:
    """A pipe table of the cells' Markdown; the first row is the head. Shorter rows are filled up."""
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])
