"""A calendar program that subscribes to the feed and asks again later: vdirsyncer, into a folder of files."""

import subprocess
import sys
from datetime import date, time

import pytest
from icalendar import Calendar

from meetings.models import Meeting
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

#: Left to itself, vdirsyncer distrusts the UIDs of feeds, because some make them anew each time. These it may trust.
TRUSTING = "from vdirsyncer.cli import app; from vdirsyncer.storage.http import HttpStorage as feed; "
TRUSTING += "feed._ignore_uids = False; app()"
CONFIGURATION = """
[general]
status_path = "{folder}/status/"

[pair meetings]
a = "portal"
b = "held"
collections = null

[storage portal]
type = "http"
url = "{address}"

[storage held]
type = "filesystem"
path = "{folder}/held/"
fileext = ".ics"
"""


@pytest.fixture
def subscriber(live_server, tmp_path):
    """Asks the portal for the Russian calendar of all meetings and returns what it then holds, by UID."""
    (tmp_path / "held").mkdir()
    settings = CONFIGURATION.format(folder=tmp_path, address=f"{live_server.url}/ru/meetings/calendar.ics")
    (tmp_path / "config").write_text(settings)

    def ask(*steps):
        for step in steps:
            command = [sys.executable, "-c", TRUSTING, "-c", tmp_path / "config", step]
            subprocess.run(command, check=True, capture_output=True, text=True, input="y\n", timeout=60)
        files = [Calendar.from_ical(path.read_bytes()) for path in (tmp_path / "held").glob("*.ics")]
        return {str(event["uid"]): event for made in files for event in made.events}

    assert ask("discover") == {}
    return lambda: ask("sync")


def published(**fields):
    return factories.published(factories.MeetingFactory(**fields))


def test_a_subscriber_learns_of_changes_cancellations_withdrawals_and_new_meetings(subscriber):
    moved, cancelled, withdrawn, kept = (published(event_status="planned") for _n in range(4))
    first = subscriber()
    assert set(first) == {str(meeting.uid) for meeting in (moved, cancelled, withdrawn, kept)}
    assert {str(event["status"]) for event in first.values()} == {"CONFIRMED"}

    change = {"starts_on": date(2026, 3, 5), "ends_on": date(2026, 3, 5), "opens_at": time(10), "closes_at": time(17)}
    Meeting.objects.filter(pk=moved.pk).update(slug="moved", place_ru="Бишкек", **change)
    Meeting.objects.filter(pk=cancelled.pk).update(event_status="cancelled")
    workflow.withdraw(withdrawn, actor=factories.superuser(), reason="Issued in error")
    added = published(title_ru="; ".join(["Новое совещание"] * 10))
    second = subscriber()

    assert set(second) == {*first, str(added.uid)}
    held = second[str(moved.uid)]
    assert (str(held["location"]), held.start.isoformat()) == ("Бишкек", "2026-03-05T10:00:00+05:00")
    assert held["sequence"] == first[str(moved.uid)]["sequence"] + 1
    assert second[str(cancelled.uid)]["status"] == "CANCELLED"
    assert str(second[str(cancelled.uid)]["summary"]) == f"Отменено: {cancelled.title_ru}"
    gone = second[str(withdrawn.uid)]
    assert (gone["status"], str(gone["summary"])) == ("CANCELLED", "Запись отозвана секретариатом")
    assert second[str(kept.uid)] == first[str(kept.uid)]
    assert second[str(added.uid)]["summary"] == added.title_ru
    assert subscriber() == second
