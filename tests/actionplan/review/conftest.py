import pytest

from actionplan import reporting
from tests import factories


@pytest.fixture
def packet():
    """Kazakhstan's packet of two items in an open round, with its coordinator; Tajikistan takes part too."""
    opened = factories.opened_round("KZ", "TJ")
    submission = opened.submissions.get(party__code="KZ")
    submission.coordinator = factories.coordinator(submission.party)
    return submission


@pytest.fixture
def signed(packet):
    return sign(packet)


def sign(packet, **answer):
    """Answer and sign every report of the packet; the reports in the order of their items."""
    for report in packet.reports.filter(status="draft"):
        factories.answered(report, packet.coordinator, **answer)
        reporting.make_ready(report, actor=packet.coordinator)
    reporting.sign(packet, actor=packet.coordinator)
    return list(packet.reports.order_by("assignment__item__code"))
