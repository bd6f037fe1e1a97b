"""The one workflow: draft → in review → published → withdrawn."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages, search
from publishing.changes import announced


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Source(models.TextChoices):
    """How certain a fact of the record is, and where it comes from."""

    FOUNDING = "S", _("founding documents of the Process")
    PUBLIC = "P", _("public pages of the participating organizations")
    REPORTED = "R", _("press reports, not yet confirmed")
    SECRETARIAT = "A", _("the secretariat")


class PublishableQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """What the public may see: the only definition of it."""
        return self.filter(status=Status.PUBLISHED)


_STATUS_NEEDS_RECORD = """
    IF NOT EXISTS (
        SELECT 1 FROM publishing_transition t JOIN django_content_type c ON c.id = t.content_type_id
        WHERE c.app_label || '_' || c.model = TG_TABLE_NAME AND t.object_id = NEW.id
          AND t.from_status = OLD.status AND t.to_status = NEW.status AND t.at = transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'a status changes only by a recorded transition';
    END IF;
    RETURN NEW;
"""
_STARTS_AS_DRAFT = "RAISE EXCEPTION 'a record begins as a draft';"


class Publishable(models.Model):
    """A record with a status, which only `publishing.workflow` changes; the database refuses any other way."""

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    #: Translated fields that must be complete in a language before the record is published in it.
    required_translations: tuple[str, ...] = ("title",)
    #: Whether the working text may change only while the record is a draft.
    is_frozen_outside_draft = False

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="%(app_label)s_%(class)s_status_known"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="status_needs_record",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
                func=_STATUS_NEEDS_RECORD,
            ),
            pgtrigger.Trigger(
                name="starts_as_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status=Status.DRAFT),
                func=_STARTS_AS_DRAFT,
            ),
        ]

    def missing_translations(self, language: str) -> list[str]:
        """What is not there in that language yet, named for people: the labels of empty required fields."""
        return [
            str(self._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
            for field in self.required_translations
            if not languages.text(self, field, language)
        ]

    def complete_languages(self) -> list[str]:
        return [code for code in languages.codes() if not self.missing_translations(code)]

    def obstacles(self, languages: list[str]) -> list[str]:
        """What stops its publication in these languages, apart from missing texts: sentences for people."""
        return []

    def parts(self) -> list[models.QuerySet[Any]]:
        """History rows of what belongs to the record (a document's paragraphs), for authorship and differences."""
        return []

    def after_transition(self, transition: "Transition") -> None:
        """What a room does in the same transaction as the change of status; documents cut an edition here."""


class Searchable(models.Model):
    """Has a generated vector in each language (`search = vectors(*searched)`).

    The Russian lemmas of the `searched` fields are kept beside them, for the Russian vector.
    """

    lemmas = models.TextField(editable=False, blank=True, default="")
    searched: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.lemmas = search.lemmas(*(languages.text(self, field, "ru") for field in self.searched))
        if (update_fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*update_fields, "lemmas"}
        super().save(*args, **kwargs)


class Transition(models.Model):
    """A change of status: append-only, and the only key that lets a status change (see Publishable's triggers)."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    from_status = models.CharField(_("from"), max_length=16, choices=Status)
    to_status = models.CharField(_("to"), max_length=16, choices=Status)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True)
    languages = models.JSONField(_("published languages"), default=list)
    at = models.DateTimeField(_("at"), db_default=TransactionNow(), editable=False)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        permissions = [
            ("submit_record", "May submit a record for review"),
            ("publish_record", "May return, publish and withdraw a record"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            *announced(),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
