"""The text and the citations of an edition are set once a process, and are those of no other page."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations import citations
from declarations.models import Document
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    made = factories.DocumentFactory(slug="first-address")
    factories.ParagraphFactory(document=made, position=1, text_ru="Слова.", text_en="Words.")
    return factories.published(made)


def read(client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_second_reader_waits_for_no_citation(client, document, monkeypatch):
    first = read(client, "/en/documents/first-address/")
    monkeypatch.setattr(citations, "all_of", lambda *args: pytest.fail("made again"))
    assert read(client, "/en/documents/first-address/") == first
    assert "BibTeX" in first


def test_what_is_kept_asked_no_database(client, document):
    """A page that takes a part from memory reads every table that the page read when the part was made."""
    asked = []
    for _ in ("other things are remembered", "the part is made", "it is known"):
        if len(asked) < 2:
            caches["editions"].clear()
        with CaptureQueriesContext(connection) as caught:
            read(client, "/en/documents/first-address/")
        asked.append([query["sql"] for query in caught])
    assert asked[1] == asked[2] != []


def test_each_language_and_each_edition_has_its_own(client, document):
    before = {code: read(client, f"/{code}/documents/first-address/") for code in ("ru", "en")}
    workflow.reopen(document, actor=factories.editor())
    document.paragraphs.update(text_ru="Иные слова.", text_en="Other words.")
    factories.published(document)
    assert "Слова." in before["ru"]
    assert "Words." in before["en"]
    assert "Иные слова." in read(client, "/ru/documents/first-address/")
    assert "Other words." in read(client, "/en/documents/first-address/")
    assert "Words." in read(client, "/en/documents/first-address/editions/1/")


def test_working_text_is_set_each_time(admin_client, document):
    workflow.reopen(document, actor=factories.editor())
    address = f"/admin/declarations/document/{document.pk}/page/en/"
    assert "Words." in read(admin_client, address)
    document.paragraphs.update(text_en="Other words.", text_ru="Иные слова.")
    assert "Other words." in read(admin_client, address)


def test_where_a_citation_is_fetched_moves_with_the_document(client, document):
    assert "/first-address/editions/1/citation.ris" in read(client, "/en/documents/first-address/")
    workflow.reopen(document, actor=factories.editor())
    Document.objects.update(slug="second-address")
    moved = read(client, "/en/documents/second-address/")
    assert "/second-address/editions/1/citation.ris" in moved
    assert "first-address" not in moved
