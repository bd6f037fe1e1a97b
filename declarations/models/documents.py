"""The working text of the Process's documents. The public reads editions, never these rows."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages
from almaty_portal.lib.uploads import check_upload, digest
from meetings.models import Meeting
from members.models import Party
from publishing.changes import announced
from publishing.models import Publishable, PublishableQuerySet, Source, Status, Transition

ATTACHMENT_EXTENSIONS = ["pdf", "docx", "odt", "jpg", "jpeg", "png"]
DEEPEST = 5  # levels: a title is h1, so that headings are h2 to h6

_DRAFT_ONLY = """
    IF EXISTS (SELECT 1 FROM declarations_document d WHERE d.id = {row}.document_id AND d.status <> 'draft') THEN
        RAISE EXCEPTION 'the working text of a document changes only while it is a draft';
    END IF;
    RETURN {row};
"""


def draft_only() -> list[pgtrigger.Trigger]:
    """Refuse any change of a document's parts unless the document is a draft."""
    return [
        pgtrigger.Trigger(
            name="draft_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=_DRAFT_ONLY.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name="deleted_in_draft_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=_DRAFT_ONLY.format(row="OLD"),
        ),
    ]


class DocumentQuerySet(PublishableQuerySet):
    def published(self) -> Self:
        """Documents with an edition that was not withdrawn, also while a revision is being drafted."""
        return self.filter(current_edition__isnull=False)

    def endorsed_by(self, party: Party) -> Self:
        """By what the current edition says, not by the working text."""
        return self.filter(current_edition__party_codes__contains=[party.code])


class Document(Publishable):
    class Kind(models.TextChoices):
        DECLARATION = "declaration", _("declaration")
        COMMUNIQUE = "communique", _("communiqué")
        MODALITIES = "modalities", _("operating modalities")
        FRAMEWORK = "framework", _("cooperation framework")
        ACTION_PLAN = "action_plan", _("action plan")
        RECOMMENDATIONS = "recommendations", _("recommendations")
        GUIDELINES = "guidelines", _("guidelines")
        CONCLUSIONS = "conclusions", _("conclusions")

    class Manner(models.TextChoices):
        UNANIMOUSLY = "unanimously", _("adopted unanimously")
        ADOPTED = "adopted", _("adopted")
        APPROVED = "approved", _("approved")
        ENDORSED = "endorsed", _("formally endorsed")

    class Authenticity(models.TextChoices):
        """What force the text has in one language."""

        AUTHENTIC = "authentic", _("authentic text")
        OFFICIAL = "official", _("official translation")
        UNOFFICIAL = "unofficial", _("unofficial translation")

    class Revision(models.TextChoices):
        """What the next edition is to the last one. The first edition is none of these."""

        CORRIGENDUM = "corrigendum", _("corrigendum")
        AMENDED = "amended", _("amended edition")
        CONSOLIDATED = "consolidated", _("consolidated edition")

    class Basis(models.TextChoices):
        OFFICIAL = "official", _("official text")
        DESCRIPTION = "description", _("secretariat’s description")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    symbol = models.CharField(
        _("symbol"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]+(/[A-Z0-9.-]+)+$", _("A symbol looks like AP/2013/COM."))],
        help_text=_("Allocated by the portal, for example AP/2013/COM. It is the document’s permanent address."),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("meeting")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    adopted_on = models.DateField(
        _("date of adoption"), null=True, blank=True, help_text=_("Leave empty when the day is not known.")
    )
    manner = models.CharField(_("manner of adoption"), max_length=16, choices=Manner, blank=True)
    original_language = models.CharField(_("original language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    authenticity = models.CharField(
        _("force of the text"),
        max_length=16,
        choices=Authenticity,
        blank=True,
        help_text=_("Leave empty when it is not known or the text is a description."),
    )
    revision = models.CharField(
        _("next edition"),
        max_length=16,
        choices=Revision,
        blank=True,
        help_text=_("From the second edition on: what it is to the last one."),
    )
    basis = models.CharField(_("content"), max_length=16, choices=Basis, default=Basis.OFFICIAL)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)
    current_edition = models.ForeignKey(
        "Edition",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("current edition"),
    )

    is_frozen_outside_draft = True
    objects = DocumentQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-year", "symbol"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(adopted_on=None) | Q(adopted_on__year=F("year")),
                name="document_adopted_in_its_year",
                violation_error_message=_("The date of adoption lies in another year than the document’s."),
            ),
            models.CheckConstraint(condition=Q(basis__in=["official", "description"]), name="document_basis_known"),
            models.CheckConstraint(
                condition=Q(revision__in=["", "corrigendum", "amended", "consolidated"]),
                name="document_revision_known",
            ),
        ]
        # from its first publication on: what is reopened or withdrawn still has an address
        triggers = [
            *Publishable.Meta.triggers,
            *announced("OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("declarations:document", args=[self.slug])

    def missing_translations(self, language: str) -> list[str]:
        missing = super().missing_translations(language)
        column = languages.suffixed("text", language)
        empty = self.paragraphs.filter(Q(**{column: ""}) | Q(**{f"{column}__isnull": True}))
        if not self.paragraphs.exists():
            missing.append(str(_("text")))
        return missing + [str(_("paragraph %(position)s") % {"position": p.position}) for p in empty]

    def clean(self) -> None:
        super().clean()
        if self.basis == self.Basis.DESCRIPTION:
            claimed = [column for column in languages.columns("authenticity") if getattr(self, column)]
            if claimed:
                message = _("A description has no force: leave this empty, or choose “official text”.")
                raise ValidationError(dict.fromkeys(claimed, message))

    def obstacles(self, languages: list[str]) -> list[str]:
        from declarations.obstacles import obstacles

        return obstacles(self, languages)

    def parts(self) -> list[models.QuerySet[Any]]:
        models_of_parts: list[Any] = [Paragraph, Endorsement, Attachment]
        return [
            part._meta.get_field("events").related_model.objects.filter(document_id=self.pk) for part in models_of_parts
        ]

    def after_transition(self, transition: Transition) -> None:
        from declarations.edition_cutting import cut_edition

        if transition.to_status == Status.PUBLISHED:
            cut_edition(self, transition=transition)
        elif transition.to_status == Status.WITHDRAWN:
            type(self).objects.filter(pk=self.pk).update(current_edition=None)


class Paragraph(models.Model):
    """One paragraph in both languages. `anchor` is its stable address (`#p12`): given once, never reused.

    `number` is the number as that language's text writes it, its punctuation included: “(a)” beside «а)». `level` is
    the depth among its kind, 1 outermost. A table's text is a Markdown pipe table; a footnote's number is what
    `[^1]` in another paragraph's text refers to.
    """

    class Kind(models.TextChoices):
        PREFACE = "preface", _("meeting, place or date line")
        HEADING = "heading", _("heading")
        PREAMBLE = "preamble", _("preambular paragraph")
        OPERATIVE = "operative", _("operative paragraph")
        SUBPARAGRAPH = "subparagraph", _("sub-paragraph")
        ANNEX = "annex", _("annex")
        SIGNATURE = "signature", _("closing formula")
        TABLE = "table", _("table")
        FOOTNOTE = "footnote", _("footnote")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="paragraphs", verbose_name=_("document")
    )
    anchor = models.PositiveIntegerField(_("anchor"), editable=False)
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.OPERATIVE)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(DEEPEST)]
    )
    number = models.CharField(
        _("number"), max_length=16, blank=True, help_text=_("As the text writes it: “1.”, “(a)”, «а)».")
    )
    text = models.TextField(_("text"), help_text=_("*italics*, **bold** and [links](https://…) are kept."))

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="paragraph_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["document", "anchor"], name="paragraph_anchor_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "preface",
                        "heading",
                        "preamble",
                        "operative",
                        "subparagraph",
                        "annex",
                        "signature",
                        "table",
                        "footnote",
                    ]
                ),
                name="paragraph_kind_known",
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=DEEPEST), name="paragraph_level_known"),
        ]
        triggers = draft_only()

    def __str__(self) -> str:
        return f"{self.document.symbol} #p{self.anchor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.anchor:
            self.anchor = self.next_anchor(self.document_id)
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        for column in languages.columns("text"):  # browsers send “\r\n”: a table saved again would count as changed
            setattr(self, column, (getattr(self, column) or "").replace("\r\n", "\n"))
        super().clean_fields(exclude)

    def get_inline_title(self) -> SafeString:
        """The paragraph's heading in its document's form, where the check list's links land."""
        return format_html('<span id="paragraph-{}">{} · #p{}</span>', self.anchor, self.position, self.anchor)

    @classmethod
    def next_anchor(cls, document_id: int) -> int:
        """One more than any anchor the document ever had, deleted paragraphs included."""
        events: Any = cls._meta.get_field("events").related_model
        used = [
            rows.filter(document_id=document_id).aggregate(top=models.Max("anchor"))["top"] or 0
            for rows in (cls.objects, events.objects)
        ]
        return max(used) + 1


