"""A reminder as mail: HTML and text, in the reader's language, with a way out of digests."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from actionplan.models import ProgressReport, Reminder
from members.models import User

_SALT = "actionplan.digests"


def token(user: User) -> str:
    return signing.dumps(user.pk, salt=_SALT)


def user_of(written: str) -> User | None:
    """Whose digests the link stops; None for a link that is not ours."""
    try:
        return User.objects.filter(pk=signing.loads(written, salt=_SALT)).first()
    except signing.BadSignature:
        return None


def subject(reminder: Reminder, reports: list[ProgressReport]) -> str:
    count = len(reports)
    if reminder.kind == Reminder.Kind.WAITING:
        said = ngettext("%(count)d report is waiting for review", "%(count)d reports are waiting for review", count)
    elif reminder.kind == Reminder.Kind.RETURNED:
        said = ngettext("%(count)d report came back", "%(count)d reports came back", count)
    else:
        said = ngettext("%(count)d report is still open", "%(count)d reports are still open", count)
    return f"{_('Almaty Process')}: {said % {'count': count}}"


def send(reminder: Reminder, reports: list[ProgressReport], today: date) -> None:
    """Send it now. Raises what the mail backend raises."""
    user: Any = reminder.recipient
    with override(user.language):
        stop = settings.SITE_URL + reverse("unsubscribe", args=[token(user)])
        is_digest = reminder.kind == Reminder.Kind.DIGEST
        context = {
            "recipient": user,
            "kind": reminder.kind,
            "reports": reports,
            "round": reminder.round,
            "days": (reminder.round.due_on - today).days if reminder.round else 0,
            "overdue": (today - reminder.round.due_on).days if reminder.round else 0,
            "language": user.language,
            "site": settings.SITE_URL,
            "desk": settings.SITE_URL + reverse("home") + "desk/",
            "stop": stop if is_digest else "",
        }
        mail = EmailMultiAlternatives(
            subject=subject(reminder, reports),
            body=render_to_string("actionplan/mail/reminder.txt", context),
            to=[user.email],
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
            if is_digest
            else {},
        )
        mail.attach_alternative(render_to_string("actionplan/mail/reminder.html", context), "text/html")
    mail.send()
