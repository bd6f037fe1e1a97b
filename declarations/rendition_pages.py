"""The HTML of a document's PDF, made from an edition's content alone."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from declarations.content import reading

LANGUAGES = {"ru": ("ru",), "en": ("en",), "ru-en": ("ru", "en")}


def html(
    content: dict[str, Any],
    language: str,
    *,
    number: int | None = None,
    cut_on: date | None = None,
    kind: Any = "",
) -> str:
    """The page for `ru`, `en` or `ru-en`; without an edition's number it is marked as a draft.

    `kind`: what a later edition is called (the lazy label of “corrigendum”), said at the foot before its number.
    """
    readings = [reading(content, code) for code in LANGUAGES[language]]
    context = {
        "content": content,
        "readings": readings,
        "first": readings[0],
        "rows": list(zip(*(r["paragraphs"] for r in readings), strict=True)),
        "title": " / ".join(r["title"] for r in readings if r["title"]) or content["symbol"],
        "number": number,
        "cut_on": cut_on,
        "kind": kind,
        "address": f"{settings.SITE_URL}/d/{content['symbol']}",
        "notice_languages": ("ru", "en") if language != "en" else ("en", "ru"),
    }
    template = "bilingual" if len(readings) > 1 else "document"
    with translation.override(readings[0]["language"]):
        return render_to_string(f"declarations/pdf/{template}.html", context)
