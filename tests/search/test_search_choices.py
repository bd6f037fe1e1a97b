"""How a search is narrowed, grouped, and kept when the language is switched; what no query can do to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from almaty_portal.lib import search
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("q", "in", "lang", "document", "kind", "year", "meeting", "party", "page")


def page(client, text, language="en", **more):
    response = client.get(f"/{language}/search/", {"q": text, **more})
    assert response.status_code == 200
    return response


def symbols(response):
    return {shown.edition.symbol for shown in response.context["documents"]}


@pytest.fixture
def documents():
    """AP/2011/DEC, endorsed by one party, and AP/2013/COM; a paragraph on refugees in each."""
    made = {}
    for symbol, kind, year in (("AP/2011/DEC", "declaration", 2011), ("AP/2013/COM", "communique", 2013)):
        document = factories.DocumentFactory(symbol=symbol, kind=kind, year=year)
        factories.ParagraphFactory(document=document)
        factories.published(document.meeting)
        made[symbol] = document
    party = factories.published(factories.PartyFactory(slug="kz"))
    factories.EndorsementFactory(document=made["AP/2011/DEC"], party=party)
    return {symbol: factories.published(document) for symbol, document in made.items()}


@pytest.mark.parametrize("choice", [{"kind": "declaration"}, {"year": "2011"}, {"party": "kz"}])
def test_documents_are_narrowed_by_kind_year_and_party(client, documents, choice):
    assert symbols(page(client, "refugees")) == {"AP/2011/DEC", "AP/2013/COM"}
    assert symbols(page(client, "refugees", **choice)) == {"AP/2011/DEC"}


def test_documents_are_narrowed_by_meeting(client, documents):
    meeting = documents["AP/2013/COM"].meeting
    assert symbols(page(client, "refugees", meeting=meeting.slug)) == {"AP/2013/COM"}


def test_endorsing_parties_are_those_of_the_current_edition(client, documents):
    working = documents["AP/2013/COM"]
    assert working.current_edition.party_codes is not None
    working.current_edition.refresh_from_db()
    assert working.current_edition.party_codes == []
    assert working.current_edition.symbol == "AP/2013/COM"


@pytest.mark.parametrize(
    "choice",
    [{"kind": "x"}, {"year": "x"}, {"meeting": "x"}, {"party": "x"}, {"lang": "kk"}, {"in": "x"}, {"document": "x"}],
)
def test_an_unknown_choice_is_said_and_left_out(client, documents, choice):
    response = page(client, "refugees", **choice)
    assert symbols(response) == {"AP/2011/DEC", "AP/2013/COM"}
    assert "is not known and was left out" in response.content.decode()


def test_russian_texts_are_found_from_the_english_page_and_lead_to_the_russian_text(client, documents):
    slug = documents["AP/2013/COM"].slug
    for language in ("ru", "all"):
        response = page(client, "беженец", lang=language, year="2013")
        (shown,) = response.context["documents"]
        assert [passage.address for passage in shown.passages] == [f"/ru/documents/{slug}/#p1"]
        assert 'lang="ru" hreflang="ru"' in response.content.decode()
    assert page(client, "беженец").context["total"] == 0


def test_what_answers_in_both_languages_is_counted_once_and_shown_in_the_reader_s(client, documents):
    response = page(client, "refugees or беженец", lang="all")
    assert response.context["total"] == 2
    assert {p.language for shown in response.context["documents"] for p in shown.passages} == {"en"}


def test_a_document_shows_three_passages_and_leads_to_the_others_in_the_order_of_its_text(client):
    document = factories.DocumentFactory()
    for _more in range(25):
        factories.ParagraphFactory(document=document)
    factories.published(document)
    response = page(client, "refugees")
    (shown,) = response.context["documents"]
    assert (len(shown.passages), shown.more) == (3, 22)
    content = response.content.decode()
    assert "and 22 more in this document" in content
    assert f"document={document.slug}" in content
    (shown,) = page(client, "refugees", document=document.slug, page="2").context["documents"]
    assert [passage.address[-4:] for passage in shown.passages] == ["#p21", "#p22", "#p23", "#p24", "#p25"]


def test_the_number_is_the_one_that_the_text_s_language_writes(client):
    paragraph = factories.ParagraphFactory(number_ru="а)", number_en="(a)")
    factories.published(paragraph.document)
    for language, text, number in (("ru", "беженец", "а)"), ("en", "refugee", "(a)")):
        (shown,) = page(client, text, language).context["documents"]
        assert [passage.number for passage in shown.passages] == [number]


def test_the_language_switch_keeps_the_words_and_the_choices(client, documents):
    content = page(client, "refugees", kind="declaration", lang="en").content.decode()
    assert '<a href="/ru/search/?q=refugees&amp;kind=declaration&amp;lang=en" lang="ru"' in content


def test_the_list_of_documents_leads_to_a_search_in_what_it_shows(client, documents):
    content = client.get("/en/documents/", {"kind": "declaration"}).content.decode()
    assert '<input type="hidden" name="kind" value="declaration">' in content
    assert "Look for words in these documents" in content


def test_a_search_that_takes_too_long_says_so(client, documents, monkeypatch):
    monkeypatch.setattr("almaty_portal.site_search.passage_hits", lambda *_, **__: _sleep())
    monkeypatch.setattr(search, "LONGEST_STATEMENT", 50)
    for address in ("/ru/search/", "/ru/search/atom/"):
        response = client.get(address, {"q": "беженец"})
        assert response.status_code == 503
        assert "Поиск занял слишком много времени" in response.content.decode()


def _sleep():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


class TestWhateverIsAsked(TestCase):
    """One document is there; the words and choices are anything at all."""

    @classmethod
    def setUpTestData(cls):
        factories.published(factories.ParagraphFactory().document)

    @settings(max_examples=30, deadline=None)
    @given(
        st.dictionaries(
            st.sampled_from(NAMES),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(
                    ["refugees", "беженцы", "all", "ru", "2013", "AP/2013/CMO", "document-0", '"a" -b or c']
                ),
            ),
        ),
        st.sampled_from(["/en/search/", "/ru/search/", "/en/search/atom/"]),
    )
    def test_no_request_is_an_error_and_each_has_a_bounded_number_of_statements(self, asked, address):
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(address, asked)
        assert response.status_code == 200
        assert len(queries) <= 50
        written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert written == []
