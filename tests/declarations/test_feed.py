"""Documents as an Atom feed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations.tasks import render_missing
from publishing import workflow
from tests import factories
from tests.atom import LANGUAGE, entries, feed, links, text, words

pytestmark = pytest.mark.django_db
MARK = "QZXMARK"
ADDRESS = {language: f"/{language}/documents/feed.atom" for language in ("ru", "en")}


@pytest.fixture
def document():
    document = factories.DocumentFactory(symbol="AP/2013/COM", kind="communique")
    factories.ParagraphFactory(document=document, kind="heading", text_en="Part *one*", text_ru="Часть *первая*")
    factories.ParagraphFactory(document=document, position=2, text_en="Of <b> borders[^1].", text_ru="О границах[^1].")
    factories.ParagraphFactory(document=document, kind="table", position=3, text_en="|a|b|\n|-|-|\n|c|d|")
    note = {"kind": "footnote", "number_ru": "1", "number_en": "1", "text_ru": "Сноска.", "text_en": "A note."}
    factories.ParagraphFactory(document=document, position=4, **note)
    return document


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_entry_holds_the_whole_text(client, document, language, settings):
    factories.published(document)
    root = feed(client, ADDRESS[language])
    (entry,) = entries(root)
    expected = {
        "ru": ["Часть первая", "О границах1.", "1 Сноска."],
        "en": ["Part one", "Of <b> borders1.", "Almaty, Kazakhstan"],
    }
    assert [said for said in expected[language] if said not in words(entry)] == []
    assert text(entry, "id") == f"{settings.SITE_URL}/d/AP/2013/COM?lang={language}"
    assert text(entry, "title").startswith("AP/2013/COM: ")
    assert "<h2>" in text(entry, "content")
    assert 'href="#' not in text(entry, "content")
    assert root.get(LANGUAGE) == entry.get(LANGUAGE) == language


def test_an_entry_leads_to_its_pages_and_files(client, document):
    factories.published(document)
    render_missing()
    (entry,) = entries(feed(client, ADDRESS["en"]))
    forms = {(link.get("type"), link.get("hreflang")): link.get("href") for link in links(entry, "alternate")}
    assert {kind for kind, language in forms if language == "ru"} == {"text/html"}
    assert forms["application/pdf", "en"].endswith("/editions/1/AP-2013-COM-en.pdf")


@pytest.mark.django_db(transaction=True)
def test_a_correction_updates_the_same_entry_and_says_why(client, document):
    factories.published(document)
    (before,) = entries(feed(client, ADDRESS["en"]))
    workflow.reopen(document, actor=factories.editor())
    document.paragraphs.filter(position=2).update(text_en=f"{MARK}[^1]")
    assert MARK not in client.get(ADDRESS["en"]).content.decode()
    factories.published(document, reason="A word was wrong", revision="corrigendum")
    (after,) = entries(feed(client, ADDRESS["en"]))
    assert text(after, "id") == text(before, "id")
    assert text(after, "published") == text(before, "published")
    assert text(after, "updated") > text(before, "updated")
    assert words(after).startswith("Corrigendum: A word was wrong")
    assert MARK in words(after)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_document_says_so_and_nothing_of_its_text(client, document):
    factories.published(document)
    (before,) = entries(feed(client, ADDRESS["en"]))
    workflow.withdraw(document, actor=factories.superuser(), reason="Issued in error")
    (after,) = entries(feed(client, ADDRESS["en"]))
    assert text(after, "id") == text(before, "id")
    assert text(after, "title").endswith("(withdrawn)")
    assert "Reason: Issued in error" in words(after)
    assert "borders" not in words(after)
    assert text(after, "updated") > text(before, "updated")
    assert {link.get("type") for link in links(after, "alternate")} == {None, "text/html"}
    workflow.reopen(document, actor=factories.editor())
    assert "Reason: Issued in error" in words(entries(feed(client, ADDRESS["en"]))[0])


def test_a_document_in_one_language_says_so_in_the_other_feed(client, document):
    factories.published(document, languages=["ru"])
    (entry,) = entries(feed(client, ADDRESS["en"]))
    assert "Available in Russian only." in words(entry)
    assert "границах" not in words(entry)


def test_a_draft_is_not_there(client, document):
    assert entries(feed(client, ADDRESS["en"])) == []


@pytest.mark.django_db(transaction=True)
def test_the_latest_comes_first(client):
    first, second = (factories.published(factories.ParagraphFactory().document) for _n in range(2))
    workflow.withdraw(first, actor=factories.superuser(), reason="Issued in error")
    symbols = [text(entry, "title").partition(":")[0] for entry in entries(feed(client, ADDRESS["en"]))]
    assert symbols == [first.symbol, second.symbol]


@pytest.mark.parametrize("page", ["", "document/", "document/bilingual/", "document/differences/"])
def test_the_pages_name_the_feed(client, document, page):
    document.slug = "document"
    document.save()
    factories.published(document)
    head = client.get(f"/en/documents/{page}").content.decode().split("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml"' in head
    assert f'href="{ADDRESS["en"]}"' in head


def test_thirty_documents_take_as_many_queries_as_one(client):
    def count():
        with CaptureQueriesContext(connection) as taken:
            client.get(ADDRESS["en"])
        return len(taken)

    def fill(number):
        for _more in range(number):
            factories.published(factories.ParagraphFactory().document)

    fill(1)
    count()
    one = count()
    fill(29)
    assert (count(), one) == (5, 5)
    assert len(entries(feed(client, ADDRESS["en"]))) == 30
