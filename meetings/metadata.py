"""A meeting as machines read it (schema.org's `Event`)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from almaty_portal.lib import languages
from almaty_portal.lib.linked_data import CONTEXT, known
from meetings import hours
from meetings.models import Attendance, Meeting
from members.metadata import party

STATUSES = {
    Meeting.EventStatus.PLANNED: "EventScheduled",
    Meeting.EventStatus.HELD: "EventScheduled",
    Meeting.EventStatus.POSTPONED: "EventPostponed",
    Meeting.EventStatus.CANCELLED: "EventCancelled",
}
CAPACITIES = {
    "organizer": (Attendance.Capacity.HOST, Attendance.Capacity.ORGANIZER),
    "sponsor": (Attendance.Capacity.SUPPORTER,),
    "attendee": (Attendance.Capacity.CHAIR, Attendance.Capacity.PARTICIPANT, Attendance.Capacity.OBSERVER),
}


def event(
    meeting: Meeting, language: str, attendances: Iterable[Attendance], documents: Iterable[Any]
) -> dict[str, Any]:
    """`attendances` with their parties; `documents`: published ones of the meeting."""
    rows, page = list(attendances), settings.SITE_URL + meeting.get_absolute_url()
    place = languages.say(meeting, "place", language).text
    parties = {
        name: list({row.party_id: party(row.party, language) for row in rows if row.capacity in capacities}.values())
        for name, capacities in CAPACITIES.items()
    }
    return known(
        at_context=CONTEXT,
        at_type="Event",
        at_id=meeting.uid.urn,
        identifier=meeting.uid.urn,
        name=languages.say(meeting, "title", language).text,
        startDate=hours.opening(meeting).isoformat(),
        endDate=hours.closing(meeting).isoformat(),
        eventStatus=f"{CONTEXT}/{STATUSES[Meeting.EventStatus(meeting.event_status)]}",
        location={"@type": "Place", "name": place, "address": place},
        url=page,
        mainEntityOfPage={"@type": "WebPage", "@id": page, "inLanguage": language},
        recordedIn=[
            {"@type": "Legislation", "@id": f"{settings.SITE_URL}/d/{document.symbol}"} for document in documents
        ],
        **parties,
    )
