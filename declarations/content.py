"""The schema of an edition's content, and how older ones are read. An edition is stored once and never rewritten.

Schema 2: `number_ru`, `number_en` and `level` on each paragraph; `authenticity_ru`, `authenticity_en` on the document.
Schema 1: one bare `number` for both languages; PDFs put the full stop after an operative paragraph's.
"""

from datetime import date
from typing import Any

from django.utils.translation import override

from almaty_portal.lib import alphabet, badges, languages
from almaty_portal.lib.inline import NOTE_REFERENCE

SCHEMA = 2


def current(content: dict[str, Any]) -> dict[str, Any]:
    """The content in the present schema; the given one is left as it is."""
    return content if content.get("schema") == SCHEMA else _from_first(content)


def _from_first(content: dict[str, Any]) -> dict[str, Any]:
    return {
        **content,
        "schema": SCHEMA,
        **dict.fromkeys(languages.columns("authenticity"), ""),
        "paragraphs": [_paragraph(row) for row in content["paragraphs"]],
    }


def _paragraph(row: dict[str, Any]) -> dict[str, Any]:
    number = row["number"]
    if row["kind"] == "operative" and number and number[-1].isalnum():
        number += "."
    kept = {name: value for name, value in row.items() if name != "number"}
    return {**kept, "level": 1, **dict.fromkeys(languages.columns("number"), number)}


def reading(content: dict[str, Any], language: str) -> dict[str, Any]:
    """The content in one language, with dates as dates and states in that language's alphabetical order.

    Paragraphs, title and force are there in that language or not at all; what is named beside them (meeting, states)
    may be named in another one and then says so.

    `notes`: a footnote's number → its anchor; a footnote's `back` is the anchor of the paragraph that refers to it.
    """

    def said(row: dict[str, Any], field: str) -> str:
        return languages.text(row, field, language)

    def named(row: dict[str, Any], field: str) -> str:
        """The name in the language, else in another, saying in which."""
        if found := said(row, field):
            return found
        with override(language):
            return badges.bare(row, field, language)

    meeting = content["meeting"]
    paragraphs = [{**p, "number": said(p, "number"), "text": said(p, "text")} for p in content["paragraphs"]]
    referring = {note: p["anchor"] for p in reversed(paragraphs) for note in NOTE_REFERENCE.findall(p["text"])}
    notes = {p["number"]: p["anchor"] for p in paragraphs if p["kind"] == "footnote" and p["number"]}
    for p in paragraphs:
        if p["kind"] == "footnote":
            p["back"] = referring.get(p["number"])
    states = [
        {"name": said(e, "formal") or named(e, "short"), "note": named(e, "note")} for e in content["endorsements"]
    ]
    return {
        "language": language,
        "title": said(content, "title"),
        "authenticity": said(content, "authenticity"),
        "adopted_on": content["adopted_on"] and date.fromisoformat(content["adopted_on"]),
        "meeting": meeting
        and {
            "title": named(meeting, "title"),
            "place": named(meeting, "place"),
            "starts_on": date.fromisoformat(meeting["starts_on"]),
            "ends_on": date.fromisoformat(meeting["ends_on"]),
        },
        "states": sorted(states, key=lambda state: alphabet.key(state["name"])),
        "paragraphs": paragraphs,
        "notes": notes,
    }
