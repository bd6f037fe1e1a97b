"""Making an edition's PDFs, each exactly once, from what the edition holds and nothing else."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from almaty_portal.lib import alphabet, pdf
from declarations.models import Document, Edition, Rendition

_LOCK = 7_301  # the first key of the advisory locks of renditions


def missing() -> Iterator[tuple[int, str]]:
    """(edition id, language) of every rendition that is due and not made."""
    made = set(Rendition.objects.values_list("edition_id", "language"))
    for edition in Edition.objects.order_by("pk"):
        for language in edition.rendition_languages:
            if (edition.pk, language) not in made:
                yield edition.pk, language


def render(edition_id: int, language: str) -> Rendition:
    """The stored PDF of the edition in `ru`, `en` or `ru-en`, made now if it is not there yet.

    A lock per edition and language keeps two workers from the same work. Raises ValueError for a language that the
    edition does not have.
    """
    edition = Edition.objects.select_related("document").get(pk=edition_id)
    if language not in edition.rendition_languages:
        raise ValueError(f"{edition} is not published in {language}")
    with transaction.atomic():
        with connection.cursor() as cursor:
            key = edition_id * 8 + Rendition.Language.values.index(language)
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, key])
        if made := Rendition.objects.filter(edition=edition, language=language).first():
            return made
        data = pdf_of(edition.content, language, number=edition.number, cut_at=edition.cut_at, reason=edition.reason)
        rendition = Rendition(
            edition=edition, language=language, sha256=hashlib.sha256(data).hexdigest(), size=len(data)
        )
        rendition.file.save(rendition.filename, ContentFile(data), save=True)
        return rendition


def preview(content: dict[str, Any], language: str) -> bytes:
    """The PDF that the working text would give, marked as a draft."""
    return pdf_of(content, language)


def pdf_of(
    content: dict[str, Any], language: str, *, number: int = 0, cut_at: datetime | None = None, reason: str = ""
) -> bytes:
    """The bytes of an edition's PDF; number 0 is a draft."""
    codes = language.split("-")
    views = []
    for code in codes:
        with override(code):
            views.append(_view(content, code))
    with override(codes[0]):
        html = render_to_string(
            "declarations/pdf.html",
            {
                "content": content,
                "views": views,
                "codes": codes,
                "is_bilingual": len(codes) > 1,
                "number": number,
                "cut_on": timezone.localdate(cut_at) if cut_at else None,
                "reason": reason,
                "permanent": f"{settings.SITE_URL}/d/{content['symbol']}",
                "rows": [
                    {**p, "texts": [{"language": code, "text": p[f"text_{code}"]} for code in codes]}
                    for p in content["paragraphs"]
                ],
            },
        )
    return pdf.render(html, "pdf.css")


def _view(content: dict[str, Any], code: str) -> dict[str, Any]:
    """What the masthead and the list of states say, in one language (which is active)."""
    meeting = content["meeting"]
    return {
        "language": code,
        "title": content[f"title_{code}"],
        "kind": str(Document.Kind(content["kind"]).label),
        "manner": str(Document.Manner(content["manner"]).label) if content["manner"] else "",
        "adopted_on": date.fromisoformat(content["adopted_on"]) if content["adopted_on"] else None,
        "meeting": meeting and meeting[f"title_{code}"],
        "place": meeting and meeting[f"place_{code}"],
        "held": meeting and [date.fromisoformat(meeting[day]) for day in ("starts_on", "ends_on")],
        "states": sorted(
            (
                {"name": e[f"formal_{code}"] or e[f"short_{code}"] or e["code"], "note": e[f"note_{code}"]}
                for e in content["endorsements"]
            ),
            key=lambda state: alphabet.key(state["name"]),
        ),
    }
