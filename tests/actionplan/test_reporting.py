from datetime import timedelta

import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from actionplan import paper, reporting, reviewing, rounds
from actionplan.models import ProgressReport, ReportTransition, ReportVersion, StateSubmission
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def packet():
    """Kazakhstan's packet of two items, and its coordinator."""
    opened = factories.opened_round("KZ", "TJ")
    submission = opened.submissions.get(party__code="KZ")
    submission.coordinator = factories.coordinator(submission.party)
    return submission


def ready(submission):
    for report in submission.reports.all():
        factories.answered(report, submission.coordinator)
        reporting.make_ready(report, actor=submission.coordinator)


def signed(submission):
    ready(submission)
    reporting.sign(submission, actor=submission.coordinator)
    return list(submission.reports.all())


def statuses(submission):
    return list(submission.reports.order_by("pk").values_list("status", flat=True))


def test_opening_a_round_makes_a_report_for_every_assignment_of_every_state():
    opened = factories.opened_round("KZ", "TJ", items=3)
    assert sorted(opened.submissions.values_list("party__code", flat=True)) == ["KZ", "TJ"]
    assert ProgressReport.objects.filter(submission__round=opened).count() == 6
    with pytest.raises(ValidationError, match="open already"):
        rounds.open_round(opened, actor=factories.publisher())


def test_an_editor_does_not_open_a_round():
    opened = factories.RoundFactory(plan=factories.published(factories.PlanFactory()))
    with pytest.raises(PermissionDenied):
        rounds.open_round(opened, actor=factories.editor())
    assert not StateSubmission.objects.exists()


def test_a_report_is_ready_once_it_is_complete_in_its_original_language(packet):
    report = packet.reports.first()
    with pytest.raises(ValidationError, match="not complete: implementation, original language"):
        reporting.make_ready(report, actor=packet.coordinator)
    factories.answered(report, packet.coordinator, narrative_en="")
    assert reporting.make_ready(report, actor=packet.coordinator).status == "ready"


def test_another_states_coordinator_writes_nothing(packet):
    stranger = factories.coordinator(packet.round.submissions.get(party__code="TJ").party)
    report = packet.reports.first()
    with pytest.raises(PermissionDenied):
        factories.answered(report, stranger)
    report.refresh_from_db()
    assert (report.narrative_ru or "", report.revision) == ("", 0)


def test_an_ended_mandate_opens_nothing(packet):
    yesterday = timezone.localdate() - timedelta(days=1)
    packet.coordinator.mandates.update(valid_from=yesterday, valid_until=yesterday)
    with pytest.raises(PermissionDenied, match="no mandate in force"):
        factories.answered(packet.reports.first(), packet.coordinator)


def test_the_second_of_two_editors_is_told_and_sees_both_texts(packet):
    report = packet.reports.first()
    factories.answered(report, packet.coordinator, narrative_ru="Первый текст.")
    with pytest.raises(reporting.StaleTextError) as told:
        reporting.save_text(report, actor=packet.coordinator, answer={"narrative_ru": "Второй."}, revision=0)
    assert told.value.theirs.narrative_ru == "Первый текст."
    report.refresh_from_db()
    assert report.narrative_ru == "Первый текст."


def test_a_contributor_prepares_and_only_the_coordinator_signs(packet):
    contributor = factories.coordinator(packet.party, role="contributor")
    for report in packet.reports.all():
        factories.answered(report, contributor)
        reporting.make_ready(report, actor=contributor)
    with pytest.raises(PermissionDenied, match="Only the state’s coordinator"):
        reporting.sign(packet, actor=contributor)
    assert len(reporting.sign(packet, actor=packet.coordinator)) == 2
    packet.refresh_from_db()
    assert packet.signed_by == packet.coordinator


def test_a_draft_keeps_the_packet_from_being_signed(packet):
    first = packet.reports.first()
    factories.answered(first, packet.coordinator)
    reporting.make_ready(first, actor=packet.coordinator)
    with pytest.raises(ValidationError, match="still drafts"):
        reporting.sign(packet, actor=packet.coordinator)
    assert not ReportVersion.objects.exists()


def test_signing_freezes_versions_and_writes_its_record(packet):
    report, _other = signed(packet)
    version = report.versions.get()
    assert (report.status, version.number, version.narrative_ru) == ("submitted", 1, "Проведён семинар.")
    step = report.transitions.first()
    assert (step.role, step.on_behalf_of, step.version) == ("coordinator", packet.party, version)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.update(narrative_ru="Другое.")


def test_a_status_without_its_record_is_refused_by_the_database(packet):
    with pytest.raises(DatabaseError, match="recorded transition"), transaction.atomic():
        packet.reports.update(status="approved")


def test_a_packet_is_taken_back_until_a_review_has_begun(packet):
    report, _other = signed(packet)
    reporting.withdraw(packet, actor=packet.coordinator)
    assert statuses(packet) == ["ready", "ready"]
    reporting.sign(packet, actor=packet.coordinator)
    reviewing.begin(report, actor=factories.reviewer())
    with pytest.raises(ValidationError, match="has begun"):
        reporting.withdraw(packet, actor=packet.coordinator)


