"""The record of a report's way: transitions, the reviewers' comments, the secretariat's own assessment."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.models.reports import ProgressReport, ReportStatus, ReportVersion
from members.models import Party
from publishing.changes import announced


class ReportTransition(models.Model):
    """A change of a report's status: append-only, and the only key that lets it change (a trigger asks for it)."""

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("contributor")
        COORDINATOR = "coordinator", _("coordinator")
        EDITOR = "editor", _("editor of the secretariat")
        REVIEWER = "reviewer", _("reviewer")
        PUBLISHER = "publisher", _("publisher")

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="transitions")
    from_status = models.CharField(_("from"), max_length=16, choices=ReportStatus)
    to_status = models.CharField(_("to"), max_length=16, choices=ReportStatus)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    role = models.CharField(_("as"), max_length=16, choices=Role)
    on_behalf_of = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("on behalf of")
    )
    reason = models.TextField(_("reason"), blank=True)
    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, null=True, related_name="transitions", verbose_name=_("version")
    )
    at = models.DateTimeField(_("at"), db_default=TransactionNow(), editable=False)

    class Meta:
        verbose_name = _("report’s transition")
        verbose_name_plural = _("reports’ transitions")
        ordering = ["-at", "-id"]
        permissions = [
            ("enter_report", "May enter a state's report from its letter"),
            ("review_report", "May return, approve and excuse reports"),
            ("publish_round", "May open a round and publish its approved reports"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            *announced("OLD.to_status = 'published' OR NEW.to_status = 'published'"),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class ReviewComment(models.Model):
    """A reviewer's remark on a field of a submitted version. The state reads it once the report has come back."""

    class Field(models.TextChoices):
        GENERAL = "", _("the report as a whole")
        IMPLEMENTATION = "implementation_status", _("implementation")
        NARRATIVE = "narrative", _("what was done")
        OBSTACLES = "obstacles", _("obstacles")
        NEXT_STEPS = "next_steps", _("next steps")
        EVIDENCE = "evidence", _("evidence")

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="comments")
    field = models.CharField(_("on"), max_length=24, choices=Field, blank=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text[:60]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def public(self) -> Self:
        """What the secretariat chose to show beside reports that the public may read."""
        return self.filter(is_public=True, report__in=ReportVersion.objects.public().values("report"))


class Assessment(models.Model):
    """The secretariat's own words beside a state's, never in their place; public only when chosen."""

    report = models.OneToOneField(ProgressReport, on_delete=models.PROTECT, related_name="assessment")
    text = models.TextField(_("assessment"))
    is_public = models.BooleanField(_("public"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("the secretariat’s assessment")
        verbose_name_plural = _("the secretariat’s assessments")
        triggers = announced("OLD.is_public OR NEW.is_public")

    def __str__(self) -> str:
        return str(self.report)
