"""Making an edition's PDFs, each exactly once."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from almaty_portal.lib import pdf
from declarations import rendition_pages
from declarations.models import Edition, Rendition


class NotInEditionError(ValueError):
    """The edition is not published in the language asked for."""


def missing() -> Iterator[tuple[int, str]]:
    """(edition id, language) of every rendition that is due and not made."""
    made = set(Rendition.objects.values_list("edition_id", "language"))
    for edition in Edition.objects.order_by("pk"):
        for language in edition.rendition_languages:
            if (edition.pk, language) not in made:
                yield edition.pk, language


def pages(edition: Edition, language: str) -> bytes:
    """The edition's PDF, not stored. Raises `NotInEditionError`."""
    if language not in edition.rendition_languages:
        raise NotInEditionError(f"{edition} is not published in {language}")
    cut_on = timezone.localdate(edition.cut_at)
    return pdf.render(rendition_pages.html(edition.content, language, number=edition.number, cut_on=cut_on))


def preview(content: dict[str, Any], language: str) -> bytes:
    """The PDF of a working text (`edition_cutting.content_of`), marked as a draft on every page."""
    return pdf.render(rendition_pages.html(content, language))


def render(edition_id: int, language: str) -> Rendition:
    """Make and store the rendition, or return the one that is there. A second caller waits for the first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            key = f"rendition:{edition_id}:{language}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if made := Rendition.objects.filter(edition_id=edition_id, language=language).first():
            return made
        edition = Edition.objects.get(pk=edition_id)
        data = pages(edition, language)
        rendition = Rendition(
            edition=edition, language=language, sha256=hashlib.sha256(data).hexdigest(), size=len(data)
        )
        rendition.file.save(rendition.filename, ContentFile(data), save=False)
        try:
            rendition.save(force_insert=True)
        except BaseException:
            rendition.file.storage.delete(str(rendition.file.name))
            raise
        return rendition
