"""Indicators, where the plan sets them: what is counted, and each state's baseline and target."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplan.models.plan import ActionItem
from actionplan.models.reports import ProgressReport
from members.models import Party
from publishing.changes import announced


class Indicator(models.Model):
    class Direction(models.TextChoices):
        INCREASE = "increase", _("to increase")
        DECREASE = "decrease", _("to decrease")
        MAINTAIN = "maintain", _("to maintain")

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("item"))
    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.INCREASE)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["item", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=["increase", "decrease", "maintain"]), name="indicator_direction_known"
            )
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.code} {self.title or ''}".strip()


class IndicatorTarget(models.Model):
    """A state's baseline and target, in the indicator's unit; years are those they were or will be measured in."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="indicator_targets",
        verbose_name=_("state"),
        limit_choices_to={"kind": "state"},
    )
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("year of the target"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator’s target")
        verbose_name_plural = _("indicators’ targets")
        ordering = ["indicator", "party__code"]
        constraints = [models.UniqueConstraint(fields=["indicator", "party"], name="indicator_target_once")]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.indicator.code} · {self.party}"


class IndicatorValue(models.Model):
    """What a state reports of an indicator, in working text; a version freezes it in its `values`."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="indicator_values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)

    class Meta:
        verbose_name = _("indicator’s value")
        verbose_name_plural = _("indicators’ values")
        ordering = ["indicator__code"]
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="indicator_value_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.value}"
