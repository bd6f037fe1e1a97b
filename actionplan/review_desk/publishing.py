"""What a publisher reads before a round is published: exactly what becomes public, and what stays behind."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from actionplan.models import ActionItem, Evidence, Indicator, ProgressReport, ReportStatus, ReportVersion, Round
from actionplan.report_form import number_said
from actionplan.review_desk.waiting import counts
from almaty_portal.lib import languages
from members.listing import by_name
from members.models import Party


@dataclass
class Due:
    """A report about to be public. `lacking`: languages that say nothing of what was done."""

    report: ProgressReport
    version: ReportVersion
    values: list[tuple[Any, str]]
    evidence: list[Evidence]
    assessment: list[tuple[str, str]]
    lacking: list[str]
    is_item_public: bool


@dataclass
class State:
    party: Party
    due: list[Due]


@dataclass
class Page:
    states: list[State]
    staying: list[tuple[str, str, int]]

    @property
    def due(self) -> list[Due]:
        return [due for state in self.states for due in state.due]

    @property
    def in_one_language(self) -> list[Due]:
        return [due for due in self.due if due.lacking]


def due(reporting_round: Round) -> Page:
    versions = ReportVersion.objects.prefetch_related(
        Prefetch("evidence", Evidence.objects.filter(is_public=True, is_letter=False))
    )
    reports = list(
        ProgressReport.objects.filter(submission__round=reporting_round)
        .select_related("submission__party", "assignment__item", "assessment", "public_version")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("submission__party__code", "assignment__item__code")
    )
    approved = [report for report in reports if report.status == ReportStatus.APPROVED]
    indicators = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(item__in=[report.assignment.item_id for report in approved])
    }
    public = set(ActionItem.objects.public().filter(cluster__plan=reporting_round.plan_id).values_list("pk", flat=True))
    states: dict[int, State] = {}
    for report in approved:
        party = report.submission.party
        states.setdefault(party.pk, State(party, [])).due.append(_due(report, indicators, public))
    waiting = [report for report in reports if report.status not in (ReportStatus.APPROVED, ReportStatus.PUBLISHED)]
    return Page(by_name(states.values(), lambda state: state.party), counts(waiting))


def _due(report: ProgressReport, indicators: dict[str, Indicator], public: set[int]) -> Due:
    version: ReportVersion = report.versions.all()[0]
    said = getattr(report, "assessment", None)
    is_told = said is not None and said.is_public
    texts = [(code, languages.text(said, "text", code)) for code in languages.codes()] if is_told else []
    return Due(
        report,
        version,
        [(indicators[v["indicator"]], number_said(v["value"])) for v in version.values if v["indicator"] in indicators],
        list(version.evidence.all()),
        [(code, text) for code, text in texts if text],
        [code for code in languages.codes() if code not in version.said_in()],
        report.assignment.item_id in public,
    )