def test_returning_needs_a_reason_and_holds_up_no_other_item(packet):
    first, second = signed(packet)
    reviewer = factories.reviewer()
    with pytest.raises(ValidationError, match="Say why"):
        reviewing.send_back(first, actor=reviewer, reason=" ")
    reviewing.send_back(first, actor=reviewer, reason="Give the date.")
    reviewing.approve(second, actor=reviewer)
    assert statuses(packet) == ["returned", "approved"]
    with pytest.raises(ValidationError, match="nothing to sign"):
        reporting.sign(packet, actor=packet.coordinator)
    factories.answered(first, packet.coordinator, narrative_ru="Проведён семинар 3 мая.")
    (version,) = reporting.sign(packet, actor=packet.coordinator)
    assert (version.report, version.number) == (first, 2)
    assert statuses(packet) == ["submitted", "approved"]


def test_nobody_approves_what_they_entered(packet):
    report = packet.reports.first()
    both = factories.editor()
    both.groups.add(*factories.reviewer().groups.all())
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test")
    answer = {"implementation_status": "completed", "narrative_en": "Done.", "original_language": "en"}
    paper.enter(report, actor=both, answer=answer, letter=letter)
    with pytest.raises(ValidationError, match="another reviewer"):
        reviewing.approve(report, actor=both)
    assert reviewing.approve(report, actor=factories.reviewer()).status == "approved"
    assert report.versions.get().on_paper


def test_to_open_a_round_or_to_begin_a_review_is_not_to_write(packet):
    report, _other = signed(packet)
    reviewer = factories.reviewer()
    with pghistory.context(user=reviewer.pk):
        reviewing.begin(report, actor=reviewer)
    assert reporting.writers([report]) == {packet.coordinator.pk}
    with pghistory.context(user=reviewer.pk):
        ProgressReport.objects.filter(pk=report.pk).update(narrative_en="Another text.")
    assert reporting.writers([report]) == {packet.coordinator.pk, reviewer.pk}


def test_a_letter_is_needed_for_the_paper_route(packet):
    report = packet.reports.first()
    with pytest.raises(ValidationError, match="scan"):
        paper.enter(report, actor=factories.editor(), answer={}, letter=None)
    report.refresh_from_db()
    assert (report.status, report.revision) == ("draft", 0)


def test_publishing_is_by_round_and_one_language_is_accepted_on_purpose(packet):
    first, second = signed(packet)
    reviewer = factories.reviewer()
    reviewing.approve(first, actor=reviewer)
    reviewing.send_back(second, actor=reviewer, reason="Which law?")
    factories.answered(second, packet.coordinator, narrative_en="", narrative_ru="Принят закон.")
    reporting.sign(packet, actor=packet.coordinator)
    reviewing.approve(second, actor=reviewer)
    with pytest.raises(ValidationError, match="one language only: KZ"):
        rounds.publish_round(packet.round, actor=factories.publisher())
    assert ReportVersion.objects.public().count() == 0
    rounds.publish_round(packet.round, actor=factories.publisher(), accept_one_language=True)
    assert ReportVersion.objects.public().count() == 2


def published(packet):
    reports = signed(packet)
    for report in reports:
        reviewing.approve(report, actor=factories.reviewer())
    rounds.publish_round(packet.round, actor=factories.publisher())
    return reports


def test_a_correction_leaves_the_old_version_public_until_it_is_replaced(packet):
    report, _other = published(packet)
    with pytest.raises(ValidationError, match="Say why"):
        reporting.correct(report, actor=packet.coordinator, reason="")
    reporting.correct(report, actor=packet.coordinator, reason="The figure was wrong")
    factories.answered(report, packet.coordinator, narrative_en="Two seminars were held.")
    reporting.sign(packet, actor=packet.coordinator)
    reviewing.approve(report, actor=factories.reviewer())
    public = ReportVersion.objects.public().filter(report=report)
    assert [v.narrative_en for v in public] == ["A seminar was held."]
    rounds.publish_round(packet.round, actor=factories.publisher())
    assert [v.narrative_en for v in public.all()] == ["Two seminars were held."]


def test_no_change_says_the_last_rounds_text_again(packet):
    published(packet)
    next_round = factories.opened_round(plan=packet.round.plan, number=packet.round.number + 1)
    submission = next_round.submissions.get(party=packet.party)
    for report in submission.reports.all():
        reporting.save_text(report, actor=packet.coordinator, answer={"is_unchanged": True}, revision=0)
        reporting.make_ready(report, actor=packet.coordinator)
    version = reporting.sign(submission, actor=packet.coordinator)[0]
    assert (version.is_unchanged, version.narrative_en) == (True, "A seminar was held.")


def test_nothing_can_be_unchanged_in_the_first_round(packet):
    report = packet.reports.first()
    reporting.save_text(report, actor=packet.coordinator, answer={"is_unchanged": True}, revision=0)
    with pytest.raises(ValidationError, match="no earlier report"):
        reporting.make_ready(report, actor=packet.coordinator)


def test_an_excused_item_needs_no_answer_and_may_be_asked_for_again(packet):
    first, second = packet.reports.all()
    reviewer = factories.reviewer()
    reviewing.excuse(first, actor=reviewer, reason="Not its turn")
    factories.answered(second, packet.coordinator)
    reporting.make_ready(second, actor=packet.coordinator)
    assert len(reporting.sign(packet, actor=packet.coordinator)) == 1
    assert reviewing.reinstate(first, actor=reviewer, reason="It asked to answer").status == "draft"


def test_a_first_packet_is_not_signed_after_the_round_closed(packet):
    ready(packet)
    day = timezone.localdate() - timedelta(days=1)
    type(packet.round).objects.update(opens_on=day, due_on=day, closes_on=day)
    with pytest.raises(ValidationError, match="closed"):
        reporting.sign(packet, actor=packet.coordinator)


def test_transitions_are_append_only(packet):
    signed(packet)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportTransition.objects.update(reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportTransition.objects.all().delete()
