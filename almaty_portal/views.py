"""The pages that belong to no room: home, search, the language's choice, errors, health."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override

from almaty_portal import site_search
from declarations.models import Document
from meetings.models import Meeting
from members.models import Chairmanship, GovernanceSection


def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language: their cookie, else Accept-Language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def home(request: HttpRequest) -> HttpResponse:
    meetings = list(Meeting.objects.published().order_by("-starts_on"))
    today = timezone.localdate()
    return render(
        request,
        "home.html",
        {
            "about": GovernanceSection.objects.published().filter(slug="about").first(),
            "documents": Document.objects.published().select_related("current_edition")[:6],
            "upcoming": [m for m in reversed(meetings) if m.ends_on >= today][:3],
            "held": [m for m in meetings if m.ends_on < today][:4],
            "timeline": _timeline(meetings),
        },
    )


def _timeline(meetings: list[Meeting]) -> list[dict[str, Any]]:
    """Meetings and chairmanships, the earliest first."""
    rows = [{"on": m.starts_on, "meeting": m} for m in meetings]
    rows += [{"on": c.since, "chair": c} for c in Chairmanship.objects.exclude(since=None).select_related("party")]
    return sorted(rows, key=lambda row: (row["on"], "chair" in row))


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[: site_search.LONGEST]
    language = get_language() or settings.LANGUAGE_CODE
    counts = site_search.counts(text, language) if text else {}
    chosen = request.GET.get("in", "")
    if chosen not in counts:
        chosen = next((name for name, count in counts.items() if count), "documents")
    hits: Any = site_search.hits(text, language, chosen) if text else []
    other = next(code for code, _name in settings.LANGUAGES if code != language)
    elsewhere = sum(site_search.counts(text, other).values()) if text and not any(counts.values()) else 0
    page: Page[Any] = Paginator(hits, 20).get_page(request.GET.get("page"))
    return render(
        request,
        "search.html",
        {
            "q": text,
            "page": page,
            "results": site_search.shown(page, text, language, chosen),
            "tabs": [(name, site_search.LABELS[name], count) for name, count in counts.items()],
            "chosen": chosen,
            "total": sum(counts.values()),
            "elsewhere": elsewhere,
            "other": other,
        },
    )


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def health(request: HttpRequest) -> JsonResponse:
    """200 when the database and the cache answer, else 503; says which, and nothing more."""
    state = {"database": True, "cache": True}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        state["database"] = False
    try:
        cache.set("health", "1", 5)
        state["cache"] = cache.get("health") == "1"
    except OSError:
        state["cache"] = False
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _error(request: HttpRequest, exception: Exception | None = None, *, status: int) -> HttpResponse:
    return render(request, "error.html", {"status": status}, status=status)


bad_request = partial(_error, status=400)
forbidden = partial(_error, status=403)
not_found = partial(_error, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Nothing that may itself be broken: no database, no session."""
    return render(None, "500.html", status=500)
