"""What the home page says: the next meeting, what is new, who takes part, how the plan goes, the years since 2011.

A fixed number of queries, however long the record grows; no edition's text is read.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from actionplan import picture
from actionplan.models import Round
from almaty_portal.lib import languages
from declarations.models import Document
from meetings.models import Meeting
from members.models import Chairmanship, GovernanceSection, Membership, Party

NEW = 3  # of each kind
PLANNED = (Meeting.EventStatus.PLANNED, Meeting.EventStatus.POSTPONED)


@dataclass(frozen=True)
class Event:
    """Something of a day: `document`, `meeting`, `round` or `chair` says what `record` is."""

    on: date
    what: str
    record: Any
    documents: list[Document] = field(default_factory=list)


def context() -> dict[str, Any]:
    today = timezone.localdate()
    documents, meetings, chairs = _documents(), _meetings(), _chairmanships()
    rounds = list(Round.objects.published().select_related("plan").order_by("-published_at")[:NEW])
    shares = picture.shares(picture.trend(rounds[:1]), rounds[:1])  # none where every item was withdrawn since
    return {
        "about": GovernanceSection.objects.published().filter(slug="about").first(),
        "next_meeting": next((m for m in meetings if m.ends_on >= today and m.event_status in PLANNED), None),
        "news": _news(documents, [m for m in meetings if m.ends_on < today], rounds),
        "chair": next((chair for chair in chairs if chair.is_in_chair(today)), None),
        "roles": _roles(today),
        "round": rounds[0] if rounds else None,
        "counts": shares[0][1] if shares else {},
        "example": documents[0].symbol if documents else "",
        "timeline": _timeline(documents, meetings, chairs),
    }


def _documents() -> list[Document]:
    """The latest published first, each with its edition's title as `said_title` in every language."""
    titles = {
        languages.suffixed("said_title", code): KeyTextTransform(
            languages.suffixed("title", code), "current_edition__content"
        )
        for code in languages.codes()
    }
    published = Document.objects.published().select_related("current_edition").annotate(**titles)
    return list(published.defer("current_edition__content").order_by("-current_edition__cut_at", "-pk"))


def _meetings() -> list[Meeting]:
    return list(Meeting.objects.published().defer(*languages.columns("search")).order_by("starts_on", "pk"))


def _chairmanships() -> list[Chairmanship]:
    """Those whose beginning is known, of states that have a page."""
    known = Chairmanship.objects.public().exclude(since=None)
    return list(known.select_related("party").order_by("since", "pk"))


def _roles(day: date) -> dict[str, int]:
    """Role → how many parties hold it on the day."""
    held = Membership.objects.as_of(day).filter(party__in=Party.objects.published())
    return Counter(held.values_list("role", flat=True))


def _news(documents: list[Document], held: list[Meeting], rounds: list[Round]) -> list[Event]:
    """The latest of each kind, the latest first."""
    found = chain(
        (
            Event(timezone.localdate(d.current_edition.cut_at), "document", d)
            for d in documents[:NEW]
            if d.current_edition
        ),
        (Event(m.ends_on, "meeting", m) for m in held[-NEW:]),
        (Event(timezone.localdate(r.published_at), "round", r) for r in rounds),
    )
    return sorted(found, key=lambda event: event.on, reverse=True)


def _timeline(documents: list[Document], meetings: list[Meeting], chairs: list[Chairmanship]) -> list[Event]:
    """Meetings with the documents of each, documents of no meeting shown, and chairmanships; the earliest first.

    A document whose day is not known stands at the beginning of its year.
    """
    shown = {meeting.pk for meeting in meetings}
    of_meeting: dict[int | None, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: d.symbol):
        of_meeting[document.meeting_id if document.meeting_id in shown else None].append(document)
    rows = [Event(m.starts_on, "meeting", m, of_meeting[m.pk]) for m in meetings]
    rows += [Event(d.adopted_on or date(d.year, 1, 1), "document", d) for d in of_meeting[None]]
    rows += [Event(c.since, "chair", c) for c in chairs if c.since]
    return sorted(rows, key=lambda row: (row.on, row.what == "chair"))
