"""What a state says of its part in an item: working text, frozen versions, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Case, Count, Exists, Max, OuterRef, Q, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplan.models.plan import ActionItem, Assignment, Plan
from actionplan.models.rounds import Round, StateSubmission
from almaty_portal.lib import languages
from almaty_portal.lib.uploads import check_upload, digest
from members.models import Mandate
from publishing.changes import announced

EVIDENCE_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "jpg", "jpeg", "png"]


class Implementation(models.TextChoices):
    """What a state claims. Overdue is computed, never stored."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETED = "completed", _("completed")
    DELAYED = "delayed", _("delayed")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class ReportStatus(models.TextChoices):
    """Where the paper stands. Only `actionplan.movement` changes it."""

    DRAFT = "draft", _("draft")
    READY = "ready", _("ready for signature")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", pgettext_lazy("report", "approved")
    PUBLISHED = "published", pgettext_lazy("report", "published")
    CORRECTION = "correction", _("under correction")
    EXCUSED = "excused", _("excused")


EDITABLE = (ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.CORRECTION)
#: Not answered yet, by signature or by letter.
OPEN = (ReportStatus.DRAFT, ReportStatus.READY)

_STATUS_NEEDS_RECORD = """
    IF NOT EXISTS (
        SELECT 1 FROM actionplan_reporttransition t
        WHERE t.report_id = NEW.id AND t.from_status = OLD.status AND t.to_status = NEW.status
          AND t.at = transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'a report changes its status only by a recorded transition';
    END IF;
    RETURN NEW;
"""
#: The public reads whose report it is and which version is public, nothing of the working text.
_IS_PUBLIC_OTHERWISE = """
    (OLD.public_version_id, OLD.submission_id, OLD.assignment_id)
        IS DISTINCT FROM (NEW.public_version_id, NEW.submission_id, NEW.assignment_id)
    AND (OLD.public_version_id IS NOT NULL OR NEW.public_version_id IS NOT NULL)
"""
_STARTS_AS_DRAFT = "RAISE EXCEPTION 'a report begins as a draft';"


