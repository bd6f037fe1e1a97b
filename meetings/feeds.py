"""Meetings as an Atom feed: what their pages say, in full."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from almaty_portal.lib import languages
from almaty_portal.lib.feeds import MOST, Entry, Link, RecordFeed, identifier, pages
from meetings.models import Meeting


class MeetingFeed(RecordFeed):
    def title(self) -> str:
        return gettext("Almaty Process: meetings")

    def link(self) -> str:
        return settings.SITE_URL + reverse("meetings:list")

    def entries(self, language: str) -> list[Entry]:
        meetings = Meeting.objects.published().order_by("-changed_at", "pk")[:MOST]
        return [_entry(meeting, language) for meeting in meetings.prefetch_related("attendances__party", "agenda")]


def _entry(meeting: Meeting, language: str) -> Entry:
    title, path = languages.say(meeting, "title", language), meeting.get_absolute_url()
    calendar = settings.SITE_URL + reverse("meetings:calendar-of-one", args=[meeting.slug])
    return Entry(
        id=identifier("meeting", meeting.uid, language),
        title=title.text,
        language=title.language,
        address=settings.SITE_URL + path,
        published=meeting.published_at,  # type: ignore[arg-type]
        updated=meeting.changed_at,  # publishing is a change of status, so it counts
        content=render_to_string("meetings/feed.html", {"meeting": meeting}),
        content_language=language,
        links=(*pages(path), Link(calendar, "text/calendar", language)),
        category=meeting.get_kind_display(),
    )
