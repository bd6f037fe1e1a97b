"""Cutting an edition: the working text, frozen as published."""

import hashlib
import json
from typing import Any

from almaty_portal.lib import languages
from declarations.content import SCHEMA
from declarations.models import Document, Edition, Passage
from declarations.tasks import render_edition
from members.models import Party
from publishing.models import Transition

#: The texts of a document and its paragraphs that an edition holds in the languages it is published in.
OWN_TEXTS = ("title", "authenticity", "number", "text")


def _said(record: Any, **fields: str) -> dict[str, str]:
    """`_said(party, short="short_name")` → short_ru, short_en: the record's texts, a missing one empty."""
    return {
        languages.suffixed(name, code): languages.text(record, field, code)
        for name, field in fields.items()
        for code in languages.codes()
    }


def names(party: Party) -> dict[str, str]:
    return {"code": party.code, **_said(party, short="short_name", formal="formal_name")}


def content_of(document: Document) -> dict[str, Any]:
    """All that a page or PDF of the document shows, as JSON: the working text now, or what an edition keeps."""
    meeting = document.meeting
    return {
        "schema": SCHEMA,
        "symbol": document.symbol,
        "kind": document.kind,
        **_said(document, title="title", authenticity="authenticity"),
        "year": document.year,
        "adopted_on": document.adopted_on.isoformat() if document.adopted_on else None,
        "manner": document.manner,
        "original_language": document.original_language,
        "basis": document.basis,
        "source": document.source,
        "meeting": meeting
        and {
            "slug": meeting.slug,
            **_said(meeting, title="title", place="place"),
            "starts_on": meeting.starts_on.isoformat(),
            "ends_on": meeting.ends_on.isoformat(),
        },
        "endorsements": [
            {**names(e.party), **_said(e, note="note")} for e in document.endorsements.select_related("party")
        ],
        "paragraphs": [
            {"anchor": p.anchor, "kind": p.kind, "level": p.level, **_said(p, number="number", text="text")}
            for p in document.paragraphs.all()
        ],
    }


def canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def cut_edition(document: Document, *, transition: Transition) -> Edition:
    """Freeze the working text as the next edition, in the publishing transaction; its files follow after commit."""
    content = content_of(document)
    for code in set(languages.codes()) - set(transition.languages):
        for row in (content, *content["paragraphs"]):  # what is not published in a language is not in the edition
            row |= {column: "" for name in OWN_TEXTS if (column := languages.suffixed(name, code)) in row}
    last = document.editions.order_by("-number").first()
    transition.refresh_from_db(fields=["at"])
    edition = Edition.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        kind=(document.revision or Edition.Kind.AMENDED) if last else Edition.Kind.FIRST,
        cut_at=transition.at,
        cut_by=transition.actor,
        reason=transition.reason,
        languages=transition.languages,
        content=content,
        sha256=hashlib.sha256(canonical(content)).hexdigest(),
    )
    title = {
        "anchor": 0,
        **{languages.suffixed("text", code): languages.text(content, "title", code) for code in languages.codes()},
    }
    for row in (title, *content["paragraphs"]):
        columns = {name: row.get(name, "") for name in languages.columns("number", "text")}
        Passage(edition=edition, anchor=row["anchor"], **columns).save(force_insert=True)
    # The next revision has to choose anew. It is cleared here, not on reopening: what is written in the publishing
    # transaction makes nobody an author (`publishing.authorship`).
    Document.objects.filter(pk=document.pk).update(current_edition=edition, revision="")
    document.current_edition, document.revision = edition, ""
    for form, language in edition.due():
        render_edition.delay_on_commit(edition.pk, form, language)
    return edition
