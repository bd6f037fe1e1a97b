"""Making an edition's files (PDF and the other forms), each exactly once."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from almaty_portal.lib import languages, pdf, pdf_signing
from declarations import akoma_ntoso, rendition_pages
from declarations.forms import as_json, plain_text, word
from declarations.forms.words import NotInEditionError
from declarations.models import Edition, Rendition


def missing() -> Iterator[tuple[int, str, str]]:
    """(edition id, form, language) of every file that is due and not made."""
    made = set(Rendition.objects.values_list("edition_id", "form", "language"))
    for edition in Edition.objects.order_by("pk"):
        for form, language in edition.due():
            if (edition.pk, form, language) not in made:
                yield edition.pk, form, language


def pages(edition: Edition, language: str) -> bytes:
    """The edition's PDF, not stored. Raises `NotInEditionError`."""
    if language not in edition.rendition_languages:
        raise NotInEditionError(f"{edition} is not published in {language}")
    page = rendition_pages.html(
        edition.content, language, number=edition.number, cut_at=edition.cut_at, kind=edition.name
    )
    return pdf.render(page, embedded(edition, language))


def issued_pages(edition: Edition, language: str) -> bytes:
    """As `pages`, signed when a certificate is configured: only what is stored bears the signature."""
    data = pages(edition, language)
    if not pdf_signing.is_configured():
        return data
    with translation.override(languages.parts(language)[0]):
        reason = _("Issued by the portal as edition %(number)d of %(symbol)s") % {
            "number": edition.number,
            "symbol": edition.content["symbol"],
        }
    return pdf_signing.sign(data, reason=reason)


def embedded(edition: Edition, language: str) -> list[pdf.Attached]:
    """The edition's structured text inside its PDF: Akoma Ntoso, a file for each language of the pages."""
    return [
        pdf.Attached(
            name=Rendition(edition=edition, form="xml", language=code).filename,
            data=akoma_ntoso.xml(edition, code),
            description=f"Akoma Ntoso 3.0, {code}",
            relationship="Alternative",
            made_at=edition.cut_at.astimezone(UTC),
        )
        for code in languages.parts(language)
    ]


def preview(content: dict[str, Any], language: str) -> bytes:
    """The PDF of a working text (`edition_cutting.content_of`), marked as a draft on every page."""
    return pdf.render(rendition_pages.html(content, language))


#: Form → what makes its bytes of an edition in a language; `editions.FORMS_MADE` names the same forms.
MAKERS: dict[str, Callable[[Edition, str], bytes]] = {
    "pdf": issued_pages,
    "docx": word.make,
    "txt": plain_text.make,
    "json": as_json.make,
    "xml": akoma_ntoso.xml,
}


def render(edition_id: int, form: str, language: str) -> Rendition:
    """Make and store the file, or return the one that is there. A second caller waits for the first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            key = f"rendition:{edition_id}:{form}:{language}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if made := Rendition.objects.filter(edition_id=edition_id, form=form, language=language).first():
            return made
        edition = Edition.objects.get(pk=edition_id)
        data = MAKERS[form](edition, language)
        rendition = Rendition(
            edition=edition, form=form, language=language, sha256=hashlib.sha256(data).hexdigest(), size=len(data)
        )
        rendition.file.save(rendition.filename, ContentFile(data), save=False)
        try:
            rendition.save(force_insert=True)
        except BaseException:
            rendition.file.storage.delete(str(rendition.file.name))
            raise
        return rendition
