"""What the secretariat's reviewers do with a submitted report. They never touch a state's words.

`shown` is the number of the version that the reviewer read: if the state has submitted another one since, nothing is
done, so that nobody approves what they did not see. None means that nothing was shown.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.models import Assessment, ProgressReport, ReportStatus, ReportVersion, ReviewComment
from actionplan.movement import lock_one, move, need_reason, need_status
from actionplan.reporting import writers
from actionplan.standing import Role, need_staff
from actionplan.tasks import queue_round_report
from almaty_portal.lib import languages


def _need_shown(report: ProgressReport, shown: int | None) -> ReportVersion | None:
    """The version last submitted. Raises ValidationError when the reviewer was shown another."""
    last = report.versions.first()
    if shown is not None and (last is None or last.number != shown):
        raise ValidationError(
            _("The state has submitted another version since you opened this page. Read it first."), code="changed"
        )
    return last


def begin(report: ProgressReport, *, actor: Any, shown: int | None = None) -> ProgressReport:
    """Say that the review has begun: from now on the state cannot take the packet back."""
    with transaction.atomic():
        stored = lock_one(report)
        need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.SUBMITTED)
        _need_shown(stored, shown)
        _begun(stored)
    return stored


def _begun(report: ProgressReport) -> None:
    if report.review_began_at is None:
        report.review_began_at = timezone.now()
        report.save(update_fields=["review_began_at"])


def comment(
    report: ProgressReport, *, actor: Any, text: str, field: str = "", shown: int | None = None
) -> ReviewComment:
    """A remark on the submitted version, on one of its fields or as a whole."""
    if field not in ReviewComment.Field.values:
        raise ValidationError(_("A report has no such field."), code="field")
    if not text.strip():
        raise ValidationError(_("Write a comment, or leave without one."), code="empty")
    with transaction.atomic():
        stored = lock_one(report)
        need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.SUBMITTED)
        version = _need_shown(stored, shown)
        _begun(stored)
        return ReviewComment.objects.create(version=version, field=field, text=text.strip(), by=actor)


def send_back(report: ProgressReport, *, actor: Any, reason: str, shown: int | None = None) -> ProgressReport:
    """submitted → returned, with a comment that tells the state what to change. Other items go on."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.SUBMITTED)
        move(
            stored,
            ReportStatus.RETURNED,
            actor=actor,
            role=role,
            on_behalf_of=None,
            reason=need_reason(reason),
            version=_need_shown(stored, shown),
        )
    return stored


def approve(report: ProgressReport, *, actor: Any, reason: str = "", shown: int | None = None) -> ProgressReport:
    """submitted → approved, by a reviewer who neither wrote nor entered the text."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.SUBMITTED)
        if actor.pk in writers([stored]):
            raise ValidationError(
                _("You wrote or entered this text, so another reviewer has to approve it."), code="own"
            )
        version = _need_shown(stored, shown)
        move(stored, ReportStatus.APPROVED, actor=actor, role=role, reason=reason, version=version)
    return stored


#: The steps that a reviewer takes with a submitted report, by the name that the page's buttons carry.
STEPS: dict[str, Callable[..., Any]] = {"begin": begin, "comment": begin, "return": send_back, "approve": approve}


def take(
    report: ProgressReport, *, actor: Any, step: str, shown: int, comments: Mapping[str, str], reason: str = ""
) -> None:
    """Keep the comments (field → text, empty ones left out) and take the step, both or neither.

    Raises PermissionDenied, ValidationError, KeyError for an unknown step.
    """
    deed = STEPS[step]
    written = {field: text for field, text in comments.items() if text.strip()}
    if step == "comment" and not written:
        raise ValidationError(_("Write a comment, or leave without one."), code="empty")
    with transaction.atomic():
        for field, text in written.items():
            comment(report, actor=actor, text=text, field=field, shown=shown)
        deed(report, actor=actor, shown=shown, **({"reason": reason} if deed in (send_back, approve) else {}))


def excuse(report: ProgressReport, *, actor: Any, reason: str) -> ProgressReport:
    """An unsubmitted report → excused: the state need not answer in this round, and the reason is kept."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.DRAFT, ReportStatus.READY)
        move(stored, ReportStatus.EXCUSED, actor=actor, role=role, reason=need_reason(reason))
    return stored


def reinstate(report: ProgressReport, *, actor: Any, reason: str) -> ProgressReport:
    """excused → draft: the state may answer after all."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_staff(actor, Role.REVIEWER)
        need_status(stored, ReportStatus.EXCUSED)
        move(stored, ReportStatus.DRAFT, actor=actor, role=role, reason=need_reason(reason))
    return stored


def assess(report: ProgressReport, *, actor: Any, texts: dict[str, str], is_public: bool) -> Assessment:
    """The secretariat's own words beside the state's, in each language; `texts`: language → text."""
    if not set(texts) <= set(languages.codes()):
        raise ValueError(f"no such language: {sorted(texts)}")
    with transaction.atomic(), pghistory.context(user=actor.pk):
        stored = lock_one(report)
        need_staff(actor, Role.REVIEWER)
        columns = {languages.suffixed("text", code): text.strip() for code, text in texts.items()}
        if is_public and not any(columns.values()):
            raise ValidationError(_("An empty assessment cannot be public."), code="empty")
        made, _new = Assessment.objects.update_or_create(
            report=stored, defaults={**columns, "is_public": is_public, "by": actor}
        )
        if stored.public_version_id:
            queue_round_report(stored.submission.round_id)
    return made
