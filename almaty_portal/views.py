"""The pages that belong to no room: home, the language's choice, errors, health."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from declarations.models import Document
from meetings.models import Meeting
from members.models import Chairmanship, GovernanceSection, Party


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
    rows += [
        {"on": c.since, "chair": c}
        for c in Chairmanship.objects.filter(party__in=Party.objects.published())
        .exclude(since=None)
        .select_related("party")
    ]
    return sorted(rows, key=lambda row: (row["on"], "chair" in row))


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@never_cache
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
    except (OSError, RedisError):
        state["cache"] = False
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _error(request: HttpRequest, exception: Exception | None = None, *, status: int) -> HttpResponse:
    said = (
        str(exception) if isinstance(exception, PermissionDenied) else ""
    )  # a sentence for people, where there is one
    return render(request, "error.html", {"status": status, "said": said}, status=status)


bad_request = partial(_error, status=400)
forbidden = partial(_error, status=403)
not_found = partial(_error, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Nothing that may itself be broken: no database, no session."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]
