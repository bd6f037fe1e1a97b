"""Meetings of the Process: live records, published or not, with history."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Self

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib.search import vector_indexes, vectors
from almaty_portal.lib.uploads import check_upload
from members.models import Party
from publishing.models import Publishable, PublishableQuerySet, Searchable, Source

FILE_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "jpg", "jpeg", "png"]


class MeetingQuerySet(PublishableQuerySet):
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
    event_status = models.CharField(_("event"), max_length=12, choices=EventStatus, default=EventStatus.PLANNED)
    summary = models.TextField(_("summary"), blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    searched = ("title", "place", "summary")
    search = vectors(*searched)

    required_translations = ("title", "place")
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
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.slug])


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
