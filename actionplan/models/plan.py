"""The Regional Action Plan: its clusters, items, and which state answers for what."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib.addresses import address
from almaty_portal.lib.search import vector_indexes, vectors
from declarations.models import Document
from members.models import Party
from publishing.changes import PUBLISHED, announced
from publishing.models import Publishable, PublishableQuerySet, Searchable, Source


class Plan(Publishable):
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("document")
    )
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    class Meta(Publishable.Meta):
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["slug"]
        triggers = [*Publishable.Meta.triggers, *announced(PUBLISHED)]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return address("actionplan:plan", self.slug)


class Cluster(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="clusters", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=12)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=250)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="cluster_code_once")]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.code} {self.title or ''}".strip()


class ActionItemQuerySet(PublishableQuerySet):
    def public(self) -> Self:
        """Published items of published plans."""
        return self.published().filter(cluster__plan__in=Plan.objects.published())


class ActionItem(Publishable, Searchable):
    """A step of the plan. Its code is its name everywhere and never changes."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="items", verbose_name=_("cluster"))
    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    searched = ("title", "description")
    search = vectors(*searched)

    objects = ActionItemQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["code"]
        indexes = vector_indexes()
        triggers = [
            *Publishable.Meta.triggers,
            pgtrigger.Protect(
                name="code_never_changes", operation=pgtrigger.Update, condition=pgtrigger.AnyChange("code")
            ),
            *announced(PUBLISHED),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title or ''}".strip()

    def get_absolute_url(self) -> str:
        return address("actionplan:item", self.cluster.plan.slug, self.code)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def public(self) -> Self:
        """To published items of published plans."""
        return self.filter(item__in=ActionItem.objects.public()).order_by("item__code")


class Assignment(models.Model):
    """A state's part in an item."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        PARTICIPANT = "participant", _("participant")

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("item"))
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("state"),
        limit_choices_to={"kind": "state"},
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PARTICIPANT)
    institution = models.CharField(_("institution"), max_length=250, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["party__code"]
        constraints = [
            models.UniqueConstraint(fields=["item", "party"], name="assignment_once"),
            models.CheckConstraint(condition=Q(role__in=["lead", "participant"]), name="assignment_role_known"),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.item.code} · {self.party}"

    def clean(self) -> None:
        if self.party_id and self.party.kind != Party.Kind.STATE:
            raise ValidationError({"party": _("An item is assigned to a state.")})
        kept = type(self).objects.filter(pk=self.pk, reports__isnull=False).first()
        if kept and (kept.item_id, kept.party_id) != (self.item_id, self.party_id):
            raise ValidationError(
                _("Reports were asked for under this assignment, so its item and state stay. Make another one."),
                code="reported",
            )
