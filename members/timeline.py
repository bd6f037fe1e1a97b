"""A small drawing of stretches of time, lane by lane. Dates in, numbers of the drawing out; a template draws them.

Lengths are whole units of the drawing, which is `WIDTH` wide: a fraction would be written with the reader's comma.
What it shows stands as text on the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from almaty_portal.lib import badges
from members.models import Chairmanship, Membership

WIDTH = 720
LANE = 70  # a lane's height: its name, then its bar
AXIS = 38
EDGE = 12  # left and right of the first and last year
MOST_YEARS = 9  # that are written under the axis


@dataclass(frozen=True)
class Stretch:
    """A period; `since` None began before the record, `until` None goes on. `kind` is its class in the style sheet."""

    kind: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Lane:
    name: str
    stretches: Sequence[Stretch] = ()
    days: Sequence[date] = ()


@dataclass(frozen=True)
class Bar:
    kind: str
    x: int
    width: int
    goes_on: bool
    began_earlier: bool  # than the record says

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass
class DrawnLane:
    name: str
    y: int
    bars: list[Bar] = field(default_factory=list)
    dots: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    height: int
    axis: int
    first: int
    last: int
    years: list[tuple[int, int]]
    lanes: list[DrawnLane]
    width: int = WIDTH


def of_party(
    memberships: Iterable[Membership], terms: Iterable[Chairmanship], meetings: Iterable[Any], *, today: date
) -> Timeline | None:
    """A party's roles, its terms in the chair (rows of `public()`) and the meetings that it attended."""
    roles = [Stretch(row.role, row.since, row.until) for row in memberships]
    lanes = [
        Lane(gettext("Role"), roles),
        Lane(gettext("In the chair"), [_in_chair(term) for term in terms]),
        Lane(gettext("Meetings"), days=sorted({meeting.starts_on for meeting in meetings})),
    ]
    return draw(lanes, today=today)


def of_chairs(terms: Iterable[Chairmanship], *, today: date) -> Timeline | None:
    """A lane for each state that has chaired, in the order of their first terms."""
    lanes: dict[str, list[Stretch]] = {}
    for term in terms:
        lanes.setdefault(badges.bare(term.party, "short_name"), []).append(_in_chair(term))
    return draw([Lane(name, stretches) for name, stretches in lanes.items()], today=today)


def _in_chair(term: Chairmanship) -> Stretch:
    """A term without a recorded end is drawn until the next one began."""
    return Stretch("chair", term.since, term.until or term.succeeded_on)


def draw(lanes: Iterable[Lane], *, today: date) -> Timeline | None:
    """Lanes with nothing in them are left out; None when no date is known at all."""
    filled = [lane for lane in lanes if lane.stretches or lane.days]
    known = [day for lane in filled for day in lane.days]
    known += [day for lane in filled for row in lane.stretches for day in (row.since, row.until) if day]
    if not known:
        return None
    first, last = min(known).year, max(*known, today).year
    begin, end = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()

    def x(day: date) -> int:
        return EDGE + round((WIDTH - 2 * EDGE) * (day.toordinal() - begin) / (end - begin))

    drawn = []
    for number, lane in enumerate(filled):
        row = DrawnLane(lane.name, number * LANE, dots=[x(day) for day in lane.days])
        for stretch in lane.stretches:
            left = x(stretch.since) if stretch.since else EDGE
            right = x(stretch.until) if stretch.until else max(x(today), left)
            row.bars.append(Bar(stretch.kind, left, max(right - left, 4), stretch.until is None, stretch.since is None))
        drawn.append(row)
    step = -(-(last - first + 1) // MOST_YEARS)
    years = [(x(date(year, 1, 1)), year) for year in range(first, last + 1, step)]
    axis = len(drawn) * LANE + 8
    return Timeline(axis + AXIS, axis, first, last, years, drawn)
