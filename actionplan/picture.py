"""Where a plan stands, as each state itself put it: one cell for each state's part in an item, in one public round.

Of reporting it reads `Round.objects.published()` and `ReportVersion.objects.public()` alone. Why a cell has no report
(none was due, none came, none is approved) is not known here, so no page can say it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Prefetch, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionItem, Assignment, Cluster, Implementation, Plan, ReportVersion, Round
from almaty_portal.lib import languages
from almaty_portal.lib.languages import Said
from members.listing import by_name
from members.models import Party

NO_REPORT = "no_report"
#: In the order of bars and legends: from done to unknown.
ORDER = (
    Implementation.COMPLETED.value,
    Implementation.IN_PROGRESS.value,
    Implementation.DELAYED.value,
    Implementation.NOT_STARTED.value,
    Implementation.NOT_APPLICABLE.value,
    NO_REPORT,
)
LABELS: dict[str, Any] = {**dict(Implementation.choices), NO_REPORT: _("no report in this round")}
SHORT_LABELS: dict[str, Any] = {**LABELS, NO_REPORT: _("no report")}


@dataclass(frozen=True)
class Cell:
    """A state's part in an item. `said_in` holds the languages of the report; () when there is none in the round."""

    assignment: Assignment
    status: str
    said_in: tuple[str, ...] = ()

    @property
    def party(self) -> Party:
        return self.assignment.party

    @property
    def said(self) -> Said:
        """In which language a reader is shown the report, without its text."""
        active = get_language() or ""
        there = [code for code in (active, *self.said_in) if code in self.said_in] or [active]
        return Said("", there[0], there[0] == active, len(self.said_in) < 2)


@dataclass(frozen=True)
class Group:
    """A cluster and those of its published items that are shown."""

    cluster: Cluster
    items: list[ActionItem]


@dataclass(frozen=True)
class Picture:
    """The cells of a round, and the items they belong to; without a round every cell is without a report."""

    round: Round | None
    groups: list[Group]
    cells: list[Cell]

    @property
    def states(self) -> list[Party]:
        """The states that have a cell, by the names the reader sees."""
        return by_name({cell.party.pk: cell.party for cell in self.cells}.values(), lambda party: party)

    def of_item(self) -> dict[int, list[Cell]]:
        """Item id → its cells, leading states first."""
        found = defaultdict(list)
        for cell in self.cells:
            found[cell.assignment.item_id].append(cell)
        return found

    def chosen(self, *, state: str = "", cluster: str = "", status: str = "") -> Picture:
        """The part of it with that state's code, cluster's code and status. An item without a cell left is left out."""
        groups = [group for group in self.groups if cluster in ("", group.cluster.code)]
        items = {item.pk for group in groups for item in group.items}
        cells = [
            cell
            for cell in self.cells
            if cell.assignment.item_id in items and state in ("", cell.party.code) and status in ("", cell.status)
        ]
        if state or status:
            left = {cell.assignment.item_id for cell in cells}
            kept = [Group(group.cluster, [item for item in group.items if item.pk in left]) for group in groups]
            groups = [group for group in kept if group.items]
        return Picture(self.round, groups, cells)


def tally(cells: Iterable[Cell]) -> dict[str, int]:
    """Status → how many cells have it, in the order of the legend, without zeros."""
    counts = Counter(cell.status for cell in cells)
    return {status: counts[status] for status in ORDER if counts[status]}


def by_status(cells: Iterable[Cell]) -> list[tuple[str, list[Cell]]]:
    """The cells of each status that occurs, in the order of the legend."""
    rows = list(cells)
    found = [(status, [cell for cell in rows if cell.status == status]) for status in ORDER]
    return [(status, group) for status, group in found if group]


def published_rounds(plan: Plan) -> list[Round]:
    """What the public may choose from, newest first."""
    rounds = list(Round.objects.published().filter(plan=plan).order_by("-number"))
    for row in rounds:
        row.plan = plan
    return rounds


