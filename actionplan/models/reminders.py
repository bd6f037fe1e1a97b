"""Mail that goes out once, however often the job runs."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.models.rounds import Round

MOST_ATTEMPTS = 5


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def unsent(self) -> Self:
        """Still to be tried."""
        return self.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)

    def failed(self) -> Self:
        """Given up: staff should see to them."""
        return self.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS)


class Reminder(models.Model):
    """A message due to a person. `key` is unique: whoever writes it first sends it."""

    class Kind(models.TextChoices):
        DIGEST = "digest", _("digest for a state")
        RETURNED = "returned", _("items that came back")
        WAITING = "waiting", _("submissions waiting for review")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("round"), null=True
    )
    due_on = models.DateField(_("due on"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["digest", "returned", "waiting"]), name="reminder_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.key
