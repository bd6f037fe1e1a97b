"""The home page: what it says, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplan.models import ActionItem
from publishing import workflow
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db


def home(client, language="en"):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    return response


def meeting(**fields):
    made = factories.MeetingFactory(**fields)
    factories.published(made)
    return made


def document(**fields):
    made = factories.DocumentFactory(**fields)
    factories.ParagraphFactory(document=made)
    factories.published(made)
    return made


def chairmanship(since, until=None):
    party = factories.PartyFactory()
    factories.published(party)
    return factories.ChairmanshipFactory(party=party, since=since, until=until)


def test_a_round_stays_when_every_item_of_its_plan_was_withdrawn(client):
    made = published_round()
    for step in ActionItem.objects.all():
        workflow.withdraw(step, actor=factories.superuser(), reason="Issued in error")
    assert made.plan.title_en in home(client).content.decode()


def test_an_empty_portal_says_what_will_stand_there(client):
    page = home(client).content.decode()
    assert "No meeting is announced at present." in page
    assert "Newly published documents, meetings and reports will stand here." in page
    assert "No round of reporting is published yet." in page


def test_the_next_meeting_is_the_nearest_that_is_still_to_come(client):
    today = timezone.localdate()
    meeting(title_en="Past", starts_on=today - timedelta(9), ends_on=today - timedelta(8), event_status="held")
    later = meeting(starts_on=today + timedelta(60), ends_on=today + timedelta(60), event_status="planned")
    sooner = meeting(starts_on=today + timedelta(5), ends_on=today + timedelta(6), event_status="planned")
    assert home(client).context["next_meeting"] == sooner != later


def test_a_cancelled_meeting_is_not_the_next_one(client):
    day = timezone.localdate() + timedelta(5)
    meeting(starts_on=day, ends_on=day, event_status="cancelled")
    assert home(client).context["next_meeting"] is None


def test_what_is_new_names_the_latest_first_and_by_what_was_published(client):
    document(title_en="As adopted")
    meeting(title_en="Held long ago", starts_on=date(2014, 11, 21), ends_on=date(2014, 11, 21), event_status="held")
    events = home(client).context["news"]
    assert [event.what for event in events] == ["document", "meeting"]
    assert events[0].record.said_title_en == "As adopted"
    assert not events[0].record.current_edition.__dict__.get("content")


def test_the_timeline_shows_a_document_with_its_meeting_and_a_chair_after_what_was_held_that_day(client):
    handover = meeting(starts_on=date(2018, 9, 28), ends_on=date(2018, 9, 28))
    adopted = document(meeting=handover, symbol="AP/2018/X")
    chair = chairmanship(date(2018, 9, 28))
    rows = home(client).context["timeline"]
    assert [(row.what, row.record) for row in rows] == [("meeting", handover), ("chair", chair)]
    assert rows[0].documents == [adopted]


def test_a_document_of_no_published_meeting_has_a_place_of_its_own(client):
    alone = document(meeting=None, year=2015, adopted_on=date(2015, 1, 2))
    assert [(row.on, row.record) for row in home(client).context["timeline"]] == [(date(2015, 1, 2), alone)]


def test_a_term_without_a_recorded_end_is_over_when_the_next_one_began(client):
    chairmanship(date(2021, 1, 1))
    now = chairmanship(date(2025, 4, 24))
    response = home(client)
    assert response.context["chair"] == now
    assert response.content.decode().count("the end is not recorded") == 1


def test_it_costs_the_same_for_one_row_and_for_thirty(client, django_assert_num_queries):
    def fill(count):
        for n in range(count):
            document(meeting=meeting())
            chairmanship(date(1990 + n, 1, 1), date(1990 + n, 12, 31))
            membership = factories.MembershipFactory(role="member")
            factories.published(membership.party)

    fill(1)
    home(client)  # what is remembered between requests
    with CaptureQueriesContext(connection) as one:
        home(client)
    fill(29)
    with django_assert_num_queries(len(one)):
        home(client)
    assert len(one) <= 8