def groups_of(plan: Plan) -> list[Group]:
    """Clusters with their published items, each knowing its cluster and plan."""
    items = ActionItem.objects.published().defer(*languages.columns("search"))
    groups = []
    for cluster in plan.clusters.prefetch_related(Prefetch("items", items, to_attr="public_items")):
        cluster.plan = plan
        for item in cluster.public_items:
            item.cluster = cluster
        groups.append(Group(cluster, cluster.public_items))
    return groups


def picture(plan: Plan, reporting_round: Round | None) -> Picture:
    """Four queries, however many rounds there are. No narrative is read."""
    groups = groups_of(plan)
    items = {item.pk: item for group in groups for item in group.items}
    assignments = list(Assignment.objects.filter(item__in=items).select_related("party"))
    said = statuses([reporting_round]) if reporting_round else {}
    cells = []
    for assignment in in_order(assignments):
        assignment.item = items[assignment.item_id]
        status, said_in = said.get(assignment.pk, (NO_REPORT, ()))
        cells.append(Cell(assignment, status, said_in))
    return Picture(reporting_round, groups, cells)


@dataclass(frozen=True)
class Part:
    """What a state does in a plan, as of the plan's latest public round; None before the first."""

    plan: Plan
    round: Round | None
    cells: list[Cell]

    @property
    def counts(self) -> dict[str, int]:
        return tally(self.cells)


def of_state(party: Party) -> list[Part]:
    """Its parts in all published plans. Three queries."""
    assignments = (
        Assignment.objects.public()
        .filter(party=party)
        .select_related("item__cluster__plan")
        .defer(*languages.columns("item__search"))
    )
    found: dict[Plan, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        found[assignment.item.cluster.plan].append(assignment)
    rounds = Round.objects.published().filter(plan__in=found).order_by("number")
    latest = {row.plan_id: row for row in rounds}
    said = statuses(latest.values())
    return [
        Part(plan, latest.get(plan.pk), [Cell(row, *said.get(row.pk, (NO_REPORT, ()))) for row in rows])
        for plan, rows in found.items()
    ]


def in_order(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Leading states first, then by name."""
    return sorted(by_name(assignments, lambda a: a.party), key=lambda a: a.role != Assignment.Role.LEAD)


def statuses(rounds: Iterable[Round]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Assignment id → what the state claims in the round of its plan, and the languages of its report."""
    has = {f"has_{code}": _has_text(languages.suffixed("narrative", code)) for code in languages.codes()}
    rows = ReportVersion.objects.public().in_rounds(rounds).annotate(**has).order_by("pk")
    return {
        row["report__assignment"]: (
            row["implementation_status"] or NO_REPORT,
            tuple(code for code in languages.codes() if row[f"has_{code}"]),
        )
        for row in rows.values("report__assignment", "implementation_status", *has)
    }


def _has_text(column: str) -> Case:
    return Case(When(**{f"{column}__gt": ""}, then=Value(True)), default=Value(False))


def trend(rounds: Iterable[Round]) -> list[tuple[str, int, str, int]]:
    """(cluster's code, round's number, status, reports) for each that is not nought. One query."""
    rows = (
        ReportVersion.objects.public()
        .in_rounds(rounds)
        .values_list(
            "report__assignment__item__cluster__code", "report__submission__round__number", "implementation_status"
        )
        .annotate(reports=Count("pk"))
        .order_by("report__assignment__item__cluster__position", "report__submission__round__number")
    )
    return [row for row in rows if row[2]]


def shares(
    rows: Iterable[tuple[str, int, str, int]], rounds: Iterable[Round], *, cluster: str = ""
) -> list[tuple[Round, dict[str, int]]]:
    """Of `trend`'s rows, for each round with a report: status → reports, in the order of the legend."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for code, number, status, reports in rows:
        if cluster in ("", code):
            counts[number][status] += reports
    return [
        (row, {status: counts[row.number][status] for status in ORDER if counts[row.number][status]})
        for row in rounds
        if row.number in counts
    ]
