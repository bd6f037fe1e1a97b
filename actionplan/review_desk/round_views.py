"""The reviewer's desk by list and by round, and the page that publishes a round."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from actionplan.desk_access import desk_page, number
from actionplan.models import Round
from actionplan.review_desk import overview, publishing, waiting
from actionplan.review_desk.access import review_round_at
from actionplan.rounds import publish_round
from actionplan.standing import PERMISSIONS, Role, need_secretariat, need_staff


@desk_page
@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    need_secretariat(request.user)
    context = {"desk": waiting.desk(), "may_publish": request.user.has_perm(PERMISSIONS[Role.PUBLISHER])}
    return render(request, "actionplan/review/desk.html", context)


@desk_page
@require_safe
def one_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = review_round_at(request.user, pk)
    context = {
        "round": shown,
        "overview": overview.overview(shown),
        "may_publish": request.user.has_perm(PERMISSIONS[Role.PUBLISHER]),
    }
    return render(request, "actionplan/review/round.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """First what becomes public and what stays behind; then, confirmed, it is public."""
    shown = review_round_at(request.user, pk)
    need_staff(request.user, Role.PUBLISHER)
    if request.method != "POST":
        return _publish_page(request, shown, [])
    versions = [number(pk) for pk in request.POST.getlist("version")]
    try:
        made = publish_round(
            shown, actor=request.user, shown=versions, accept_one_language="accept_one_language" in request.POST
        )
    except ValidationError as error:
        return _publish_page(request, shown, error.messages)
    said = ngettext("%(count)d report is public now.", "%(count)d reports are public now.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("desk:review_round", shown.pk)


def _publish_page(request: HttpRequest, shown: Round, errors: list[str]) -> HttpResponseBase:
    context = {"round": shown, "page": publishing.due(shown), "errors": errors}
    return render(request, "actionplan/review/publish.html", context, status=422 if errors else 200)
