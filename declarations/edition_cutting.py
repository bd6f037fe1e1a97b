"""Cutting an edition: the working text, frozen as published."""

import hashlib
import json
from typing import Any

from declarations.models import Document, Edition, Passage
from declarations.tasks import render_edition
from members.models import Party
from publishing.models import Transition

SCHEMA = 1


def names(party: Party) -> dict[str, str]:
    return {
        "code": party.code,
        "short_ru": party.short_name_ru or "",
        "short_en": party.short_name_en or "",
        "formal_ru": party.formal_name_ru or "",
        "formal_en": party.formal_name_en or "",
    }


def content_of(document: Document) -> dict[str, Any]:
    """All that a page or PDF of the document shows, as JSON: the working text now, or what an edition keeps."""
    meeting = document.meeting
    return {
        "schema": SCHEMA,
        "symbol": document.symbol,
        "kind": document.kind,
        "title_ru": document.title_ru or "",
        "title_en": document.title_en or "",
        "year": document.year,
        "adopted_on": document.adopted_on.isoformat() if document.adopted_on else None,
        "manner": document.manner,
        "original_language": document.original_language,
        "basis": document.basis,
        "source": document.source,
        "meeting": meeting
        and {
            "slug": meeting.slug,
            "title_ru": meeting.title_ru or "",
            "title_en": meeting.title_en or "",
            "place_ru": meeting.place_ru or "",
            "place_en": meeting.place_en or "",
            "starts_on": meeting.starts_on.isoformat(),
            "ends_on": meeting.ends_on.isoformat(),
        },
        "endorsements": [
            {**names(e.party), "note_ru": e.note_ru or "", "note_en": e.note_en or ""}
            for e in document.endorsements.select_related("party")
        ],
        "paragraphs": [
            {
                "anchor": p.anchor,
                "kind": p.kind,
                "number": p.number,
                "text_ru": p.text_ru or "",
                "text_en": p.text_en or "",
            }
            for p in document.paragraphs.all()
        ],
    }


def canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def cut_edition(document: Document, *, transition: Transition) -> Edition:
    """Freeze the working text as the next edition, in the publishing transaction; PDFs follow after commit."""
    content = content_of(document)
    for code in ("ru", "en"):
        if code not in transition.languages:  # what is not published in a language is not in the edition
            for row in (content, *content["paragraphs"]):
                for field in ("title", "text"):
                    if f"{field}_{code}" in row:
                        row[f"{field}_{code}"] = ""
    last = document.editions.order_by("-number").first()
    transition.refresh_from_db(fields=["at"])
    edition = Edition.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        cut_at=transition.at,
        cut_by=transition.actor,
        reason=transition.reason,
        languages=transition.languages,
        content=content,
        sha256=hashlib.sha256(canonical(content)).hexdigest(),
    )
    rows = [{"anchor": 0, "number": "", "text_ru": content["title_ru"], "text_en": content["title_en"]}]
    for row in (*rows, *content["paragraphs"]):
        Passage(
            edition=edition, anchor=row["anchor"], number=row["number"], text_ru=row["text_ru"], text_en=row["text_en"]
        ).save(force_insert=True)
    Document.objects.filter(pk=document.pk).update(current_edition=edition)
    document.current_edition = edition
    for language in edition.rendition_languages:
        render_edition.delay_on_commit(edition.pk, language)
    return edition
