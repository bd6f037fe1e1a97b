"""Meetings as an Atom feed."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from publishing import workflow
from tests import factories
from tests.atom import LANGUAGE, entries, feed, links, text, words

pytestmark = pytest.mark.django_db
ADDRESS = {language: f"/{language}/meetings/feed.atom" for language in ("ru", "en")}


def published(**fields):
    return factories.published(factories.MeetingFactory(**fields))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_entry_says_in_full_what_the_page_says(client, language):
    meeting = published(
        starts_on=date(2026, 3, 5),
        ends_on=date(2026, 3, 5),
        opens_at=time(10),
        summary_ru="Итог *важен* <b>.",
        summary_en="The *outcome* <b>.",
    )
    factories.AttendanceFactory(meeting=meeting, capacity="host")
    factories.AgendaItemFactory(meeting=meeting)
    root = feed(client, ADDRESS[language])
    (entry,) = entries(root)
    expected = {
        "ru": ["5 марта 2026", "с 10:00, время Алматы", "Итог важен <b>.", "Страна", "Пункт повестки дня"],
        "en": ["5 March 2026", "from 10:00, Almaty time", "The outcome <b>.", "State", "Agenda item"],
    }[language]
    assert [said for said in expected if said not in words(entry)] == []
    assert "&lt;b&gt;" in text(entry, "content")
    assert (root.get(LANGUAGE), entry.get(LANGUAGE)) == (language, language)
    forms = {(link.get("type"), link.get("hreflang")) for link in links(entry, "alternate")}
    assert forms >= {("text/html", "ru"), ("text/html", "en"), ("text/calendar", language)}


def test_a_feed_leads_to_itself_in_the_other_language(client, settings):
    (other,) = [link for link in links(feed(client, ADDRESS["en"]), "alternate") if link.get("hreflang")]
    assert (other.get("href"), other.get("hreflang")) == (f"{settings.SITE_URL}{ADDRESS['ru']}", "ru")


def test_a_title_in_one_language_says_which(client):
    factories.published(factories.MeetingFactory(title_en="", title_ru="Совещание"), languages=["ru"])
    (entry,) = entries(feed(client, ADDRESS["en"]))
    assert (text(entry, "title"), entry.get(LANGUAGE)) == ("Совещание", "ru")


def test_a_change_updates_the_same_entry_wherever_the_meeting_moves(client):
    meeting = published()
    (before,) = entries(feed(client, ADDRESS["en"]))
    Meeting.objects.filter(pk=meeting.pk).update(slug="moved", event_status="cancelled")
    (after,) = entries(feed(client, ADDRESS["en"]))
    assert text(after, "id") == text(before, "id")
    assert text(after, "published") == text(before, "published")
    assert text(after, "updated") > text(before, "updated")
    assert "cancelled" in words(after)


def test_the_two_languages_are_two_entries(client):
    published()
    ids = {text(entry, "id") for address in ADDRESS.values() for entry in entries(feed(client, address))}
    assert len(ids) == 2


def test_what_is_not_published_is_not_there(client):
    factories.MeetingFactory()
    workflow.withdraw(published(), actor=factories.superuser(), reason="Issued in error")
    workflow.reopen(published(), actor=factories.superuser())
    assert entries(feed(client, ADDRESS["en"])) == []


def test_no_control_character_breaks_the_feed(client):
    published(title_en="A\x0bB", summary_en="C\x1fD")
    (entry,) = entries(feed(client, ADDRESS["en"]))
    assert (text(entry, "title"), "CD" in words(entry)) == ("AB", True)


def test_an_unchanged_feed_is_not_sent_again(client):
    published()
    etag = client.get(ADDRESS["en"])["ETag"]
    assert client.get(ADDRESS["en"], headers={"if-none-match": etag}).status_code == 304
    published()
    assert client.get(ADDRESS["en"], headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_name_the_feed(client, language):
    meeting = published()
    for address in (f"/{language}/meetings/", f"/{language}/meetings/{meeting.slug}/"):
        page = client.get(address).content.decode()
        assert '<link rel="alternate" type="application/atom+xml" title=' in page.split("</head>")[0]
        assert f'href="{ADDRESS[language]}"' in page.split("</head>")[1]


def test_thirty_meetings_take_as_many_queries_as_one(client):
    def count():
        with CaptureQueriesContext(connection) as taken:
            client.get(ADDRESS["en"])
        return len(taken)

    def fill(number):
        for _more in range(number):
            meeting = published()
            factories.AttendanceFactory(meeting=meeting)
            factories.AgendaItemFactory(meeting=meeting)

    fill(1)
    one = count()
    fill(29)
    assert (count(), one) == (4, 4)
    assert len(entries(feed(client, ADDRESS["en"]))) == 30
