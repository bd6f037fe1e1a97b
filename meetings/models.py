"""Meetings of the Process: live records, published or not, with history."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Self

import pgtrigger
from django.contrib.postgres.functions import RandomUUID, TransactionNow
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages
from almaty_portal.lib.addresses import address
from almaty_portal.lib.search import vector_indexes, vectors
from almaty_portal.lib.uploads import check_upload
from members.models import Party
from publishing.changes import announced
from publishing.models import Publishable, PublishableQuerySet, Searchable, Source

FILE_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "jpg", "jpeg", "png"]

#: What a calendar, a feed and a page show of a meeting itself.
SHOWN = (
    *languages.columns("title", "place", "summary"),
    *("slug", "kind", "starts_on", "ends_on", "opens_at", "closes_at", "time_zone", "event_status", "status"),
)


def _row(version: str) -> str:
    return ", ".join(f"{version}.{column}" for column in SHOWN)


_CALENDAR = f"""
    NEW.uid := OLD.uid;
    NEW.sequence := OLD.sequence;
    NEW.changed_at := OLD.changed_at;
    IF ({_row("OLD")}) IS DISTINCT FROM ({_row("NEW")}) THEN
        NEW.sequence := OLD.sequence + 1;
        NEW.changed_at := clock_timestamp();
    END IF;
    RETURN NEW;
