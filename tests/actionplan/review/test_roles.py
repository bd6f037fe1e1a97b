"""Every address of the reviewer's desk against everybody: the answer is right, and the database is unchanged."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplan import reviewing
from actionplan.models import (
    Assessment,
    Evidence,
    ProgressReport,
    ReportTransition,
    ReportVersion,
    ReviewComment,
    Round,
    StateSubmission,
)
from tests import factories
from tests.actionplan.review.conftest import sign

pytestmark = pytest.mark.django_db

OUT, NONE, NO, YES = 302, 404, 403, 200
OUTSIDERS = {"anonymous": OUT, "contributor": NO, "coordinator": NO, "foreign": NONE, "expired": NONE}
#: address → role → the answer to GET.
GET = {
    "review": {**OUTSIDERS, "foreign": NO, "expired": NO, "editor": YES, "reviewer": YES, "publisher": YES},
    "review_report": {**OUTSIDERS, "editor": YES, "reviewer": YES, "publisher": YES},
    "letter": {**OUTSIDERS, "editor": YES, "reviewer": NO, "publisher": NO},
    "review_round": {**OUTSIDERS, "editor": YES, "reviewer": YES, "publisher": YES},
    "publish_round": {**OUTSIDERS, "editor": NO, "reviewer": NO, "publisher": YES},
}
#: (address, what is sent) → the one role that may; everybody else is answered as below, with nothing changed.
POST = {
    ("review_report", "begin"): "reviewer",
    ("review_report", "comment"): "reviewer",
    ("review_report", "return"): "reviewer",
    ("review_report", "approve"): "reviewer",
    ("review_report", "excuse"): "reviewer",
    ("review_report", "reinstate"): "reviewer",
    ("review_report", "assess"): "reviewer",
    ("letter", ""): "editor",
    ("publish_round", ""): "publisher",
}
STARTS = {"excuse": "draft", "reinstate": "excused", "": "draft"}


@pytest.fixture
def signed_round(packet):
    """Kazakhstan signed one report, its other is approved; of a second round both are drafts, one of them excused."""
    reports = sign(packet)
    reviewing.approve(reports[1], actor=factories.reviewer())
    following = factories.opened_round(plan=packet.round.plan, number=packet.round.number + 1)
    drafts = list(following.submissions.get(party=packet.party).reports.order_by("pk"))
    reviewing.excuse(drafts[1], actor=factories.reviewer(), reason="Not its turn")
    return {"round": packet.round, "submitted": reports[0], "draft": drafts[0], "excused": drafts[1]}


def person(role, packet):
    foreign = factories.published(factories.PartyFactory(code="UZ"))
    if role == "expired":
        user = factories.coordinator(packet.party)
        day = timezone.localdate() - timedelta(days=1)
        user.mandates.update(valid_from=day, valid_until=day)
        return user
    return {
        "contributor": lambda: factories.coordinator(packet.party, role="contributor"),
        "coordinator": lambda: packet.coordinator,
        "foreign": lambda: factories.coordinator(foreign),
        "editor": factories.editor,
        "reviewer": factories.reviewer,
        "publisher": factories.publisher,
    }[role]()


def enter(client, role, packet):
    if role != "anonymous":
        client.force_login(person(role, packet))


def address(name, made, report="submitted"):
    if name == "review":
        return reverse("desk:review")
    if name in ("review_round", "publish_round"):
        return reverse(f"desk:{name}", args=[made["round"].pk])
    return reverse(f"desk:{name}", args=[made[report].pk])


def everything():
    """What a request may have changed."""
    columns = ("pk", "status", "revision", "review_began_at", "narrative_en", "public_version")
    counted = (ReportTransition, ReportVersion, ReviewComment, Assessment, Evidence, StateSubmission)
    return (
        list(ProgressReport.objects.order_by("pk").values_list(*columns)),
        list(Round.objects.order_by("pk").values_list("pk", "opened_at", "published_at")),
        [model.objects.count() for model in counted],
    )


@pytest.mark.parametrize("role", ["anonymous", *list(OUTSIDERS)[1:], "editor", "reviewer", "publisher"])
@pytest.mark.parametrize("name", GET)
def test_who_opens_a_page(client, packet, signed_round, name, role):
    enter(client, role, packet)
    before = everything()
    answer = client.get(address(name, signed_round, "draft" if name == "letter" else "submitted"))
    assert answer.status_code == GET[name][role]
    if answer.status_code == OUT:
        assert "/login/" in answer["Location"]
    assert everything() == before


@pytest.mark.parametrize("role", ["anonymous", *list(OUTSIDERS)[1:], "editor", "reviewer", "publisher"])
@pytest.mark.parametrize(("name", "step"), POST)
def test_who_takes_a_step(client, packet, signed_round, name, step, role):
    enter(client, role, packet)
    before = everything()
    report = (
        "submitted"
        if name == "publish_round"
        else {"excuse": "draft", "reinstate": "excused", "": "draft"}.get(step, "submitted")
    )
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {
        "step": step,
        "version": "1",
        "reason": "Because.",
        "comment_narrative": "When?",
        "text_en": "Assessed.",
        "revision": "0",
        "implementation_status": "completed",
        "original_language": "en",
        "narrative_en": "From the letter.",
        "letter": SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test"),
    }
    if name == "publish_round":
        approved = ProgressReport.objects.filter(submission__round=signed_round["round"], status="approved")
        sent["version"] = [approved_report.versions.first().pk for approved_report in approved]
    answer = client.post(address(name, signed_round, report), sent)
    if role == POST[name, step]:
        assert answer.status_code == 302
        assert everything() != before
        return
    assert answer.status_code == OUTSIDERS.get(role, NO)
    if answer.status_code == OUT:
        assert "/login/" in answer["Location"]
    assert everything() == before


@pytest.mark.parametrize("name", ["review", "review_round"])
def test_a_page_that_only_shows_takes_no_post(client, signed_round, name):
    client.force_login(factories.reviewer())
    assert client.post(address(name, signed_round)).status_code == 405


@pytest.mark.parametrize("name", ["review_report", "letter", "review_round", "publish_round"])
def test_what_is_not_there_is_not_found(client, name):
    client.force_login(factories.superuser())
    assert client.get(reverse(f"desk:{name}", args=[0])).status_code == 404
