"""Published rounds as an Atom feed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan.models import Plan
from publishing import workflow
from tests import factories
from tests.actionplan.published import correct, published_round
from tests.atom import entries, feed, links, text, words

pytestmark = pytest.mark.django_db
ADDRESS = {language: f"/{language}/plan/feed.atom" for language in ("ru", "en")}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_entry_holds_every_public_report(client, language):
    published_round("KZ", "TJ")
    (entry,) = entries(feed(client, ADDRESS[language]))
    expected = {
        "ru": ["Проведён семинар.", "Страна KZ", "Страна TJ"],
        "en": ["A seminar was held.", "State KZ", "State TJ"],
    }
    assert [said for said in expected[language] if said not in words(entry)] == []
    assert text(entry, "title") == {"ru": "План: первое полугодие", "en": "Plan: first half"}[language]
    forms = {(link.get("type"), link.get("hreflang")) for link in links(entry, "alternate")}
    assert ("application/pdf", language) in forms


@pytest.mark.django_db(transaction=True)
def test_a_corrected_report_updates_the_same_entry(client):
    made = published_round("KZ")
    (before,) = entries(feed(client, ADDRESS["en"]))
    report = made.submissions.get().reports.first()
    correct(report, narrative_en="Two seminars were held.")
    (after,) = entries(feed(client, ADDRESS["en"]))
    assert text(after, "id") == text(before, "id")
    assert text(after, "published") == text(before, "published")
    assert text(after, "updated") > text(before, "updated")
    assert "(corrected)" in words(after)
    assert "Two seminars were held." in words(after)
    assert "slip of the pen" not in words(after)


def test_a_round_that_is_not_published_is_not_there(client):
    factories.opened_round("KZ")
    assert entries(feed(client, ADDRESS["en"])) == []


def test_a_withdrawn_plan_takes_its_rounds_along(client):
    workflow.withdraw(published_round("KZ").plan, actor=factories.superuser(), reason="Issued in error")
    assert entries(feed(client, ADDRESS["en"])) == []


def test_the_plan_s_pages_name_the_feed(client):
    plan = published_round("KZ").plan
    for page in ("", f"{plan.slug}/", f"{plan.slug}/grid/", f"{plan.slug}/trend/"):
        head = client.get(f"/en/plan/{page}").content.decode().split("</head>")[0]
        assert f'href="{ADDRESS["en"]}"' in head


def test_more_reports_and_rounds_take_no_more_queries(client):
    def count():
        with CaptureQueriesContext(connection) as taken:
            client.get(ADDRESS["en"])
        return len(taken)

    published_round("KZ")
    one = count()
    published_round("TJ", "UZ", "KG", items=8, plan=None)
    published_round(plan=Plan.objects.first())
    assert count() == one
    assert len(entries(feed(client, ADDRESS["en"]))) == 3
