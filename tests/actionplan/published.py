"""Reports brought to publication through the deeds, for tests of what the public sees."""

from typing import Any

from actionplan import reporting, reviewing, rounds
from actionplan.models import Plan, ProgressReport, Round, StateSubmission
from tests import factories


def signed(submission: StateSubmission, **answer: Any) -> list[ProgressReport]:
    """Every draft of the packet answered, made ready and signed by a coordinator of the state."""
    actor = factories.coordinator(submission.party)
    for report in submission.reports.filter(status="draft"):
        factories.answered(report, actor, **answer)
        reporting.make_ready(report, actor=actor)
    reporting.sign(submission, actor=actor)
    return list(submission.reports.filter(status="submitted"))


def publish(reporting_round: Round, reports: list[ProgressReport]) -> None:
    """Approved by a reviewer, and the round published."""
    reviewer = factories.reviewer()
    for report in reports:
        reviewing.approve(report, actor=reviewer)
    rounds.publish_round(reporting_round, actor=factories.publisher(), accept_one_language=True)
    reporting_round.refresh_from_db()


def published_round(*codes: str, plan: Plan | None = None, items: int = 2, **answer: Any) -> Round:
    """A round in which every report of the states named (by default all) is published."""
    made = factories.opened_round(*codes, plan=plan, items=items)
    reports = [report for packet in made.submissions.all() for report in signed(packet, **answer)]
    publish(made, reports)
    return made


def correct(report: ProgressReport, **answer: Any) -> None:
    """A published report replaced by a corrected version."""
    packet = report.submission
    actor = factories.coordinator(packet.party)
    reporting.correct(report, actor=actor, reason="A slip of the pen")
    factories.answered(report, actor, **answer)
    reporting.sign(packet, actor=actor)
    publish(packet.round, [report])
