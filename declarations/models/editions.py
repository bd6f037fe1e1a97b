"""What the public reads: immutable editions, their passages for search, and their files."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import language_names, languages
from almaty_portal.lib.addresses import address
from almaty_portal.lib.search import vector_indexes, vectors
from declarations import content
from declarations.media_types import MEDIA_TYPES
from declarations.models.documents import Document
from publishing.changes import announced
from publishing.models import Searchable

#: The forms that `declarations.renditions` makes of every edition.
FORMS_MADE = ("pdf", "docx", "txt", "json", "xml")


def never_changed() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


class ContentField(models.JSONField):
    """An edition's content: stored as it was cut, read in the present schema (`declarations/content.py`)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return content.current(found) if isinstance(found, dict) and "paragraphs" in found else found


class Edition(models.Model):
    """A document's text as published. The database refuses its update and deletion.

    `content` (made by `edition_cutting.content_of`) holds everything a page or PDF shows; `sha256` is that of the
    canonical JSON it was stored as (keys sorted, no spaces, UTF-8).
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("first edition")
        CORRIGENDUM = "corrigendum", _("corrigendum")
        AMENDED = "amended", _("amended edition")
        CONSOLIDATED = "consolidated", _("consolidated edition")

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="editions", verbose_name=_("document")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.FIRST)
    cut_at = models.DateTimeField(_("published"))
    cut_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    reason = models.TextField(_("reason"), blank=True)
    languages = models.JSONField(_("languages"))
    content = ContentField(_("content"))
    sha256 = models.CharField(max_length=64)
    # What lists and search ask of the content, by the database itself: nobody unpacks a whole text for its symbol.
    symbol = models.GeneratedField(
        expression=KeyTextTransform("symbol", "content"),
        output_field=models.CharField(max_length=40, null=True),
        db_persist=True,
        editable=False,
    )
    party_codes = models.GeneratedField(
        expression=models.Func(
            "content",
            models.Value("$.endorsements[*].code"),
            function="jsonb_path_query_array",
            template="%(function)s(%(expressions)s::jsonpath)",
        ),
        output_field=models.JSONField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="edition_correction_has_reason",
                violation_error_message=_("A second edition needs a reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["first", "corrigendum", "amended", "consolidated"]),
                name="edition_kind_known",
            ),
        ]
        triggers = [*never_changed(), *announced()]

    def __str__(self) -> str:
        return f"{self.content['symbol']} · {self.number}"

    def get_absolute_url(self) -> str:
        return address("declarations:edition", self.document.slug, self.number)

    @property
    def name(self) -> Any:
        """What a later edition is (“corrigendum”), lazily translated; empty for the first."""
        return "" if self.kind == self.Kind.FIRST else self.Kind(self.kind).label

    @property
    def rendition_languages(self) -> list[str]:
        """What its pages are set in: each of its languages, then every two of them side by side."""
        pairs = [languages.joined(pair) for pair in languages.pairs() if set(pair) <= set(self.languages)]
        return [*self.languages, *pairs]

    def due(self) -> list[tuple[str, str]]:
        """(form, language) of every file that is made of it. JSON holds all its languages in one file."""
        each, everything = list(self.languages), self.rendition_languages
        by_form = {"pdf": everything, "docx": everything, "txt": each, "xml": each, "json": [languages.joined(each)]}
        return [(form, language) for form in FORMS_MADE for language in by_form[form]]


class Passage(Searchable):
    """An edition's title (anchor 0) or paragraph, as search finds it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="passages")
    anchor = models.PositiveIntegerField()
    number = languages.Columns(lambda _language: models.CharField(max_length=16, blank=True, default=""))
    text = languages.Columns(lambda _language: models.TextField(blank=True, default=""))

    searched = ("text",)
    search = vectors(*searched)

    class Meta:
        ordering = ["edition", "id"]
        indexes = [
            # No pending list: passages are written when a document is published and read by every search.
            *vector_indexes("passage_search", fastupdate=False),
            *vector_indexes("title_search", fastupdate=False, condition=models.Q(anchor=0)),
        ]
        constraints = [models.UniqueConstraint(fields=["edition", "anchor"], name="passage_once")]
        triggers = [*never_changed(), *announced()]

    def __str__(self) -> str:
        return f"{self.edition_id} #p{self.anchor}"


def rendition_path(rendition: Rendition, filename: str) -> str:
    return f"editions/{rendition.edition_id}/{filename}"


class Rendition(models.Model):
    """A file of an edition (PDF, DOCX, …), made once: the same edition always gives the same bytes."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        TEXT = "txt", _("plain text")
        JSON = "json", "JSON"
        AKOMA_NTOSO = "xml", "Akoma Ntoso"

    #: `ru`, `en`, `ru-en`: what a file may hold, with its names.
    LANGUAGES = [(held, language_names.lazy_names(languages.parts(held))) for held in languages.together()]

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="renditions", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=max(8, len(languages.together()[-1])), choices=LANGUAGES)
    form = models.CharField(_("form"), max_length=8, choices=Form, default=Form.PDF)
    file = models.FileField(_("file"), upload_to=rendition_path)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["form", "language"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "form", "language"], name="rendition_once"),
            models.CheckConstraint(
                condition=models.Q(form__in=["pdf", "docx", "txt", "json", "xml"]), name="rendition_form_known"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=languages.together()), name="rendition_language_known"
            ),
        ]
        triggers = [*never_changed(), *announced()]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return address("declarations:rendition", self.edition.document.slug, self.edition.number, self.filename)

    # Django's own would name every language and form there is for each file of a page
    def get_language_display(self) -> str:  # type: ignore[no-redef]
        return language_names.names(languages.parts(self.language))

    def get_form_display(self) -> str:  # type: ignore[no-redef]
        return str(self.Form(self.form).label)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.form].partition(";")[0]

    @property
    def filename(self) -> str:
        return f"{self.edition.content['symbol'].replace('/', '-')}-{self.language}.{self.form}"
