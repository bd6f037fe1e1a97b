"""Opening a round for every assigned state at once, and publishing what was approved in it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.models import ActionItem, Assignment, ProgressReport, ReportStatus, Round, StateSubmission
from actionplan.movement import lock, move
from actionplan.standing import Role, need_staff
from actionplan.tasks import queue_round_report
from almaty_portal.lib import languages
from members.models import Party
from publishing.models import Status


def open_round(reporting_round: Round, *, actor: Any) -> list[StateSubmission]:
    """Make the submission of every state that is assigned a published item, and a report for each assignment.

    Raises PermissionDenied, or ValidationError when it is open already or the plan has nothing to report on.
    """
    with transaction.atomic():
        stored = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=reporting_round.pk)
        need_staff(actor, Role.PUBLISHER)
        if stored.opened_at:
            raise ValidationError(_("This round is open already."), code="open")
        if stored.plan.status != Status.PUBLISHED:
            raise ValidationError(_("Publish the plan first: states report on a published plan."), code="plan")
        assigned = to_report(stored)
        if not assigned:
            raise ValidationError(_("No published item of this plan is assigned to a state."), code="empty")
        submissions = StateSubmission.objects.bulk_create(
            StateSubmission(round=stored, party=party) for party in assigned
        )
        ProgressReport.objects.bulk_create(
            ProgressReport(submission=submission, assignment=assignment)
            for submission in submissions
            for assignment in assigned[submission.party]
        )
        stored.opened_at = timezone.now()
        stored.save(update_fields=["opened_at"])
    return submissions


def to_report(reporting_round: Round) -> dict[Party, list[Assignment]]:
    """State → its assignments to published items of the round's plan: the reports that opening the round makes."""
    found: dict[Party, list[Assignment]] = defaultdict(list)
    items = ActionItem.objects.published().filter(cluster__plan=reporting_round.plan_id)
    assignments = Assignment.objects.filter(item__in=items).select_related("party", "item")
    for assignment in assignments.order_by("party__code", "item__code"):
        found[assignment.party].append(assignment)
    return dict(found)


def publish_round(
    reporting_round: Round,
    *,
    actor: Any,
    accept_one_language: bool = False,
    shown: Collection[int] | None = None,
) -> list[ProgressReport]:
    """approved → published, for every approved report of the round.

    A report that says what was done in one language only is labelled so in public; the publisher has to accept that.
    `shown`: ids of the versions that the publisher read; if others are approved by now, nothing is published.
    Raises PermissionDenied or ValidationError; then nothing is published.
    """
    with transaction.atomic():
        stored = Round.objects.select_for_update(of=("self",)).get(pk=reporting_round.pk)
        role = need_staff(actor, Role.PUBLISHER)
        approved = lock(ProgressReport.objects.filter(submission__round=stored, status=ReportStatus.APPROVED))
        if not approved:
            raise ValidationError(_("No report of this round is approved and waiting."), code="nothing")
        if shown is not None and {v.pk for r in approved if (v := r.versions.first())} != set(shown):
            raise ValidationError(
                _("The approved reports changed after you opened this page. Nothing was published: read them again."),
                code="changed",
            )
        if not accept_one_language and (lacking := in_one_language(approved)):
            raise ValidationError(
                _("These reports are in one language only: %(reports)s. Accept that they are labelled so, or wait.")
                % {"reports": ", ".join(lacking)},
                code="language",
            )
        for report in approved:
            report.public_version = report.versions.first()
            move(
                report,
                ReportStatus.PUBLISHED,
                actor=actor,
                role=role,
                version=report.public_version,
                also=("public_version",),
            )
        if stored.published_at is None:
            stored.published_at = timezone.now()
            stored.save(update_fields=["published_at"])
        queue_round_report(stored.pk)
    return approved


def in_one_language(reports: list[ProgressReport]) -> list[str]:
    """“TJ S1.1” for each report whose last version lacks one of the portal's languages."""
    every = set(languages.codes())
    return [
        f"{report.submission.party.code} {report.assignment.item.code}"
        for report in reports
        if (version := report.versions.first()) and set(version.said_in()) < every
    ]
