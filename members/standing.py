"""Who stands where in the Process on a day, and on which days that changed. Four queries, whatever is asked then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from almaty_portal.lib import languages, partial_dates
from almaty_portal.lib.partial_dates import Precision
from members.listing import by_name
from members.models import Chairmanship, Membership, Party


@dataclass(frozen=True)
class Standing:
    """The Process on `day`. `others` took part in a meeting by then and hold no recorded role."""

    day: date
    memberships: list[Membership]
    chair: Chairmanship | None
    others: list[Party]

    def in_role(self, role: str) -> list[Membership]:
        return [m for m in self.memberships if m.role == role]


@dataclass
class Change:
    """A day on which the picture changes: whose role begins or ends, who takes the chair, who first takes part."""

    day: date
    precision: str = Precision.YEAR
    begins: list[Party] = field(default_factory=list)
    ends: list[Party] = field(default_factory=list)
    chairs: list[Party] = field(default_factory=list)
    first: list[Party] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return partial_dates.show(self.day, self.precision)


class Roster:
    """The published parties with their roles over time, read once."""

    def __init__(self) -> None:
        published = Party.objects.published()
        self.parties = {party.pk: party for party in published.defer(*languages.columns("search"))}
        roles: Any = Membership.objects.filter(party__in=self.parties)
        terms: Any = Chairmanship.objects.public()
        self.memberships: list[Membership] = list(roles)
        self.chairmanships: list[Chairmanship] = list(terms)
        self.first_took_part = {pk: day for pk, day in published.first_took_part().items() if pk in self.parties}
        for row in (*self.memberships, *self.chairmanships):
            row.party = self.parties[row.party_id]

    def on(self, day: date) -> Standing:
        memberships = by_name([m for m in self.memberships if m.is_in_force(day)], lambda m: m.party)
        with_role = {m.party_id for m in memberships}
        others = [self.parties[pk] for pk, first in self.first_took_part.items() if first <= day]
        chair = next((c for c in self.chairmanships if c.is_in_chair(day)), None)
        return Standing(day, memberships, chair, by_name([p for p in others if p.pk not in with_role], lambda p: p))

    def changes(self) -> list[Change]:
        """The days of change, the earliest first. A first meeting is one only for who held no role on its day."""
        days: defaultdict[date, Change] = defaultdict(lambda: Change(date.min))

        def on(day: date, precision: str) -> Change:
            change = days[day]
            change.day = day
            change.precision = min(change.precision, precision, key=Precision.values.index)
            return change

        for row in self.memberships:
            if row.since:
                on(row.since, row.since_precision).begins.append(row.party)
            if row.until:
                on(row.until + timedelta(days=1), row.until_precision).ends.append(row.party)
        for term in self.chairmanships:
            if term.since:
                on(term.since, term.since_precision).chairs.append(term.party)
        for pk, first in self.first_took_part.items():
            if not any(m.party_id == pk and m.is_in_force(first) for m in self.memberships):
                on(first, Precision.DAY).first.append(self.parties[pk])
        for change in days.values():
            for parties in (change.begins, change.ends, change.first):
                parties[:] = by_name(parties, lambda party: party)
        return [days[day] for day in sorted(days)]
