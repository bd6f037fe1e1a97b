"""What a state's people do: write, make ready, sign the packet, take it back, correct what is published."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.models import (
    EDITABLE,
    Evidence,
    IndicatorTarget,
    IndicatorValue,
    ProgressReport,
    ReportStatus,
    ReportVersion,
    StateSubmission,
)
from actionplan.movement import lock, lock_one, move, need_reason, need_status
from actionplan.standing import Role, need_mandate
from almaty_portal.lib import languages


class StaleTextError(ValidationError):
    """Somebody saved the report after this form was opened; `theirs` is the stored report, and nothing was saved."""

    def __init__(self, theirs: ProgressReport) -> None:
        super().__init__(
            _("%(who)s saved this report after you opened it. Nothing of yours was saved yet: compare the two texts.")
            % {"who": theirs.edited_by},
            code="stale",
        )
        self.theirs = theirs


def save_text(
    report: ProgressReport,
    *,
    actor: Any,
    answer: Mapping[str, Any],
    revision: int,
    values: Mapping[int, Decimal | None] | None = None,
) -> ProgressReport:
    """Save the working text of a report that is open for editing.

    `answer`: columns of `ReportText.answer_columns()`, those not named stay. `values`: indicator id → value, None
    takes it away. Raises PermissionDenied, ValidationError (status, fields), StaleTextError.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        stored = lock_one(report)
        need_mandate(actor, stored.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
        need_status(stored, *EDITABLE)
        if _says_already(stored, answer, values or {}):
            return stored  # sent twice, or nothing was changed: no new revision, and nobody is in the way
        if stored.revision != revision:
            raise StaleTextError(stored)
        write(stored, actor=actor, answer=answer, values=values or {})
    return stored


def _says_already(report: ProgressReport, answer: Mapping[str, Any], values: Mapping[int, Any]) -> bool:
    held = dict(report.indicator_values.values_list("indicator", "value")) if values else {}
    said = report.answer()
    return all(said.get(column) == value for column, value in answer.items()) and all(
        held.get(indicator) == value for indicator, value in values.items()
    )


def write(report: ProgressReport, *, actor: Any, answer: Mapping[str, Any], values: Mapping[int, Any]) -> None:
    """Put the answer into the locked report. The caller has checked who may."""
    if unknown := set(answer) - set(ProgressReport.answer_columns()):
        raise ValueError(f"no columns of an answer: {sorted(unknown)}")
    for column, value in answer.items():
        setattr(report, column, value)
    report.revision += 1
    report.edited_at, report.edited_by = timezone.now(), actor
    columns = [*answer, "revision", "edited_at", "edited_by"]
    report.full_clean(
        exclude=[f.name for f in report._meta.fields if f.name not in columns], validate_constraints=False
    )
    report.save(update_fields=columns)
    known = set(
        IndicatorTarget.objects.filter(
            indicator__item=report.assignment.item_id, party=report.submission.party_id
        ).values_list("indicator", flat=True)
    )
    for indicator, value in values.items():
        if indicator not in known:
            raise ValidationError(_("The plan sets no such indicator for this state and item."), code="indicator")
        if value is None:
            report.indicator_values.filter(indicator=indicator).delete()
        else:
            IndicatorValue.objects.update_or_create(report=report, indicator_id=indicator, defaults={"value": value})


def lacks(report: ProgressReport) -> list[str]:
    """What is missing before it can be signed, in words; [] when it is complete in its original language."""
    missing = []
    if report.is_unchanged:
        if last_version(report) is None:
            missing.append(_("there is no earlier report that could be unchanged"))
        return missing
    if not report.implementation_status:
        missing.append(_("implementation"))
    if report.original_language not in languages.codes():
        missing.append(_("original language"))
        if not report.said_in():
            missing.append(_("what was done"))
    elif not languages.text(report, "narrative", report.original_language).strip():
        missing.append(_("what was done, in the original language"))
    return missing


def last_version(report: ProgressReport) -> ReportVersion | None:
    """What the state last had published on the same assignment in an earlier round of the plan."""
    return report.earlier_version


def make_ready(report: ProgressReport, *, actor: Any) -> ProgressReport:
    """draft → ready, by a contributor or coordinator of the state, once it is complete in its original language."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_mandate(actor, stored.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
        need_status(stored, ReportStatus.DRAFT)
        _need_complete(stored)
        move(stored, ReportStatus.READY, actor=actor, role=role, on_behalf_of=stored.submission.party)
    return stored


def reopen(report: ProgressReport, *, actor: Any) -> ProgressReport:
    """ready → draft, to go on writing."""
    with transaction.atomic():
        stored = lock_one(report)
        role = need_mandate(actor, stored.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
        need_status(stored, ReportStatus.READY)
        move(stored, ReportStatus.DRAFT, actor=actor, role=role, on_behalf_of=stored.submission.party)
    return stored


def sign(submission: StateSubmission, *, actor: Any, seal: str | None = None) -> list[ReportVersion]:
    """The coordinator signs the packet: every report that is ready, and every returned or corrected one that changed.

    A report still in draft keeps the packet from being signed; a returned one that was not touched waits, and holds up
    none. Each signed report is frozen as its next version. `seal`, from `seal_of`, says what the person was shown: if
    any of it changed since, nothing is signed. Raises PermissionDenied or ValidationError.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        packet = StateSubmission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
        reports = lock(packet.reports.all())
        need_mandate(actor, packet.party, Role.COORDINATOR)
        if drafts := [r.assignment.item.code for r in reports if r.status == ReportStatus.DRAFT]:
            raise ValidationError(
                _("These reports are still drafts: %(items)s. Make them ready, then sign the packet.")
                % {"items": ", ".join(drafts)},
                code="drafts",
            )
        ready = [r for r in reports if r.status == ReportStatus.READY]
        if ready and packet.first_signed_at is None and packet.round.is_closed():
            raise ValidationError(_("This round is closed. Ask the secretariat."), code="closed")
        chosen = to_sign(reports)
        if not chosen:
            raise ValidationError(_("There is nothing to sign: no report is ready or was revised."), code="nothing")
        if seal is not None and seal != seal_of(chosen):
            raise ValidationError(
                _("The packet changed after you opened this page, so nothing was signed. Read the list again."),
                code="changed",
            )
        for report in chosen:
            _need_complete(report)
        versions = [submit(r, actor=actor, role=Role.COORDINATOR) for r in chosen]
        packet.signed_at, packet.signed_by = timezone.now(), actor
        packet.first_signed_at = packet.first_signed_at or packet.signed_at
        packet.save(update_fields=["signed_at", "signed_by", "first_signed_at"])
    return versions


def to_sign(reports: Iterable[ProgressReport]) -> list[ProgressReport]:
    """Of a packet's reports, those that a signature would freeze: what is ready, what came back and was revised."""
    revisable = (ReportStatus.RETURNED, ReportStatus.CORRECTION)
    return [r for r in reports if r.status == ReportStatus.READY or (r.status in revisable and is_revised(r))]


def seal_of(reports: Iterable[ProgressReport]) -> str:
    """A fingerprint of what would be frozen, so that nobody signs what they were not shown."""
    frozen = [(r.pk, answer, values, sorted(evidence)) for r in reports for answer, values, evidence in [_frozen(r)]]
    return hashlib.sha256(json.dumps(sorted(frozen, key=lambda row: row[0]), sort_keys=True).encode()).hexdigest()


def _need_complete(report: ProgressReport) -> None:
    if missing := lacks(report):
        raise ValidationError(
            _("%(item)s is not complete: %(missing)s.")
            % {"item": report.assignment.item.code, "missing": ", ".join(missing)},
            code="incomplete",
        )


def is_revised(report: ProgressReport) -> bool:
    """Whether the working text says something else than the version last submitted."""
    last = report.versions.first()
    return last is None or _frozen(report) != (last.answer(), last.values, {e.pk for e in last.evidence.all()})


def _frozen(report: ProgressReport) -> tuple[dict[str, Any], list[Any], set[int]]:
    """What a version of the report would hold now: the answer, the indicators' values, the evidence."""
    prefetch_related_objects([report], "indicator_values__indicator", "evidence")
    answer, earlier = report.answer(), last_version(report) if report.is_unchanged else None
    values = [
        {"indicator": v.indicator.code, "value": f"{v.value.normalize():f}"}
        for v in sorted(report.indicator_values.all(), key=lambda v: v.indicator.code)
    ]
    if earlier:
        # the version stands by itself: what is unchanged is said again
        answer, values = {**earlier.answer(), "is_unchanged": True}, values or earlier.values
    return answer, values, {e.pk for e in report.evidence.all() if not e.is_removed}


def submit(report: ProgressReport, *, actor: Any, role: Role, on_paper: bool = False) -> ReportVersion:
    """Freeze the locked report as its next version and move it to submitted. The caller has checked who may.

    On paper only the letter and the evidence that the state signed before: the rest is still the state's own.
    """
    answer, values, evidence = _frozen(report)
    last = report.versions.first()
    if on_paper:
        evidence = {e.pk for e in Evidence.objects.signed().filter(pk__in=evidence)} | {
            e.pk for e in report.evidence.all() if e.is_letter and not e.is_removed
        }
    version = ReportVersion.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        submitted_at=timezone.now(),
        submitted_by=actor,
        on_paper=on_paper,
        values=values,
        **answer,
    )
    version.evidence.set(evidence)
    report.review_began_at = None
    move(
        report,
        ReportStatus.SUBMITTED,
        actor=actor,
        role=role,
        on_behalf_of=report.submission.party,
        version=version,
        also=("review_began_at",),
    )
    return version


