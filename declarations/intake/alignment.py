"""Which paragraph of one language stands beside which of the other: the cheapest path through both texts."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from declarations.intake import numerals, opening_words
from declarations.intake.blocks import Piece

GAP = 1.3  # the cost of a paragraph that stands alone; a pair may cost twice that
_BAND = 60  # how far from the diagonal a pair may stand, beyond the difference in length
_WIDEST = 250  # of that difference: a text that is half missing is no reason to compare everything with everything
_FIGURE = re.compile(r"\d+")
_LINK = re.compile(r"\]\(([^)]+)\)")
_NOTE = re.compile(r"\[\^([^\s\]]{1,16})\]")
#: How much longer than English ones texts of the same sense run, in characters; 1 where it is not known.
_RATIO = {"ru": 1.08}
_VARIANCE = 6.8  # of the difference, per character
_PROSE = {"preamble", "operative", "subparagraph"}


_WORD = re.compile(r"[^\W\d_]{5,}")
_LATIN = dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)) | {
    "ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_SOUNDS = [
    ("ph", "f"),
    ("ck", "k"),
    ("x", "ks"),
    ("ch", "k"),
    ("c", "k"),
    ("q", "k"),
    ("y", "i"),
    ("w", "v"),
    ("j", "i"),
]


def cognates(text: str) -> frozenset[str]:
    """The beginnings of words that both languages share: координатор and coordinator, Алматы and Almaty."""
    found = set()
    for word in _WORD.findall(text.casefold()):
        said = "".join(_LATIN.get(c, c) for c in word)
        for one, other in _SOUNDS:
            said = said.replace(one, other)
        found.add(re.sub(r"(.)\1", r"\1", said)[:4])
    return frozenset(found)


@dataclass(frozen=True)
class _Traits:
    language: str
    piece: Piece
    figures: frozenset[str]
    links: frozenset[str]
    notes: frozenset[str]
    openings: frozenset[str]
    ordinals: frozenset[tuple[int, ...]]
    cognates: frozenset[str]
    length: int

    @classmethod
    def of(cls, piece: Piece, language: str) -> "_Traits":
        return cls(
            language,
            piece,
            frozenset(_FIGURE.findall(piece.plain)),
            frozenset(_LINK.findall(piece.text)),
            frozenset(_NOTE.findall(piece.text)),
            frozenset(opening_words.groups(piece.plain, language)),
            frozenset(r.ordinals for r in numerals.readings(piece.number) if r.family != "bullet"),
            cognates(piece.plain),
            max(len(piece.plain), 1),
        )


#: A paragraph and its language.
Spoken = tuple[str, Piece]


def pair(first: Sequence[Spoken], second: Sequence[Spoken]) -> list[tuple[int | None, int | None]]:
    """Positions side by side in reading order; None where a language has nothing. Each position comes once."""
    ours = [_Traits.of(piece, language) for language, piece in first]
    theirs = [_Traits.of(piece, language) for language, piece in second]
    n, m = len(ours), len(theirs)
    band = max(_BAND + min(abs(n - m), _WIDEST), m // max(n, 1) + 1)
    previous = {j: j * GAP for j in range(min(m, band) + 1)}
    steps: list[dict[int, int]] = [dict.fromkeys(previous, 2)]
    for i in range(1, n + 1):
        present: dict[int, float] = {}
        taken: dict[int, int] = {}
        centre = i * m // n
        for j in range(max(0, centre - band), min(m, centre + band) + 1):
            both = previous[j - 1] + _cost(ours[i - 1], theirs[j - 1]) if j and j - 1 in previous else math.inf
            alone = previous.get(j, math.inf) + GAP
            other = present.get(j - 1, math.inf) + GAP
            present[j], taken[j] = min((both, 0), (alone, 1), (other, 2))
        previous = present
        steps.append(taken)
    return _traced(steps, n, m)


def _traced(steps: list[dict[int, int]], n: int, m: int) -> list[tuple[int | None, int | None]]:
    found: list[tuple[int | None, int | None]] = []
    while n or m:
        step = steps[n][m] if n else 2
        ours, theirs = (n - 1 if step in {0, 1} else None), (m - 1 if step in {0, 2} else None)
        n, m = n - (ours is not None), m - (theirs is not None)
        found.append((ours, theirs))
    return found[::-1]


def _cost(a: _Traits, b: _Traits) -> float:
    one, other = a.piece, b.piece
    if one.row is not None and other.row is not None and one.row != other.row:
        return 4.0
    cost = -1.5 if one.row is not None and one.row == other.row else 0.0
    if one.kind != other.kind:
        if "table" in (one.kind, other.kind) or "footnote" in (one.kind, other.kind):
            return 4.0
        cost += 0.9 if {one.kind, other.kind} <= _PROSE else 1.3
    elif one.level != other.level:
        cost += 0.5
    if a.ordinals and b.ordinals:
        cost += -0.3 if a.ordinals & b.ordinals else 0.7
    elif bool(one.number) != bool(other.number):
        cost += 0.9
    cost += -0.3 if a.figures and a.figures == b.figures else 0.9 * _apart(a.figures, b.figures)
    cost += 0.5 * _apart(a.links, b.links) + 0.8 * _apart(a.notes, b.notes)
    if a.openings and b.openings:
        cost += -0.5 if a.openings & b.openings else 0.8
    cost -= 0.25 * min(len(a.cognates & b.cognates), 3)
    return cost + _unequal(a, b)


def _unequal(a: _Traits, b: _Traits) -> float:
    """How unlikely the lengths are for one sense: Gale and Church’s measure, held down so as not to decide alone."""
    expected = b.length * _RATIO.get(a.language, 1.0) / _RATIO.get(b.language, 1.0)
    return min(0.25 * (a.length - expected) ** 2 / (_VARIANCE * (a.length + expected) / 2), 1.8)


def _apart(one: frozenset[str], other: frozenset[str]) -> float:
    """0 for equal sets, 1 for sets with nothing in common."""
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def in_order(pairs: Sequence[tuple[int | None, int | None]]) -> bool:
    """Whether both columns only go forward: what an alignment must never break."""
    columns = ([i for i, _j in pairs if i is not None], [j for _i, j in pairs if j is not None])
    return all(a < b for column in columns for a, b in pairwise(column))
