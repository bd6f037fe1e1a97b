"""How sign-in works here: accounts are by invitation, mail is in the recipient's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff begin in the admin, coordinators at their desk."""
        return reverse("admin:index" if request.user.is_staff else "desk:home")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The admin has no language in its address, so it takes the user's from the cookie."""
        response = super().post_login(request, user, **kwargs)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=31_536_000,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        if not user.is_staff:
            messages.info(request, _("“Your account”, at the foot of each page, says for which states you may act."))
        return response

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        user = context.get("user")
        with override(getattr(user, "language", None) or settings.LANGUAGE_CODE):
            return super().render_mail(template_prefix, email, context, headers)

    def format_email_subject(self, subject: str) -> str:
        return f"{_('Almaty Process')}: {subject}"
