import re
from decimal import Decimal

import pytest
from django.urls import reverse

from actionplan import evidence, reporting, reviewing
from actionplan.models import Assessment, Indicator, IndicatorTarget, ReviewComment
from tests import factories

pytestmark = pytest.mark.django_db


def at(report):
    return reverse("desk:review_report", args=[report.pk])


def page(client, report):
    return client.get(at(report)).content.decode()


@pytest.fixture
def reviewer(client):
    user = factories.reviewer()
    client.force_login(user)
    return user


def press(client, report, step, **sent):
    return client.post(at(report), {"step": step, "version": report.versions.first().number, **sent})


def status(report):
    report.refresh_from_db()
    return report.status


def test_both_languages_stand_side_by_side(client, signed, reviewer):
    shown = page(client, signed[0])
    assert "Проведён семинар." in shown
    assert "A seminar was held." in shown


def test_a_states_words_are_in_no_field(client, signed, reviewer):
    boxes = re.findall(r'<(?:textarea|input|select)[^>]* name="([^"]+)"', page(client, signed[0]))
    fields = {f"comment_{name or 'general'}" for name in ReviewComment.Field.values}
    known = {"csrfmiddlewaretoken", "next", "q", "version", "reason", "text_ru", "text_en", "is_public"} | fields
    assert set(boxes) <= known
    assert fields <= set(boxes)


def test_the_differences_to_the_last_version_are_told_word_by_word(client, packet, signed, reviewer):
    reviewing.send_back(signed[0], actor=reviewer, reason="When?")
    factories.answered(signed[0], packet.coordinator, narrative_en="A long seminar was held.")
    reporting.sign(packet, actor=packet.coordinator)
    shown = page(client, signed[0])
    assert "Changed since version 1" in shown
    assert re.search(r"<ins>\s*long\s*</ins>", shown)


def test_the_differences_to_the_last_round_are_told(client, packet, signed, reviewer):
    for report in signed:
        reviewing.approve(report, actor=reviewer)
    from actionplan import rounds

    rounds.publish_round(packet.round, actor=factories.publisher())
    following = factories.opened_round(plan=packet.round.plan, number=packet.round.number + 1)
    submission = following.submissions.get(party=packet.party)
    for report in submission.reports.all():
        factories.answered(report, packet.coordinator, narrative_en="A short seminar was held.")
        reporting.make_ready(report, actor=packet.coordinator)
    reporting.sign(submission, actor=packet.coordinator)
    shown = page(client, submission.reports.first())
    assert f"Compared with what was published of round {packet.round.number}" in shown
    assert re.search(r"<ins>\s*short\s*</ins>", shown)


def test_indicators_stand_with_baseline_and_target(client, packet, reviewer):
    report = packet.reports.first()
    indicator = Indicator.objects.create(
        item=report.assignment.item, code="I1", title_ru="Обучено", title_en="Trained", unit_ru="чел.", unit_en="people"
    )
    IndicatorTarget.objects.create(indicator=indicator, party=packet.party, baseline=10, baseline_year=2012, target=50)
    factories.answered(report, packet.coordinator)
    report.refresh_from_db()
    reporting.save_text(
        report, actor=packet.coordinator, answer={}, revision=report.revision, values={indicator.pk: Decimal("37.5")}
    )
    from tests.actionplan.review.conftest import sign

    sign(packet)
    shown = page(client, report)
    assert "10 (2012)" in shown
    assert "<strong>37.5</strong>" in shown


def test_evidence_is_linked_through_the_desk(client, packet, reviewer):
    report = packet.reports.first()
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("list.pdf", b"%PDF-1.7 test")
    kept = evidence.add_file(report, actor=packet.coordinator, file=file, titles={"en": "Participants"})
    from tests.actionplan.review.conftest import sign

    sign(packet)
    assert reverse("desk:evidence", args=[kept.pk]) in page(client, report)


