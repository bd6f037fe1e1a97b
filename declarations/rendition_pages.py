"""The HTML of a document's PDF, made from an edition's content alone."""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from almaty_portal.lib import interface, languages
from declarations.content import reading

QUIET = 4  # modules of white around a QR code, as its standard asks


def html(
    content: dict[str, Any],
    language: str,
    *,
    number: int | None = None,
    cut_at: datetime | None = None,
    kind: Any = "",
) -> str:
    """The page for `ru`, `en` or `ru-en`; without an edition's number it is marked as a draft.

    `kind`: what a later edition is called (the lazy label of “corrigendum”), said at the foot before its number.
    """
    readings = [_reading(content, code) for code in languages.parts(language)]
    context = {
        "content": content,
        "readings": readings,
        "first": readings[0],
        "rows": list(zip(*(r["paragraphs"] for r in readings), strict=True)),
        "title": " / ".join(r["title"] for r in readings if r["title"]) or content["symbol"],
        "number": number,
        "cut_at": cut_at,
        "cut_on": cut_at and timezone.localdate(cut_at),
        "kind": kind,
        "address": f"{settings.SITE_URL}/d/{content['symbol']}",
        "notice_languages": sorted(interface.spoken(), key=lambda code: code != readings[0]["language"]),
    }
    if number:
        check = check_address(content["symbol"], number)
        code = segno.make(check, micro=False)
        context |= {"check_address": check, "check_code": code.png_data_uri(scale=1, border=QUIET)}
    template = "bilingual" if len(readings) > 1 else "document"
    with translation.override(readings[0]["language"]):
        return render_to_string(f"declarations/pdf/{template}.html", context)


def check_address(symbol: str, number: int) -> str:
    """Where a reader of a printed or sent file checks it; it leads on to their language."""
    return f"{settings.SITE_URL}/v/{symbol}/{number}"


def _reading(content: dict[str, Any], language: str) -> dict[str, Any]:
    """A reading whose headings know their `rank` (h2…h6), footnotes and the paragraphs that call them their `place`.

    Ranks skip no level, as PDF/UA asks. A place is an id; it differs by language, so that both stand in one page.
    """
    found = reading(content, language)
    found["notes"] = {number: f"{anchor}-{language}" for number, anchor in found["notes"].items()}
    depths: list[int] = []
    calling = {row.get("back") for row in found["paragraphs"]} - {None}
    for row in found["paragraphs"]:
        if row["kind"] in ("heading", "annex"):
            while depths and depths[-1] >= row["level"]:
                depths.pop()
            depths.append(row["level"])
            row["rank"] = len(depths) + 1
        if row["kind"] == "footnote" or row["anchor"] in calling:
            row["place"] = f"p{row['anchor']}-{language}"
        if row.get("back"):
            row["called_at"] = f"p{row['back']}-{language}"
    return found
