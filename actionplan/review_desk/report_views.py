"""One report before a reviewer: read in both languages, commented on, returned or approved, excused, assessed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionplan import reviewing
from actionplan.desk_access import desk_page, number
from actionplan.models import EDITABLE, Assessment, ProgressReport, ReportStatus, ReviewComment
from actionplan.reporting import writers
from actionplan.review_desk.access import review_report_at
from actionplan.review_desk.reading import comment_name, reading
from actionplan.review_desk.waiting import neighbours
from actionplan.standing import PERMISSIONS, Role
from almaty_portal.lib import languages


def _done(step: str) -> str:
    return {
        "begin": _("The review has begun: the state can no longer take the packet back."),
        "comment": _("The comments are saved. The state reads them once the report is returned."),
        "return": _("The report is returned to the state."),
        "approve": _("The report is approved and waits for publication."),
        "excuse": _("The report is excused in this round."),
        "reinstate": _("The state is asked for the report again."),
        "assess": _("The secretariat’s assessment is saved."),
    }[step]


def _review(report: ProgressReport, actor: Any, sent: QueryDict) -> None:
    comments = {field: sent.get(comment_name(field), "") for field in ReviewComment.Field.values}
    reviewing.take(
        report,
        actor=actor,
        step=str(sent["step"]),
        shown=number(sent.get("version", "")),
        comments=comments,
        reason=sent.get("reason", ""),
    )


def _excuse(report: ProgressReport, actor: Any, sent: QueryDict) -> None:
    deed = reviewing.excuse if sent["step"] == "excuse" else reviewing.reinstate
    deed(report, actor=actor, reason=sent.get("reason", ""))


def _assess(report: ProgressReport, actor: Any, sent: QueryDict) -> None:
    texts = {code: sent.get(languages.suffixed("text", code), "") for code in languages.codes()}
    reviewing.assess(report, actor=actor, texts=texts, is_public="is_public" in sent)


DEEDS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(reviewing.STEPS, _review),
    "excuse": _excuse,
    "reinstate": _excuse,
    "assess": _assess,
}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = review_report_at(request.user, pk)
    if request.method != "POST":
        return _page(request, shown)
    step = request.POST.get("step", "")
    if step not in DEEDS:
        raise BadRequest(step)
    try:
        DEEDS[step](shown, request.user, request.POST)
    except ValidationError as error:
        return _page(request, review_report_at(request.user, pk), failed=step, errors=error.messages)
    messages.success(request, _done(step))
    return redirect("desk:review_report", shown.pk)


def _page(
    request: HttpRequest, shown: ProgressReport, *, failed: str = "", errors: list[str] | None = None
) -> HttpResponseBase:
    """What was typed into a form that was refused stands in it again."""
    user: Any = request.user
    is_reviewer = user.has_perm(PERMISSIONS[Role.REVIEWER])
    previous, following = neighbours(shown)
    is_waiting = shown.status == ReportStatus.SUBMITTED
    context = {
        "report": shown,
        "submission": shown.submission,
        "item": shown.assignment.item,
        "reading": reading(shown, request.POST if failed else {}),
        "is_reviewer": is_reviewer,
        "may_review": is_reviewer and is_waiting,
        "is_own": is_waiting and user.pk in writers([shown]),
        "may_excuse": is_reviewer and shown.status in (ReportStatus.DRAFT, ReportStatus.READY),
        "may_reinstate": is_reviewer and shown.status == ReportStatus.EXCUSED,
        "may_enter": user.has_perm(PERMISSIONS[Role.EDITOR]) and shown.status in (*EDITABLE, ReportStatus.READY),
        "previous": previous,
        "following": following,
        "steps": shown.transitions.select_related("actor", "on_behalf_of", "version"),
        "assessment": _assessment(shown, request.POST if failed == "assess" else None),
        "typed": request.POST if failed else {},
        "failed": failed,
        "errors": errors or [],
    }
    return render(request, "actionplan/review/report.html", context, status=422 if failed else 200)


def _assessment(shown: ProgressReport, sent: QueryDict | None) -> dict[str, Any]:
    """`saved`, and what stands in the form: (language, its name, column, text) for each language, `is_public`."""
    saved = Assessment.objects.filter(report=shown).select_related("by").first()
    boxes = []
    for code in languages.codes():
        column = languages.suffixed("text", code)
        boxes.append((code, column, sent.get(column, "") if sent is not None else languages.text(saved, "text", code)))
    is_public = "is_public" in sent if sent is not None else saved is not None and saved.is_public
    return {"saved": saved, "boxes": boxes, "is_public": is_public}
