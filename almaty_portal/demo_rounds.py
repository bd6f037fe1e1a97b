"""The demo's sample rounds: one published, one in the middle of its way. Every text says that it is a sample."""

from datetime import timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.utils import timezone

from actionplan import reporting, reviewing, rounds
from actionplan.models import (
    Implementation,
    IndicatorTarget,
    Plan,
    ProgressReport,
    ReportStatus,
    Round,
    StateSubmission,
)
from members.models import Mandate, Party, User

PLAN = "sample-plan"
CLAIMS = [
    Implementation.COMPLETED,
    Implementation.IN_PROGRESS,
    Implementation.IN_PROGRESS,
    Implementation.DELAYED,
    Implementation.NOT_STARTED,
    Implementation.IN_PROGRESS,
]
SAID = {
    "narrative_ru": "Образец: ни одно государство этого не сообщало. Здесь стоит рассказ о том, что сделано.",
    "narrative_en": "Sample: no state has said this. What was done is told here.",
    "next_steps_ru": "Образец: здесь стоят дальнейшие шаги.",
    "next_steps_en": "Sample: the next steps stand here.",
}
DELAY = {
    "obstacles_ru": "Образец: здесь государство называет препятствие.",
    "obstacles_en": "Sample: here the state names an obstacle.",
}


def prepare(*, publisher: User, reviewer: User) -> None:
    """Make the two rounds, unless they are there. Each step is taken by a person who may take it."""
    plan: Any = Plan.objects.published().filter(slug=PLAN).first()
    if plan is None or plan.rounds.exists():
        return
    today = timezone.localdate()
    first = _opened(plan, 1, "первый раунд", "first round", today - timedelta(days=190), publisher)
    for submission in first.submissions.select_related("party"):
        signer = coordinator(submission.party)
        _prepare(submission, signer, languages=("ru",) if submission.party.code == "TM" else ("ru", "en"))
        reporting.sign(submission, actor=signer)
    for report in ProgressReport.objects.filter(submission__round=first, status=ReportStatus.SUBMITTED):
        reviewing.approve(report, actor=reviewer)
    rounds.publish_round(first, actor=publisher, accept_one_language=True)
    second = _opened(plan, 2, "второй раунд", "second round", today - timedelta(days=10), publisher)
    _half_way(second, reviewer)


def _opened(plan: Plan, number: int, ru: str, en: str, opens_on: Any, publisher: User) -> Round:
    """Open, and due 31 days after it opened; the first one has been closed for months by its days."""
    made = Round.objects.create(
        plan=plan,
        number=number,
        period_ru=f"Образец: {ru}",
        period_en=f"Sample: {en}",
        opens_on=opens_on,
        due_on=opens_on + timedelta(days=31),
        closes_on=timezone.localdate() if number == 1 else opens_on + timedelta(days=60),
    )
    rounds.open_round(made, actor=publisher)
    made.refresh_from_db()
    return made


def coordinator(party: Party) -> User:
    """The demo's coordinator of that state; one whom nobody signs in as has no password."""
    email = f"{party.code.lower()}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, first_name=f"Demo coordinator ({party.code})")
    Mandate.objects.get_or_create(user=user, party=party, role=Mandate.Role.COORDINATOR)
    return user


def _prepare(submission: StateSubmission, actor: User, *, languages: tuple[str, ...]) -> None:
    offset = sum(map(ord, submission.party.code))
    claims = cycle([*CLAIMS[offset % 6 :], *CLAIMS[: offset % 6]])
    for report, claim in zip(submission.reports.order_by("assignment__item__code"), claims, strict=False):
        _write(report, actor, claim, languages)
        reporting.make_ready(report, actor=actor)


def _write(report: ProgressReport, actor: User, claim: Implementation, languages: tuple[str, ...]) -> None:
    said = {**SAID, **(DELAY if claim == Implementation.DELAYED else {})}
    answer = {column: text for column, text in said.items() if column.endswith(tuple(f"_{code}" for code in languages))}
    answer |= {"implementation_status": claim, "original_language": "ru"}
    reporting.save_text(report, actor=actor, answer=answer, revision=report.revision, values=_values(report))


def _values(report: ProgressReport) -> dict[int, Decimal]:
    """Indicator id → a value on the way from the baseline to the target, further with every round."""
    way, values = min(Decimal(report.submission.round.number) / 4, Decimal(1)), {}
    targets = {"indicator__item": report.assignment.item_id, "party": report.submission.party_id}
    for row in IndicatorTarget.objects.filter(**targets):
        if row.baseline is not None and row.target is not None:
            values[row.indicator_id] = Decimal(round(row.baseline + (row.target - row.baseline) * way))
    return values


def _half_way(second: Round, reviewer: User) -> None:
    """Tajikistan has signed, one of its reports came back, one is approved; Kazakhstan is writing."""
    tajikistan = second.submissions.select_related("party").get(party__code="TJ")
    signer = coordinator(tajikistan.party)
    _prepare(tajikistan, signer, languages=("ru", "en"))
    reporting.sign(tajikistan, actor=signer)
    first, second_report = tajikistan.reports.order_by("assignment__item__code")[:2]
    reviewing.comment(first, actor=reviewer, field="narrative", text="Образец: уточните дату.")
    reviewing.send_back(first, actor=reviewer, reason="Образец: уточните дату.")
    reviewing.approve(second_report, actor=reviewer)
    kazakhstan = second.submissions.select_related("party").get(party__code="KZ")
    writer = coordinator(kazakhstan.party)
    started, ready = kazakhstan.reports.order_by("assignment__item__code")[:2]
    _write(started, writer, Implementation.IN_PROGRESS, ("ru",))
    _write(ready, writer, Implementation.COMPLETED, ("ru", "en"))
    reporting.make_ready(ready, actor=writer)