class ReportText(models.Model):
    """The answer itself, as working text and as a frozen version hold it."""

    implementation_status = models.CharField(_("implementation"), max_length=16, choices=Implementation, blank=True)
    narrative = models.TextField(_("what was done"), blank=True)
    obstacles = models.TextField(_("obstacles"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    is_unchanged = models.BooleanField(_("no change since the last round"), default=False)

    #: Translated fields, and the columns that an answer consists of.
    TEXTS = ("narrative", "obstacles", "next_steps")

    class Meta:
        abstract = True

    @classmethod
    def answer_columns(cls) -> list[str]:
        texts = [column for name in cls.TEXTS for column in languages.columns(name)]
        return ["implementation_status", *texts, "original_language", "is_unchanged"]

    @classmethod
    def label(cls, field: str) -> str:
        """The question that the field answers, in the reader's language."""
        return str(cls._meta.get_field(field).verbose_name)  # type: ignore[union-attr]

    def answer(self) -> dict[str, Any]:
        """The answer's columns; a missing text is empty."""
        return {name: getattr(self, name) if getattr(self, name) is not None else "" for name in self.answer_columns()}

    def said(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(question, [(language, text)]) of each text that says something, the original language first."""
        order = sorted(languages.codes(), key=lambda code: code != self.original_language)
        rows = [
            (self.label(name), [(code, text) for code in order if (text := languages.text(self, name, code))])
            for name in self.TEXTS
        ]
        return [(label, texts) for label, texts in rows if texts]

    def said_in(self) -> list[str]:
        """The languages in which it says what was done."""
        return [code for code in languages.codes() if languages.text(self, "narrative", code)]


class ProgressReport(ReportText):
    """A state's working text on one assignment in one round.

    `revision` counts saves, so that a form opened before somebody else's save is told apart; it is never shown.
    """

    submission = models.ForeignKey(
        StateSubmission, on_delete=models.PROTECT, related_name="reports", verbose_name=_("submission")
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="reports", verbose_name=_("assignment")
    )
    status = models.CharField(
        _("status"), max_length=16, choices=ReportStatus, default=ReportStatus.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("edited by"),
    )
    review_began_at = models.DateTimeField(_("review began"), null=True, editable=False)
    public_version = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["submission", "assignment__item__code"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "assignment"], name="report_once"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status_known"),
            models.CheckConstraint(
                condition=Q(implementation_status__in=["", *Implementation.values]), name="report_implementation_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.PUBLISHED) | Q(public_version__isnull=False),
                name="report_published_has_version",
            ),
        ]
        indexes = [models.Index(fields=["status"])]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
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
                condition=~pgtrigger.Q(new__status=ReportStatus.DRAFT),
                func=_STARTS_AS_DRAFT,
            ),
            *announced(_IS_PUBLIC_OTHERWISE),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} · {self.submission.round.number}"

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @cached_property
    def earlier_version(self) -> ReportVersion | None:
        """What the state last had published on the same assignment in an earlier round of the plan."""
        return ReportVersion.objects.before(self.submission).filter(report__assignment=self.assignment_id).first()


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def before(self, submission: StateSubmission) -> Self:
        """What the packet's state last had published on each assignment in earlier rounds of the plan."""
        earlier = ProgressReport.objects.exclude(public_version=None).filter(
            submission__party=submission.party_id,
            submission__round__plan=submission.round.plan_id,
            submission__round__number__lt=submission.round.number,
        )
        last = earlier.order_by("assignment_id", "-submission__round__number").distinct("assignment_id")
        # read first: joined to the versions, the planner would read those of every state and round
        chosen = list(last.values_list("public_version", flat=True))
        return self.filter(pk__in=chosen).select_related("report__submission__round")

    def public(self) -> Self:
        """The versions that the public may read: each report's published one, of public items."""
        shown = ProgressReport.objects.exclude(public_version=None).filter(
            assignment__item__in=ActionItem.objects.public(), submission__round__plan__in=Plan.objects.published()
        )
        return self.filter(pk__in=shown.values("public_version"))

    def in_rounds(self, rounds: Iterable[Round]) -> Self:
        return self.filter(report__submission__round__in=list(rounds))

    def with_publication(self) -> Self:
        """Each with `published_at` and `is_correction`: another version of the report was public before it."""
        published = Q(transitions__to_status=ReportStatus.PUBLISHED)
        times = Count(
            "report__transitions", filter=Q(report__transitions__to_status=ReportStatus.PUBLISHED), distinct=True
        )
        return self.annotate(published_at=Max("transitions__at", filter=published), times_published=times).annotate(
            is_correction=Case(When(times_published__gt=1, then=True), default=False)
        )


class ReportVersion(ReportText):
    """A report as it was submitted: numbered, frozen by the database."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    on_paper = models.BooleanField(_("entered from a letter"), default=False)
    values = models.JSONField(_("indicator values"), default=list)
    evidence: Any = models.ManyToManyField("Evidence", related_name="versions", verbose_name=_("evidence"))

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="version_number_once")]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            *announced(),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.number}"


def evidence_path(evidence: Evidence, filename: str) -> str:
    return f"evidence/{evidence.report_id}/{filename}"


def _is_signed() -> Exists:
    return Exists(ReportVersion.evidence.through.objects.filter(evidence=OuterRef("pk")))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def signed(self) -> Self:
        """What a version was frozen with."""
        return self.filter(_is_signed())

    def kept(self) -> Self:
        """All but what was taken away before any version was frozen with it."""
        return self.filter(Q(is_removed=False) | Q(_is_signed()))

    def readable_by(self, user: Any) -> Self:
        """All of it for the state's people by mandate; for the secretariat what was signed or came with a letter."""
        if not user.is_active:
            return self.none()
        own = Q(report__submission__party__in=Mandate.objects.in_force().filter(user=user.pk).values("party"))
        return self.kept().filter(own) | self.signed().filter(
            report__submission__in=StateSubmission.objects.readable_by(user)
        )

    def public(self) -> Self:
        """What a state lets the public see, of versions that the public may read. Never the state's letter."""
        # by the table between them, not by a join: a prefetch from versions makes one of its own
        attached = Evidence.versions.through.objects.filter(reportversion__in=ReportVersion.objects.public())
        return self.filter(is_public=True, is_letter=False, pk__in=attached.values("evidence"))


class Evidence(models.Model):
    """A file or a link that shows what a report says. Files are served through a permission check only."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(
        _("file"),
        upload_to=evidence_path,
        blank=True,
        validators=[FileExtensionValidator(EVIDENCE_EXTENSIONS), check_upload],
    )
    url = models.URLField(_("link"), blank=True)
    is_public = models.BooleanField(_("may be public"), default=False)
    is_letter = models.BooleanField(_("the state’s letter"), default=False, editable=False)
    is_removed = models.BooleanField(_("removed"), default=False, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="evidence_file_or_link",
                violation_error_message=_("Give either a file or a link."),
            ),
            models.CheckConstraint(condition=~Q(is_letter=True, is_public=True), name="evidence_letter_not_public"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            *announced("OLD.is_public OR NEW.is_public"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):
            self.sha256 = digest(self.file)
        super().save(*args, **kwargs)
