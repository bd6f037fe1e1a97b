import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplan import reviewing
from actionplan.models import Evidence, ReportVersion
from tests import factories
from tests.actionplan.review.conftest import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.editor()
    client.force_login(user)
    return user


def at(report):
    return reverse("desk:letter", args=[report.pk])


def answer(report, **changed):
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test")
    given = {
        "revision": report.revision,
        "implementation_status": "completed",
        "original_language": "ru",
        "narrative_ru": "Закон принят.",
        "narrative_en": "The law was adopted.",
        "letter": letter,
    }
    return {name: value for name, value in {**given, **changed}.items() if value is not None}


def test_a_letter_is_entered_in_the_states_name(client, packet, editor):
    report = packet.reports.first()
    assert client.post(at(report), answer(report)).status_code == 302
    version = report.versions.get()
    assert (version.on_paper, version.submitted_by, version.narrative_en) == (True, editor, "The law was adopted.")
    step = report.transitions.first()
    assert (step.role, step.on_behalf_of) == ("editor", packet.party)
    assert Evidence.objects.get().is_letter


def test_the_page_says_that_another_person_must_approve(client, packet, editor):
    assert "Another person of the secretariat has to approve" in client.get(at(packet.reports.first())).content.decode()


def test_without_the_letter_nothing_is_entered_and_the_text_stays_in_the_form(client, packet, editor):
    report = packet.reports.first()
    refused = client.post(at(report), answer(report, letter=None))
    assert refused.status_code == 422
    assert "Attach the scan" in refused.content.decode()
    assert "The law was adopted." in refused.content.decode()
    assert not ReportVersion.objects.exists()


def test_a_letter_that_is_no_document_is_refused_at_its_field(client, packet, editor):
    report = packet.reports.first()
    refused = client.post(at(report), answer(report, letter=SimpleUploadedFile("letter.pdf", b"<script>")))
    assert refused.context["form"].errors["letter"]
    assert not ReportVersion.objects.exists()


def test_an_incomplete_text_is_refused(client, packet, editor):
    report = packet.reports.first()
    refused = client.post(at(report), answer(report, narrative_ru=""))
    assert "not complete" in refused.content.decode()
    report.refresh_from_db()
    assert (report.status, report.revision) == ("draft", 0)


def test_text_that_the_state_saved_meanwhile_is_not_overwritten_unseen(client, packet, editor):
    report = packet.reports.first()
    sent = answer(report)
    factories.answered(report, packet.coordinator, narrative_en="A seminar.")
    refused = client.post(at(report), sent)
    assert "saved working text after you opened" in refused.content.decode()
    report.refresh_from_db()
    assert (report.status, report.narrative_en) == ("draft", "A seminar.")
    again = answer(report, revision=refused.context["form"]["revision"].value())
    assert client.post(at(report), again).status_code == 302


def test_working_text_that_is_not_signed_is_told_of_but_not_shown(client, packet, editor):
    report = packet.reports.first()
    factories.answered(report, packet.coordinator, narrative_en="A secret draft.")
    shown = client.get(at(report)).content.decode()
    assert "working text here that is not signed" in shown
    assert "A secret draft." not in shown


def test_nothing_of_the_states_unsigned_text_is_left_in_what_is_entered(client, packet, editor):
    report = packet.reports.first()
    factories.answered(report, packet.coordinator, obstacles_en="Unsigned.", is_unchanged=True)
    report.refresh_from_db()
    client.post(at(report), answer(report))
    version = report.versions.get()
    assert (version.obstacles_en, version.is_unchanged) == ("", False)


def test_a_submitted_report_takes_no_letter(client, packet, editor):
    report = sign(packet)[0]
    for method in (client.get, client.post):
        assert method(at(report), answer(report)).status_code == 302
    assert report.versions.count() == 1


def test_a_returned_report_begins_with_what_was_submitted(client, packet, editor):
    report = sign(packet)[0]
    reviewing.send_back(report, actor=factories.reviewer(), reason="When?")
    assert "A seminar was held." in client.get(at(report)).content.decode()
