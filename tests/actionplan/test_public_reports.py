"""The states' words in public: on an item, of a state, over the rounds; evidence, indicators, assessments."""

import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from actionplan import reporting, reviewing
from actionplan.models import Evidence, Indicator, IndicatorTarget, ProgressReport
from publishing import workflow
from tests import factories
from tests.actionplan.published import correct, publish, published_round, signed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 evidence"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def report_of(reporting_round, code="KZ"):
    return ProgressReport.objects.get(submission__round=reporting_round, submission__party__code=code)


def addresses(report):
    item, party = report.assignment.item, report.assignment.party
    plan = f"/en/plan/{item.cluster.plan.slug}/"
    return [f"{plan}{item.code}/", f"{plan}states/{party.slug}/", f"{plan}states/{party.slug}/{item.code}/"]


def evidence(report, actor, **fields):
    """Evidence of a draft report, with a file unless a link is given."""
    made = Evidence(report=report, added_by=actor, **{"title_en": "Evidence", "is_public": True, **fields})
    if not made.url:
        made.file.save("somebody's name.pdf", ContentFile(PDF), save=False)
    made.save()
    return made


@pytest.fixture
def opened():
    return factories.opened_round("KZ", items=1)


def published(opened):
    publish(opened, signed(opened.submissions.get()))


def test_an_item_a_state_and_the_history_show_the_states_words(client):
    report = report_of(
        published_round(
            "KZ",
            items=1,
            obstacles_en="No interpreters",
            next_steps_en="Train them",
            obstacles_ru="Нет",
            next_steps_ru="Да",
        )
    )
    for address in addresses(report):
        said = text(page(client, address))
        for words in ("in progress", "A seminar was held.", "No interpreters", "Train them", "Original: Russian"):
            assert words in said


def test_words_in_one_language_carry_their_label(client):
    report = report_of(published_round("KZ", items=1, narrative_en=""))
    for address in addresses(report):
        shown = page(client, address)
        assert 'Russian only</p><div lang="ru"><p>Проведён семинар.' in shown


def test_nothing_of_a_report_that_is_not_public_is_shown(client, opened):
    signed(opened.submissions.get(), narrative_en="Waiting words")
    item, _state, history = addresses(report_of(opened))
    for address in (item, history):
        assert "Waiting words" not in page(client, address)


def test_a_round_chosen_shows_what_was_said_in_it(client):
    first = published_round("KZ", items=1, narrative_en="Words of the first round")
    second = published_round(plan=first.plan, narrative_en="Words of the second round")
    item, state, history = addresses(report_of(second))
    for address in (item, state):
        assert "Words of the second round" in page(client, address)
        assert "Words of the first round" not in page(client, address)
        assert "Words of the first round" in page(client, f"{address}?round={first.number}")
        assert "There is no published round “77777”" in page(client, f"{address}?round=77777")
    both = page(client, history)
    assert both.index("Words of the second round") < both.index("Words of the first round")


def test_a_correction_replaces_the_words_and_is_marked(client):
    made = published_round("KZ", items=1, narrative_en="Twelve officers")
    report = report_of(made)
    for address in addresses(report):
        assert "corrected" not in page(client, address)
    correct(report, narrative_en="Twenty officers", implementation_status="completed")
    for address in addresses(report):
        said = text(page(client, address))
        assert "corrected" in said
        assert "Twenty officers" in said
        assert "Twelve officers" not in said


def test_a_report_that_was_only_returned_is_not_called_corrected(client, opened):
    (report,) = signed(opened.submissions.get(), narrative_en="Too short")
    reviewing.send_back(report, actor=factories.reviewer(), reason="Say more")
    factories.answered(report, actor := factories.coordinator(report.submission.party), narrative_en="Long enough")
    reporting.sign(report.submission, actor=actor)
    publish(opened, [report])
    for address in addresses(report):
        assert "corrected" not in page(client, address)


def test_until_a_correction_is_published_the_published_words_stand(client):
    report = report_of(published_round("KZ", items=1, narrative_en="Twelve officers"))
    actor = factories.coordinator(report.submission.party)
    reporting.correct(report, actor=actor, reason="A slip")
    factories.answered(report, actor, narrative_en="Twenty officers")
    for address in addresses(report):
        assert "Twelve officers" in page(client, address)
        assert "Twenty officers" not in page(client, address)


def test_an_unchanged_report_says_so(client):
    first = published_round("KZ", items=1)
    second = published_round(plan=first.plan, is_unchanged=True)
    for address in addresses(report_of(second)):
        assert "no change since the last round" in page(client, address)


def test_an_indicator_stands_between_its_baseline_and_its_target(client, opened):
    report = report_of(opened)
    indicator = Indicator.objects.create(
        item=report.assignment.item, code="I1", title_en="Officers trained", unit_en="persons", direction="increase"
    )
    IndicatorTarget.objects.create(
        indicator=indicator,
        party=report.assignment.party,
        baseline=100,
        baseline_year=2022,
        target=1500,
        target_year=2027,
    )
    actor = factories.coordinator(report.assignment.party)
    reporting.save_text(report, actor=actor, answer={}, revision=0, values={indicator.pk: Decimal("1200")})
    published(opened)
    for address in addresses(report):
        shown = page(client, address)
        said = text(shown)
        assert "Officers trained" in said
        assert "Baseline (2022) 100 Reported value 1,200 Target (2027) 1,500" in said.replace("\xa0", ",")
        assert 'class="chart-progress"' in shown


