"""One report at the desk: writing and saving it, its conflict page, its steps and its history."""

from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan import conflict, report_page, reporting
from actionplan.copying import copy_forward
from actionplan.desk_access import desk_page, report_at, tried
from actionplan.evidence_views import EvidenceForm
from actionplan.models import ProgressReport, ReportStatus, ReportTransition
from actionplan.report_form import ReportForm
from actionplan.standing import Role, mandate_role, need_mandate


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Read it, or write it while it is open for writing."""
    shown = report_at(request.user, pk)
    if request.method == "POST":
        need_mandate(request.user, shown.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
        return _save(request, shown, _form(request, shown, request.POST))
    role = mandate_role(request.user, shown.submission.party)
    if role and shown.is_editable:
        return _page(request, shown, _form(request, shown))
    return _read(request, shown, role)


def _read(request: HttpRequest, shown: ProgressReport, role: Role | None) -> HttpResponseBase:
    """The working text while the state's people have it ready; else, and for the secretariat, what was submitted."""
    version = shown.versions.select_related("submitted_by").first()
    is_working = role is not None and shown.status == ReportStatus.READY
    said = shown if is_working else version
    context = {
        **_around(shown),
        "text": shown.earlier_version if is_working and shown.is_unchanged else said,
        "is_unchanged": said is not None and said.is_unchanged,
        "values": report_page.measured(said) if said else [],
        "evidence": shown.evidence.filter(is_removed=False) if is_working else version and version.evidence.all(),
        "version": version,
        "role": role,
        "steps": ReportTransition.objects.filter(report=shown).select_related("actor")[:1],
    }
    return render(request, "actionplan/desk/report_read.html", context)


def _form(request: HttpRequest, shown: ProgressReport, data: Any = None) -> ReportForm:
    user: Any = request.user
    return ReportForm(shown, data, language=user.language)


def _around(shown: ProgressReport) -> dict[str, Any]:
    return {"report": shown, "submission": shown.submission, "item": shown.assignment.item}


def _page(request: HttpRequest, shown: ProgressReport, form: ReportForm, status: int = 200) -> HttpResponseBase:
    last = shown.versions.first()
    comments = report_page.comments_told(last, shown)
    context = {
        **_around(shown),
        "form": form,
        "questions": report_page.questions(form, comments),
        "measures": report_page.measures(form),
        "comments": comments,
        "general_comments": report_page.about(comments, ""),
        "implementation_comments": report_page.about(comments, "implementation_status"),
        "evidence_comments": report_page.about(comments, "evidence"),
        "returned": shown.transitions.filter(to_status=ReportStatus.RETURNED).select_related("actor").first()
        if shown.status == ReportStatus.RETURNED
        else None,
        "last": last,
        "changes": report_page.changes(last, shown) if last else [],
        "missing": reporting.lacks(shown),
        "evidence": shown.evidence.filter(is_removed=False),
        "evidence_form": EvidenceForm(),
        "said_at": time_format(timezone.localtime(shown.edited_at), "H:i") if shown.edited_at else "",
    }
    return render(request, "actionplan/desk/report.html", context, status=status)


def _save(request: HttpRequest, shown: ProgressReport, form: ReportForm) -> HttpResponseBase:
    """Save what was typed and do what the button says. Whatever goes wrong, what was typed is on the page again."""
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        saved = _store(request, shown, form)
    except reporting.StaleTextError as stale:
        return _conflict(request, stale.theirs, conflict.clashes(form, stale.theirs, form.cleaned_data["revision"]))
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return _page(request, shown, form, status=409)
    at = timezone.localtime(saved.edited_at) if saved.edited_at else timezone.localtime()
    messages.success(request, _("Saved at %(time)s.") % {"time": time_format(at, "H:i")})
    pressed = request.POST.get("press")
    if pressed == "copy":
        done = _("The last round’s text stands in the fields that were empty. Change it where it is no longer true.")
        tried(request, lambda: copy_forward(saved, actor=request.user), done)
    elif pressed == "ready":
        done = _("The report is ready for signature.")
        if tried(request, lambda: reporting.make_ready(saved, actor=request.user), done):
            return redirect("desk:packet", saved.submission_id)
    return redirect("desk:report", saved.pk)


