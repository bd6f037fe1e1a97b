"""The plan's page, the grid and the trend, as the public sees them."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import picture, reviewing
from actionplan.models import ProgressReport
from publishing import workflow
from tests import factories
from tests.actionplan.published import publish, published_round, signed

pytestmark = pytest.mark.django_db
PAGES = ["", "grid/", "trend/"]


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address(reporting_round, rest="", language="en"):
    return f"/{language}/plan/{reporting_round.plan.slug}/{rest}"


def text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def cells(markup):
    return [text(cell) for cell in re.findall(r"<td.*?</td>", markup, re.DOTALL)]


@pytest.fixture
def two_rounds():
    """All of round 1 delayed; in round 2 Kazakhstan's completed and nothing of Tajikistan's."""
    first = published_round("KZ", "TJ", implementation_status="delayed", items=2)
    second = factories.opened_round(plan=first.plan)
    publish(second, signed(second.submissions.get(party__code="KZ"), implementation_status="completed"))
    return first, second


def test_before_a_round_is_published_the_pages_say_what_will_stand_there(client):
    opened = factories.opened_round("KZ")
    for rest in ("grid/", "trend/"):
        assert 'class="empty"' in page(client, address(opened, rest))
    assert "As of round" not in page(client, address(opened))


@pytest.mark.parametrize("rest", PAGES)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "As of round {} (first half)"), ("ru", "По итогам раунда {} (первое полугодие)")]
)
def test_a_page_says_of_which_round_it_is_the_newest_first(client, two_rounds, rest, language, words):
    first, second = two_rounds
    newest = text(page(client, address(first, rest, language)))
    assert words.format(second.number) in newest
    earlier = text(page(client, address(first, rest, language) + f"?round={first.number}"))
    assert words.format(first.number) in earlier


def test_the_grid_holds_every_part_of_a_state_in_an_item(client, two_rounds):
    first, _second = two_rounds
    assert cells(page(client, address(first, f"grid/?round={first.number}"))) == ["delayed"] * 4
    assert cells(page(client, address(first, "grid/"))) == ["completed", "no report"] * 2


def test_a_status_is_said_in_words_beside_its_symbol(client, two_rounds):
    grid = page(client, address(two_rounds[0], "grid/"))
    first = re.search(r"<td>.*?</td>", grid, re.DOTALL).group()
    assert 'href="#symbol-completed"' in first
    assert "completed" in text(first)


def test_the_grids_heads_have_scopes_and_it_scrolls_by_keyboard(client, two_rounds):
    grid = page(client, address(two_rounds[0], "grid/"))
    assert grid.count('scope="col"') == 3
    assert grid.count('scope="row"') == 2
    assert re.search(r'role="region"[^>]*tabindex="0"', grid)


def test_a_cell_leads_to_the_states_words(client, two_rounds):
    first, second = two_rounds
    grid = page(client, address(first, "grid/"))
    item = ProgressReport.objects.first().assignment.item
    link = f"{item.get_absolute_url()}?round={second.number}#KZ"
    assert f'href="{link}"' in grid
    assert 'id="KZ"' in page(client, link)


def test_an_excused_report_and_one_that_never_came_look_the_same(client):
    first = factories.opened_round("KZ", "TJ", items=2)
    for packet in first.submissions.all():
        excused = packet.reports.first()
        reviewing.excuse(excused, actor=factories.reviewer(), reason="A flood")
    publish(first, signed(first.submissions.get(party__code="KZ")))
    grid = page(client, address(first, "grid/"))
    assert sorted(cells(grid)) == ["in progress", "no report", "no report", "no report"]
    shown = {cell for cell in re.findall(r"<td.*?</td>", grid, re.DOTALL) if "no report" in cell}
    assert len(shown) == 1
    assert "excused" not in grid


def test_a_state_without_a_part_in_an_item_has_an_empty_cell(client, two_rounds):
    first, _second = two_rounds
    item = factories.published(factories.ActionItemFactory(cluster=first.plan.clusters.get()))
    factories.AssignmentFactory(item=item, party=ProgressReport.objects.first().assignment.party)
    assert sorted(cells(page(client, address(first, "grid/")))[-2:]) == ["no part", "no report"]


@pytest.mark.parametrize(("language", "label"), [("en", "Russian only"), ("ru", "")])
def test_a_report_in_one_language_is_labelled_in_the_other(client, language, label):
    made = published_round("KZ", items=1, narrative_en="")
    (cell,) = cells(page(client, address(made, "grid/", language)))
    assert cell == f"{ {'en': 'in progress', 'ru': 'выполняется'}[language] } {label}".strip()


def test_the_plan_counts_each_status_once(client, two_rounds):
    said = text(page(client, address(two_rounds[0])))
    assert "completed 2" in said
    assert "no report in this round 2" in said


@pytest.mark.parametrize("rest", ["", "grid/"])
def test_state_cluster_and_status_narrow_the_picture(client, two_rounds, rest):
    first, _second = two_rounds
    other = factories.published(
        factories.ActionItemFactory(cluster=factories.ClusterFactory(plan=first.plan, code="X"))
    )
    factories.AssignmentFactory(item=other, party=ProgressReport.objects.first().assignment.party)
    items = first.plan.clusters.first().items.all()

    def codes(query):
        shown = page(client, address(first, rest) + query)
        return {code for code in (*(i.code for i in items), other.code) if f"/{code}/" in shown}

    both = {item.code for item in items}
    assert codes("") == both | {other.code}
    assert codes("?cluster=X") == {other.code}
    assert codes("?status=completed") == both
    assert codes("?state=TJ&status=completed") == set()
    assert codes("?status=no_report&state=TJ") == both
    assert codes(f"?round={first.number}&status=delayed") == both


@pytest.mark.parametrize("rest", ["", "grid/"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("round=999", "There is no published round “999”"),
        ("round=%00", "There is no published round"),
        ("year=1999", "No round was opened in the year “1999”"),
        ("state=XX", "No state with the code “XX”"),
        ("cluster=%3Cb%3E", "This plan has no cluster “&lt;b&gt;”"),
        ("status=overdue", "There is no status “overdue”"),
    ],
)
def test_an_unknown_choice_is_said_and_left_out(client, two_rounds, rest, query, sentence):
    plain = page(client, address(two_rounds[0], rest))
    shown = page(client, address(two_rounds[0], rest) + "?" + query)
    assert sentence in shown
    assert cells(shown) == cells(plain)


def test_a_year_shows_its_newest_round_and_a_round_of_another_year_is_said(client, two_rounds):
    first, second = two_rounds
    type(first).objects.filter(pk=first.pk).update(opens_on=first.opens_on.replace(year=2020))
    assert f"As of round {first.number} " in text(page(client, address(first, "grid/?year=2020")))
    shown = page(client, address(first, f"grid/?year=2020&round={second.number}"))
    assert f"Round {second.number} was not opened in 2020" in shown
    assert f"As of round {first.number} " in text(shown)


def test_the_choice_is_a_form_without_script_that_keeps_what_was_chosen(client, two_rounds):
    shown = page(client, address(two_rounds[0], "?state=KZ&status=completed"))
    assert '<form class="filters plan-choice" method="get">' in shown
    assert re.search(r'<option value="KZ" selected>', shown)
    assert re.search(r'<option value="completed" selected>', shown)


def test_the_trend_counts_reports_by_round_and_status(two_rounds):
    first, second = two_rounds
    rows = picture.trend([first, second])
    assert [(row.number, counts) for row, counts in picture.shares(rows, [first, second])] == [
        (first.number, {"delayed": 4}),
        (second.number, {"completed": 2}),
    ]


def test_the_trend_has_the_numbers_behind_each_chart_and_ends_with_the_round_chosen(client, two_rounds):
    first, _second = two_rounds
    shown = page(client, address(first, "trend/"))
    assert shown.count("<desc") == shown.count('<table class="numbers">') == 2  # the plan and its one cluster
    assert cells(shown)[:12] == ["0", "0", "4", "0", "0", "4", "2", "0", "0", "0", "0", "2"]
    assert len(cells(page(client, address(first, f"trend/?round={first.number}")))) == 12


def filled(plan, rounds):
    for _n in range(rounds):
        published_round(plan=plan)


@pytest.mark.parametrize(
    "rest", [*PAGES, "{item}/", "states/{state}/", "states/{state}/{item}/", "rounds/{round}/report.json"]
)
def test_twenty_rounds_cost_as_many_queries_as_one(client, rest):
    made = published_round("KZ", items=1)
    item, state = ProgressReport.objects.first().assignment.item, ProgressReport.objects.first().assignment.party
    asked = address(made, rest.format(item=item.code, state=state.slug, round=made.number))
    page(client, asked)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, asked)
    filled(made.plan, 19)
    with CaptureQueriesContext(connection) as twenty:
        page(client, asked)
    assert len(twenty) == len(one)


def test_the_grid_reads_no_narrative(client, two_rounds):
    with CaptureQueriesContext(connection) as asked:
        page(client, address(two_rounds[0], "grid/"))
    chosen = [query["sql"].split(" FROM ")[0] for query in asked if "actionplan_reportversion" in query["sql"]]
    assert chosen
    assert [sql for sql in chosen if re.search(r'"(narrative|obstacles|next_steps)\w*",', sql)] == []


def test_more_states_and_items_cost_no_more_queries(client):
    small = published_round("KZ", items=1)
    large = published_round("AF", "TJ", "UZ", items=5)

    def asked(made, rest):
        page(client, address(made, rest))
        with CaptureQueriesContext(connection) as queries:
            page(client, address(made, rest))
        return len(queries)

    assert [asked(large, rest) for rest in PAGES] == [asked(small, rest) for rest in PAGES]


def test_what_is_withdrawn_takes_its_reports_along(client, two_rounds):
    first, _second = two_rounds
    item = ProgressReport.objects.first().assignment.item
    workflow.withdraw(item, actor=factories.publisher(), reason="Merged with another")
    assert len(cells(page(client, address(first, f"grid/?round={first.number}")))) == 2
    assert picture.shares(picture.trend([first]), [first]) == [(first, {"delayed": 2})]
    workflow.withdraw(first.plan, actor=factories.publisher(), reason="Replaced")
    assert [client.get(address(first, rest)).status_code for rest in PAGES] == [404] * 3


def test_the_sitemap_lists_the_plans_pages_once_a_round_is_published(client):
    opened = factories.opened_round("KZ", items=1)
    assert "/grid/<" not in page(client, "/sitemap.xml")
    publish(opened, signed(opened.submissions.get()))
    listed = page(client, "/sitemap.xml")
    state = ProgressReport.objects.first().assignment.party
    for rest in ("grid/", "trend/", f"states/{state.slug}/"):
        assert f"{address(opened, rest, 'ru')}<" in listed


def test_a_page_with_everything_is_light(client):
    made = published_round(
        *(["AF", "AZ", "IR", "KZ", "KG", "PK", "TJ", "TM", "UZ"]), items=6, narrative_en="Words of a state. " * 60
    )
    item = ProgressReport.objects.first().assignment.item
    sizes = {rest: len(gzip.compress(client.get(address(made, rest)).content)) for rest in (*PAGES, f"{item.code}/")}
    assert {rest: size for rest, size in sizes.items() if size > 25_000} == {}
