"""Which of a text's typed numbers a Word list can show, exactly as typed, and in which list each stands.

“(a)” is a list of lower letters shown as “(%1)”. A number continues its list, or begins a new one at its value
(a restart, a gap). What no list can show (“3 bis”, «й)») is typed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Word's russianLower from its beginning, as far as every program agrees on it: without «ё» and «й».
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщ"
ROMAN_LIMIT = 89  # above it a Roman number is far likelier to be a word or a letter
DECIMAL_LIMIT = 32767  # the largest start of a list
_NUMBER = re.compile(r"(?P<before>.*?)(?P<token>\d+|[A-Za-z]+|[а-яА-Я]+)(?P<after>\W*)")


@dataclass(frozen=True)
class Place:
    """One list: its number (from 1 in the document), Word's format, its first value and the text around the number."""

    list: int
    format: str
    start: int
    before: str
    after: str


@dataclass
class _Open:
    place: Place
    last: int


def roman(value: int) -> str:
    written = ""
    for size, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, value = divmod(value, size)
        written += sign * count
    return written


_ROMANS = {roman(value): value for value in range(1, ROMAN_LIMIT + 1)}


def readings(token: str) -> Iterator[tuple[str, int]]:
    """Every (Word format, value) that shows as the token: “i” is a letter and a Roman one."""
    if token.isdecimal():
        if token.isascii() and token[0] != "0" and int(token) <= DECIMAL_LIMIT:
            yield "decimal", int(token)
        return
    if token not in (token.lower(), token.upper()):
        return
    case, low = ("Lower" if token.islower() else "Upper"), token.lower()
    if len(low) == 1 and low in RUSSIAN:
        yield f"russian{case}", RUSSIAN.index(low) + 1
    if low in _ROMANS:
        yield f"{case.lower()}Roman", _ROMANS[low]
    if len(set(low)) == 1 and low[0] in LATIN:  # Word counts … y, z, aa, bb
        yield f"{case.lower()}Letter", LATIN.index(low[0]) + 1 + len(LATIN) * (len(low) - 1)


def places(rows: Iterable[tuple[str, str]]) -> list[Place | None]:
    """For each (what it numbers, number as typed): its list, or None when it is typed.

    `what it numbers` keeps lists apart: a heading's “1.” and an operative paragraph's are two lists.
    """
    open_lists: dict[tuple[str, ...], _Open] = {}
    found: list[Place | None] = []
    count = 0
    for what, number in rows:
        match = _NUMBER.fullmatch(number)
        candidates = []
        if match and "%" not in number and not (match["before"][-1:].isalnum()):
            candidates = [
                ((what, kind, match["before"], match["after"]), kind, value) for kind, value in readings(match["token"])
            ]
        going_on = [c for c in candidates if c[0] in open_lists and open_lists[c[0]].last == c[2] - 1]
        beginning = sorted(candidates, key=lambda c: (c[2] != 1, len(match["token"]) == 1 and "Roman" in c[1]))  # type: ignore[index]
        chosen = next(iter(going_on or beginning), None)
        if chosen is None:
            found.append(None)
            continue
        key, kind, value = chosen
        if not going_on:
            count += 1
            open_lists[key] = _Open(Place(count, kind, value, key[2], key[3]), value)
        open_lists[key].last = value
        found.append(open_lists[key].place)
    return found