def _store(request: HttpRequest, shown: ProgressReport, form: ReportForm) -> ProgressReport:
    return reporting.save_text(
        shown,
        actor=request.user,
        answer=form.answer(),
        values=form.values(),
        revision=form.cleaned_data["revision"],
    )


def _conflict(request: HttpRequest, theirs: ProgressReport, clashes: list[conflict.Clash]) -> HttpResponseBase:
    context = {**_around(theirs), "theirs": theirs, "clashes": clashes}
    return render(request, "actionplan/desk/conflict.html", context, status=409)


@desk_page
@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Save what was chosen field by field on the conflict page, against the revision that it showed."""
    shown = report_at(request.user, pk)
    need_mandate(request.user, shown.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    clashes, data = conflict.chosen(_form(request, shown), shown, request.POST)
    if any(clash.error for clash in clashes):
        return _conflict(request, shown, clashes)
    data["revision"] = request.POST.get("revision", "")
    return _save(request, shown, _form(request, shown, data))


@desk_page
@require_POST
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """As saving, for the page's script: 200 with the new revision, 409 with the other's text, 422 with the faults."""
    shown = report_at(request.user, pk)
    need_mandate(request.user, shown.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    form = _form(request, shown, request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": {name: list(told) for name, told in form.errors.items()}}, status=422)
    try:
        saved = _store(request, shown, form)
    except reporting.StaleTextError as stale:
        fields = conflict.stored(stale.theirs)
        return JsonResponse(
            {"said": stale.messages[0], "fields": fields, "revision": stale.theirs.revision}, status=409
        )
    except ValidationError as error:
        return JsonResponse({"errors": {"": error.messages}}, status=422)
    at = time_format(timezone.localtime(), "H:i")
    return JsonResponse({"said": _("Saved at %(time)s.") % {"time": at}, "revision": saved.revision})


@desk_page
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make one report ready, or take it back to go on writing."""
    shown = report_at(request.user, pk)
    code = {"item": shown.assignment.item.code}
    if request.POST.get("to") == "draft":
        done = _("%(item)s is a draft again.") % code
        if tried(request, lambda: reporting.reopen(shown, actor=request.user), done):
            return redirect("desk:report", shown.pk)
    else:
        done = _("%(item)s is ready for signature.") % code
        tried(request, lambda: reporting.make_ready(shown, actor=request.user), done)
    return redirect("desk:packet", shown.submission_id)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open a published report for correction, saying why."""
    shown = report_at(request.user, pk)
    need_mandate(request.user, shown.submission.party, Role.COORDINATOR)
    reason = request.POST.get("reason", "")
    errors: list[str] = []
    if request.method == "POST":
        try:
            reporting.correct(shown, actor=request.user, reason=reason)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(
                request, _("The report is open for correction. Its published text stays until it is replaced.")
            )
            return redirect("desk:report", shown.pk)
    context = {**_around(shown), "reason": reason, "errors": errors}
    return render(request, "actionplan/desk/correct.html", context, status=422 if errors else 200)


@desk_page
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All that the state ever said on the item, in every round: versions with their differences, steps, comments."""
    shown = report_at(request.user, pk)
    reports = (
        ProgressReport.objects.filter(assignment=shown.assignment_id)
        .select_related("submission__round")
        .prefetch_related("versions__submitted_by", "versions__comments__by", "transitions__actor")
        .prefetch_related("transitions__on_behalf_of", "transitions__version")
        .order_by("-submission__round__number")
    )
    rounds = [(told, _versions(told)) for told in reports]
    return render(request, "actionplan/desk/history.html", {**_around(shown), "rounds": rounds})


def _versions(told: ProgressReport) -> list[dict[str, Any]]:
    versions = list(told.versions.all())
    is_reviewed_now = told.status == ReportStatus.SUBMITTED
    return [
        {
            "version": version,
            "changes": report_page.changes(before, version) if before else [],
            "is_first": before is None,
            "comments": [] if is_reviewed_now and version == versions[0] else list(version.comments.all()),
        }
        for version, before in zip_longest(versions, versions[1:])
    ]
