"""A state's packet as its people see it: a row for each item, and what the packet waits for. Read in a few queries."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from actionplan.models import (
    ProgressReport,
    ReportStatus,
    ReportTransition,
    ReportVersion,
    ReviewComment,
    StateSubmission,
)
from actionplan.reporting import lacks, seal_of, to_sign


@dataclass
class Row:
    """A report in its packet. `missing`: what it lacks before it can be signed; `reason`: why it came back."""

    report: ProgressReport
    version: ReportVersion | None
    missing: list[str]
    is_to_sign: bool
    reason: ReportTransition | None = None
    comments: list[ReviewComment] = field(default_factory=list)

    @property
    def can_be_ready(self) -> bool:
        return self.report.status == ReportStatus.DRAFT and not self.missing

    @property
    def is_waiting_for_words(self) -> bool:
        """It came back, and nothing in it was changed since."""
        return self.report.status in (ReportStatus.RETURNED, ReportStatus.CORRECTION) and not self.is_to_sign


@dataclass
class Packet:
    submission: StateSubmission
    rows: list[Row]

    @property
    def drafts(self) -> list[Row]:
        return [row for row in self.rows if row.report.status == ReportStatus.DRAFT]

    @property
    def complete_drafts(self) -> list[Row]:
        return [row for row in self.rows if row.can_be_ready]

    @property
    def to_sign(self) -> list[Row]:
        return [row for row in self.rows if row.is_to_sign]

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.rows if row.report.status == ReportStatus.RETURNED]

    @property
    def submitted(self) -> list[Row]:
        return [row for row in self.rows if row.report.status == ReportStatus.SUBMITTED]

    @property
    def can_be_withdrawn(self) -> bool:
        return bool(self.submitted) and not any(row.report.review_began_at for row in self.submitted)

    @property
    def is_open(self) -> bool:
        """Whether anybody may write in it now."""
        return any(row.report.is_editable for row in self.rows)

    @property
    def has_versions(self) -> bool:
        return any(row.version for row in self.rows)

    @property
    def is_shut(self) -> bool:
        """The round closed before the first packet was signed."""
        return self.submission.first_signed_at is None and self.submission.round.is_closed()

    def holds_up(self) -> list[str]:
        """What keeps the packet from being signed, in words; [] when it can be signed now."""
        if self.is_shut:
            return [_("The round is closed. Ask the secretariat whether it still takes the packet.")]
        found = []
        if incomplete := [row.report.assignment.item.code for row in self.drafts if row.missing]:
            found.append(_("Not complete yet: %(items)s.") % {"items": ", ".join(incomplete)})
        if complete := [row.report.assignment.item.code for row in self.complete_drafts]:
            found.append(_("Complete, but not made ready: %(items)s.") % {"items": ", ".join(complete)})
        if lacking := [row.report.assignment.item.code for row in self.to_sign if row.missing]:
            found.append(_("Revised, but not complete: %(items)s.") % {"items": ", ".join(lacking)})
        if not found and not self.to_sign:
            waiting = [row.report.assignment.item.code for row in self.rows if row.is_waiting_for_words]
            if waiting:
                found.append(_("Nothing was changed yet in %(items)s.") % {"items": ", ".join(waiting)})
        return found

    @property
    def can_be_signed(self) -> bool:
        return bool(self.to_sign) and not self.holds_up()

    def seal(self) -> str:
        """Given back with the signature, it proves that what is signed is what was shown."""
        return seal_of(row.report for row in self.to_sign)


def packet(submission: StateSubmission) -> Packet:
    """The packet's rows in the order of the items' codes."""
    versions = ReportVersion.objects.select_related("submitted_by").prefetch_related("evidence")
    reports: list[ProgressReport] = list(
        submission.reports.select_related("assignment__item__cluster", "edited_by")
        .prefetch_related(Prefetch("versions", versions), "indicator_values__indicator", "evidence")
        .order_by("assignment__item__code")
    )
    earlier = {v.report.assignment_id: v for v in ReportVersion.objects.before(submission).select_related("report")}
    for report in reports:
        report.submission, report.earlier_version = submission, earlier.get(report.assignment_id)
    signable = {report.pk for report in to_sign(reports)}
    rows = [Row(r, next(iter(r.versions.all()), None), lacks(r), r.pk in signable) for r in reports]
    told = why_returned([row.report.pk for row in rows if row.report.status == ReportStatus.RETURNED])
    for row in rows:
        row.reason, row.comments = told.get(row.report.pk, (None, []))
    return Packet(submission, rows)


def why_returned(reports: list[int]) -> dict[int, tuple[Any, list[ReviewComment]]]:
    """Report id → the transition that last returned it, and the reviewers' comments on the version returned."""
    steps = (
        ReportTransition.objects.filter(report__in=reports, to_status=ReportStatus.RETURNED)
        .order_by("report_id", "-at", "-id")
        .distinct("report_id")
        .select_related("actor")
    )
    comments: dict[int, list[ReviewComment]] = {}
    last = {step.report_id: step for step in steps}
    for comment in (
        ReviewComment.objects.filter(version__in=[step.version_id for step in last.values()])
        .annotate(report_id=F("version__report"))
        .select_related("by")
    ):
        comments.setdefault(comment.report_id, []).append(comment)
    return {report: (step, comments.get(report, [])) for report, step in last.items()}
