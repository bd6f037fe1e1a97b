"""The search page."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from almaty_portal import document_results, site_search, suggestions
from almaty_portal.document_results import Group
from almaty_portal.lib import search as words
from almaty_portal.search_request import SOURCES, SearchRequest, text_languages

DOCUMENTS = 10  # a page
PAGE_SIZE = 20  # records, or paragraphs of the one document that was asked for


def search(request: HttpRequest) -> HttpResponse:
    """See SearchRequest for what is read. An unknown page shows the nearest that exists; 503 when it takes too long."""
    asked = SearchRequest(request.GET, get_language() or settings.LANGUAGE_CODE)
    context: dict[str, Any] = {"asked": asked, "languages": text_languages().items(), "longest": words.LONGEST}
    if not asked.text:
        return render(request, "search/page.html", context)
    try:
        with words.bounded():
            context |= _answer(asked, request.GET.get("page"))
    except words.TooSlowError:
        return render(request, "search/page.html", context | {"too_slow": True}, status=503)
    response = render(request, "search/page.html", context)
    if not context["total"]:  # its suggestions come from words remembered by the hour, not by change notices
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _answer(asked: SearchRequest, number: str | None) -> dict[str, Any]:
    found = site_search.find(asked, asked.text, asked.languages)
    total = site_search.number_found(found)
    source = asked.source or next((name for name, each in found.items() if each.hits), "documents")
    chosen = found.get(source, site_search.Found([]))
    documents, is_exact = suggestions.by_symbol(asked.text)
    return {
        "asks": bool(found),
        "total": total,
        "tabs": [(name, SOURCES[name], len(each.hits), each.is_bounded) for name, each in found.items()],
        "source": source,
        "found": chosen,
        "symbols": documents,
        "is_symbol": is_exact,
        "elsewhere": [] if total else suggestions.elsewhere(asked),
        "meant": [] if total or is_exact else suggestions.other_queries(asked),
        **_page(asked, source, chosen, number),
    }


def _page(asked: SearchRequest, source: str, chosen: site_search.Found, number: str | None) -> dict[str, Any]:
    if source != "documents":
        page = Paginator(chosen.hits, PAGE_SIZE).get_page(number)
        return {"page": page, "records": site_search.shown(page, asked.text, source)}
    if asked.document:
        paragraphs = sorted(hit for hit in chosen.hits if hit.anchor)
        page = Paginator(paragraphs, PAGE_SIZE).get_page(number)
        groups = [Group(page[0].edition, list(page), most=PAGE_SIZE)] if page else []
        return {"page": page, "documents": document_results.shown(groups, asked.text)}
    page = Paginator(document_results.grouped(chosen.hits), DOCUMENTS).get_page(number)
    return {"page": page, "documents": document_results.shown(list(page), asked.text)}
