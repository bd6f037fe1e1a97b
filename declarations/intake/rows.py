"""Rows of the preview: a paragraph in both languages as it will be saved, and where the languages do not line up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from almaty_portal.lib import inline
from declarations.intake import numerals
from declarations.intake.alignment import pair
from declarations.intake.blocks import Piece
from declarations.models import Paragraph

LANGUAGES = ("ru", "en")
#: Kinds that the row of a document's title may have beside those of paragraphs.
TITLE = "title"
_NOTE = re.compile(r"\[\^([^\s\]]{1,16})\]")
_MOST_UNEQUAL = 2.6  # how many times longer one language may be before the preview asks
_SHORT = 60  # characters; below, lengths say nothing


@dataclass
class Row:
    """`read_ru` and `read_en` are the kinds each language was read as; they differ where the officer has to choose."""

    kind: str = "operative"
    level: int = 1
    number_ru: str = ""
    number_en: str = ""
    text_ru: str = ""
    text_en: str = ""
    read_ru: str = ""
    read_en: str = ""
    faults: list[str] = field(default_factory=list, compare=False)

    @classmethod
    def stored(cls, row: dict[str, Any]) -> "Row":
        """A row as it stands in a `WordImport`."""
        names = {f.name for f in fields(cls)} - {"faults"}
        return cls(**{name: value for name, value in row.items() if name in names})

    def to_store(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "faults"}

    def cell(self, language: str) -> tuple[str, str, str]:
        """(number, text, kind read) of one language."""
        return tuple(getattr(self, f"{name}_{language}") for name in ("number", "text", "read"))  # type: ignore[return-value]

    def put(self, language: str, cell: tuple[str, str, str]) -> None:
        for name, value in zip(("number", "text", "read"), cell, strict=True):
            setattr(self, f"{name}_{language}", value)

    def is_empty(self, language: str | None = None) -> bool:
        languages = LANGUAGES if language is None else (language,)
        return not any(self.cell(code)[0].strip() or self.cell(code)[1].strip() for code in languages)


def beside(russian: Sequence[Piece], english: Sequence[Piece]) -> list[Row]:
    """The pieces of both languages, aligned. The kind comes from the English piece when there is one."""
    rows = []
    for ours, theirs in pair(russian, english):
        ru = None if ours is None else russian[ours]
        en = None if theirs is None else english[theirs]
        lead = en or ru
        assert lead is not None  # noqa: S101 - a pair has at least one side
        row = Row(kind=lead.kind, level=lead.level)
        for code, piece in (("ru", ru), ("en", en)):
            if piece is not None:
                row.put(code, (piece.number, piece.text, piece.kind))
        rows.append(row)
    return rows


def spoken(rows: Iterable[Row]) -> tuple[str, ...]:
    """The languages that have any text."""
    rows = list(rows)
    return tuple(code for code in LANGUAGES if any(not row.is_empty(code) for row in rows))


def marked(rows: list[Row]) -> list[Row]:
    """The rows with their faults in words, in the active language; a text in one language only has no faults."""
    both = len(spoken(rows)) > 1
    shifts: dict[tuple[str, int], int] = {}
    for row in rows:
        row.faults = _faults(row, shifts) if both else []
    return rows


def _faults(row: Row, shifts: dict[tuple[str, int], int]) -> list[str]:
    if row.is_empty():
        return [_("The row is empty and will be left out.")]
    for code, said in (("ru", _("There is no Russian text here.")), ("en", _("There is no English text here."))):
        if row.is_empty(code):
            return [said]
    found = []
    if row.read_ru and row.read_en and row.read_ru != row.read_en:
        kinds = kind_names()
        found.append(
            _("The Russian was read as “%(ru)s”, the English as “%(en)s”.")
            % {"ru": kinds.get(row.read_ru, row.read_ru), "en": kinds.get(row.read_en, row.read_en)}
        )
    found += _number_faults(row, shifts)
    if sorted(_NOTE.findall(row.text_ru)) != sorted(_NOTE.findall(row.text_en)):
        found.append(_("The references to footnotes differ."))
    return found + _shape_faults(row)


def _number_faults(row: Row, shifts: dict[tuple[str, int], int]) -> list[str]:
    """Numbers that run apart by a constant are one place to look at, the first; `shifts` holds by how many."""
    ru, en = row.number_ru, row.number_en
    if not (ru or en):
        return []
    place = (row.kind, row.level)
    if ru and en and numerals.same(ru, en):
        shifts[place] = 0
        return []
    shift = numerals.apart(ru, en)
    if shift is not None and shift == shifts.get(place):
        return []
    said = {"ru": ru or "–", "en": en or "–"}
    if shift is None:
        return [_("The numbers differ: “%(ru)s” in Russian, “%(en)s” in English.") % said]
    shifts[place] = shift
    return [_("The numbers differ from here on: “%(ru)s” in Russian, “%(en)s” in English.") % said]


def _shape_faults(row: Row) -> list[str]:
    if row.kind == Paragraph.Kind.TABLE:
        sizes = [[len(line) for line in inline.table(text)] for text in (row.text_ru, row.text_en)]
        return [] if sizes[0] == sizes[1] else [_("The tables have different numbers of rows or columns.")]
    lengths = [len(row.text_ru), len(row.text_en)]
    if max(lengths) >= _SHORT and max(lengths) > _MOST_UNEQUAL * min(lengths):
        return [_("One language is much longer here than the other.")]
    return []


def kind_names() -> dict[str, str]:
    return {TITLE: _("title of the document"), **{value: str(label) for value, label in Paragraph.Kind.choices}}


def title(rows: Iterable[Row], language: str) -> str:
    """The document's title as the text gives it, without marks, or ""."""
    said = (inline.plain(row.cell(language)[1]) for row in rows if row.kind == TITLE)
    return " ".join(text.strip() for text in said if text.strip())
