"""Parties as pages list them: by the name the reader sees, linked where they have a page of their own."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from almaty_portal.lib import alphabet, languages
from members.models import Party

Row = TypeVar("Row")


def by_name(rows: Iterable[Row], party: Callable[[Row], Party]) -> list[Row]:
    """In the alphabetical order of the names shown, states before organizations."""

    def order(row: Row) -> tuple[bool, tuple[str, str]]:
        shown = party(row)
        return shown.kind != Party.Kind.STATE, alphabet.key(languages.say(shown, "short_name").text)

    return sorted(rows, key=order)


def linked() -> set[int]:
    """Primary keys of the parties that have a public page; others are named without a link."""
    return set(Party.objects.published().values_list("pk", flat=True))
