"""The desk's first page, the packet and its steps, and the file of what was signed."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from actionplan import evidence, packet_pdf, reporting, reviewing
from actionplan.deadlines import deadline
from actionplan.models import Indicator, IndicatorTarget, ReportVersion, Round
from tests import factories
from tests.actionplan.desk.conftest import next_packet, published, ready, signed

pytestmark = pytest.mark.django_db


def get(client, name, *args):
    return client.get(reverse(f"desk:{name}", args=args)).content.decode()


def post(client, name, pk, **data):
    return client.post(reverse(f"desk:{name}", args=[pk]), data, follow=True).content.decode()


@pytest.mark.parametrize(
    ("days", "ru", "en"),
    [
        (1, "остался 1 день", "1 day left"),
        (3, "осталось 3 дня", "3 days left"),
        (21, "остался 21 день", "21 days left"),
        (11, "осталось 11 дней", "11 days left"),
        (0, "Срок — сегодня", "Due today"),
        (-1, "пакет ещё можно подписать", "can still be signed until"),
        (-30, "Раунд закрыт", "The round closed"),
    ],
)
def test_the_days_left_are_said_in_words(days, ru, en):
    day = date(2026, 5, 1)
    due = day + timedelta(days=days)
    reporting_round = Round(due_on=due, closes_on=due + timedelta(days=20))
    for language, said in (("ru", ru), ("en", en)):
        with override(language):
            assert said in deadline(reporting_round, day).said


def test_a_person_of_two_states_sees_each_apart(client, packet):
    other = packet.round.submissions.get(party__code="TJ").party
    factories.MandateFactory(user=packet.coordinator, party=other, role="contributor")
    client.force_login(packet.coordinator)
    states = client.get(reverse("desk:home")).context["states"]
    assert [(state.party.code, state.is_coordinator, len(state.open)) for state in states] == [
        ("KZ", True, 1),
        ("TJ", False, 1),
    ]


def test_what_came_back_is_on_the_first_page_with_its_reason_and_comments(client, packet, report):
    signed(packet)
    reviewer = factories.reviewer()
    reviewing.comment(report, actor=reviewer, text="In which town?", field="narrative")
    reviewing.send_back(report, actor=reviewer, reason="Say where it was held.")
    client.force_login(packet.contributor)
    for said in (get(client, "home"), get(client, "packet", packet.pk)):
        assert "Say where it was held." in said
        assert "In which town?" in said


def test_former_rounds_stand_below_the_open_one(client, packet):
    published(packet)
    past = timezone.localdate() - timedelta(days=1)
    Round.objects.filter(pk=packet.round_id).update(opens_on=past, due_on=past, closes_on=past)
    following = next_packet(packet)
    client.force_login(packet.coordinator)
    (state,) = client.get(reverse("desk:home")).context["states"]
    assert [row.packet.pk for row in state.open] == [following.pk]
    assert [row.pk for row in state.former] == [packet.pk]


@pytest.mark.parametrize("name", ["home", "packet", "packet_history"])
def test_pages_take_as_many_queries_for_thirty_items_as_for_two(client, name):
    counted = []
    for items in (2, 30):
        opened = factories.opened_round("KZ" if items == 2 else "TJ", items=items)
        submission = opened.submissions.get()
        submission.coordinator = submission.contributor = factories.coordinator(submission.party)
        signed(submission)
        reviewer = factories.reviewer()
        for report in list(submission.reports.all())[1:]:
            reviewing.comment(report, actor=reviewer, text="When?")
            reviewing.send_back(report, actor=reviewer, reason="Say when.")
        client.force_login(submission.coordinator)
        args = [] if name == "home" else [submission.pk]
        get(client, name, *args)
        with CaptureQueriesContext(connection) as queries:
            get(client, name, *args)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_packet_says_what_holds_it_up(client, packet):
    first, second = packet.reports.order_by("assignment__item__code")
    factories.answered(first, packet.contributor)
    client.force_login(packet.coordinator)
    said = get(client, "packet", packet.pk)
    assert f"Not complete yet: {second.assignment.item.code}." in said
    assert f"Complete, but not made ready: {first.assignment.item.code}." in said
    assert "Missing: implementation, original language, what was done" in said


def test_all_complete_drafts_are_made_ready_at_once(client, packet):
    first, second = packet.reports.order_by("pk")
    factories.answered(first, packet.contributor)
    client.force_login(packet.contributor)
    assert "1 report is ready now." in post(client, "packet_ready", packet.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("ready", "draft")


def test_signing_first_lists_exactly_what_is_signed_and_in_whose_name(client, packet):
    ready(packet)
    client.force_login(packet.coordinator)
    said = get(client, "sign", packet.pk)
    for expected in ("2 reports will be signed", "You, Aigul, sign", "State KZ", "A seminar was held."):
        assert expected in said
    assert not ReportVersion.objects.exists()


def test_a_signature_covers_only_what_was_shown(client, packet, report):
    ready(packet)
    client.force_login(packet.coordinator)
    seal = client.get(reverse("desk:sign", args=[packet.pk])).context["packet"].seal()
    reporting.reopen(report, actor=packet.contributor)
    factories.answered(report, packet.contributor, narrative_ru="Переписано.")
    reporting.make_ready(report, actor=packet.contributor)
    assert "nothing was signed" in post(client, "sign", packet.pk, seal=seal)
    assert "nothing was signed" in post(client, "sign", packet.pk)
    assert not ReportVersion.objects.exists()
    seal = client.get(reverse("desk:sign", args=[packet.pk])).context["packet"].seal()
    assert "Signed and submitted: 2 reports." in post(client, "sign", packet.pk, seal=seal)
    assert ReportVersion.objects.count() == 2


def test_an_unready_packet_is_not_offered_for_signature(client, packet):
    client.force_login(packet.coordinator)
    response = client.get(reverse("desk:sign", args=[packet.pk]), follow=True)
    assert response.redirect_chain == [(reverse("desk:packet", args=[packet.pk]), 302)]


def test_a_revised_report_is_signed_alone(client, packet, report):
    signed(packet)
    reviewing.send_back(report, actor=factories.reviewer(), reason="When?")
    client.force_login(packet.coordinator)
    assert "Nothing was changed yet in" in get(client, "packet", packet.pk)
    factories.answered(report, packet.contributor, narrative_en="A seminar was held in May.")
    shown = client.get(reverse("desk:sign", args=[packet.pk]))
    assert [row.report for row in shown.context["packet"].to_sign] == [report]
    assert "1 other report of the packet stays where it is." in shown.content.decode()


def test_the_packet_is_taken_back(client, packet):
    signed(packet)
    client.force_login(packet.coordinator)
    assert "The packet is taken back." in post(client, "withdraw", packet.pk)
    assert set(packet.reports.values_list("status", flat=True)) == {"ready"}


# The file


def pdf(client, packet, language):
    response = client.get(reverse("desk:signed", args=[packet.pk, language]))
    assert response.headers["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


@pytest.mark.parametrize(("language", "said"), [("ru", "Проведён семинар."), ("en", "A seminar was held.")])
def test_the_file_says_what_was_signed_by_whom(client, packet, language, said):
    cache.clear()
    signed(packet)
    factories.answered(reviewed(packet), packet.contributor, narrative_ru="Не подписано.", narrative_en="Not signed.")
    client.force_login(packet.coordinator)
    text = pdf(client, packet, language)
    assert said in text
    assert "Aigul" in text
    assert "Не подписано." not in text
    assert "Not signed." not in text


def reviewed(packet):
    report = packet.reports.first()
    return reviewing.send_back(report, actor=factories.reviewer(), reason="When?")


def test_a_text_in_one_language_is_in_the_other_file_with_a_mark(client, packet):
    cache.clear()
    signed(packet, narrative_en="")
    client.force_login(packet.coordinator)
    text = pdf(client, packet, "en")
    assert "Проведён семинар." in text
    assert "Russian only" in text


def test_there_is_no_file_before_the_first_signature_nor_of_a_huge_packet(client, packet, monkeypatch):
    client.force_login(packet.coordinator)
    address = reverse("desk:signed", args=[packet.pk, "ru"])
    assert "Nothing of this packet was signed yet." in client.get(address, follow=True).content.decode()
    signed(packet)
    monkeypatch.setattr(packet_pdf, "LIMIT", 10)
    assert "too long for one file" in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize(("role", "status"), [("stranger", 404), ("gone", 404), ("anonymous", 302), ("reviewer", 200)])
def test_the_file_is_for_those_who_may_read_the_packet(client, packet, people, role, status):
    signed(packet)
    if people[role]:
        client.force_login(people[role])
    assert client.get(reverse("desk:signed", args=[packet.pk, "en"])).status_code == status


def test_a_seal_differs_when_evidence_does(packet, report):
    ready(packet)
    before = reporting.seal_of(packet.reports.all())
    with pytest.raises(ValidationError):
        evidence.add_link(report, actor=packet.contributor, url="https://example.org/", titles={"en": "Page"})
    reporting.reopen(report, actor=packet.contributor)
    evidence.add_link(report, actor=packet.contributor, url="https://example.org/", titles={"en": "Page"})
    assert reporting.seal_of(packet.reports.all()) != before


def test_the_spreadsheet_is_offered_while_there_is_something_to_write(client, packet):
    client.force_login(packet.coordinator)
    address = reverse("desk:sheet", args=[packet.pk])
    assert address in get(client, "packet", packet.pk)
    signed(packet)
    assert address not in get(client, "packet", packet.pk)


def test_a_number_is_shown_for_signature_without_empty_decimals(client, packet):
    report = packet.reports.first()
    indicator = Indicator.objects.create(item=report.assignment.item, code="I1", title_en="Officers", unit_en="people")
    IndicatorTarget.objects.create(indicator=indicator, party=packet.party)
    ready(packet)
    reporting.reopen(report, actor=packet.contributor)
    report.refresh_from_db()
    values = {indicator.pk: Decimal("250.5")}
    reporting.save_text(report, actor=packet.contributor, answer={}, revision=report.revision, values=values)
    reporting.make_ready(report, actor=packet.contributor)
    client.force_login(packet.coordinator)
    with override("en"):
        assert "250.5 people" in get(client, "sign", packet.pk)
