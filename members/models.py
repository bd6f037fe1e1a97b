"""Parties, their roles over time, and who may act for them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import partial_dates
from almaty_portal.lib.addresses import address
from almaty_portal.lib.partial_dates import Precision
from almaty_portal.lib.search import vector_indexes, vectors
from publishing.changes import PUBLISHED, announced
from publishing.models import Publishable, PublishableQuerySet, Searchable, Source


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Without a password the user cannot sign in until the invitation is followed."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in by e-mail address; mail reaches them in their language."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="ru")
    wants_digests = models.BooleanField(
        _("receives digests"), default=True, help_text=_("Reminders of a state’s open reports, by e-mail.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class PartyQuerySet(PublishableQuerySet):
    def states(self) -> Self:
        return self.filter(kind=Party.Kind.STATE)

    def attending(self) -> Self:
        """Those named in a published meeting's attendance."""
        return self.filter(pk__in=_attendances().public().values("party"))

    def first_took_part(self) -> dict[int, date]:
        """Primary key → the first day of the first published meeting held with that party, whatever its formal role."""
        held = _attendances().public().filter(meeting__event_status="held").order_by()
        return dict(held.values_list("party").annotate(Min("meeting__starts_on")))


class Party(Publishable, Searchable):
    """A state or an organization that takes part in the Process."""

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        ORGANIZATION = "organization", _("organization")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        help_text=_("ISO 3166-1 for a state (KZ), the acronym for an organization."),
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    short_name = models.CharField(_("short name"), max_length=120)
    formal_name = models.CharField(_("formal name"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    required_translations = ("short_name", "formal_name")
    searched = ("short_name", "formal_name", "acronym", "note")
    search = vectors(*searched)
    objects = PartyQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["kind", "code"]
        indexes = vector_indexes()
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=["state", "organization"]), name="party_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="organization") | Q(code__regex="^[A-Z]{2}$"),
                name="party_state_has_iso_code",
                violation_error_message=_("A state's code is two capital letters (ISO 3166-1)."),
            ),
        ]
        # a draft too: whoever attended a meeting is named on its page, published or not
        triggers = [*Publishable.Meta.triggers, *announced()]

    def __str__(self) -> str:
        return self.short_name or self.code

    def get_absolute_url(self) -> str:
        return address("members:party", self.slug)


def _attendances() -> Any:
    """Rows of the room above, reached through the relation, not by import."""
    return Party._meta.get_field("attendances").related_model.objects


class SpanQuerySet(models.QuerySet[Any]):
    def as_of(self, day: date) -> Self:
        """In force on that day; an unknown beginning or end is open."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Span(models.Model):
    """A period whose ends may be known to the month or year only. `until` holds the last day of its period."""

    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    until = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def is_in_force(self, day: date) -> bool:
        """As `as_of`, of a row that was read."""
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)

    @property
    def since_shown(self) -> str:
        return partial_dates.show(self.since, self.since_precision)

    @property
    def until_shown(self) -> str:
        return partial_dates.show(self.until, self.until_precision)

    @property
    def since_after_preposition(self) -> str:
        return partial_dates.show(self.since, self.since_precision, after_preposition=True)

    @property
    def until_after_preposition(self) -> str:
        return partial_dates.show(self.until, self.until_precision, after_preposition=True)


class Membership(Span):
    """A party's role in the Process over time."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member state")
        OBSERVER = "observer", _("observer")
        PARTNER = "partner", _("partner organization")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    basis = models.TextField(_("basis"), blank=True)

    class Meta(Span.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["role", "party__code"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(fields=["party", "role", "since"], name="membership_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(role__in=["member", "observer", "partner"]), name="membership_role_known"
            ),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.party}: {self.get_role_display()}"


class ChairmanshipQuerySet(SpanQuerySet):
    def public(self) -> Self:
        """Of published parties, each with `succeeded_on`: the day the next term began, whoever's; None for the last."""
        published = Party.objects.published()
        later = self.model._default_manager.filter(party__in=published, since__gt=OuterRef("since")).order_by("since")
        return self.filter(party__in=published).annotate(succeeded_on=Subquery(later.values("since")[:1]))

    def in_chair(self, day: date) -> Self:
        """Of `public()`, the same rule as `Chairmanship.is_in_chair`."""
        return self.as_of(day).filter(Q(succeeded_on=None) | Q(succeeded_on__gt=day))


class Chairmanship(Span):
    """Which state chairs the Process, and who presides. One state chairs at a time."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="chairmanships", verbose_name=_("party"))
    chair_name = models.CharField(_("chair's name"), max_length=200, blank=True)
    chair_post = models.CharField(_("chair's post"), max_length=250, blank=True)

    succeeded_on: date | None
    objects = ChairmanshipQuerySet.as_manager()

    class Meta(Span.Meta):
        verbose_name = _("chairmanship")
        verbose_name_plural = _("chairmanships")
        ordering = ["since"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(fields=["party", "since"], name="chairmanship_once", nulls_distinct=False),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.party}, {self.since_shown}"

    def is_in_chair(self, day: date) -> bool:
        """On a row of `public()`. A term whose end is not known ended when the next one began."""
        return self.is_in_force(day) and (self.succeeded_on is None or day < self.succeeded_on)

    @property
    def ended_unrecorded(self) -> bool:
        return self.until is None and self.succeeded_on is not None


class NationalCoordinator(Span):
    """The post through which a state speaks in the Process; the name is empty where it is not known."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="coordinators", verbose_name=_("state"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=250)
    institution = models.CharField(_("institution"), max_length=250, blank=True)

    class Meta(Span.Meta):
        verbose_name = _("national coordinator")
        verbose_name_plural = _("national coordinators")
        ordering = ["party__code", "since"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(fields=["party", "since"], name="coordinator_once", nulls_distinct=False),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.party}: {self.name or self.post}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class Mandate(models.Model):
    """Which user may act for which state. Ended on turnover, never deleted."""

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("contributor")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("user")
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name=_("state"),
        limit_choices_to={"kind": "state"},
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["party__code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("The mandate ends before it begins."),
            ),
            models.CheckConstraint(condition=Q(role__in=["contributor", "coordinator"]), name="mandate_role_known"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user} · {self.party} · {self.get_role_display()}"

    def clean(self) -> None:
        if self.party_id and self.party.kind != Party.Kind.STATE:
            raise ValidationError({"party": _("A mandate is given for a state.")})


class GovernanceSection(Publishable):
    """A passage about how the Process works: its objectives, chair, support unit, observers, meetings."""

    slug = models.SlugField(_("key"), max_length=60, unique=True, help_text=_("“about” stands on the home page."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(
        _("text"), help_text=_("An empty line begins a new paragraph; a line that begins with “- ” is a list item.")
    )
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    required_translations = ("title", "text")

    class Meta(Publishable.Meta):
        verbose_name = _("governance section")
        verbose_name_plural = _("governance sections")
        ordering = ["position", "slug"]
        triggers = [*Publishable.Meta.triggers, *announced(PUBLISHED)]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('members:governance')}#{self.slug}"