def test_comments_and_the_return_are_kept_together(client, signed, reviewer):
    press(client, signed[0], "return", comment_narrative="Which month?", reason="Give the date.")
    assert status(signed[0]) == "returned"
    comment = ReviewComment.objects.get()
    assert (comment.field, comment.text, comment.by) == ("narrative", "Which month?", reviewer)
    assert signed[0].transitions.first().reason == "Give the date."


def test_returning_without_a_reason_saves_nothing_and_keeps_what_was_typed(client, signed, reviewer):
    answer = press(client, signed[0], "return", comment_narrative="Which month?", reason=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert "Which month?" in answer.content.decode()
    assert (status(signed[0]), ReviewComment.objects.count()) == ("submitted", 0)


def test_approving_and_beginning(client, signed, reviewer):
    press(client, signed[0], "begin")
    assert status(signed[0]) == "submitted"
    assert signed[0].review_began_at
    press(client, signed[0], "approve")
    assert status(signed[0]) == "approved"


def test_a_version_that_was_not_shown_is_not_approved(client, packet, signed, reviewer):
    reporting.withdraw(packet, actor=packet.coordinator)
    reporting.sign(packet, actor=packet.coordinator)
    answer = client.post(at(signed[0]), {"step": "approve", "version": "1"})
    assert "another version" in answer.content.decode()
    assert status(signed[0]) == "submitted"
    client.post(at(signed[0]), {"step": "approve"})
    assert status(signed[0]) == "submitted"


def test_who_wrote_the_text_is_told_before_the_button_and_finds_none(client, packet, signed):
    packet.coordinator.groups.add(*factories.reviewer().groups.all())
    client.force_login(packet.coordinator)
    shown = page(client, signed[0])
    assert "You wrote or entered this text" in shown
    assert 'value="approve"' not in shown
    answer = press(client, signed[0], "approve")
    assert "another reviewer" in answer.content.decode()
    assert status(signed[0]) == "submitted"


def test_excusing_and_asking_again_need_a_reason(client, packet, reviewer):
    report = packet.reports.first()
    assert client.post(at(report), {"step": "excuse", "reason": ""}).status_code == 422
    client.post(at(report), {"step": "excuse", "reason": "Not its turn"})
    assert status(report) == "excused"
    client.post(at(report), {"step": "reinstate", "reason": "It asked"})
    assert status(report) == "draft"


def test_the_assessment_stands_beside_in_both_languages(client, signed, reviewer):
    client.post(at(signed[0]), {"step": "assess", "text_ru": "Хорошо.", "text_en": "Good.", "is_public": "on"})
    saved = Assessment.objects.get()
    assert (saved.text_ru, saved.text_en, saved.is_public, saved.by) == ("Хорошо.", "Good.", True, reviewer)
    assert "Хорошо." in page(client, signed[0])
    refused = client.post(at(signed[0]), {"step": "assess", "text_ru": "", "text_en": "", "is_public": "on"})
    assert refused.status_code == 422
    assert Assessment.objects.get().text_en == "Good."


def test_an_unknown_step_is_a_bad_request(client, signed, reviewer):
    assert press(client, signed[0], "publish").status_code == 400
    assert status(signed[0]) == "submitted"


def test_working_text_that_is_not_signed_is_not_shown(client, packet, reviewer):
    report = packet.reports.first()
    factories.answered(report, packet.coordinator, narrative_en="A secret draft.")
    assert "A secret draft." not in page(client, report)


def test_the_next_and_the_previous_waiting_report_are_linked(client, signed, reviewer):
    first, second = signed
    assert f'href="{at(second)}"' in page(client, first)
    assert f'href="{at(first)}"' in page(client, second)


def test_former_comments_stay_with_their_version(client, packet, signed, reviewer):
    press(client, signed[0], "return", comment_obstacles="Which ones?", reason="Say more.")
    factories.answered(signed[0], packet.coordinator, obstacles_en="Money.")
    reporting.sign(packet, actor=packet.coordinator)
    shown = page(client, signed[0])
    assert shown.index("Comments on former versions") < shown.index("Which ones?")
