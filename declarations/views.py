"""Public pages of documents. They read editions and nothing else."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models.fields.json import KT
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from almaty_portal.lib import alphabet, languages
from almaty_portal.lib.inline import plain
from declarations import citations, metadata, side_by_side
from declarations.addresses import document_at
from declarations.choices import Choices
from declarations.content import reading
from declarations.models import Attachment, Document
from meetings.models import Meeting
from members.models import Party

PAGE_SIZE = 20


def documents(request: HttpRequest) -> HttpResponseBase:
    """By kind, year, meeting and party; what is not known is said, not guessed."""
    choices = Choices(request.GET)
    chosen = choices.documents().select_related("current_edition", "meeting")
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
            {"anchor": p["anchor"], "kind": p["kind"], "title": " ".join(filter(None, (p["number"], plain(p["text"]))))}
            for p in read["paragraphs"]
            if p["kind"] in ("heading", "annex") and p["level"] == 1 and p["text"]
        ],
        "reading": read,
        "language": language,
    }


def _forces() -> dict[str, Any]:
    """The force of an edition's text in each language as `authenticity_ru`, without reading the whole content."""
    return {column: KT(f"content__{column}") for column in languages.columns("authenticity")}


def _page(request: HttpRequest, found: Document, shown: Any, layout: str = "document") -> HttpResponseBase:
    language = get_language() or settings.LANGUAGE_CODE
    if layout == "bilingual" and len(shown.languages) < 2:
        layout = "document"  # there is nothing to set beside it
    if layout == "document" and language not in shown.languages:
        layout = "other_language"
    published = Document.objects.published()
    readings = [reading(shown.content, code) for code in side_by_side.chosen(request, shown.languages, language)]
    shown.document = found
    files = list(shown.renditions.all())
    relations_out = [
        (r, r.to_document)
        for r in found.relations_out.filter(to_document__in=published).select_related("to_document__current_edition")
    ]
    return render(
        request,
        f"declarations/{layout}.html",
        {
            **page_context(shown.content, language),
            "rows": list(zip(*(read["paragraphs"] for read in readings), strict=True)),
            "readings": readings,
            "side_by_side": [
                (pair, side_by_side.address(found, pair, shown.languages, language))
                for pair in side_by_side.pairs(shown.languages)
            ],
            "document": found,
            "edition": shown,
            "is_current": shown.pk == found.current_edition_id,
            "editions": list(found.editions.defer("content").annotate(**_forces())),
            "files": files,
            "downloads": metadata.downloads(files, language),
            "is_pending": len(files) < len(shown.due()),
            "legislation": metadata.as_script(metadata.legislation(shown, language, files, relations_out)),
            "dublin_core": metadata.dublin_core(shown, language),
            "citation": citations.all_of(shown, language),
            "attachments": found.attachments.filter(is_public=True),
            "meeting": Meeting.objects.published().filter(pk=found.meeting_id).first(),
            "party_slugs": dict(Party.objects.published().values_list("code", "slug")),
            "relations_out": relations_out,
            "relations_in": [
                (r, r.from_document)
                for r in found.relations_in.filter(from_document__in=published).select_related(
                    "from_document__current_edition"
                )
            ],
            "permanent": f"{settings.SITE_URL}/d/{shown.content['symbol']}",
        },
    )


def attachment(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    published = Document.objects.published()
    found = get_object_or_404(Attachment, pk=pk, is_public=True, document__in=published, document__slug=slug)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=str(found.file).rsplit("/", 1)[-1])
