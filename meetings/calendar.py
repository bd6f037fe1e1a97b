"""Meetings as iCalendar (RFC 5545, RFC 7986), for calendars that subscribe.

An entry's UID, SEQUENCE and LAST-MODIFIED are kept by the database. A meeting that was published once never
leaves: one under revision stays as it was last public, a withdrawn one is cancelled and says nothing but its days.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event, Timezone

from almaty_portal.lib import inline, languages
from meetings import hours
from meetings.models import Meeting
from publishing.models import Status

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=12)  # how often a subscriber is asked to look again
PRODUCT = "-//Almaty Process//Portal//EN"
STATUSES = {
    Meeting.EventStatus.PLANNED: "CONFIRMED",
    Meeting.EventStatus.HELD: "CONFIRMED",
    Meeting.EventStatus.POSTPONED: "TENTATIVE",
    Meeting.EventStatus.CANCELLED: "CANCELLED",
}


def calendar(meetings: Iterable[Meeting], name: str, *, kind: str = "") -> bytes:
    """The meetings of `once_published()` in the active language; `kind`: of this kind only, as last public."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name, parameters={"language": get_language() or settings.LANGUAGE_CODE})
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    entries = [entry for entry in as_public(meetings) if kind in ("", entry.public.kind)]
    for zone in _zones([entry.public for entry in entries]):
        made.add_component(zone)
    for row, public, is_withdrawn in entries:
        made.add_component(_withdrawn(row, public) if is_withdrawn else _event(row, public))
    return made.to_ical()


class Entry(NamedTuple):
    """A meeting with what the public last read of it: the row itself, or a row of its history."""

    row: Meeting
    public: Any
    is_withdrawn: bool


def as_public(meetings: Iterable[Meeting]) -> list[Entry]:
    rows = list(meetings)
    others = [row.pk for row in rows if row.status != Status.PUBLISHED]
    history = Meeting.events.rel.related_model.objects  # type: ignore[attr-defined]
    steps = history.filter(pgh_obj__in=others, status__in=[Status.PUBLISHED, Status.WITHDRAWN])
    latest = steps.order_by("pgh_obj_id", "status", "-pgh_id").distinct("pgh_obj_id", "status") if others else []
    last = {(event.pgh_obj_id, event.status): event for event in latest}
    found = []
    for row in rows:
        if row.status == Status.PUBLISHED:
            found.append(Entry(row, row, False))
        elif public := last.get((row.pk, Status.PUBLISHED)):
            gone = last.get((row.pk, Status.WITHDRAWN))  # a revision of what was withdrawn is no less withdrawn
            found.append(Entry(row, public, gone is not None and gone.pgh_id > public.pgh_id))
    return found


def _dated(row: Meeting, public: Any) -> Event:
    """What every entry has: its identity and its time."""
    event = Event()
    event.add("uid", str(row.uid))
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    start, end = hours.opening(public), hours.closing(public)
    event.add("dtstart", start)
    if not isinstance(start, datetime):
        event.add("dtend", public.ends_on + timedelta(days=1))  # exclusive
    elif isinstance(end, datetime):
        event.add("dtend", end)
    elif public.ends_on > public.starts_on:  # closes at an hour not known: to the end of the last day
        event.add("dtend", datetime.combine(public.ends_on, datetime.max.time(), start.tzinfo).replace(microsecond=0))
    event.add("transp", "TRANSPARENT")  # whether a subscriber is there and busy is theirs to say
    return event


def _event(row: Meeting, public: Any) -> Event:
    event = _dated(row, public)
    is_revised = row.status != Status.PUBLISHED
    status = STATUSES[Meeting.EventStatus(public.event_status)]
    event.add("status", "TENTATIVE" if is_revised and status == "CONFIRMED" else status)
    title, place, summary = (languages.say(public, field) for field in ("title", "place", "summary"))
    event.add("summary", _marked(public, title), parameters={"language": title.language})
    if place.text:
        event.add("location", place.text, parameters={"language": place.language})
    event.add("categories", [public.get_kind_display()])
    address = "" if is_revised else settings.SITE_URL + reverse("meetings:meeting", args=[public.slug])
    if about := "\n\n".join(filter(None, (plain(summary.text), address))):
        event.add("description", about, parameters={"language": summary.language})
    if address:
        event.add("url", address)
    return event


def _marked(public: Any, title: languages.Said) -> str:
    """The title with the bad news before it: many programs do not show an entry's status."""
    marks = {Meeting.EventStatus.POSTPONED: gettext("Postponed"), Meeting.EventStatus.CANCELLED: gettext("Cancelled")}
    mark = marks.get(public.event_status)
    return f"{mark}: {title.text}" if mark else title.text


def _withdrawn(row: Meeting, public: Any) -> Event:
    """The identity and the days, by which a program finds the entry it holds; no word of what was withdrawn."""
    event = _dated(row, public)
    event.add("status", "CANCELLED")
    language = get_language() or settings.LANGUAGE_CODE
    event.add("summary", gettext("Entry withdrawn by the secretariat"), parameters={"language": language})
    return event


def plain(text: str) -> str:
    """A longer text without its marks; its paragraphs and lists keep their lines."""
    return "\n".join(inline.plain(line) for line in text.replace("\r\n", "\n").strip().splitlines())


def _zones(rows: list[Any]) -> list[Timezone]:
    timed = [row for row in rows if row.opens_at is not None]
    years = {
        zone: [row.starts_on.year for row in timed if row.time_zone == zone] for zone in {r.time_zone for r in timed}
    }
    return [_zone(zone, min(found), max(found)) for zone, found in sorted(years.items()) if zone != "UTC"]


@lru_cache(maxsize=64)
def _zone(name: str, first: int, last: int) -> Timezone:
    """The zone's rules from the year before the first to the year after the last: working them out is slow."""
    made = Timezone.from_tzid(name, first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1))
    made.pop("comment", None)  # the library's own remark
    return made
