"""No search reads a whole table: PostgreSQL's own plans, over more passages than it would rather read than look up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almaty_portal import document_results, site_search
from almaty_portal.lib import search
from almaty_portal.search_request import SearchRequest
from declarations.models import Passage
from declarations.passage_hits import RANKED, READ_FOR_PHRASE
from tests import factories

pytestmark = pytest.mark.django_db
MANY = 20_000
QUERIES = [
    {"q": "refugees"},
    {"q": "refugees rare7"},
    {"q": "rare11 or rare12"},
    {"q": '"refugees protection"'},
    {"q": "refugees -border"},
    {"q": 'refugees -"at the border"'},
    {"q": "беженцев", "lang": "ru"},
    {"q": "refugees беженцам", "lang": "all"},
    {"q": "refugees", "year": "2013"},
    {"q": "rare11", "kind": "communique"},
]


@pytest.fixture
def many():
    """MANY passages of one edition: “refugees” and «беженцев» in each, “rare0” … in 20 each; tidied by no vacuum."""
    document = factories.published(factories.ParagraphFactory().document)
    for _other in range(3):
        factories.published(factories.ParagraphFactory().document)
    edition = document.current_edition
    lemmas = search.lemmas("Защита беженцев")
    Passage.objects.bulk_create(
        (
            Passage(
                edition=edition,
                anchor=n,
                text_ru="Защита беженцев",
                text_en=f"Protection of refugees{' at the border' if n % 2 else ''} rare{n % 1000}",
                lemmas=lemmas,
            )
            for n in range(1_000, 1_000 + MANY)
        ),
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        # all three: what the planner knows of them must not depend on the tests before
        cursor.execute("ANALYZE declarations_passage, declarations_edition, declarations_document")
    return document


def plan(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())


def test_every_statement_over_passages_uses_an_index(many):
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)
    for given in QUERIES:
        asked = SearchRequest(given, "en")
        with CaptureQueriesContext(connection) as queries, search.bounded():
            found = site_search.find(asked, asked.text, asked.languages)
            document_results.shown(document_results.grouped(found["documents"].hits), asked.text)
            plans = [plan(q["sql"]) for q in queries.captured_queries if '"declarations_passage"' in q["sql"].replace(
                " declarations_passage", ' "declarations_passage"')]  # fmt: skip
        searches = [text for text in plans if "@@" in text]
        assert len(searches) == 1, given
        assert "Seq Scan on declarations_passage" not in "".join(plans), given
        # by the words or by the editions: which of the two is fewer rows is the planner's to know
        assert "Index Scan" in searches[0], given


def test_a_word_that_is_everywhere_is_ranked_and_counted_up_to_a_bound(many):
    asked = SearchRequest({"q": "refugees"}, "en")
    found = site_search.find(asked, asked.text, asked.languages)["documents"]
    assert found.is_bounded
    assert RANKED < len(found.hits) <= RANKED + 1 + 4


def test_a_phrase_is_looked_for_in_a_bounded_number_of_passages_and_that_is_said(many):
    asked = SearchRequest({"q": '"rare7 refugees" or "refugees protection"'}, "en")
    found = site_search.find(asked, asked.text, asked.languages)["documents"]
    assert MANY > READ_FOR_PHRASE
    assert found.hits == []
    assert found.is_bounded
