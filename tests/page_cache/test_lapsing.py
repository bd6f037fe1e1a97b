"""A page that shows what changed is made anew: after commit, whoever wrote it; nothing else is."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from almaty_portal.page_cache import middleware, pages
from members.models import GovernanceSection, Party
from publishing import listening, workflow
from publishing.listening import APPLICATION, changes
from tests import factories

MEETINGS, GOVERNANCE = "/en/meetings/", "/en/governance/"
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("committed", "kept")


def text(address: str) -> str:
    return Client().get(address).content.decode()


def is_kept(address: str) -> bool:
    """Whether the next reader is answered from memory."""
    with CaptureQueriesContext(connection) as caught:
        text(address)
    return not caught


@pytest.fixture
def meeting():
    made = factories.published(factories.MeetingFactory(title_en="First title"))
    changes.settle()
    assert not is_kept(MEETINGS)
    assert is_kept(MEETINGS)
    return made


def by_save(meeting):
    meeting.title_en = "Second title"
    meeting.save()


def in_bulk(meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(title_en="Second title")


def by_plain_sql(meeting):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET title_en = 'Second title'")


@pytest.mark.parametrize("change", [by_save, in_bulk, by_plain_sql])
def test_however_a_record_is_changed_its_pages_show_it(meeting, change):
    change(meeting)
    changes.settle()
    assert "Second title" in text(MEETINGS)
    assert is_kept(MEETINGS)


def test_another_process_changes_it(meeting):
    code = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        f"connection.settings_dict['NAME'] = {connection.settings_dict['NAME']!r}\n"
        "from meetings.models import Meeting\n"
        "Meeting.objects.update(title_en='Second title')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={**environment()})
    changes.settle()
    assert "Second title" in text(MEETINGS)


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "almaty_portal.settings"}


def test_what_is_rolled_back_lapses_nothing(meeting):
    with transaction.atomic():
        in_bulk(meeting)
        transaction.set_rollback(True)
    changes.settle()
    assert is_kept(MEETINGS)


def test_nothing_lapses_before_the_commit(meeting):
    heard = changes.changed["meetings_meeting"]
    with transaction.atomic():
        in_bulk(meeting)
        changes.settle()
        assert changes.changed["meetings_meeting"] == heard
        assert "First title" in text(MEETINGS)
    changes.settle()
    assert "Second title" in text(MEETINGS)


def test_a_change_elsewhere_leaves_the_page(meeting):
    factories.published(factories.GovernanceSectionFactory())
    changes.settle()
    assert is_kept(MEETINGS)


def test_what_nobody_sees_lapses_nothing():
    shown, hidden = (factories.GovernanceSectionFactory() for _ in "12")
    factories.published(shown)
    document = factories.DocumentFactory()
    factories.ParagraphFactory(document=document, position=1)
    changes.settle()
    addresses = (GOVERNANCE, "/en/documents/")
    for address in addresses:
        text(address)
    GovernanceSection.objects.filter(pk=hidden.pk).update(text_en="A draft")
    document.title_en = "A draft"
    document.save()
    changes.settle()
    assert [is_kept(address) for address in addresses] == [True, True]


def test_a_revision_in_the_making_leaves_the_document_but_a_new_address_moves_it():
    document = factories.DocumentFactory()
    paragraph = factories.ParagraphFactory(document=document, position=1)
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    changes.settle()
    address = f"/en/documents/{document.slug}/"
    text(address)
    paragraph.text_en = "Working text"
    paragraph.save()
    changes.settle()
    assert is_kept(address)
    document.refresh_from_db()
    document.slug = "moved"
    document.save()
    changes.settle()
    assert Client().get(address).status_code == 301


def test_a_change_while_the_page_is_made_is_not_missed(monkeypatch):
    meeting = factories.published(factories.MeetingFactory(title_en="First title"))
    changes.settle()
    made = middleware.is_everybodys

    def changed_meanwhile(*args):
        in_bulk(meeting)
        changes.settle()
        return made(*args)

    monkeypatch.setattr(middleware, "is_everybodys", changed_meanwhile)
    assert "First title" in text(MEETINGS)
    monkeypatch.undo()
    assert "Second title" in text(MEETINGS)


def test_without_its_trigger_the_page_would_be_stale():
    import pgtrigger

    party = factories.published(factories.PartyFactory(short_name_en="First name"))
    factories.MembershipFactory(party=party)
    changes.settle()
    assert "First name" in text("/en/members/")
    with pgtrigger.ignore("members.Party:announces"):
        Party.objects.update(short_name_en="Second name")
    changes.settle()
    assert "First name" in text("/en/members/")


def end_the_listener() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s AND datname = %s",
            [APPLICATION, connection.settings_dict["NAME"]],
        )


def test_while_nobody_listens_every_page_is_made_anew(meeting, monkeypatch):
    monkeypatch.setattr(listening, "RETRY", 3_600)  # seconds: it does not come back by itself here
    end_the_listener()
    while changes.are_heard:
        changes._stopping.wait(0.01)
    in_bulk(meeting)
    assert "Second title" in text(MEETINGS)
    assert not is_kept(MEETINGS)


def test_a_listener_that_was_lost_comes_back_and_trusts_nothing_from_before(meeting, monkeypatch):
    monkeypatch.setattr(listening, "RETRY", 0.01)
    before = changes.floor
    end_the_listener()
    while changes.floor == before:
        changes._stopping.wait(0.01)
    changes.settle()
    assert not is_kept(MEETINGS)
    assert is_kept(MEETINGS)


def test_a_connection_that_no_longer_answers_is_not_trusted(meeting, monkeypatch):
    monkeypatch.setattr(changes, "until", 0.0)
    assert not is_kept(MEETINGS)


def test_a_copy_of_the_process_trusts_nothing_and_listens_for_itself(meeting):
    import os

    read, write = os.pipe()
    if not (child := os.fork()):
        os.write(write, f"{changes.are_heard} {changes._thread} {changes.moment >= changes.floor}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 100) == b"False None True"


def test_pages_that_say_today_end_with_the_day(meeting, monkeypatch):
    almaty = ZoneInfo("Asia/Almaty")
    evening = datetime(2026, 6, 5, 23, 59, 30, tzinfo=almaty)

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(pages, "now", moment.timestamp)

    last_day = factories.published(factories.MeetingFactory(starts_on=date(2026, 6, 5), ends_on=date(2026, 6, 5)))
    changes.settle()
    at(evening)
    upcoming = text(MEETINGS)
    assert text(MEETINGS) == upcoming
    at(evening + timedelta(seconds=29))
    assert is_kept(MEETINGS)
    at(evening + timedelta(seconds=30))
    assert text(MEETINGS) != upcoming
    assert last_day.title_en in text(MEETINGS)


@pytest.mark.parametrize(
    ("zone", "now", "midnight"),
    [
        ("Asia/Almaty", "2026-06-05T18:59:59+00:00", "2026-06-05T19:00:00+00:00"),
        ("Asia/Almaty", "2026-06-05T19:00:00+00:00", "2026-06-06T19:00:00+00:00"),
        ("Europe/Zurich", "2026-03-28T23:30:00+00:00", "2026-03-29T22:00:00+00:00"),  # a day of 23 hours
    ],
)
def test_the_day_ends_at_the_portals_midnight(settings, monkeypatch, zone, now, midnight):
    settings.TIME_ZONE = zone
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(now))
    assert pages.next_midnight() == datetime.fromisoformat(midnight).timestamp()
