"""Confirmed rows become a document's paragraphs: all of them, with titles and source files, or nothing."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from almaty_portal.lib import language_names, languages
from declarations.intake import rows as intake_rows
from declarations.intake.rows import Row
from declarations.models import Attachment, Document, Paragraph
from publishing.models import Status

MODES = ("append", "replace")


def version(document: Document) -> str:
    """Changes whenever anybody changes the document or its paragraphs."""
    events: Any = Paragraph._meta.get_field("events").related_model
    histories = (document.events.all(), events.objects.filter(document_id=document.pk))
    return "-".join(str(rows.aggregate(top=models.Max("pgh_id"))["top"] or 0) for rows in histories)


def save(
    document: Document,
    rows: Sequence[Row],
    *,
    mode: str,
    with_titles: bool = False,
    files: Sequence[tuple[str, File]] = (),
    opened_at: str | None = None,
) -> int:
    """The number of paragraphs added. `files`: (language or "", file) kept as attachments that are not public.

    `opened_at` is the `version` the officer saw. Raises ValidationError, with the row named; then nothing is saved.
    """
    if mode not in MODES:
        raise ValidationError(_("Choose whether to add to the paragraphs or to replace them."))
    with transaction.atomic():
        stored = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if stored.status != Status.DRAFT:
            raise ValidationError(_("“%(record)s” is not a draft: open a revision of it first.") % {"record": stored})
        if opened_at is not None and opened_at != version(stored):
            raise ValidationError(
                _(
                    "The document was changed after this text was read in, so nothing was saved. Open the document in "
                    "another window, look at what changed, then choose “Go on with the present document” here."
                ),
                code="stale",
            )
        if mode == "replace":
            stored.paragraphs.all().delete()
        count = _add(stored, [(n, row) for n, row in enumerate(rows, start=1) if not row.is_empty()])
        if not count:
            raise ValidationError(_("There is no paragraph to save."))
        if with_titles:
            _set_titles(stored, rows)
        for language, file in files:
            _attach(stored, language, file)
    return count


def _add(document: Document, rows: list[tuple[int, Row]]) -> int:
    """The caller holds the document's lock, so that anchors and positions may be counted here."""
    position = document.paragraphs.aggregate(top=models.Max("position"))["top"] or 0
    anchor = Paragraph.next_anchor(document.pk)
    count = 0
    for number, row in rows:
        if row.kind == intake_rows.TITLE:
            continue
        count += 1
        columns = {
            "kind": row.kind,
            "level": row.level,
            **{languages.suffixed("number", code): cell.number for code, cell in row.cells.items()},
            **{languages.suffixed("text", code): cell.text for code, cell in row.cells.items()},
        }
        paragraph = Paragraph(document=document, position=position + count, anchor=anchor + count - 1, **columns)
        try:
            paragraph.full_clean(
                exclude=["document", "anchor", "text"], validate_unique=False, validate_constraints=False
            )
        except ValidationError as problem:
            said = " ".join(problem.messages)
            raise ValidationError(_("Row %(row)d: %(problem)s") % {"row": number, "problem": said}) from problem
        paragraph.save(force_insert=True)
    return count


def new_titles(document: Document, rows: Sequence[Row]) -> dict[str, str]:
    """language → the title the text gives, where the document's title differs."""
    found = {code: intake_rows.title(rows, code) for code in languages.codes()}
    return {code: said for code, said in found.items() if said and said != languages.text(document, "title", code)}


def _set_titles(document: Document, rows: Sequence[Row]) -> None:
    titles = new_titles(document, rows)
    for code, said in titles.items():
        name = languages.suffixed("title", code)
        field: Any = Document._meta.get_field(name)
        try:
            setattr(document, name, field.clean(said, document))
        except ValidationError as problem:
            raise ValidationError(_("Title: %(problem)s") % {"problem": " ".join(problem.messages)}) from problem
    if titles:
        document.save()


def _attach(document: Document, language: str, file: File) -> None:
    titles = {}
    for code in languages.codes():
        with override(code):
            said = _("Word file, %(in_language)s") % {"in_language": language_names.inside(language)}
            titles[languages.suffixed("title", code)] = said if language else _("Word file, both languages")
    Attachment(document=document, file=file, language=language, is_public=False, **titles).save()
