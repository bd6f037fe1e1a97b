"""The search page."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override

from almaty_portal import site_search
from almaty_portal.lib import search as words

PAGE_SIZE = 20


def search(request: HttpRequest) -> HttpResponse:
    """`?q=` what is looked for, `?in=` where, `?page=`. An unknown source or page shows the nearest that exists."""
    text = words.clean(request.GET.get("q", ""))
    language = get_language() or settings.LANGUAGE_CODE
    counts = site_search.counts(text, language)
    source = request.GET.get("in", "")
    if source not in counts:
        source = next((name for name, count in counts.items() if count), "documents")
    page = Paginator(site_search.hits(text, language, source), PAGE_SIZE).get_page(request.GET.get("page"))
    total = sum(counts.values())
    return render(
        request,
        "search/page.html",
        {
            "q": text,
            "was_cut": len(request.GET.get("q", "").strip()) > words.LONGEST,
            "asks": bool(counts),
            "page": page,
            "results": site_search.shown(page, text, language, source),
            "tabs": [(name, site_search.LABELS[name], count) for name, count in counts.items()],
            "chosen": source,
            "total": total,
            "longest": words.LONGEST,
            "document": site_search.by_symbol(text),
            "is_bounded": counts.get(source, 0) > site_search.RANKED,
            "elsewhere": [] if total or not counts else _elsewhere(text, language),
        },
    )


def _elsewhere(text: str, language: str) -> list[dict[str, object]]:
    """What the same words find in the portal's other languages, and where."""
    found = []
    for code, _name in settings.LANGUAGES:
        if code != language and (count := sum(site_search.counts(text, code).values())):
            with override(code):
                found.append({"code": code, "count": count, "address": f"{reverse('search')}?{urlencode({'q': text})}"})
    return found
