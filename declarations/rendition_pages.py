"""The HTML of a document's PDF, made from an edition's content alone."""

import unicodedata
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from almaty_portal.lib.languages import suffixed

LANGUAGES = {"ru": ("ru",), "en": ("en",), "ru-en": ("ru", "en")}


def alphabetical(name: str) -> str:
    """A key that orders names as a reader would: Ё beside Е, Ü beside U, but Й after И."""
    kept = name.casefold().replace("й", "и\uffff")
    return "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))


def reading(content: dict[str, Any], language: str) -> dict[str, Any]:
    """The content in one language, with dates as dates and states in that language's alphabetical order."""

    def said(row: dict[str, Any], field: str) -> str:
        return row.get(suffixed(field, language)) or ""

    meeting = content["meeting"]
    states = [{"name": said(e, "formal") or said(e, "short"), "note": said(e, "note")} for e in content["endorsements"]]
    return {
        "language": language,
        "title": said(content, "title"),
        "adopted_on": content["adopted_on"] and date.fromisoformat(content["adopted_on"]),
        "meeting": meeting
        and {
            "title": said(meeting, "title"),
            "place": said(meeting, "place"),
            "starts_on": date.fromisoformat(meeting["starts_on"]),
            "ends_on": date.fromisoformat(meeting["ends_on"]),
        },
        "states": sorted(states, key=lambda state: alphabetical(state["name"])),
        "paragraphs": [{**p, "text": said(p, "text")} for p in content["paragraphs"]],
    }


def html(content: dict[str, Any], language: str, *, number: int | None = None, cut_on: date | None = None) -> str:
    """The page for `ru`, `en` or `ru-en`; without an edition's number it is marked as a draft."""
    readings = [reading(content, code) for code in LANGUAGES[language]]
    context = {
        "content": content,
        "readings": readings,
        "first": readings[0],
        "rows": list(zip(*(r["paragraphs"] for r in readings), strict=True)),
        "title": " / ".join(r["title"] for r in readings if r["title"]) or content["symbol"],
        "number": number,
        "cut_on": cut_on,
        "address": f"{settings.SITE_URL}/d/{content['symbol']}",
        "notice_languages": ("ru", "en") if language != "en" else ("en", "ru"),
    }
    template = "bilingual" if len(readings) > 1 else "document"
    with translation.override(readings[0]["language"]):
        return render_to_string(f"declarations/pdf/{template}.html", context)
