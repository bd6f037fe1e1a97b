"""What is public of a round as files: tables and JSON at once, the PDF once it is made."""

import json
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actionplan import round_reports, tables_out
from actionplan.models import Round
from actionplan.round_content import content, digest

RETRY_AFTER = 60  # seconds


def json_file(made: dict[str, Any], language: str) -> bytes:
    """All languages in one; `docs/api.md` describes it."""
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


FORMS: dict[str, tuple[str, Callable[[dict[str, Any], str], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables_out.xlsx_file),
    "csv": ("text/csv; charset=utf-8", tables_out.csv_file),
    "json": ("application/json", json_file),
}


@require_safe
def export(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    published = Round.objects.published().select_related("plan")
    reporting_round = get_object_or_404(published, plan__slug=slug, number=number)
    language = get_language() or "en"
    made = content(reporting_round.plan, reporting_round)
    if form == "pdf":
        response = _pdf(request, reporting_round, made, language)
    elif form in FORMS:
        response = _made_now(request, form, made, language)
    else:
        raise Http404
    if response.status_code == 200:
        disposition = "inline" if form == "pdf" and "download" not in request.GET else "attachment"
        name = f"{slug}-round-{number}" + (f"-{language}" if form != "json" else "")
        response["Content-Disposition"] = f'{disposition}; filename="{name}.{form}"'
    response.setdefault("Cache-Control", "no-cache")  # a correction shows at once
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _made_now(request: HttpRequest, form: str, made: dict[str, Any], language: str) -> Any:
    etag = quote_etag(f"{digest(made, language)}-{form}")
    response: Any = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        kind, make = FORMS[form]
        response = HttpResponse(make(made, language), content_type=kind)
    response["ETag"] = etag
    return response


def _pdf(request: HttpRequest, reporting_round: Round, made: dict[str, Any], language: str) -> Any:
    stored = round_reports.current(reporting_round, language, made)
    if stored is None:
        context = {"plan": reporting_round.plan, "round": reporting_round}
        pending = render(request, "actionplan/report_pending.html", context, status=503)
        pending["Retry-After"], pending["Cache-Control"] = str(RETRY_AFTER), "no-store"
        return pending
    response: Any = get_conditional_response(request, etag=quote_etag(stored.sha256))
    if response is None or response.status_code != 304:
        response = FileResponse(stored.file.open("rb"), content_type="application/pdf")
        response["Content-Length"] = str(stored.size)
    response["ETag"] = quote_etag(stored.sha256)
    return response
