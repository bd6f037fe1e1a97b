"""Inviting a person: a one-time link to set their password, in their language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.models import User
from members.sign_in_links import link


def send(user: User) -> None:
    """Mail the invitation now. Raises ValidationError for a disabled account, OSError when mail cannot go out."""
    if not user.is_active:
        raise ValidationError(_("The account of %(user)s is disabled: enable it first.") % {"user": user})
    with override(user.language):
        context = {
            "invited": user,
            "link": link(user),
            "site": settings.SITE_URL,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
            "language": user.language,
        }
        mail = EmailMultiAlternatives(
            subject=_("Invitation to the Almaty Process portal"),
            body=render_to_string("members/mail/invitation.txt", context),
            to=[user.email],
        )
        mail.attach_alternative(render_to_string("members/mail/invitation.html", context), "text/html")
    mail.send()
