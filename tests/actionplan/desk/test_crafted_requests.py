"""What a bad-minded person sends: forged, replayed, too late, too long, in two windows at once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from actionplan import deadlines, evidence, paper, reporting, reviewing, rounds
from actionplan.models import ProgressReport, ReportVersion
from actionplan.sheets import making, reading, saving
from tests import factories
from tests.actionplan.desk.conftest import published, ready, signed
from tests.actionplan.everybody.rows_stored import stored
from tests.actionplan.test_sheets import filled

pytestmark = pytest.mark.django_db
MARK = "QZXMARK"
LETTER = {"implementation_status": "delayed", "original_language": "en", "narrative_en": "From the letter."}


def at(name, thing):
    return reverse(f"desk:{name}", args=[thing.pk])


def attach(report, actor, **also):
    made = SimpleUploadedFile(f"{MARK}.pdf", b"%PDF-1.7 test")
    return evidence.add_file(report, actor=actor, file=made, titles={"en": MARK}, **also)


def scan():
    return SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test")


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher"])
def test_the_secretariat_sees_nothing_of_working_text_on_any_page_of_the_desk(client, packet, report, role):
    factories.answered(report, packet.contributor, implementation_status="completed", narrative_en=MARK)
    hidden = attach(report, packet.contributor)
    client.force_login(getattr(factories, role)())
    pages = [at("packet", packet), at("packet_history", packet), at("report", report), at("history", report)]
    pages += [at("review_report", report), at("review_round", packet.round), reverse("desk:home")]
    said = "".join(client.get(page).content.decode() for page in pages)
    assert MARK not in said
    assert "Completed" not in said
    assert "RU, EN" not in said
    assert "Bolat" not in said
    assert client.get(at("evidence", hidden)).status_code == 404


def test_the_secretariat_sees_what_was_signed_while_the_state_writes_on(client, packet, report):
    signed(packet)
    reviewing.send_back(report, actor=factories.reviewer(), reason="Say when.")
    factories.answered(report, packet.contributor, implementation_status="completed", narrative_en=MARK)
    client.force_login(factories.reviewer())
    said = client.get(at("packet", packet)).content.decode()
    assert "In progress" in said
    assert "Completed" not in said


def test_a_letter_freezes_no_evidence_that_the_state_did_not_sign(packet, report):
    unsigned = attach(report, packet.contributor, is_public=True)
    version = paper.enter(report, actor=factories.editor(), answer=LETTER, letter=scan())
    assert [piece.is_letter for piece in version.evidence.all()] == [True]
    reviewing.send_back(report, actor=factories.reviewer(), reason="Is this yours?")
    other = packet.reports.exclude(pk=report.pk).get()
    reviewing.excuse(other, actor=factories.reviewer(), reason="Not its turn")
    (again,) = reporting.sign(packet, actor=packet.coordinator)
    assert unsigned in again.evidence.all()


def test_a_packet_answered_by_letter_is_not_late(packet):
    packet.round.due_on = packet.round.opens_on
    for report in packet.reports.all():
        assert deadlines.days_late(packet, packet.reports.all()) == 10
        paper.enter(report, actor=factories.editor(), answer=LETTER, letter=scan())
    assert deadlines.days_late(packet, packet.reports.all()) == 0


def test_evidence_is_not_public_once_a_correction_without_it_is_published(client, packet, report):
    gone = attach(report, packet.contributor, is_public=True)
    published(packet)
    page = reverse("actionplan:evidence", args=[packet.round.plan.slug, gone.pk])
    assert client.get(page).status_code == 200
    reporting.correct(report, actor=packet.coordinator, reason="Not ours")
    evidence.remove(gone, actor=packet.coordinator)
    reporting.sign(packet, actor=packet.coordinator)
    reviewing.approve(report, actor=factories.reviewer())
    rounds.publish_round(packet.round, actor=factories.publisher(), accept_one_language=True)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("correct", {"reason": "a\0b"}),
        ("report", {"revision": "1", "original_language": "en", "narrative_en": "a\0b"}),
        ("autosave", {"revision": "1", "original_language": "en", "narrative_en": "a\0b"}),
        ("resolve", {"mine_narrative_en": "a\0b", "choose_narrative_en": "mine", "edited_narrative_en": "a\0b"}),
        ("evidence_add", {"title_en": "a\0b", "url": "https://example.org/"}),
        ("step", {"to": "a\0b"}),
    ],
)
def test_a_null_is_refused_and_nothing_is_saved(client, packet, report, name, sent):
    if name == "correct":
        published(packet)
    client.force_login(packet.coordinator)
    before = stored()
    assert client.post(at(name, report), sent).status_code == 400
    assert stored() == before


@pytest.mark.parametrize("step", ["return", "comment", "approve", "assess"])
def test_a_null_in_a_review_is_refused(client, packet, report, step):
    signed(packet)
    client.force_login(factories.reviewer())
    before = stored()
    sent = {"step": step, "version": "1", "reason": "a\0b", "comment_narrative": "a\0b", "text_en": "a\0b"}
    assert client.post(at("review_report", report), sent).status_code == 400
    assert stored() == before


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", "x", ""])
def test_a_number_that_is_none_is_answered_and_nothing_changes(client, packet, report, number):
    signed(packet)
    client.force_login(factories.superuser())
    before = stored()
    for address, sent in (
        (at("review_report", report), {"step": "approve", "version": number}),
        (at("publish_round", packet.round), {"version": [number]}),
        (at("letter", report), {**LETTER, "revision": number}),
    ):
        assert client.post(address, sent).status_code < 500
    assert client.get(f"/en/desk/packets/{number}/signed-ru.pdf").status_code == 404
    client.force_login(packet.coordinator)
    for name in ("autosave", "report", "resolve"):
        sent = {"revision": number, "original_language": "en", "mine_narrative_en": "x", "choose_narrative_en": "mine"}
        assert client.post(at(name, report), sent).status_code < 500
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.png", b"<svg onload='alert(1)'/>"),
        ("macros.docm", b"PK\x03\x04macros"),
        ("macros.xlsm", b"PK\x03\x04macros"),
        ("noextension", b"%PDF-1.7"),
        ("double.pdf.exe", b"MZ"),
        ("empty.pdf", b""),
        ("../../escape.svg", b"<svg/>"),
    ],
)
def test_a_file_that_may_harm_is_refused_with_a_sentence(client, packet, report, name, content):
    client.force_login(packet.contributor)
    before = stored()
    sent = {"title_en": "Programme", "file": SimpleUploadedFile(name, content)}
    answer = client.post(at("evidence_add", report), sent)
    assert answer.status_code == 422
    assert "errors" in answer.content.decode() or answer.context["evidence_form"].errors
    assert stored() == before


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/", "file:///etc/passwd", f"https://example.org/{'a' * 300}"]
)
def test_a_link_that_leads_to_no_page_of_the_web_is_refused(client, packet, report, url):
    client.force_login(packet.contributor)
    before = stored()
    answer = client.post(at("evidence_add", report), {"title_en": "Programme", "url": url})
    assert answer.status_code == 422
    assert answer.context["evidence_form"].errors["url"]
    assert stored() == before


def test_a_letter_that_is_no_scan_is_refused_with_a_sentence(client, packet, report):
    client.force_login(factories.editor())
    before = stored()
    sent = {**LETTER, "revision": "0", "letter": SimpleUploadedFile("letter.pdf", b"<html>")}
    answer = client.post(at("letter", report), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["letter"]
    assert stored() == before


def test_a_spreadsheet_of_another_state_is_refused(client, packet):
    foreign = packet.round.submissions.exclude(pk=packet.pk).get()
    stranger = factories.coordinator(foreign.party)
    content = filled(making.make(packet), {(1, "narrative_ru"): "Чужое."})
    client.force_login(stranger)
    before = stored()
    answer = client.post(at("sheet", foreign), {"file": SimpleUploadedFile("packet.xlsx", content)})
    assert answer.status_code == 422
    theirs = saving.pack(packet, stranger, reading.read(packet, content))
    client.post(at("sheet_confirm", foreign), {"packed": theirs})
    assert stored() == before


def test_a_confirmation_is_not_replayed_over_later_words(client, packet, report):
    content = filled(making.make(packet), {(1, "narrative_ru"): "Из таблицы."})
    client.force_login(packet.contributor)
    sent = {"packed": saving.pack(packet, packet.contributor, reading.read(packet, content))}
    client.post(at("sheet_confirm", packet), sent)
    first = packet.reports.get(narrative_ru="Из таблицы.")
    factories.answered(first, packet.coordinator)
    before = stored()
    client.post(at("sheet_confirm", packet), sent)
    assert stored() == before


def test_nobody_signs_after_their_mandate_ended_in_another_window(client, packet):
    ready(packet)
    client.force_login(packet.coordinator)
    seal = client.get(at("sign", packet)).context["packet"].seal()
    yesterday = timezone.localdate() - timedelta(days=1)
    packet.coordinator.mandates.update(valid_from=yesterday, valid_until=yesterday)
    before = stored()
    assert client.post(at("sign", packet), {"seal": seal}).status_code == 404
    assert stored() == before


def test_a_form_that_names_statuses_and_people_changes_neither(client, packet, report):
    client.force_login(packet.contributor)
    forged = {"status": "approved", "public_version": "1", "submission": "2", "assignment": "2", "edited_by": "1"}
    forged |= {"review_began_at": "2026-01-01", "id": "2", "is_unchanged": "on", "signed_by": "1"}
    sent = {"revision": "0", "original_language": "en", "narrative_en": "Mine.", **forged}
    client.post(at("report", report), sent)
    kept = ProgressReport.objects.get(pk=report.pk)
    assert (kept.status, kept.narrative_en, kept.edited_by) == ("draft", "Mine.", packet.contributor)
    assert (kept.is_unchanged, kept.public_version, kept.review_began_at) == (False, None, None)


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"])
def test_signing_in_leads_to_no_other_site(client, packet, to):
    packet.coordinator.set_password("a long enough one 7")
    packet.coordinator.save()
    sent = {"login": packet.coordinator.email, "password": "a long enough one 7", "next": to}
    answer = client.post(reverse("account_login"), sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/")


def at_once(*deeds):
    """Each deed in a thread and a connection of its own, begun together: what came of each."""
    gate, told = threading.Barrier(len(deeds)), {}

    def run(number, deed):
        close_old_connections()
        gate.wait()
        try:
            deed()
        except (ValidationError, PermissionDenied) as error:
            told[number] = getattr(error, "code", "denied")
        else:
            told[number] = "done"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told.values())


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_freeze_one_version_of_each_report(packet):
    ready(packet)
    other = factories.coordinator(packet.party)
    told = at_once(
        lambda: reporting.sign(packet, actor=packet.coordinator), lambda: reporting.sign(packet, actor=other)
    )
    assert told == ["done", "nothing"]
    assert list(ReportVersion.objects.values_list("number", flat=True)) == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_of_approving_and_taking_back_at_once_only_one_is_done(packet, report):
    signed(packet)
    reviewer = factories.reviewer()
    told = at_once(
        lambda: reviewing.approve(report, actor=reviewer, shown=1),
        lambda: reporting.withdraw(packet, actor=packet.coordinator),
    )
    assert "done" in told
    steps = list(report.transitions.order_by("id").values_list("to_status", flat=True))
    assert len(steps) == 3
    assert ProgressReport.objects.get(pk=report.pk).status == steps[-1]
