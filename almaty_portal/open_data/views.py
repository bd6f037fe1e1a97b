"""What is at fixed addresses: the API's schema and index, the dumps and the dictionary, and the page about them."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language, gettext

from almaty_portal.api import RESOURCES
from almaty_portal.lib import languages
from almaty_portal.lib.open_data.answers import FRESH, answer, problem
from almaty_portal.open_data import dictionary, dumps, examples, files, openapi
from almaty_portal.open_data.models import Dump
from almaty_portal.open_data.standing import EVERYTHING
from almaty_portal.open_data.tasks import ask_for_dumps
from declarations.models import Document
from publishing.models import Source

RETRY_AFTER = 60  # seconds


def schema(request: HttpRequest) -> HttpResponse:
    """In the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    response: Any = answer(request, openapi.document(language), language=language)
    response.is_for_readers = True
    return response


def index(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    lists = {resource.name: settings.SITE_URL + reverse(f"api:{resource.name}") for resource in RESOURCES}
    return answer(request, {"resources": lists, "schema": settings.SITE_URL + reverse("openapi")})


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(404, gettext("The open data has no such address: /api/v1/openapi.json lists those there are."))


def dump(request: HttpRequest, name: str, form: str) -> Any:
    """The file of what is public now; 503 while it is being made."""
    if form not in dumps.FORMS.get(name, ()):
        return problem(404, gettext("There is no such file: the page on open data lists those there are."))
    stored = dumps.current(name, form)
    if stored is None:
        ask_for_dumps()
        response = problem(503, gettext("The file is being made: ask again in a minute."))
        response["Retry-After"], response["Cache-Control"] = str(RETRY_AFTER), "no-store"
        return response
    etag, changed = quote_etag(stored.sha256), int(stored.made_at.timestamp())
    held: Any = get_conditional_response(request, etag=etag, last_modified=changed)
    if held is None or held.status_code != 304:
        held = FileResponse(stored.file.open("rb"), content_type=files.MEDIA_TYPES[form])
        held["Content-Length"] = str(stored.size)
        held["Content-Disposition"] = f'attachment; filename="{stored.filename}"'
    held["ETag"], held["Last-Modified"], held["Cache-Control"] = etag, http_date(changed), FRESH
    held["Content-Language"] = ", ".join(languages.codes())
    return held


def dictionary_file(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(dictionary.csv_file(), content_type=files.MEDIA_TYPES["csv"])
    response["Content-Disposition"] = 'attachment; filename="dictionary.csv"'
    response["Cache-Control"], response["Content-Language"] = FRESH, ", ".join(languages.codes())
    return response


def page(request: HttpRequest) -> HttpResponse:
    """What there is for machines, told to people."""
    stored = {(dump.name, dump.form): dump for dump in Dump.objects.all()}
    resources = [
        {
            "resource": resource,
            "address": reverse(f"api:{resource.name}"),
            "files": [(form, stored.get((resource.name, form))) for form in dumps.FORMS[resource.name]],
        }
        for resource in RESOURCES
    ]
    context = {
        "resources": resources,
        "everything": (EVERYTHING, stored.get((EVERYTHING, "zip"))),
        "examples": examples.of_the_record(),
        "documents": Document.objects.published()
        .select_related("current_edition")
        .defer("current_edition__content")[:3],
        "sources": Source.choices,
        "per_minute": settings.OPEN_DATA_PER_MINUTE,
    }
    return render(request, "open_data/page.html", context)


def dictionary_page(request: HttpRequest) -> HttpResponse:
    tables = [
        {"resource": resource, "entries": dictionary.entries(resource), "filters": dictionary.filters(resource)}
        for resource in RESOURCES
    ]
    return render(request, "open_data/dictionary.html", {"tables": tables})
