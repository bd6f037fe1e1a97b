"""A search as an Atom feed."""

import pytest
from django.urls import reverse
from lxml import etree

from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def document():
    document = factories.DocumentFactory(symbol="AP/2013/COM", kind="communique")
    factories.ParagraphFactory(document=document, position=1, number_en="1.", number_ru="1.")
    factories.ParagraphFactory(document=document, position=2, text_en="On *borders* & <b>.", text_ru="О границах.")
    return factories.published(document)


def feed(client, language="en", **given):
    response = client.get(f"/{language}/search/atom/", given)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def entries(root):
    return root.findall(f"{ATOM}entry")


def test_the_feed_has_all_that_atom_asks_for(client, document):
    root = feed(client, q="refugees or borders")
    assert root.get(LANGUAGE) == "en"
    assert root.find(f"{ATOM}author/{ATOM}name").text
    for element in (root, *entries(root)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.find(ATOM + name).text
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    assert len({entry.find(f"{ATOM}id").text for entry in entries(root)}) == len(entries(root)) == 2


def test_an_entry_is_a_paragraph_at_its_permanent_address_of_the_edition_s_time(client, document, settings):
    (entry,) = entries(feed(client, q="refugees"))
    edition = document.current_edition
    assert entry.find(f"{ATOM}id").text == f"{settings.SITE_URL}/d/AP/2013/COM?lang=en&edition=1#p1"
    assert entry.find(f"{ATOM}title").text == "AP/2013/COM, 1"
    assert entry.find(f"{ATOM}updated").text[:19] == edition.cut_at.isoformat()[:19]
    assert entry.find(f"{ATOM}summary").text == "Protection of refugees, paragraph 1."
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/en/documents/{document.slug}/#p1")
    assert client.get("/d/AP/2013/COM?lang=en&edition=1").status_code == 302


def test_an_entry_s_text_is_safe_html(client, document):
    (entry,) = entries(feed(client, q="borders"))
    assert entry.find(f"{ATOM}summary").text == "On <em>borders</em> &amp; &lt;b&gt;."


def test_entries_say_their_own_language_when_both_are_searched(client, document):
    root = feed(client, "ru", q="refugees границ", lang="all")
    assert entries(root) == []
    root = feed(client, "ru", q="refugees or границы", lang="all")
    assert sorted(entry.get(LANGUAGE) for entry in entries(root)) == ["en", "ru"]
    assert root.get(LANGUAGE) == "ru"


def test_the_feed_narrows_as_the_page_does(client, document):
    assert len(entries(feed(client, q="refugees", kind="communique", year="2013"))) == 1
    assert entries(feed(client, q="refugees", kind="declaration")) == []


def test_a_feed_that_finds_nothing_is_the_same_each_time(client):
    assert etree.tostring(feed(client, q="nowhere")) == etree.tostring(feed(client, q="nowhere"))
    assert entries(feed(client)) == []


@pytest.mark.parametrize("text", ["\x1b", "refugees\x1b", "\x0b refugees", "\ufffe"])
def test_no_control_character_breaks_the_feed(client, document, text):
    assert len(entries(feed(client, q=text))) == ("refugees" in text)


def test_no_control_character_of_a_text_breaks_the_feed(client):
    factories.published(factories.ParagraphFactory(text_en="Refugees\x0b and \x1f borders").document)
    (entry,) = entries(feed(client, q="refugees"))
    assert entry.find(f"{ATOM}summary").text == "Refugees and  borders"


def test_a_withdrawn_document_leaves_the_feed(client, document):
    workflow.withdraw(document, actor=factories.superuser(), reason="test")
    assert entries(feed(client, q="refugees")) == []


def test_the_page_names_its_feed(client, document):
    content = client.get("/en/search/", {"q": "refugees", "kind": "communique", "page": "1"}).content.decode()
    address = f"{reverse('search-feed')}?q=refugees&amp;kind=communique"
    assert f'type="application/atom+xml" title="Search: refugees" href="{address}"' in content


def test_the_number_of_statements_does_not_grow_with_the_entries(client, document, django_assert_max_num_queries):
    for _more in range(9):
        factories.published(factories.ParagraphFactory().document)
    with django_assert_max_num_queries(16):
        assert len(entries(feed(client, q="refugees"))) == 10
