"""What waits for the secretariat in the rounds at work: read in a few queries, however many reports there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.deadlines import days_late
from actionplan.models import ProgressReport, ReportStatus, ReportTransition, Round, StateSubmission

MOVING = (ReportStatus.SUBMITTED, ReportStatus.RETURNED, ReportStatus.APPROVED, ReportStatus.CORRECTION)


@dataclass
class Row:
    """A report and the step that brought it where it stands (None: it was never moved)."""

    report: ProgressReport
    step: ReportTransition | None

    @property
    def since(self) -> datetime:
        return self.step.at if self.step else self.report.submission.round.opened_at or timezone.now()

    @property
    def waited(self) -> str:
        return waited(self.since)


@dataclass
class Packet:
    """Reports of one state in one round, the oldest first."""

    submission: StateSubmission
    rows: list[Row]

    @property
    def waited(self) -> str:
        return self.rows[0].waited


@dataclass
class Late:
    submission: StateSubmission
    said: str


@dataclass
class AtWork:
    """A round at work: (status, its word, how many reports stand there)."""

    round: Round
    counts: list[tuple[str, str, int]]


@dataclass
class Desk:
    rounds: list[AtWork]
    waiting: list[Packet]
    returned: list[Packet]
    approved: list[Packet]
    excused: list[Packet]
    late: list[Late] = field(default_factory=list)

    @property
    def waiting_count(self) -> int:
        return sum(len(packet.rows) for packet in self.waiting)

    @property
    def approved_count(self) -> int:
        return sum(len(packet.rows) for packet in self.approved)


def waited(since: datetime) -> str:
    days = (timezone.localdate() - timezone.localdate(since)).days
    if days < 1:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def at_work() -> QuerySet[Round]:
    """Opened rounds: each plan's newest, and every older one in which a report is still on its way."""
    moving = ProgressReport.objects.filter(submission__round=OuterRef("pk"), status__in=MOVING)
    newer = Round.objects.opened().filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    found = Round.objects.opened().filter(Exists(moving) | ~Exists(newer))
    return found.select_related("plan").order_by("plan__slug", "-number")


def rows(reports: Iterable[ProgressReport]) -> list[Row]:
    """The reports, each with its last step into the status that it has; the oldest first."""
    reports = list(reports)
    steps = (
        ReportTransition.objects.filter(report__in=reports, to_status=F("report__status"))
        .order_by("report_id", "-at", "-id")
        .distinct("report_id")
        .select_related("actor")
    )
    last = {step.report_id: step for step in steps}
    found = [Row(report, last.get(report.pk)) for report in reports]
    return sorted(found, key=lambda row: (row.since, row.report.assignment.item.code, row.report.pk))


def packets(found: list[Row]) -> list[Packet]:
    """The rows by packet; the packet with the oldest row first."""
    gathered: dict[int, Packet] = {}
    for row in found:
        packet = gathered.setdefault(row.report.submission_id, Packet(row.report.submission, []))
        packet.rows.append(row)
    return list(gathered.values())


def _reports(rounds: Any, *statuses: ReportStatus) -> QuerySet[ProgressReport]:
    found = ProgressReport.objects.filter(submission__round__in=rounds).select_related(
        "submission__party", "submission__round__plan", "submission__signed_by", "assignment__item"
    )
    return found.filter(status__in=statuses) if statuses else found


def desk() -> Desk:
    rounds = list(at_work())
    reports = list(_reports(rounds).order_by("submission__round", "submission__party__code"))
    told = rows(reports)

    def standing(status: ReportStatus) -> list[Packet]:
        return packets([row for row in told if row.report.status == status])

    return Desk(
        rounds=[
            AtWork(work, counts(report for report in reports if report.submission.round_id == work.pk))
            for work in rounds
        ],
        waiting=standing(ReportStatus.SUBMITTED),
        returned=standing(ReportStatus.RETURNED),
        approved=standing(ReportStatus.APPROVED),
        excused=standing(ReportStatus.EXCUSED),
        late=late(reports),
    )


def counts(reports: Iterable[ProgressReport]) -> list[tuple[str, str, int]]:
    found = Counter(report.status for report in reports)
    return [(status.value, str(status.label), found[status]) for status in ReportStatus if found[status]]


def late(reports: Iterable[ProgressReport]) -> list[Late]:
    """Packets not signed though their day has passed, or signed after it. `reports` lie together by packet."""
    found = []
    for _pk, grouped in groupby(reports, key=lambda report: report.submission_id):
        packet = list(grouped)
        submission = packet[0].submission
        if not (days := days_late(submission, packet)):
            continue
        if submission.first_signed_at:
            said = ngettext("signed %(days)d day late", "signed %(days)d days late", days)
        else:
            said = ngettext("not signed, %(days)d day past due", "not signed, %(days)d days past due", days)
        found.append(Late(submission, said % {"days": days}))
    return found


def neighbours(report: ProgressReport) -> tuple[ProgressReport | None, ProgressReport | None]:
    """The reports that wait before and after this one, in the order of the desk; the first, if this one waits not."""
    order = [r.report for packet in packets(rows(_reports(at_work(), ReportStatus.SUBMITTED))) for r in packet.rows]
    places = {waiting.pk: place for place, waiting in enumerate(order)}
    if (place := places.get(report.pk)) is None:
        return None, order[0] if order else None
    return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)