class Endorsement(models.Model):
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="endorsements", verbose_name=_("document")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="endorsements", verbose_name=_("party"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=1, choices=Source, default=Source.SECRETARIAT)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["party__code"]
        constraints = [models.UniqueConstraint(fields=["document", "party"], name="endorsement_once")]
        triggers = draft_only()

    def __str__(self) -> str:
        return f"{self.document.symbol} · {self.party}"


class Relation(models.Model):
    """How one document stands to another: the Communiqué *endorses* the Operating Modalities."""

    class Kind(models.TextChoices):
        ENDORSES = "endorses", _("endorses")
        IMPLEMENTS = "implements", _("implements")
        PREPARES = "prepares", _("prepares")
        AMENDS = "amends", _("amends")
        REPLACES = "replaces", _("replaces")
        REFERS = "refers", _("refers to")

    from_document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="relations_out", verbose_name=_("document")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    to_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="relations_in", verbose_name=_("related document")
    )

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["kind", "to_document__symbol"]
        constraints = [
            models.UniqueConstraint(fields=["from_document", "kind", "to_document"], name="relation_once"),
            models.CheckConstraint(
                condition=~Q(from_document=F("to_document")),
                name="relation_to_another",
                violation_error_message=_("A document has no relation to itself."),
            ),
        ]
        triggers = announced()

    def __str__(self) -> str:
        return f"{self.from_document.symbol} {self.get_kind_display()} {self.to_document.symbol}"


class Attachment(models.Model):
    """A signed scan or a Word file that belongs to the document."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(
        _("file"), upload_to="attachments/%Y/", validators=[FileExtensionValidator(ATTACHMENT_EXTENSIONS), check_upload]
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("ru, en, or empty when it has several.")
    )
    is_public = models.BooleanField(_("public"), default=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
        triggers = announced("OLD.is_public OR NEW.is_public")

    def __str__(self) -> str:
        return self.title or str(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):
            self.sha256 = digest(self.file)
        super().save(*args, **kwargs)
