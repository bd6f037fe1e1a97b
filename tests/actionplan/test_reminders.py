import threading
from datetime import timedelta

import pgtrigger
import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from django.utils import timezone

from actionplan import reminders, reporting, reviewing
from actionplan.models import Reminder, ReportTransition, Round
from actionplan.reminder_mail import token
from members.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def packet():
    """A packet of two items due in 20 days, opened 40 days ago, with a coordinator who reads Russian."""
    opened = factories.opened_round("KZ")
    Round.objects.update(
        opened_at=timezone.now() - timedelta(days=40), opens_on=timezone.localdate() - timedelta(days=40)
    )
    submission = opened.submissions.get()
    submission.coordinator = factories.coordinator(submission.party, language="ru", first_name="Алия")
    submission.coordinator.mandates.update(valid_from=timezone.localdate() - timedelta(days=40))
    return submission


def in_days(packet, offset):
    """The day that lies so many days after the due day."""
    return packet.round.due_on + timedelta(days=offset)


def sent_on(packet, *offsets):
    return [reminders.send_due(in_days(packet, offset)) for offset in offsets]


def test_a_digest_goes_out_on_each_of_the_days_and_then_weekly_to_a_cap(packet):
    assert sent_on(packet, -30, -29, -14, -13, -7, -1, 0, 3, 10, 17, 24, 31, 38, 60) == [
        1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0,
    ]  # fmt: skip


def test_a_job_that_was_down_catches_up_with_one_message(packet):
    assert sent_on(packet, -5, -5) == [1, 0]
    assert Reminder.objects.get().due_on == in_days(packet, -7)


def test_a_digest_is_in_the_readers_language_and_lists_the_open_items(packet):
    reminders.send_due(in_days(packet, -7))
    (message,) = mail.outbox
    assert message.subject == "Алматинский процесс: не завершены 2 отчёта"
    html, kind = message.alternatives[0]
    for report in packet.reports.all():
        assert report.assignment.item.code in message.body
        assert report.assignment.item.code in html
    assert kind == "text/html"
    assert "через 7 дней" in message.body


def test_nothing_is_sent_for_what_is_submitted_or_excused(packet):
    first, second = packet.reports.all()
    reviewing.excuse(first, actor=factories.reviewer(), reason="Not its turn")
    factories.answered(second, packet.coordinator)
    reporting.make_ready(second, actor=packet.coordinator)
    assert sent_on(packet, -14) == [1]
    assert first.assignment.item.code not in mail.outbox[0].body
    reporting.sign(packet, actor=packet.coordinator)
    mail.outbox.clear()
    sent_on(packet, -7)
    assert [message.to for message in mail.outbox if message.to == [packet.coordinator.email]] == []


def test_who_unsubscribed_or_whose_mandate_ended_receives_none(packet):
    User.objects.filter(pk=packet.coordinator.pk).update(wants_digests=False)
    ended = factories.coordinator(packet.party)
    ended.mandates.update(valid_from=in_days(packet, -60), valid_until=in_days(packet, -40))
    assert sent_on(packet, -14) == [0]


def test_a_failed_message_is_kept_for_staff_and_tried_again(packet, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda *args, **kwargs: 1 / 0)
    assert sent_on(packet, -14, -14) == [0, 0]
    reminder = Reminder.objects.get()
    assert (reminder.attempts, reminder.sent_at) == (2, None)
    assert "ZeroDivisionError" in reminder.error
    monkeypatch.undo()
    assert sent_on(packet, -14) == [1]


def test_it_gives_up_after_five_attempts_and_staff_see_it(packet, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda *args, **kwargs: 1 / 0)
    sent_on(packet, *[-14] * 7)
    assert Reminder.objects.failed().get().attempts == 5


def returned(packet, days):
    for report in packet.reports.all():
        factories.answered(report, packet.coordinator)
        reporting.make_ready(report, actor=packet.coordinator)
    reporting.sign(packet, actor=packet.coordinator)
    report = packet.reports.first()
    reviewing.send_back(report, actor=factories.reviewer(), reason="Which year?")
    later(days)
    return report


def later(days):
    """As if every step had been taken so many days ago: the record itself cannot be changed."""
    with pgtrigger.ignore("actionplan.ReportTransition:append_only"):
        ReportTransition.objects.update(at=F("at") - timedelta(days=days))


@pytest.mark.parametrize(("days", "count"), [(4, 0), (5, 1), (12, 1)])
def test_coordinators_hear_of_returned_items_after_five_days_once(packet, days, count):
    report = returned(packet, days)
    reminders.send_due()
    reminders.send_due()
    sent = [m for m in mail.outbox if m.to == [packet.coordinator.email]]
    assert len(sent) == count
    assert all(report.assignment.item.code in message.body for message in sent)
    assert all("List-Unsubscribe" not in message.extra_headers for message in sent)


def test_reviewers_hear_of_submissions_that_wait(packet):
    reviewer = factories.reviewer(language="en")
    returned(packet, 6)
    reminders.send_due()
    (message,) = [m for m in mail.outbox if m.to == [reviewer.email]]
    assert message.subject == "Almaty Process: 1 report is waiting for review"


def test_the_link_in_a_digest_stops_digests_only_when_confirmed(packet, client):
    reminders.send_due(in_days(packet, -7))
    address = f"/ru/digests/{token(packet.coordinator)}/"
    assert address in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].endswith(f"{address}>")
    client.get(address)
    assert User.objects.get(pk=packet.coordinator.pk).wants_digests
    client.post(address)
    assert not User.objects.get(pk=packet.coordinator.pk).wants_digests
    client.post(address, {"again": "1"})
    assert User.objects.get(pk=packet.coordinator.pk).wants_digests


def test_a_forged_link_is_not_found(client):
    assert client.get("/en/digests/1:forged/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_message(packet, monkeypatch):
    sent, barrier = [], threading.Barrier(2, timeout=10)

    def slow_send(message, *args, **kwargs):
        sent.append(message)
        connection.cursor().execute("SELECT pg_sleep(0.3)")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", slow_send)

    def work():
        try:
            barrier.wait()
            reminders.send_due(in_days(packet, -14))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(sent) == 1
    assert ReportTransition.objects.count() == 0
