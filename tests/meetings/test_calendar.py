"""Meetings as iCalendar: what a calendar that subscribes is told."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from meetings.models import Meeting
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])
MARK = "QZXMARK"


def published(**fields):
    return factories.published(factories.MeetingFactory(**fields))


def raw(client, address="/en/meetings/calendar.ics"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def events(client, address="/en/meetings/calendar.ics"):
    return Calendar.from_ical(raw(client, address)).events


def withdraw(meeting):
    return workflow.withdraw(meeting, actor=factories.superuser(), reason="Issued in error")


def changed(meeting, **fields):
    """Changed behind the model's back, as a bulk update does."""
    Meeting.objects.filter(pk=meeting.pk).update(**fields)


@LANGUAGES
def test_a_meeting_without_times_takes_whole_days_and_ends_before_the_next(client, language):
    published(starts_on=date(2011, 3, 14), ends_on=date(2011, 3, 16))
    (event,) = events(client, f"/{language}/meetings/calendar.ics")
    assert (event.start, event.end) == (date(2011, 3, 14), date(2011, 3, 17))
    assert event["dtstart"].params["value"] == "DATE"


def test_a_meeting_with_times_names_its_zone_and_brings_its_rules(client):
    published(starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 6), opens_at=time(10), closes_at=time(17, 30))
    made = Calendar.from_ical(raw(client))
    (event,), (zone,) = made.events, made.timezones
    assert b"DTSTART;TZID=Asia/Almaty:20260305T100000" in raw(client)
    assert event.end == datetime(2026, 3, 6, 17, 30, tzinfo=ZoneInfo("Asia/Almaty"))
    assert event.start.astimezone(UTC) == datetime(2026, 3, 5, 5, tzinfo=UTC)
    assert zone.tz_name == "Asia/Almaty"


def test_the_rules_of_a_zone_hold_on_both_sides_of_a_change(client):
    """Almaty moved from UTC+6 to UTC+5 on 1 March 2024."""
    for day in (date(2024, 2, 20), date(2024, 3, 20)):
        published(starts_on=day, ends_on=day, opens_at=time(10))
    (zone,) = Calendar.from_ical(raw(client)).timezones
    own = zone.to_tz(lookup_tzid=False)
    offsets = [datetime(2024, month, 20, 10, tzinfo=own).utcoffset().total_seconds() / 3600 for month in (2, 3)]
    assert offsets == [6, 5]


@pytest.mark.parametrize(
    ("ends_on", "end"),
    [(date(2026, 3, 5), None), (date(2026, 3, 6), datetime(2026, 3, 6, 23, 59, 59, tzinfo=ZoneInfo("Asia/Almaty")))],
)
def test_a_closing_time_that_is_not_known_is_not_made_up(client, ends_on, end):
    published(starts_on=date(2026, 3, 5), ends_on=ends_on, opens_at=time(10))
    (event,) = events(client)
    assert end == event.DTEND


@LANGUAGES
def test_the_texts_say_their_language_and_lead_to_the_page(client, language, settings):
    meeting = published(summary_ru="Итог *важен*.\n\n- Раз", summary_en="The *outcome*.\n\n- One")
    (event,) = events(client, f"/{language}/meetings/calendar.ics")
    page = f"{settings.SITE_URL}/{language}/meetings/{meeting.slug}/"
    expected = {
        "ru": (meeting.title_ru, "Алматы, Казахстан", "Итог важен.\n\n- Раз"),
        "en": (meeting.title_en, "Almaty, Kazakhstan", "The outcome.\n\n- One"),
    }[language]
    assert (event["summary"], event["location"], event["description"]) == (
        *expected[:2],
        f"{expected[2]}\n\n{page}",
    )
    assert {event[name].params["language"] for name in ("summary", "location", "description")} == {language}
    assert event["url"] == page


def test_a_text_in_one_language_stands_in_the_other_calendar_with_its_language(client):
    factories.published(factories.MeetingFactory(title_en="", title_ru="Совещание"), languages=["ru"])
    (event,) = events(client)
    assert (event["summary"], event["summary"].params["language"]) == ("Совещание", "ru")
    assert event["location"].params["language"] == "en"


def test_long_cyrillic_lines_are_folded_at_75_octets_between_letters(client):
    title = "Совещание по вопросам защиты беженцев и международной миграции " * 4
    meeting = published(title_ru=title.strip())
    lines = raw(client, "/ru/meetings/calendar.ics").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines[:-1])
    (event,) = events(client, "/ru/meetings/calendar.ics")
    assert event["summary"] == meeting.title_ru


def test_commas_semicolons_backslashes_and_lines_are_escaped(client):
    title = "A; B, C \\ D: “E”"
    published(title_en=title, summary_en="One\r\nBEGIN:VEVENT\r\nTwo; three")
    assert b"SUMMARY;LANGUAGE=en:A\\; B\\, C \\\\ D: " in raw(client)
    (event,) = events(client)
    assert event["summary"] == title
    assert event["description"].startswith("One\nBEGIN:VEVENT\nTwo; three\n")


@pytest.mark.parametrize(
    ("event_status", "status", "mark"),
    [
        ("planned", "CONFIRMED", ""),
        ("held", "CONFIRMED", ""),
        ("postponed", "TENTATIVE", "Postponed: "),
        ("cancelled", "CANCELLED", "Cancelled: "),
    ],
)
def test_the_status_is_said_twice_when_a_meeting_is_not_held(client, event_status, status, mark):
    meeting = published(event_status=event_status)
    (event,) = events(client)
    assert (event["status"], event["summary"]) == (status, mark + meeting.title_en)


