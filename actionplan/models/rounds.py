"""Rounds of reporting, and each state's packet in a round."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.models.plan import Plan
from members.models import Mandate, Party
from publishing.changes import announced

#: The secretariat's permissions over reports: to enter letters, to review, to publish. Any of them lets one read.
SECRETARIAT = ("actionplan.enter_report", "actionplan.review_report", "actionplan.publish_round")


class RoundQuerySet(models.QuerySet["Round"]):
    def opened(self) -> Self:
        return self.exclude(opened_at=None)

    def published(self) -> Self:
        """Rounds of published plans of which something was published: what the public may choose from."""
        return self.exclude(published_at=None).filter(plan__in=Plan.objects.published())


class Round(models.Model):
    """A period that the states report on. `actionplan.rounds` opens and publishes it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    period = models.CharField(_("period"), max_length=120, help_text=_("For example “first half of 2026”."))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"), help_text=_("Reports signed later are late."))
    closes_on = models.DateField(_("closes on"), help_text=_("First packets can be signed until this day."))
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("closes_on")),
                name="round_days_in_order",
                violation_error_message=_("A round opens first, then its reports are due, then it closes."),
            ),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"

    def is_closed(self, day: date | None = None) -> bool:
        return (day or timezone.localdate()) > self.closes_on

    def previous(self) -> Round | None:
        return type(self).objects.filter(plan=self.plan_id, number__lt=self.number).order_by("-number").first()


class StateSubmissionQuerySet(models.QuerySet["StateSubmission"]):
    def readable_by(self, user: Any) -> Self:
        """The packets of the states whose mandate the user holds today; every packet for the secretariat."""
        if not user.is_active:
            return self.none()
        if any(user.has_perm(permission) for permission in SECRETARIAT):
            return self
        return self.filter(party__in=Mandate.objects.in_force().filter(user=user.pk).values("party"))


class StateSubmission(models.Model):
    """One state's packet in a round. Where its reports stand is said by the reports; here is who signed it last."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("round"))
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("state"),
        limit_choices_to={"kind": "state"},
    )
    first_signed_at = models.DateTimeField(_("first signed"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("signed by"),
    )

    objects = StateSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("state’s submission")
        verbose_name_plural = _("states’ submissions")
        ordering = ["round", "party__code"]
        constraints = [models.UniqueConstraint(fields=["round", "party"], name="submission_once")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete), *announced()]

    def __str__(self) -> str:
        return f"{self.round} · {self.party}"
