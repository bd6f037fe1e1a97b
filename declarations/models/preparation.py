"""What goes before publication: a Word import awaiting confirmation, and findings that staff have acknowledged."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import language_names, languages
from declarations.models.documents import Document


class WordImport(models.Model):
    """A text as it was read from Word or pasted, until an officer confirms its rows; the document is untouched before.

    `rows` is a list of `declarations.intake.rows.Row`; `remarks` holds under "said" what was left out of each file, and
    under "version" what the document was then (`intake.saving.version`).
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="word_imports", verbose_name=_("document")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    file = languages.Columns(
        lambda code: models.FileField(language_names.lazy_file(code), upload_to="word/%Y/", blank=True)
    )
    rows = models.JSONField(_("rows"), default=list, encoder=DjangoJSONEncoder)
    remarks = models.JSONField(_("remarks"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("Word import")
        verbose_name_plural = _("Word imports")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.document.symbol} · {self.at:%Y-%m-%d %H:%M}"


class Acknowledgement(models.Model):
    """A finding that staff have looked at and let stand, with the reason.

    `fingerprint` is that of the finding and the texts it was found in: when they change, it is found anew.
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="acknowledgements", verbose_name=_("document")
    )
    code = models.CharField(_("finding"), max_length=40)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["document", "fingerprint"], name="acknowledgement_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="acknowledgement_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.document.symbol} · {self.code}"
