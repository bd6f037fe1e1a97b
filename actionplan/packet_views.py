"""A state's packet: its rows, and the steps of the whole packet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan import packet_pdf, reporting
from actionplan.deadlines import deadline
from actionplan.desk_access import desk_page, packet_at, tried
from actionplan.models import ReportTransition, StateSubmission
from actionplan.packet import packet as read
from actionplan.standing import Role, mandate_role, need_mandate
from almaty_portal.lib import languages


def _home(submission: StateSubmission) -> HttpResponseBase:
    return redirect("desk:packet", submission.pk)


@desk_page
@require_safe
def packet(request: HttpRequest, pk: int) -> HttpResponseBase:
    submission = packet_at(request.user, pk)
    role = mandate_role(request.user, submission.party)
    return render(
        request,
        "actionplan/desk/packet.html",
        {
            "packet": read(submission),
            "submission": submission,
            "deadline": deadline(submission.round),
            "may_write": role is not None,
            "is_coordinator": role == Role.COORDINATOR,
            "pdf_languages": languages.codes(),
        },
    )


@desk_page
@require_POST
def ready(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every draft that is complete."""
    submission = packet_at(request.user, pk)
    need_mandate(request.user, submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    made = [
        row
        for row in read(submission).complete_drafts
        if tried(request, lambda report=row.report: reporting.make_ready(report, actor=request.user))
    ]
    if made:
        said = ngettext("%(count)d report is ready now.", "%(count)d reports are ready now.", len(made))
        messages.success(request, said % {"count": len(made)})
    else:
        messages.info(request, _("No draft is complete yet; what is missing stands beside each item."))
    return _home(submission)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """First what will be signed and frozen, in whose name; then the signature."""
    submission = packet_at(request.user, pk)
    need_mandate(request.user, submission.party, Role.COORDINATOR)
    if request.method == "POST":
        try:
            signed = reporting.sign(submission, actor=request.user, seal=request.POST.get("seal", ""))
        except ValidationError as error:
            for said in error.messages:
                messages.error(request, said)
            return redirect("desk:sign", submission.pk) if error.code == "changed" else _home(submission)
        said = ngettext(
            "Signed and submitted: %(count)d report.", "Signed and submitted: %(count)d reports.", len(signed)
        )
        messages.success(request, said % {"count": len(signed)})
        return _home(submission)
    shown = read(submission)
    if not shown.can_be_signed:
        for said in shown.holds_up() or [_("There is nothing to sign: no report is ready or was revised.")]:
            messages.info(request, said)
        return _home(submission)
    context = {"packet": shown, "submission": submission, "staying": len(shown.rows) - len(shown.to_sign)}
    return render(request, "actionplan/desk/sign.html", context)


@desk_page
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    submission = packet_at(request.user, pk)
    done = _("The packet is taken back. Its reports are ready for signature again.")
    tried(request, lambda: reporting.withdraw(submission, actor=request.user), done)
    return _home(submission)


@desk_page
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every step of every report of the packet, newest first: who, as what, for whom, and why."""
    submission = packet_at(request.user, pk)
    steps = ReportTransition.objects.filter(report__submission=submission).select_related(
        "actor", "on_behalf_of", "version", "report__assignment__item"
    )
    return render(request, "actionplan/desk/packet_history.html", {"submission": submission, "steps": steps})


@desk_page
@require_safe
def signed(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """What was signed, as a PDF in one language."""
    submission = packet_at(request.user, pk)
    try:
        data = packet_pdf.signed(submission, language)
    except packet_pdf.NotNowError as error:
        messages.error(request, str(error))
        return _home(submission)
    name = f"{submission.party.code}-{submission.round.plan.slug}-{submission.round.number}-{language}.pdf"
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