@pytest.mark.parametrize(
    "change",
    [
        {"title_ru": "Иначе"},
        {"place_en": "Elsewhere"},
        {"starts_on": date(2013, 6, 4)},
        {"opens_at": time(9)},
        {"time_zone": "Asia/Baku"},
        {"event_status": "cancelled"},
        {"summary_en": "More"},
        {"slug": "another"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_sequence_rises_with_any_change_that_a_calendar_shows(client, change):
    meeting = published()
    (before,) = events(client)
    changed(meeting, **change)
    (after,) = events(client)
    assert after["sequence"] == before["sequence"] + 1
    assert after["uid"] == before["uid"]
    assert after.last_modified >= before.last_modified


def test_the_sequence_stays_when_nothing_that_is_shown_changes(client):
    meeting = published()
    (before,) = events(client)
    changed(meeting, source="R", updated_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert events(client) == [before]


def test_neither_sequence_nor_identity_can_be_set_back(client):
    meeting = published()
    stale = Meeting.objects.get(pk=meeting.pk)
    changed(meeting, title_en="First change")
    (before,) = events(client)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=0, uid="00000000-0000-4000-8000-000000000000")
    assert events(client) == [before]
    stale.save(update_fields=["sequence"])
    assert events(client) == [before]


def test_a_withdrawn_meeting_stays_as_cancelled_and_says_nothing_but_its_days(client):
    meeting = published(title_en=MARK, title_ru=MARK, place_en=MARK, place_ru=MARK, summary_en=MARK, slug=MARK.lower())
    (before,) = events(client)
    withdraw(meeting)
    for address in ("/en/meetings/calendar.ics", f"/ru/meetings/{meeting.slug}/meeting.ics"):
        (event,) = events(client, address)
        assert (event["uid"], event["status"], event.start) == (before["uid"], "CANCELLED", before.start)
        assert event["sequence"] > before["sequence"]
        assert set(event) & {"URL", "LOCATION", "DESCRIPTION", "CATEGORIES"} == set()
        assert MARK.lower() not in raw(client, address).decode().lower()


def test_what_is_written_in_a_withdrawn_meeting_is_in_no_calendar(client):
    meeting = withdraw(published())
    changed(meeting, title_en=MARK, starts_on=date(2031, 1, 1), ends_on=date(2031, 1, 1))
    workflow.reopen(meeting, actor=factories.superuser())
    changed(meeting, place_en=MARK)
    (event,) = events(client)
    assert (event["status"], event.start) == ("CANCELLED", date(2013, 6, 5))
    assert MARK not in raw(client).decode()


def test_a_meeting_under_revision_stays_as_it_was_last_public(client):
    meeting = published(title_en="As published")
    workflow.reopen(meeting, actor=factories.superuser())
    changed(meeting, title_en=MARK, kind="experts", slug="moved")
    (event,) = events(client)
    assert (event["summary"], event["status"]) == ("As published", "TENTATIVE")
    assert "URL" not in event
    assert events(client, "/en/meetings/calendar/experts.ics") == []
    assert MARK not in raw(client, f"/en/meetings/{meeting.slug}/meeting.ics").decode()


def test_what_was_never_published_is_in_no_calendar(client):
    meeting = factories.MeetingFactory(title_en=MARK)
    assert events(client) == []
    assert client.get(f"/en/meetings/{meeting.slug}/meeting.ics").status_code == 404


def test_a_calendar_of_one_kind_holds_that_kind_alone(client):
    published(kind="experts", title_en="Experts")
    published(kind="ministerial")
    assert [event["summary"] for event in events(client, "/en/meetings/calendar/experts.ics")] == ["Experts"]
    assert client.get("/en/meetings/calendar/banquets.ics").status_code == 404


def test_the_file_of_one_meeting_is_found_under_its_old_address(client):
    meeting = published(slug="old")
    changed(meeting, slug="new")
    assert events(client, "/en/meetings/old/meeting.ics") == events(client, "/en/meetings/new/meeting.ics")


@LANGUAGES
def test_a_calendar_has_a_name_and_says_how_often_to_look_again(client, language):
    said = raw(client, f"/{language}/meetings/calendar.ics").decode()
    name = {"ru": "Алматинский процесс: совещания", "en": "Almaty Process: meetings"}[language]
    assert f"NAME;LANGUAGE={language}:{name}\r\nX-WR-CALNAME:{name}\r\n" in said
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in said


def test_an_unchanged_calendar_is_not_sent_again(client):
    meeting = published()
    first = client.get("/en/meetings/calendar.ics")
    assert client.get("/en/meetings/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 304
    changed(meeting, event_status="cancelled")
    assert client.get("/en/meetings/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_calendar_is_only_read(client):
    assert client.post("/en/meetings/calendar.ics").status_code == 405


def test_thirty_meetings_take_as_many_queries_as_one(client):
    def count():
        with CaptureQueriesContext(connection) as taken:
            raw(client)
        return len(taken)

    def fill(number):
        for _more in range(number):
            published(opens_at=time(10))
            withdraw(published())

    fill(1)
    raw(client)
    one = count()
    fill(29)
    assert (count(), one) == (2, 2)
    assert len(events(client)) == 60
