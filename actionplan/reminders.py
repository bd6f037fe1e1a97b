"""Who is reminded of what, and when. A job that catches up: it asks what is due by today, not what is due today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from actionplan import reminder_mail
from actionplan.models import OPEN, ProgressReport, Reminder, ReportStatus, ReportTransition, Round, StateSubmission
from actionplan.standing import PERMISSIONS, Role
from members.models import Mandate, User

#: Days from the due day on which a state's digest goes out: then weekly, to a cap.
OFFSETS = (-30, -14, -7, -1, 3, 10, 17, 24, 31)
PATIENCE = timedelta(days=5)  # how long a returned report or a submission waits before somebody is reminded


def due(today: date) -> Iterator[Reminder]:
    """Every reminder that is due by today, sent or not; none for what is submitted or excused."""
    yield from _digests(today)
    yield from _returned(today)
    yield from _waiting(today)


def _digests(today: date) -> Iterator[Reminder]:
    """One for each person of a state with open reports: the latest of the days that have come, earlier ones lapse."""
    for reporting_round in Round.objects.opened().filter(opens_on__lte=today).order_by("pk"):
        days = [reporting_round.due_on + timedelta(days=offset) for offset in OFFSETS]
        opened_on = timezone.localdate(reporting_round.opened_at)
        if not (come := [day for day in days if max(opened_on, reporting_round.opens_on) <= day <= today]):
            continue
        states = StateSubmission.objects.filter(round=reporting_round, reports__status__in=OPEN).values("party")
        mandates = Mandate.objects.in_force(today).filter(party__in=states, user__wants_digests=True)
        for party, user in _people(mandates):
            key = f"digest:{reporting_round.pk}:{party}:{user}:{come[-1]}"
            yield Reminder(
                key=key, kind=Reminder.Kind.DIGEST, recipient_id=user, round=reporting_round, due_on=come[-1]
            )


def _people(mandates: Any) -> list[tuple[int, int]]:
    """(party, user) of active people, each pair once."""
    rows = mandates.filter(user__is_active=True).values_list("party", "user")
    return sorted(set(rows))


def _last_steps(status: ReportStatus, today: date) -> Any:
    """The transitions by which reports came to the status that they still have, at least PATIENCE ago."""
    before = timezone.now() - PATIENCE if today == timezone.localdate() else None
    steps = ReportTransition.objects.filter(to_status=status, report__status=status).order_by("report_id", "-pk")
    latest = steps.distinct("report_id").values("pk")
    kept = ReportTransition.objects.filter(pk__in=latest)
    return kept.filter(at__lte=before) if before else kept.filter(at__date__lte=today - PATIENCE)


def _returned(today: date) -> Iterator[Reminder]:
    """To a state's coordinators, once for each time that reports came back."""
    steps = _last_steps(ReportStatus.RETURNED, today)
    found: dict[int, dict[int, int]] = {}  # round → party → the latest step
    for step in steps.annotate(party=F("report__submission__party"), of_round=F("report__submission__round")):
        parties = found.setdefault(step.of_round, {})
        parties[step.party] = max(parties.get(step.party, 0), step.pk)
    for of_round, parties in sorted(found.items()):
        mandates = Mandate.objects.in_force(today).filter(party__in=parties, role=Mandate.Role.COORDINATOR)
        for party, user in _people(mandates):
            yield Reminder(
                key=f"returned:{of_round}:{party}:{user}:{parties[party]}",
                kind=Reminder.Kind.RETURNED,
                recipient_id=user,
                round_id=of_round,
                due_on=today,
            )


def _waiting(today: date) -> Iterator[Reminder]:
    """To every reviewer, once for each submission that begins to wait too long."""
    last = _last_steps(ReportStatus.SUBMITTED, today).order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return
    for user in reviewers().order_by("pk"):
        yield Reminder(key=f"waiting:{user.pk}:{last}", kind=Reminder.Kind.WAITING, recipient_id=user.pk, due_on=today)


def reviewers() -> Any:
    """Active users with the reviewers' permission by group or by name; superusers are not meant by it."""
    app, codename = PERMISSIONS[Role.REVIEWER].split(".")
    permission = Permission.objects.filter(codename=codename, content_type__app_label=app)
    holders = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    return User.objects.filter(holders, is_active=True).distinct()


def contents(reminder: Reminder, today: date) -> list[ProgressReport]:
    """The reports that the message is about, as they stand now; [] when there is nothing left to remind of."""
    reports = ProgressReport.objects.select_related(
        "submission__party", "submission__round__plan", "assignment__item"
    ).order_by("submission__round", "submission__party__code", "assignment__item__code")
    if reminder.kind == Reminder.Kind.WAITING:
        steps = _last_steps(ReportStatus.SUBMITTED, today)
        return list(reports.filter(pk__in=steps.values("report")))
    if reminder.kind == Reminder.Kind.DIGEST and not reminder.recipient.wants_digests:
        return []
    party = reminder.key.split(":")[2]
    of_state = reports.filter(submission__round=reminder.round_id, submission__party=party)
    wanted = OPEN if reminder.kind == Reminder.Kind.DIGEST else (ReportStatus.RETURNED,)
    return list(of_state.filter(status__in=wanted))


def send_due(today: date | None = None) -> int:
    """Write down what is due, then send what was not sent; how many went out. Safe to run twice, also at once."""
    today = today or timezone.localdate()
    Reminder.objects.bulk_create(due(today), ignore_conflicts=True)
    return sum(_send(pk, today) for pk in Reminder.objects.unsent().order_by("pk").values_list("pk", flat=True))


def _send(pk: int, today: date) -> bool:
    """Send one, unless another run holds or has sent it; what it says is read at this moment."""
    failure = ""
    with transaction.atomic():
        reminder = Reminder.objects.unsent().filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
        if reminder is None:
            return False
        reports = contents(reminder, today)
        if not reports:
            reminder.delete()  # it was seen to meanwhile; a new cause has a new key
            return False
        try:
            reminder_mail.send(reminder, reports, today)
        except Exception as error:  # any failure of a mail server is told to staff, and the next run tries again
            failure = f"{type(error).__name__}: {error}"
            reminder.error, reminder.attempts = failure, reminder.attempts + 1
        else:
            reminder.sent_at, reminder.error = timezone.now(), ""
        reminder.save(update_fields=["sent_at", "error", "attempts"])
    return not failure
