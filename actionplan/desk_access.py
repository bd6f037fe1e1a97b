"""The desk's door: signed-in people only, and each sees only the packets that they may read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from actionplan.models import ProgressReport, StateSubmission

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """Signed-in people only; nothing is kept in a shared computer's cache. A null, which no text holds, is refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any("\0" in text for _name, texts in request.POST.lists() for text in texts):
            raise BadRequest("null in a text")
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


def packet_at(user: Any, pk: int) -> StateSubmission:
    """The packet, or Http404: a stranger does not learn that it exists."""
    readable = StateSubmission.objects.readable_by(user).select_related("party", "round__plan", "signed_by")
    return get_object_or_404(readable, pk=pk)


def report_at(user: Any, pk: int) -> ProgressReport:
    """The report, or Http404."""
    reports = ProgressReport.objects.filter(submission__in=StateSubmission.objects.readable_by(user)).select_related(
        "submission__party", "submission__round__plan", "assignment__item__cluster", "edited_by"
    )
    return get_object_or_404(reports, pk=pk)


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do it; say that it is done, or why it is not."""
    try:
        deed()
    except ValidationError as error:
        for said in error.messages:
            messages.error(request, said)
        return False
    if done:
        messages.success(request, done)
    return True
