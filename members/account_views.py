"""What a signed-in person sees of their own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from members.mfa_required import SECOND_STEPS
from members.models import Mandate


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    mandates = Mandate.objects.filter(user=request.user.pk).select_related("party")
    return render(
        request,
        "account/account.html",
        {
            "in_force": mandates.in_force(),
            "coming": mandates.filter(valid_from__gt=timezone.localdate()),
            "groups": request.user.groups.order_by("name"),
            "has_second_factor": is_mfa_enabled(request.user, types=SECOND_STEPS),
        },
    )


def not_offered(request: HttpRequest) -> HttpResponse:
    """Addresses of accounts are changed by the secretariat, not by their holders."""
    raise Http404
