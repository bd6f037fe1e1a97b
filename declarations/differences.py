"""What differs between two contents of a document: editions, or the last edition and the working text."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from almaty_portal.lib import inline
from declarations.content import reading
from declarations.models import Document
from publishing.differences import words

Words = list[tuple[str, str]]
Row = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One paragraph in one language: its number and text as (“same” | “removed” | “added”, text)."""

    language: str
    number: Words
    text: Words
    is_only_form: bool  # italics, bold or a link's address changed, and no word

    @property
    def is_renumbered(self) -> bool:
        return any(kind != "same" for kind, _text in self.number)

    @property
    def is_changed(self) -> bool:
        return self.is_only_form or any(kind != "same" for kind, _text in (*self.number, *self.text))


@dataclass(frozen=True)
class Change:
    """A paragraph matched by its anchor. `is_new` and `is_gone` are never both true."""

    anchor: int
    kind: str
    level: int
    cells: list[Cell]
    is_new: bool = False
    is_gone: bool = False
    is_moved: bool = False
    is_other_kind: bool = False

    @property
    def is_renumbered(self) -> bool:
        return not (self.is_new or self.is_gone) and any(cell.is_renumbered for cell in self.cells)

    @property
    def is_unchanged(self) -> bool:
        differs = self.is_new or self.is_gone or self.is_moved or self.is_other_kind
        return not differs and not any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True)
class Stretch:
    """Neighbours that are all unchanged (shown as one line) or all changed."""

    is_unchanged: bool
    changes: list[Change]


def readable(row: Row | None) -> str:
    """A paragraph's text with footnote references as [1] and without other marks; a table's rows as lines."""
    if row is None:
        return ""
    if row["kind"] == "table" and (rows := inline.table(row["text"])):
        return "\n".join(" | ".join(_inline(cell) for cell in cells) for cells in rows)
    return _inline(row["text"])


def _inline(text: str) -> str:
    shown = {"text": "{}", "note_reference": "[{}]"}
    return "".join(shown[token.type].format(token.content) for token in inline.tokens(text) if token.type in shown)


def _stay(old: list[int], new: list[int]) -> set[int]:
    """The anchors that kept their order: the longest rising run of old places, read in the new order."""
    place = {anchor: index for index, anchor in enumerate(old)}
    common = [anchor for anchor in new if anchor in place]
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for anchor in common:
        at = bisect_left(tails, place[anchor])
        before[anchor] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [place[anchor]], [anchor]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def paragraphs(old: dict[str, Any], new: dict[str, Any], languages: list[str]) -> list[Stretch]:
    """In the new order; what is gone stands where it stood."""
    pairs = {code: (_rows(old, code), _rows(new, code)) for code in languages}
    first_old, first_new = pairs[languages[0]]
    stay = _stay(list(first_old), list(first_new))
    changes = []
    for anchor in _merged(list(first_old), list(first_new), stay):
        was, now = first_old.get(anchor), first_new.get(anchor)
        shown: Row = now or was or {}
        form = [(row["kind"], row["level"]) for row in (was, now) if row]
        changes.append(
            Change(
                anchor,
                shown["kind"],
                shown["level"],
                [_cell(code, before.get(anchor), after.get(anchor)) for code, (before, after) in pairs.items()],
                is_new=was is None,
                is_gone=now is None,
                is_moved=bool(was and now and anchor not in stay),
                is_other_kind=len(set(form)) > 1,
            )
        )
    return [Stretch(same, list(rows)) for same, rows in groupby(changes, key=lambda change: change.is_unchanged)]


def _rows(content: dict[str, Any], language: str) -> dict[int, Row]:
    return {row["anchor"]: row for row in reading(content, language)["paragraphs"]}


def _merged(old: list[int], new: list[int], stay: set[int]) -> list[int]:
    found: list[int] = []
    rest = [anchor for anchor in old if anchor in stay or anchor not in set(new)]
    for anchor in new:
        while anchor in stay and rest[0] != anchor:
            found.append(rest.pop(0))
        if anchor in stay:
            rest.pop(0)
        found.append(anchor)
    return found + rest


def _cell(language: str, old: Row | None, new: Row | None) -> Cell:
    text = words(readable(old), readable(new))
    typed = [row["text"] for row in (old, new) if row]
    only_form = len(set(typed)) > 1 and all(kind == "same" for kind, _text in text)
    return Cell(language, words(old["number"] if old else "", new["number"] if new else ""), text, only_form)


def facts(old: dict[str, Any], new: dict[str, Any], languages: list[str]) -> list[tuple[str, str, Words]]:
    """(label, language or "", words) of what changed about the document apart from its paragraphs."""
    rows = [("", label, was, now) for (label, was), (_l, now) in zip(_plain(old), _plain(new), strict=True)]
    for code in languages:
        before, after = _said(old, code), _said(new, code)
        rows += [(code, label, was, now) for (label, was), (_l, now) in zip(before, after, strict=True)]
    return [(label, code, words(was, now)) for code, label, was, now in rows if was != now]


def _plain(content: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Symbol"), content["symbol"]),
        (_("Kind"), str(Document.Kind(content["kind"]).label)),
        (_("Manner of adoption"), str(Document.Manner(content["manner"]).label) if content["manner"] else ""),
        (_("Original language"), content["original_language"]),
        (_("Content"), str(Document.Basis(content["basis"]).label)),
    ]


def _said(content: dict[str, Any], language: str) -> list[tuple[str, str]]:
    read = reading(content, language)
    force, meeting = read["authenticity"], read["meeting"] or {"title": "", "place": ""}
    states = [f"{state['name']} ({state['note']})" if state["note"] else state["name"] for state in read["states"]]
    day = read["adopted_on"]
    return [
        (_("Title"), read["title"]),
        (_("Date of adoption"), date_format(day, "DATE_FORMAT") if day else str(content["year"])),
        (_("Force of the text"), str(Document.Authenticity(force).label) if force else ""),
        (_("Meeting"), ", ".join(part for part in (meeting["title"], meeting["place"]) if part)),
        (_("Endorsed by"), "; ".join(states)),
    ]
