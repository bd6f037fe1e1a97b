"""The dumps: each resource as a file of each form, made of what is public and kept until that changes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def dump_path(dump: Dump, filename: str) -> str:
    return f"open-data/{dump.digest[:16]}/{filename}"


class Dump(models.Model):
    """A resource as a file. `digest` is that of the content: served only while the content has that digest."""

    class Form(models.TextChoices):
        CSV = "csv", "CSV"
        JSONL = "jsonl", "JSON Lines"
        XLSX = "xlsx", "XLSX"
        ZIP = "zip", "ZIP"

    name = models.CharField(_("name"), max_length=40)
    form = models.CharField(_("form"), max_length=8, choices=Form)
    digest = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to=dump_path)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    rows = models.PositiveIntegerField(_("rows"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("dump of open data")
        verbose_name_plural = _("dumps of open data")
        ordering = ["name", "form"]
        constraints = [
            models.UniqueConstraint(fields=["name", "form"], name="dump_once"),
            models.CheckConstraint(
                condition=models.Q(form__in=["csv", "jsonl", "xlsx", "zip"]), name="dump_form_known"
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> Any:
        return reverse("dump", args=[self.name, self.form])

    @property
    def filename(self) -> str:
        return f"{self.name}.{self.form}"
