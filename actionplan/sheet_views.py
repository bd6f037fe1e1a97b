"""A packet's spreadsheet at the desk: download, upload, what will change, confirm."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan.desk_access import desk_page, packet_at
from actionplan.models import StateSubmission
from actionplan.sheets import making, reading, saving
from actionplan.standing import Role, need_mandate
from almaty_portal.lib.tables import MOST_BYTES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = 900  # seconds that a file given back can be fetched


def _packet(request: HttpRequest, pk: int) -> StateSubmission:
    """The packet, for the state's own people: a draft's words are for nobody else."""
    submission = packet_at(request.user, pk)
    need_mandate(request.user, submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    return submission


def _file(submission: StateSubmission, data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    plan = slugify(submission.round.plan.slug)
    filename = f"{submission.party.code}-{plan}-{submission.round.number}{name}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _key(request: HttpRequest, submission: StateSubmission) -> str:
    return f"actionplan.sheets.marked:{request.user.pk}:{submission.pk}"


@desk_page
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    submission = _packet(request, pk)
    return _file(submission, making.make(submission), "")


@desk_page
@require_safe
def marked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The last upload given back, with its faults beside their cells."""
    submission = _packet(request, pk)
    data = cache.get(_key(request, submission))
    if data is None:
        raise Http404
    return _file(submission, data, "-marked")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form; after an upload what it would change, or what is wrong with it. Nothing is saved here."""
    submission = _packet(request, pk)
    context: dict[str, Any] = {"submission": submission}
    if request.method == "POST":
        try:
            content = _uploaded(request)
            found = reading.read(submission, content)
        except ValidationError as error:
            context["problems"] = error.messages
        else:
            context |= {"found": found, "items": len({*found.answers, *found.values})}
            if found.faults:
                cache.set(_key(request, submission), reading.marked(content, found.faults), KEPT)
            elif found.changes:
                context["packed"] = saving.pack(submission, request.user, found)
    return render(request, "actionplan/desk/sheet.html", context, status=422 if context.get("problems") else 200)


def _uploaded(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("Choose the file that you filled in."))
    return bytes(file.read(MOST_BYTES + 1))  # one byte more than is read tells that it is too large


@desk_page
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    submission = _packet(request, pk)
    try:
        count = saving.save(submission, actor=request.user, packed=request.POST.get("packed", ""))
    except ValidationError as error:
        for said in error.messages:
            messages.error(request, said)
        return redirect("desk:sheet", submission.pk)
    said = ngettext("%(count)d report was changed.", "%(count)d reports were changed.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:packet", submission.pk)