def test_an_assessment_is_shown_apart_and_only_when_it_is_public(client):
    report = report_of(published_round("KZ", items=1))
    texts = {"ru": "Срок истекает", "en": "The step falls due"}
    reviewing.assess(report, actor=factories.reviewer(), texts=texts, is_public=False)
    for address in addresses(report):
        assert "falls due" not in page(client, address)
    reviewing.assess(report, actor=factories.reviewer(), texts=texts, is_public=True)
    for address in addresses(report):
        aside = re.search(r'<aside class="assessment">.*?</aside>', page(client, address), re.DOTALL).group()
        assert "The secretariat’s assessment" in aside
        assert "The step falls due" in aside
        assert "A seminar was held" not in aside


def file_address(made):
    return f"/en/plan/{made.report.submission.round.plan.slug}/evidence/{made.pk}/"


def test_public_evidence_is_linked_and_served_under_a_name_of_the_portals_own(client, opened):
    report = report_of(opened)
    made = evidence(report, factories.coordinator(report.submission.party), title_en="Training module")
    published(opened)
    for address in addresses(report):
        assert f'href="{file_address(made)}"' in page(client, address)
    response = client.get(file_address(made))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == f'inline; filename="evidence-{made.pk}.pdf"'
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-cache")
    assert client.get(file_address(made), headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(file_address(made)).status_code == 405


def test_a_link_given_as_evidence_leads_to_its_address(client, opened):
    report = report_of(opened)
    made = evidence(report, factories.coordinator(report.submission.party), url="https://example.org/news")
    published(opened)
    for address in addresses(report):
        assert '<a href="https://example.org/news" rel="nofollow noopener external">' in page(client, address)
    assert client.get(file_address(made)).status_code == 404


@pytest.mark.parametrize("case", ["not public", "letter", "not published", "added later", "plan withdrawn"])
def test_evidence_that_is_not_public_is_at_no_public_address_for_anybody(client, opened, case):
    report = report_of(opened)
    actor = factories.coordinator(report.submission.party)
    fields = {"not public": {"is_public": False}, "letter": {"is_public": False, "is_letter": True}}.get(case, {})
    made = evidence(report, actor, **fields) if case != "added later" else None
    if case == "not published":
        signed(opened.submissions.get())
    else:
        published(opened)
    if case == "added later":
        reporting.correct(report, actor=actor, reason="To add evidence")
        made = evidence(report, actor)
    if case == "plan withdrawn":
        workflow.withdraw(opened.plan, actor=factories.publisher(), reason="Replaced")
    else:
        for shown in addresses(report):
            assert f"/evidence/{made.pk}/" not in page(client, shown)
    foreign = factories.coordinator(factories.PartyFactory())
    assert client.get(file_address(made)).status_code == 404
    for person in (actor, foreign, factories.editor(), factories.reviewer(), factories.publisher()):
        client.force_login(person)
        assert client.get(file_address(made)).status_code == 404


def test_evidence_is_found_under_its_own_plan_only(client, opened):
    report = report_of(opened)
    made = evidence(report, factories.coordinator(report.submission.party))
    published(opened)
    other = factories.published(factories.PlanFactory())
    assert client.get(file_address(made).replace(opened.plan.slug, other.slug)).status_code == 404


@pytest.mark.parametrize(
    "rest",
    ["states/none/", "states/{state}/none/", "states/{other}/", "evidence/0/", "evidence/99999999999999999999/"],
)
def test_an_unknown_address_is_not_found(client, rest):
    made = published_round("KZ", items=1)
    other = factories.published(factories.PartyFactory(code="ZZ"))
    filled = rest.format(state=report_of(made).assignment.party.slug, other=other.slug)
    assert client.get(f"/en/plan/{made.plan.slug}/{filled}").status_code == 404


def test_a_state_whose_page_is_withdrawn_has_no_page_in_the_plan(client):
    report = report_of(published_round("KZ", items=1))
    workflow.withdraw(report.assignment.party, actor=factories.publisher(), reason="To be checked")
    item, state, history = addresses(report)
    assert [client.get(address).status_code for address in (state, history)] == [404, 404]
    assert "/states/" not in page(client, item)


def test_an_address_that_changed_leads_on(client):
    report = report_of(published_round("KZ", items=1))
    _item, state, history = addresses(report)
    plan = report.assignment.item.cluster.plan
    type(plan).objects.filter(pk=plan.pk).update(slug="renamed")
    for address in (state, history):
        assert client.get(address)["Location"] == "/en/plan/renamed/"


def test_a_states_own_page_leads_to_its_part_in_the_plan(client):
    report = report_of(published_round("KZ", items=1))
    assert f'href="{addresses(report)[1]}"' in page(client, report.assignment.party.get_absolute_url())
