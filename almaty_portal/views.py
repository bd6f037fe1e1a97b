"""The pages that belong to no room: home, the language's choice, errors, health."""

from datetime import date
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from almaty_portal import home_page
from almaty_portal.lib import linked_data
from members import metadata

#: When a person last went through the pages as the statement of accessibility says.
ACCESSIBILITY_CHECKED_ON = date(2026, 11, 24)


def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language: their cookie, else Accept-Language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def home(request: HttpRequest) -> HttpResponse:
    described = linked_data.as_script(linked_data.graph(metadata.process(), metadata.website()))
    return render(request, "home.html", {**home_page.context(), "linked_data": described})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "accessibility.html",
        {"checked_on": ACCESSIBILITY_CHECKED_ON, "contact": settings.ACCESSIBILITY_CONTACT},
    )


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
