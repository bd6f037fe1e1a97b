from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplan import reporting, reviewing
from actionplan.models import Evidence, ReportVersion, Round
from actionplan.review_desk.waiting import waited
from tests import factories
from tests.actionplan.review.conftest import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    user = factories.reviewer()
    client.force_login(user)
    return user


def desk(client):
    return client.get(reverse("desk:review"))


def overview(client, of_round):
    return client.get(reverse("desk:review_round", args=[of_round.pk]))


def publishing(of_round):
    return reverse("desk:publish_round", args=[of_round.pk])


def shift(of_round, days):
    """Move the round's due day to so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    Round.objects.filter(pk=of_round.pk).update(due_on=day, opens_on=day - timedelta(days=30))
    of_round.refresh_from_db()


def test_how_long_ago_is_said_in_words():
    assert waited(timezone.now()) == "today"
    assert waited(timezone.now() - timedelta(days=1)) == "1 day ago"
    assert waited(timezone.now() - timedelta(days=12)) == "12 days ago"


def test_the_desk_parts_what_waits_from_what_was_returned_approved_and_excused(client, packet, signed, reviewer):
    reviewing.send_back(signed[0], actor=reviewer, reason="Give the date.")
    reviewing.approve(signed[1], actor=reviewer)
    other = packet.round.submissions.get(party__code="TJ").reports.first()
    reviewing.excuse(other, actor=reviewer, reason="Not its turn.")
    told = desk(client).context["desk"]
    assert told.waiting == []
    assert [[row.report for row in p.rows] for p in (*told.returned, *told.approved, *told.excused)] == [
        [signed[0]],
        [signed[1]],
        [other],
    ]
    shown = desk(client).content.decode()
    assert "Give the date." in shown
    assert "Not its turn." in shown


def test_what_was_returned_leaves_the_list_once_it_is_answered(client, packet, signed, reviewer):
    reviewing.send_back(signed[0], actor=reviewer, reason="Give the date.")
    factories.answered(signed[0], packet.coordinator, narrative_en="It was held on 3 May.")
    reporting.sign(packet, actor=packet.coordinator)
    told = desk(client).context["desk"]
    assert told.returned == []
    assert {row.report for p in told.waiting for row in p.rows} == set(signed)


def test_a_packet_not_signed_by_its_day_is_late(client, packet, reviewer):
    assert desk(client).context["desk"].late == []
    shift(packet.round, -3)
    late = desk(client).context["desk"].late
    assert [(entry.submission.party.code, entry.said) for entry in late] == [
        ("KZ", "not signed, 3 days past due"),
        ("TJ", "not signed, 3 days past due"),
    ]


def test_a_packet_signed_after_its_day_is_late_and_one_wholly_excused_is_not(client, packet, reviewer):
    shift(packet.round, -1)
    sign(packet)
    for report in packet.round.submissions.get(party__code="TJ").reports.all():
        reviewing.excuse(report, actor=reviewer, reason="Not its turn.")
    late = desk(client).context["desk"].late
    assert [(entry.submission.party.code, entry.said) for entry in late] == [("KZ", "signed 1 day late")]


def test_the_desk_leads_from_the_home_of_a_reviewer_only(client, packet, signed, reviewer):
    address = reverse("desk:review")
    assert address in client.get(reverse("desk:home")).content.decode()
    client.force_login(packet.coordinator)
    assert address not in client.get(reverse("desk:home")).content.decode()


def test_the_overview_has_a_cell_for_each_item_and_state(client, packet, signed, reviewer):
    shown = overview(client, packet.round)
    table = shown.context["overview"]
    assert [submission.party.code for submission in table.parties] == ["KZ", "TJ"]
    assert [[cell.status for _party, cell in line.cells] for line in table.lines] == [["submitted", "draft"]] * 2
    assert shown.content.decode().count("standing-submitted") >= 2
    assert (table.counts[0][2], table.counts[1][2]) == (2, 2)


def test_an_item_that_a_state_is_not_assigned_is_an_empty_cell(client, packet, reviewer):
    cluster = factories.ClusterFactory(plan=packet.round.plan)
    item = factories.published(factories.ActionItemFactory(cluster=cluster))
    factories.AssignmentFactory(item=item, party=packet.party)
    following = factories.opened_round(plan=packet.round.plan, number=packet.round.number + 1)
    shown = overview(client, following)
    assert [cell for line in shown.context["overview"].lines for _party, cell in line.cells].count(None) == 1
    assert "not assigned" in shown.content.decode()


@pytest.mark.parametrize("page", ["desk", "overview", "publish"])
def test_each_page_costs_the_same_for_two_states_as_for_nine(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = factories.superuser()
    client.force_login(user)

    def cost(codes, items):
        opened = factories.opened_round(*codes, items=items)
        for submission in opened.submissions.all():
            submission.coordinator = factories.coordinator(submission.party)
            for report in sign(submission)[:1]:
                reviewing.approve(report, actor=user)
        address = {
            "desk": reverse("desk:review"),
            "overview": reverse("desk:review_round", args=[opened.pk]),
            "publish": publishing(opened),
        }[page]
        client.get(address)
        with CaptureQueriesContext(connection) as spent:
            assert client.get(address).status_code == 200
        return len(spent)

    small = cost(["KZ", "TJ"], 2)
    assert cost(["AF", "AZ", "IR", "KG", "PK", "RU", "TR", "TM", "UZ"], 3) == small


def test_the_overview_of_nine_states_and_thirty_items_costs_as_one_of_two(client, reviewer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(codes, items):
        opened = factories.opened_round(*codes, items=items)
        with CaptureQueriesContext(connection) as spent:
            shown = overview(client, opened)
        assert sum(len(line.cells) for line in shown.context["overview"].lines) == len(codes) * items
        return len(spent)

    overview(client, factories.opened_round("AA"))
    assert cost(["KZ", "TJ"], 2) == cost(["AF", "AZ", "IR", "KG", "PK", "RU", "TR", "TM", "UZ"], 30)


def approved(packet, **answer):
    reports = sign(packet, **answer)
    for report in reports:
        reviewing.approve(report, actor=factories.reviewer())
    return reports


def published(client, of_round, **sent):
    client.force_login(factories.publisher())
    shown = client.get(publishing(of_round))
    versions = [due.version.pk for due in shown.context["page"].due]
    return shown, client.post(publishing(of_round), {"version": versions, **sent})


def test_a_publisher_sees_what_becomes_public_and_what_stays_behind(client, packet):
    approved(packet)
    shown, answer = published(client, packet.round)
    assert "A seminar was held." in shown.content.decode()
    assert shown.context["page"].staying == [("draft", "draft", 2)]
    assert answer.status_code == 302
    assert ReportVersion.objects.public().count() == 2


def test_a_letter_and_closed_evidence_are_not_among_what_becomes_public(client, packet):
    reports = approved(packet)
    made = {"report": reports[0], "url": "https://example.org/", "added_by": packet.coordinator}
    shown_piece = Evidence.objects.create(title_en="Open", is_public=True, **made)
    hidden = Evidence.objects.create(title_en="Closed", **made)
    reports[0].versions.first().evidence.set([shown_piece, hidden])
    client.force_login(factories.publisher())
    (due, _other) = client.get(publishing(packet.round)).context["page"].due
    assert due.evidence == [shown_piece]


def test_one_language_is_accepted_explicitly(client, packet):
    approved(packet, narrative_en="")
    shown, refused = published(client, packet.round)
    assert "Not in English: its readers will see another language’s text" in shown.content.decode()
    assert refused.status_code == 422
    assert ReportVersion.objects.public().count() == 0
    _shown, answer = published(client, packet.round, accept_one_language="on")
    assert answer.status_code == 302
    assert ReportVersion.objects.public().count() == 2


def test_what_was_approved_after_the_page_was_opened_is_not_published(client, packet):
    first, second = sign(packet)
    reviewing.approve(first, actor=factories.reviewer())
    client.force_login(factories.publisher())
    versions = [due.version.pk for due in client.get(publishing(packet.round)).context["page"].due]
    reviewing.approve(second, actor=factories.reviewer())
    refused = client.post(publishing(packet.round), {"version": versions})
    assert "changed after you opened" in refused.content.decode()
    assert ReportVersion.objects.public().count() == 0


def test_a_public_assessment_is_shown_with_its_report(client, packet):
    reports = approved(packet)
    reviewing.assess(reports[0], actor=factories.reviewer(), texts={"en": "Well done."}, is_public=True)
    reviewing.assess(reports[1], actor=factories.reviewer(), texts={"en": "Between us."}, is_public=False)
    client.force_login(factories.publisher())
    shown = client.get(publishing(packet.round)).content.decode()
    assert "Well done." in shown
    assert "Between us." not in shown
