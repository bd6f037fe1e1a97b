"""Public pages of documents. They read editions and nothing else."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from almaty_portal.lib import alphabet, languages
from almaty_portal.lib.inline import plain
from declarations import metadata, side_by_side
from declarations.addresses import document_at
from declarations.beside import beside
from declarations.choices import Choices
from declarations.content import reading
from declarations.models import Attachment, Document

PAGE_SIZE = 20
CONTENTS_DEPTH = 2  # levels of headings


def documents(request: HttpRequest) -> HttpResponseBase:
    """By kind, year, meeting and party; what is not known is said, not guessed."""
    choices = Choices(request.GET)
    chosen = choices.documents().with_heads()
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "declarations/list.html", {"page": page, "choices": choices})


def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = document_at(request, slug, "declarations:document")
    return _page(request, found, found.current_edition) if isinstance(found, Document) else found


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    found = document_at(request, slug, "declarations:edition", number)
    if not isinstance(found, Document):
        return found
    return _page(request, found, get_object_or_404(found.editions, number=number))


def bilingual(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = document_at(request, slug, "declarations:bilingual")
    return _page(request, found, found.current_edition, "bilingual") if isinstance(found, Document) else found


def page_context(content: dict[str, Any], language: str) -> dict[str, Any]:
    """What a page shows of an edition's content, or of the working text in a preview."""
    read = reading(content, language)
    return {
        "content": content,
        "kind": Document.Kind(content["kind"]).label,
        "manner": Document.Manner(content["manner"]).label if content["manner"] else "",
        "adopted_on": date.fromisoformat(content["adopted_on"]) if content["adopted_on"] else None,
        "held": [date.fromisoformat(content["meeting"][day]) for day in ("starts_on", "ends_on")]
        if content["meeting"]
        else None,
        "endorsements": sorted(
            content["endorsements"], key=lambda e: alphabet.key(languages.text(e, "short", language) or e["code"])
        ),
        "headings": [
            {
                "anchor": p["anchor"],
                "level": p["level"],
                "title": " ".join(filter(None, (p["number"], plain(p["text"])))),
            }
            for p in read["paragraphs"]
            if p["kind"] in ("heading", "annex") and p["level"] <= CONTENTS_DEPTH and p["text"]
        ],
        "reading": read,
        "language": language,
    }


def _page(request: HttpRequest, found: Document, shown: Any, layout: str = "document") -> HttpResponseBase:
    language = get_language() or settings.LANGUAGE_CODE
    if layout == "bilingual" and len(shown.languages) < 2:
        layout = "document"  # there is nothing to set beside it
    if layout == "document" and language not in shown.languages:
        layout = "other_language"
    shown.document = found
    context = {
        **page_context(shown.content, language),
        "document": found,
        "edition": shown,
        "is_current": shown.pk == found.current_edition_id,
    }
    if layout == "bilingual":
        codes = side_by_side.chosen(request, shown.languages, language)
        readings = [reading(shown.content, code) for code in codes]
        context |= {"readings": readings, "rows": list(zip(*(r["paragraphs"] for r in readings), strict=True))}
        files = shown.renditions.filter(language=languages.joined(codes)).defer("file", "made_at")
        context |= {"codes": codes, "downloads": metadata.downloads(files, languages.joined(codes))}
    else:
        context |= beside(found, shown, language)
    return render(request, f"declarations/{layout}.html", context)


def attachment(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    published = Document.objects.published()
    found = get_object_or_404(Attachment, pk=pk, is_public=True, document__in=published, document__slug=slug)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=str(found.file).rsplit("/", 1)[-1])