"""


class TimeZone(models.TextChoices):
    """The zones in which the Process meets: its states’ capitals, then the seats of the organizations."""

    ALMATY = "Asia/Almaty", _("Almaty time")
    ASHGABAT = "Asia/Ashgabat", _("Ashgabat time")
    BAKU = "Asia/Baku", _("Baku time")
    BISHKEK = "Asia/Bishkek", _("Bishkek time")
    DUSHANBE = "Asia/Dushanbe", _("Dushanbe time")
    TASHKENT = "Asia/Tashkent", _("Tashkent time")
    KABUL = "Asia/Kabul", _("Kabul time")
    TEHRAN = "Asia/Tehran", _("Tehran time")
    ISLAMABAD = "Asia/Karachi", _("Islamabad time")
    MOSCOW = "Europe/Moscow", _("Moscow time")
    ANKARA = "Europe/Istanbul", _("Ankara time")
    GENEVA = "Europe/Zurich", _("Geneva time")
    VIENNA = "Europe/Vienna", _("Vienna time")
    UTC = "UTC", _("Coordinated Universal Time")


class MeetingQuerySet(PublishableQuerySet):
    def once_published(self) -> Self:
        """With those that were published and are withdrawn or being revised now: calendars out there hold them."""
        return self.exclude(published_at=None)

    def upcoming(self) -> Self:
        return self.filter(ends_on__gte=timezone.localdate()).order_by("starts_on")

    def past(self) -> Self:
        return self.filter(ends_on__lt=timezone.localdate()).order_by("-starts_on")


class Meeting(Publishable, Searchable):
    class Kind(models.TextChoices):
        REGIONAL_CONFERENCE = "regional_conference", _("regional conference")
        MINISTERIAL = "ministerial", _("ministerial conference")
        SENIOR_OFFICIALS = "senior_officials", _("senior officials’ meeting")
        COORDINATORS = "coordinators", _("meeting of National Coordinators")
        MEMBER_STATES = "member_states", _("meeting of representatives of member states")
        EXPERTS = "experts", _("technical experts’ meeting")
        THEMATIC = "thematic", _("regional thematic discussion")
        PRESENTATION = "presentation", _("presentation")

    class EventStatus(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("place"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    opens_at = models.TimeField(
        _("opens at"), null=True, blank=True, help_text=_("On the first day, for example 10:00.")
    )
    closes_at = models.TimeField(_("closes at"), null=True, blank=True, help_text=_("On the last day."))
    time_zone = models.CharField(_("time zone"), max_length=32, choices=TimeZone, default=TimeZone.ALMATY)
    event_status = models.CharField(_("event"), max_length=12, choices=EventStatus, default=EventStatus.PLANNED)
    summary = models.TextField(_("summary"), blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)
    # RFC 5545's UID, SEQUENCE and LAST-MODIFIED: the database keeps them, so that no bulk change forgets them.
    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    required_translations = ("title", "place")
    searched = ("title", "place", "summary")
    search = vectors(*searched)
    objects = MeetingQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_on"]
        indexes = vector_indexes()
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("The meeting ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(event_status__in=["planned", "held", "postponed", "cancelled"]),
                name="meeting_event_status_known",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at__isnull=False),
                name="meeting_closing_needs_opening",
                violation_error_message=_("A closing time needs an opening time."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(ends_on__gt=F("starts_on")) | Q(closes_at__gt=F("opens_at")),
                name="meeting_closes_after_it_opens",
                violation_error_message=_("The meeting closes before it opens."),
            ),
            models.CheckConstraint(condition=Q(time_zone__in=TimeZone.values), name="meeting_time_zone_known"),
        ]
        triggers = [
            *Publishable.Meta.triggers,
            pgtrigger.Trigger(
                name="calendar_sequence", when=pgtrigger.Before, operation=pgtrigger.Update, func=_CALENDAR
            ),
            *announced(),  # a draft too: a document's line in the list names its meeting, published or not
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return address("meetings:meeting", self.slug)

    def earlier(self) -> MeetingQuerySet:
        """The published ones before this, the nearest first."""
        before = Q(starts_on__lt=self.starts_on) | Q(starts_on=self.starts_on, slug__lt=self.slug)
        return Meeting.objects.published().filter(before).order_by("-starts_on", "-slug")

    def later(self) -> MeetingQuerySet:
        """The published ones after this, the nearest first."""
        after = Q(starts_on__gt=self.starts_on) | Q(starts_on=self.starts_on, slug__gt=self.slug)
        return Meeting.objects.published().filter(after).order_by("starts_on", "slug")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def public(self) -> Self:
        """Of published meetings, the latest first."""
        return self.filter(meeting__in=Meeting.objects.published()).order_by("-meeting__starts_on", "capacity")


class Attendance(models.Model):
    """A party at a meeting, in one capacity; a host that also takes part has two rows."""

    class Capacity(models.TextChoices):
        HOST = "host", _("host")
        CHAIR = "chair", _("chair")
        PARTICIPANT = "participant", _("participant")
        OBSERVER = "observer", _("observer")
        ORGANIZER = "organizer", _("organizer")
        SUPPORTER = "supporter", _("supported by")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("party"))
    capacity = models.CharField(_("capacity"), max_length=16, choices=Capacity)
    head_of_delegation = models.CharField(_("head of delegation"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["party__kind", "party__code"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party", "capacity"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(capacity__in=["host", "chair", "participant", "observer", "organizer", "supporter"]),
                name="attendance_capacity_known",
            ),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.party}: {self.get_capacity_display()}"


class AgendaItem(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=12, blank=True)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class MeetingFile(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="files", verbose_name=_("meeting"))
    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(
        _("file"), upload_to="meetings/%Y/", validators=[FileExtensionValidator(FILE_EXTENSIONS), check_upload]
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("ru, en, or empty when it has several.")
    )

    class Meta:
        verbose_name = _("meeting file")
        verbose_name_plural = _("meeting files")
        ordering = ["id"]
        triggers = announced()

    def __str__(self) -> str:
        return self.title or str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("meetings:file", args=[self.meeting.slug, self.pk])

    @property
    def filename(self) -> str:
        return PurePosixPath(str(self.file)).name

    @property
    def extension(self) -> str:
        return PurePosixPath(str(self.file)).suffix.lstrip(".").upper()

    @property
    def size(self) -> int | None:
        """Bytes; None when the storage has lost the file."""
        try:
            return self.file.size
        except OSError:
            return None
