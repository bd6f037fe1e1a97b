import pytest
from django.urls import reverse

from tests import factories


def address(document):
    return reverse("admin:declarations_document_paste", args=[document.pk])


def rows(*texts, **more):
    count = len(texts)
    return {
        "confirm": "1",
        "kind": ["operative"] * count,
        "level": ["1"] * count,
        "number_ru": [f"{n + 1}." for n in range(count)],
        "number_en": [f"{n + 1}." for n in range(count)],
        "text_ru": list(texts),
        "text_en": ["English"] * count,
        **more,
    }


@pytest.fixture
def document(db, client):
    client.force_login(factories.editor())
    return factories.ParagraphFactory().document


def test_a_preview_saves_nothing(client, document):
    page = client.post(address(document), {"text_ru": "1. раз\n2. два", "text_en": "1. one\n2. two"})
    assert len(page.context["rows"]) == 2
    assert document.paragraphs.count() == 1


def test_confirmed_paragraphs_are_added(client, document):
    client.post(address(document), rows("раз", "два", mode="append"))
    assert [p.text_ru for p in document.paragraphs.all()][1:] == ["раз", "два"]


def test_confirmed_paragraphs_replace_all(client, document):
    client.post(address(document), rows("раз", "два", mode="replace"))
    assert [p.text_ru for p in document.paragraphs.all()] == ["раз", "два"]


def test_one_bad_row_saves_none(client, document):
    page = client.post(address(document), rows("раз", "два", mode="replace", kind=["operative", "poem"]))
    assert page.status_code == 200
    assert "два" in page.content.decode()
    assert document.paragraphs.count() == 1
    assert document.paragraphs.get().text_ru != "раз"


def test_a_published_document_takes_no_pasted_text(client, document):
    factories.published(document)
    client.post(address(document), rows("раз", mode="replace"))
    assert [p.text_en for p in document.paragraphs.all()] != ["English"]
