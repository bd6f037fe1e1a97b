"""The one place where a report's status changes: locked, checked, and recorded in the same transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionplan.models import ProgressReport, ReportStatus, ReportTransition, ReportVersion
from members.models import Party


def lock(reports: QuerySet[ProgressReport]) -> list[ProgressReport]:
    """The stored rows, locked until the transaction ends, always in the same order so that nobody waits in a circle."""
    return list(
        reports.select_for_update(of=("self",))
        .select_related("submission__party", "submission__round__plan", "assignment__item", "public_version")
        .order_by("pk")
    )


def lock_one(report: ProgressReport) -> ProgressReport:
    return lock(ProgressReport.objects.filter(pk=report.pk))[0]


def need_status(report: ProgressReport, *allowed: ReportStatus) -> None:
    """Raises ValidationError that says where the report stands."""
    if report.status not in allowed:
        raise ValidationError(
            _("The report on %(item)s is “%(status)s” now, so this step is not open. Reload the page.")
            % {"item": report.assignment.item.code, "status": ReportStatus(report.status).label},
            code="status",
        )


def need_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why: a reason is kept in the history."), code="reason")
    return reason


def move(
    report: ProgressReport,
    target: ReportStatus,
    *,
    actor: Any,
    role: ReportTransition.Role,
    on_behalf_of: Party | None = None,
    reason: str = "",
    version: ReportVersion | None = None,
    also: tuple[str, ...] = (),
) -> None:
    """Record the transition and change the status. The caller holds the lock and has made the checks.

    `also` names further columns that the caller has set on the report, to be saved with it.
    """
    ReportTransition.objects.create(
        report=report,
        from_status=report.status,
        to_status=target,
        actor=actor,
        role=role,
        on_behalf_of=on_behalf_of,
        reason=reason.strip(),
        version=version,
    )
    report.status = target
    report.save(update_fields=["status", *also])
