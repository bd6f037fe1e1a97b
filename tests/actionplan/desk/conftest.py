from datetime import timedelta

import pytest
from django.utils import timezone

from actionplan import reporting, reviewing, rounds
from tests import factories


@pytest.fixture
def packet():
    """Kazakhstan's packet of two items, with its coordinator and contributor; Tajikistan reports too."""
    opened = factories.opened_round("KZ", "TJ")
    submission = opened.submissions.get(party__code="KZ")
    submission.coordinator = factories.coordinator(submission.party, first_name="Aigul")
    submission.contributor = factories.coordinator(submission.party, role="contributor", first_name="Bolat")
    return submission


@pytest.fixture
def report(packet):
    return packet.reports.first()


@pytest.fixture
def people(packet):
    """One person of each standing towards the packet; None is a reader who is not signed in."""
    gone = factories.coordinator(packet.party)
    yesterday = timezone.localdate() - timedelta(days=1)
    gone.mandates.update(valid_from=yesterday, valid_until=yesterday)
    return {
        "anonymous": None,
        "contributor": packet.contributor,
        "coordinator": packet.coordinator,
        "stranger": factories.coordinator(packet.round.submissions.get(party__code="TJ").party),
        "gone": gone,
        "editor": factories.editor(),
        "reviewer": factories.reviewer(),
        "publisher": factories.publisher(),
    }


def ready(submission, **answer):
    for report in submission.reports.all():
        factories.answered(report, submission.contributor, **answer)
        reporting.make_ready(report, actor=submission.contributor)


def signed(submission, **answer):
    ready(submission, **answer)
    return reporting.sign(submission, actor=submission.coordinator)


def published(submission, **answer):
    signed(submission, **answer)
    reviewer = factories.reviewer()
    for report in submission.reports.all():
        reviewing.approve(report, actor=reviewer)
    rounds.publish_round(submission.round, actor=factories.publisher(), accept_one_language=True)


def next_packet(submission):
    """The same state's packet in the next round, with the same people."""
    opened = factories.opened_round(plan=submission.round.plan, number=submission.round.number + 1)
    following = opened.submissions.get(party=submission.party)
    following.coordinator, following.contributor = submission.coordinator, submission.contributor
    return following
