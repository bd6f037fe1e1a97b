"""The working text as the rules read it: rows with both languages, the names of parties, who endorsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from almaty_portal.lib import inline, languages


@dataclass(frozen=True)
class Row:
    """One paragraph, or the title (`anchor` 0). `index` is its place in the form, from 0; `texts` are as typed."""

    anchor: int
    index: int
    position: int
    kind: str
    level: int
    numbers: dict[str, str]
    texts: dict[str, str]

    @cached_property
    def plain(self) -> dict[str, str]:
        """Language → the text without marks, link targets and footnote references."""
        return {code: inline.plain(text) for code, text in self.texts.items()}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every two languages that both have a text here."""
        return [pair for pair in languages.pairs() if all(self.texts[code].strip() for code in pair)]


@dataclass(frozen=True)
class Name:
    """A party: language → the names it goes by, formal, short and acronym."""

    code: str
    is_state: bool
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Working:
    """`endorsing`: code → whether its endorsement carries a note (such as “observer”)."""

    rows: list[Row]
    title: Row | None = None
    parties: list[Name] = field(default_factory=list)
    endorsing: dict[str, bool] = field(default_factory=dict)

    @property
    def texts(self) -> Iterator[Row]:
        """The title, then the paragraphs."""
        if self.title:
            yield self.title
        yield from self.rows

    def shown(self, code: str) -> str:
        """A party's code as people know it: its short name in the language in use, or the code."""
        from django.utils.translation import get_language

        party = next((p for p in self.parties if p.code == code), None)
        names = party.names.get(get_language() or "en", ()) if party else ()
        return names[0] if names else code


def said(record: object, field: str) -> dict[str, str]:
    return {code: languages.text(record, field, code) for code in languages.codes()}
