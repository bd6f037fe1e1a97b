"""A round's report as a PDF: made once for each content and language."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.models.rounds import Round
from almaty_portal.lib import languages
from publishing.changes import announced


def round_report_path(report: RoundReport, filename: str) -> str:
    return f"round-reports/{report.round_id}/{report.digest[:16]}/{filename}"


class RoundReport(models.Model):
    """The PDF of what was public of a round. `digest` is that of the content: another content, another file."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="public_reports", verbose_name=_("round"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to=round_report_path)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("report of a round")
        verbose_name_plural = _("reports of rounds")
        ordering = ["round", "language", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "language", "digest"], name="round_report_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=list(languages.codes())), name="round_report_language_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            *announced(),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.language}"
