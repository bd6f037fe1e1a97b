"""Rows of the preview: a paragraph in each language as it will be saved, and where the languages do not line up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from almaty_portal.lib import inline, language_names, languages
from declarations.intake import numerals
from declarations.intake.alignment import pair
from declarations.intake.blocks import Piece
from declarations.models import Paragraph

#: Kinds that the row of a document's title may have beside those of paragraphs.
TITLE = "title"
_NOTE = re.compile(r"\[\^([^\s\]]{1,16})\]")
_MOST_UNEQUAL = 2.6  # how many times longer one language may be before the preview asks
_SHORT = 60  # characters; below, lengths say nothing
#: Kind, level and two languages → by how many their numbers run apart.
_Shifts = dict[tuple[str, int, str, str], int]


class Cell(NamedTuple):
    """One language's part of a row. `read`: the kind that it was read as."""

    number: str = ""
    text: str = ""
    read: str = ""


@dataclass
class Row:
    """A paragraph in every language. Its cells may be read as different kinds: then the officer has to choose."""

    kind: str = "operative"
    level: int = 1
    cells: dict[str, Cell] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        self.cells = {code: self.cells.get(code, Cell()) for code in languages.codes()}

    @classmethod
    def stored(cls, row: Mapping[str, Any]) -> "Row":
        """A row as it stands in a `WordImport`: a language that was added later has nothing in it."""
        cells = {
            code: Cell(**{name: row.get(languages.suffixed(name, code), "") for name in Cell._fields})
            for code in languages.codes()
        }
        return cls(row["kind"], row["level"], cells)

    def to_store(self) -> dict[str, Any]:
        said = {
            languages.suffixed(name, code): value
            for code, cell in self.cells.items()
            for name, value in cell._asdict().items()
        }
        return {"kind": self.kind, "level": self.level, **said}

    def is_empty(self, language: str | None = None) -> bool:
        cells = self.cells.values() if language is None else [self.cells[language]]
        return not any(cell.number.strip() or cell.text.strip() for cell in cells)


def beside(texts: Mapping[str, Sequence[Piece]]) -> list[Row]:
    """The pieces of all languages, each aligned with what stands before it. The kind comes from the English piece."""
    aligned: list[dict[str, Piece]] = []
    for code in (code for code in languages.codes() if texts.get(code)):
        before = [next(iter(pieces.items())) for pieces in aligned]
        pairs = pair(before, [(code, piece) for piece in texts[code]])
        aligned = [
            (aligned[i] if i is not None else {}) | ({code: texts[code][j]} if j is not None else {}) for i, j in pairs
        ]
    rows = []
    for pieces in aligned:
        lead = pieces.get("en") or next(iter(pieces.values()))
        cells = {code: Cell(piece.number, piece.text, piece.kind) for code, piece in pieces.items()}
        rows.append(Row(lead.kind, lead.level, cells))
    return rows


def spoken(rows: Iterable[Row]) -> tuple[str, ...]:
    """The languages that have any text."""
    rows = list(rows)
    return tuple(code for code in languages.codes() if any(not row.is_empty(code) for row in rows))


def marked(rows: list[Row]) -> list[Row]:
    """The rows with their faults in words, in the active language; a text in one language only has no faults."""
    codes = spoken(rows)
    shifts: _Shifts = {}
    for row in rows:
        row.faults = _faults(row, codes, shifts) if len(codes) > 1 else []
    return rows


def _faults(row: Row, codes: Sequence[str], shifts: _Shifts) -> list[str]:
    if row.is_empty():
        return [_("The row is empty and will be left out.")]
    if empty := [code for code in codes if row.is_empty(code)]:
        said = _("There is no %(of_language)s text here.")
        return [said % {"of_language": language_names.of(code)} for code in empty]
    found = []
    for one, other in combinations(codes, 2):
        found += _kind_faults(row, one, other) + _number_faults(row, one, other, shifts)
        if sorted(_NOTE.findall(row.cells[one].text)) != sorted(_NOTE.findall(row.cells[other].text)):
            found.append(_("The references to footnotes differ."))
        found += _shape_faults(row, one, other)
    return list(dict.fromkeys(found))


def _kind_faults(row: Row, one: str, other: str) -> list[str]:
    reads = [row.cells[code].read for code in (one, other)]
    if not all(reads) or reads[0] == reads[1]:
        return []
    names = {"first": language_names.name(one), "second": language_names.name(other)}
    kinds = dict(zip(("one", "other"), (kind_names().get(read, read) for read in reads), strict=True))
    said = _("The %(first)s was read as “%(one)s”, the %(second)s as “%(other)s”.") % {**names, **kinds}
    return [capfirst(said)]


def _number_faults(row: Row, one: str, other: str, shifts: _Shifts) -> list[str]:
    """Numbers that run apart by a constant are one place to look at, the first; `shifts` holds by how many."""
    numbers = row.cells[one].number, row.cells[other].number
    if not any(numbers):
        return []
    place = (row.kind, row.level, one, other)
    if all(numbers) and numerals.same(*numbers):
        shifts[place] = 0
        return []
    shift = numerals.apart(*numbers)
    if shift is not None and shift == shifts.get(place):
        return []
    said = {
        **dict(zip(("one", "other"), (number or "–" for number in numbers), strict=True)),
        "first": language_names.inside(one),
        "second": language_names.inside(other),
    }
    if shift is None:
        return [_("The numbers differ: “%(one)s” in %(first)s, “%(other)s” in %(second)s.") % said]
    shifts[place] = shift
    return [_("The numbers differ from here on: “%(one)s” in %(first)s, “%(other)s” in %(second)s.") % said]


def _shape_faults(row: Row, one: str, other: str) -> list[str]:
    texts = row.cells[one].text, row.cells[other].text
    if row.kind == Paragraph.Kind.TABLE:
        sizes = [[len(line) for line in inline.table(text)] for text in texts]
        return [] if sizes[0] == sizes[1] else [_("The tables have different numbers of rows or columns.")]
    lengths = [len(text) for text in texts]
    if max(lengths) >= _SHORT and max(lengths) > _MOST_UNEQUAL * min(lengths):
        return [_("One language is much longer here than the other.")]
    return []


def kind_names() -> dict[str, str]:
    return {TITLE: _("title of the document"), **{value: str(label) for value, label in Paragraph.Kind.choices}}


def title(rows: Iterable[Row], language: str) -> str:
    """The document's title as the text gives it, without marks, or ""."""
    said = (inline.plain(row.cells[language].text) for row in rows if row.kind == TITLE)
    return " ".join(text.strip() for text in said if text.strip())
