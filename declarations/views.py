"""Public pages of documents. They read editions and nothing else."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from almaty_portal.lib import alphabet, languages
from declarations import citations, metadata
from declarations.content import reading
from declarations.models import Attachment, Document
from meetings.models import Meeting
from members.models import Party
from publishing.addresses import moved
from publishing.models import Status, Transition

PAGE_SIZE = 20


def documents(request: HttpRequest) -> HttpResponseBase:
    """By kind, year, meeting and party; what is not known is said, not guessed."""
    everything = Document.objects.published()
    chosen = everything.select_related("current_edition", "meeting")
    years = sorted(set(everything.values_list("year", flat=True)), reverse=True)
    meetings = Meeting.objects.published().filter(documents__in=everything).distinct()
    parties = list(Party.objects.published().filter(endorsements__document__in=everything).distinct())
    picked = {name: request.GET.get(name, "") for name in ("kind", "year", "meeting", "party")}
    known = {
        "kind": Document.Kind.values,
        "year": [str(year) for year in years],
        "meeting": [m.slug for m in meetings],
        "party": [p.slug for p in parties],
    }
    unknown = [name for name, value in picked.items() if value and value not in known[name]]
    picked = {name: value for name, value in picked.items() if name not in unknown}
    if picked.get("kind"):
        chosen = chosen.filter(kind=picked["kind"])
    if picked.get("year"):
        chosen = chosen.filter(year=picked["year"])
    if picked.get("meeting"):
        chosen = chosen.filter(meeting__slug=picked["meeting"])
    if picked.get("party"):
        chosen = chosen.endorsed_by(next(p for p in parties if p.slug == picked["party"]))
    return render(
        request,
        "declarations/list.html",
        {
            "page": Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page")),
            "picked": picked,
            "unknown": unknown,
            "kinds": Document.Kind.choices,
            "years": years,
            "meetings": meetings,
            "parties": sorted(parties, key=lambda p: alphabet.key(p.short_name or p.code)),
        },
    )


def _find(request: HttpRequest, slug: str, name: str) -> Document | HttpResponseBase:
    """The published document; a redirect when its address changed; 410 when it was withdrawn; else 404."""
    found = Document.objects.select_related("current_edition").filter(slug=slug).first()
    if found is None:
        if (now := moved(Document, slug)) and Document.objects.published().filter(pk=now.pk).exists():
            return HttpResponsePermanentRedirect(reverse(name, args=[now.slug]))
        raise Http404
    if found.current_edition is None:
        last = Transition.objects.filter(
            content_type__app_label="declarations", content_type__model="document", object_id=found.pk
        ).first()
        edition = found.editions.first()
        if found.status == Status.WITHDRAWN and edition:
            context = {"content": edition.content, "transition": last}
            return render(request, "declarations/withdrawn.html", context, status=410)
        raise Http404
    return found


def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = _find(request, slug, "declarations:document")
    return found if isinstance(found, HttpResponseBase) else _page(request, found, found.current_edition)


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    found = _find(request, slug, "declarations:document")
    if isinstance(found, HttpResponseBase):
        return found
    return _page(request, found, get_object_or_404(found.editions, number=number))


def bilingual(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = _find(request, slug, "declarations:bilingual")
    return found if isinstance(found, HttpResponseBase) else _page(request, found, found.current_edition, "bilingual")


def page_context(content: dict[str, Any], language: str) -> dict[str, Any]:
    """What a page shows of an edition's content, or of the working text in a preview."""
    return {
        "content": content,
        "kind": Document.Kind(content["kind"]).label,
        "manner": Document.Manner(content["manner"]).label if content["manner"] else "",
        "adopted_on": date.fromisoformat(content["adopted_on"]) if content["adopted_on"] else None,
        "held": [date.fromisoformat(content["meeting"][day]) for day in ("starts_on", "ends_on")]
        if content["meeting"]
        else None,
        "endorsements": sorted(
            content["endorsements"], key=lambda e: alphabet.key(e[f"short_{language}"] or e["code"])
        ),
        "headings": [p for p in content["paragraphs"] if p["kind"] in ("heading", "annex") and p["level"] == 1],
        "reading": reading(content, language),
        "language": language,
    }


def _page(request: HttpRequest, found: Document, shown: Any, layout: str = "document") -> HttpResponseBase:
    language = get_language() or settings.LANGUAGE_CODE
    if layout == "bilingual" and len(shown.languages) < 2:
        layout = "document"  # there is nothing to set beside it
    if layout == "document" and language not in shown.languages:
        layout = "other_language"
    published = Document.objects.published()
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
            "rows": list(zip(*(reading(shown.content, code)["paragraphs"] for code in languages.codes()), strict=True)),
            "readings": [reading(shown.content, code) for code in languages.codes()],
            "document": found,
            "edition": shown,
            "is_current": shown.pk == found.current_edition_id,
            "editions": found.editions.defer("content"),
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
