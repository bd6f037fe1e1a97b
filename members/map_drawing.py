"""The map of members: outlines and roles in, what a template draws out. Patterns and words tell the roles apart.

The outlines are `data/outlines.json`, which `data/make_outlines.py` makes; lengths are in units of that drawing.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from members.listing import by_name
from members.models import Membership, Party
from members.standing import Standing

#: What a state without a recorded role is on the map: `guest` has taken part in a meeting by the day, `none` has not.
GUEST, NONE = "guest", "none"
WORDS: dict[str, Any] = {
    **dict(Membership.Role.choices),
    GUEST: gettext_lazy("took part in meetings, no recorded role"),
    NONE: gettext_lazy("no part recorded by this day"),
}


@dataclass(frozen=True)
class Name:
    """Where a state's name stands; `line` is the path of the line that leads to the state, or empty."""

    x: int
    y: int
    anchor: str
    line: str

    @property
    def star(self) -> tuple[int, int]:
        """Where the chair's star stands: over a name in the middle, before one that begins beside its state."""
        return (self.x - 25, self.y - 9) if self.anchor == "start" else (self.x, self.y - 44)


@dataclass(frozen=True)
class Outlines:
    width: int
    height: int
    land: str
    paths: dict[str, str]
    names: dict[str, Name]


@dataclass(frozen=True)
class Drawn:
    """One state on the map of a day."""

    party: Party
    role: str
    is_chair: bool
    name: Name

    @property
    def role_said(self) -> str:
        said = str(WORDS[self.role])
        return gettext("%(role)s, in the chair") % {"role": said} if self.is_chair else said


@cache
def outlines() -> Outlines:
    """Read once in a process: the file changes with the code only."""
    read = json.loads((settings.BASE_DIR / "data" / "outlines.json").read_text(encoding="utf-8"))
    states = read["states"]
    return Outlines(
        read["width"],
        read["height"],
        read["land"],
        {code: state["path"] for code, state in states.items()},
        {code: _name(**state["name"]) for code, state in states.items()},
    )


def _name(x: int, y: int, anchor: str, line: list[int] | None) -> Name:
    return Name(x, y, anchor, f"M{x} {y + 6}L{line[0]} {line[1]}" if line else "")


def draw(standing: Standing, parties: list[Party]) -> list[Drawn]:
    """Those of the published parties that have an outline, by the names the reader sees."""
    roles = {m.party_id: m.role for m in standing.memberships}
    guests = {party.pk for party in standing.others}
    chair = standing.chair.party_id if standing.chair else None
    names = outlines().names

    def role(party: Party) -> str:
        return roles.get(party.pk) or (GUEST if party.pk in guests else NONE)

    return [
        Drawn(party, role(party), party.pk == chair, names[party.code])
        for party in by_name(parties, lambda party: party)
        if party.code in names
    ]


def legend(drawn: list[Drawn]) -> list[tuple[str, Any, int]]:
    """(role, its words, how many states) of each that occurs on the map, members first."""
    counts = {role: sum(state.role == role for state in drawn) for role in WORDS}
    return [(role, WORDS[role], count) for role, count in counts.items() if count]