def withdraw(submission: StateSubmission, *, actor: Any) -> list[ProgressReport]:
    """submitted → ready, for the whole packet, by the coordinator, before a reviewer has begun with any of it."""
    with transaction.atomic():
        reports = lock(submission.reports.all())
        need_mandate(actor, submission.party, Role.COORDINATOR)
        waiting = [r for r in reports if r.status == ReportStatus.SUBMITTED]
        if not waiting:
            raise ValidationError(_("Nothing of this packet is waiting for review."), code="nothing")
        if begun := [r.assignment.item.code for r in waiting if r.review_began_at]:
            raise ValidationError(
                _("The review of %(items)s has begun, so the packet can no longer be taken back.")
                % {"items": ", ".join(begun)},
                code="begun",
            )
        for report in waiting:
            version = report.versions.first()
            move(
                report,
                ReportStatus.READY,
                actor=actor,
                role=Role.COORDINATOR,
                on_behalf_of=submission.party,
                version=version,
            )
    return waiting


def correct(report: ProgressReport, *, actor: Any, reason: str) -> ProgressReport:
    """published → under correction, by the coordinator, who says why. The published version stays until replaced."""
    with transaction.atomic():
        stored = lock_one(report)
        need_mandate(actor, stored.submission.party, Role.COORDINATOR)
        need_status(stored, ReportStatus.PUBLISHED)
        move(
            stored,
            ReportStatus.CORRECTION,
            actor=actor,
            role=Role.COORDINATOR,
            on_behalf_of=stored.submission.party,
            reason=need_reason(reason),
            version=stored.public_version,
        )
    return stored


def writers(reports: Iterable[ProgressReport]) -> set[int]:
    """Ids of the users who wrote or entered the reports' texts, read from the history that the database keeps."""
    reports = list(reports)
    events: Any = ProgressReport._meta.get_field("events").related_model
    kept = events.objects.filter(pgh_obj__in=reports)
    edited = kept.values_list("edited_by", flat=True).distinct()
    submitted = ReportVersion.objects.filter(report__in=reports).values_list("submitted_by", flat=True).distinct()
    return {int(user) for user in (*edited, *submitted, *_changers(kept)) if user is not None}


def _changers(events: Any) -> Iterable[Any]:
    """The users under whose name an answer changed; to open a round or to begin a review is not to write."""
    columns = ProgressReport.answer_columns()
    said: dict[int, list[Any]] = {}
    for report, user, *answer in events.order_by("pgh_id").values_list(
        "pgh_obj", "pgh_context__metadata__user", *columns
    ):
        answer = [value or "" for value in answer]
        if answer != said.get(report, [""] * len(columns)):
            yield user
        said[report] = answer
