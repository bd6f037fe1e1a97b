"""The calendars that people subscribe to, and the file of one meeting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from almaty_portal.lib import conditional
from meetings.calendar import MEDIA_TYPE, calendar
from meetings.models import Meeting
from publishing.addresses import moved


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    meetings = Meeting.objects.once_published().order_by("starts_on", "pk")
    return _answer(request, calendar(meetings, gettext("Almaty Process: meetings")), "meetings")


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in Meeting.Kind.values:
        raise Http404
    meetings = Meeting.objects.once_published().order_by("starts_on", "pk")
    name = gettext("Almaty Process: %(kind)s") % {"kind": Meeting.Kind(kind).label}
    return _answer(request, calendar(meetings, name, kind=kind), kind)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Under any address that the meeting has had: a program that once took it finds it again."""
    there = Meeting.objects.once_published()
    found = there.filter(slug=slug).first()
    if found is None and (past := moved(Meeting, slug)):
        found = there.filter(pk=past.pk).first()
    if found is None:
        raise Http404
    return _answer(request, calendar([found], gettext("Almaty Process: meetings")), slug)


def _answer(request: HttpRequest, made: bytes, name: str) -> HttpResponseBase:
    response = HttpResponse(made, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answered: HttpResponseBase = conditional.answer(request, response)
    return answered
