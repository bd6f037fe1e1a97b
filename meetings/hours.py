"""When a meeting opens and closes: moments for machines, words for people. Times are optional."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from meetings.models import TimeZone

Moment = date | datetime


def opening(meeting: Any) -> Moment:
    """The moment with its zone when the time is known, else the first day."""
    if meeting.opens_at is None:
        return meeting.starts_on  # type: ignore[no-any-return]
    return datetime.combine(meeting.starts_on, meeting.opens_at, ZoneInfo(meeting.time_zone))


def closing(meeting: Any) -> Moment:
    """The moment with its zone when the time is known, else the last day."""
    if meeting.closes_at is None:
        return meeting.ends_on  # type: ignore[no-any-return]
    return datetime.combine(meeting.ends_on, meeting.closes_at, ZoneInfo(meeting.time_zone))


def offset(moment: datetime) -> str:
    """“UTC+5”, “UTC+3:30”, “UTC−4”, “UTC”."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def written(meeting: Any) -> str:
    """“10:00–17:00, Almaty time (UTC+5)”; with the days when there are several; "" when no time is known."""
    start, end = opening(meeting), closing(meeting)
    if not isinstance(start, datetime):
        return ""
    opens, closes = time_format(start), time_format(end) if isinstance(end, datetime) else ""
    if meeting.starts_on != meeting.ends_on:
        days = {"opens": opens, "first": _day(start), "closes": closes, "last": _day(end)}
        hours = (
            _("from %(opens)s on %(first)s to %(closes)s on %(last)s") if closes else _("from %(opens)s on %(first)s")
        ) % days
    else:
        hours = f"{opens}–{closes}" if closes else _("from %(opens)s") % {"opens": opens}
    zone = str(TimeZone(meeting.time_zone).label)
    return f"{hours}, {zone}" if offset(start) == "UTC" else f"{hours}, {zone} ({offset(start)})"


def _day(moment: Moment) -> str:
    return date_format(moment, "j E")  # Russian inflects the month
