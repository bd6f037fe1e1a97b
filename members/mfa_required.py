"""Staff without a second factor are sent from the admin and the desk to the page that sets one up."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

# Recovery codes alone are no second step.
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffSecondFactorMiddleware:
    """Does nothing unless STAFF_MFA_REQUIRED is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and self.is_asked_for(request):
            messages.warning(
                request, _("Your account needs a second step: set up an authenticator app or a passkey to go on.")
            )
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def is_asked_for(self, request: HttpRequest) -> bool:
        roots = (reverse("admin:index"), reverse("desk:home"))
        if not request.path.startswith(roots) or request.path in (reverse("admin:logout"), reverse("admin:jsi18n")):
            return False
        return request.user.is_staff and not is_mfa_enabled(request.user, types=SECOND_STEPS)
