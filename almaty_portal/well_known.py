"""Addresses that other programs look for by name: robots.txt, security.txt, favicon.ico."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from almaty_portal.lib import languages

PLAIN = "text/plain; charset=utf-8"
#: Under each language: made of other pages, or of nobody's business but the person's who is signed in.
NOT_FOR_ROBOTS = ("search/", "desk/", "account/", "digests/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    private = [f"/{code}/{path}" for code in languages.codes() for path in NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/admin/", "/i18n/", *private))]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Without somebody to write to there is nothing to say: 404."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines += [
        f"Expires: {_expires(timezone.now()).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(languages.codes())}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


def _expires(now: datetime) -> datetime:
    """The first of a month, six to seven months ahead: the file changes once a month and is never out of date."""
    months = now.year * 12 + now.month - 1 + 7
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("emblem.svg"))
