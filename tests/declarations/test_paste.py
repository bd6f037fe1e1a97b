import pytest
from django.urls import reverse

from declarations.models import WordImport
from tests import factories


def address(document):
    return reverse("admin:declarations_document_paste", args=[document.pk])


def preview(document):
    staged = WordImport.objects.get()
    return reverse("admin:declarations_document_intake", args=[document.pk, staged.pk])


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
        "read": ["operative|operative"] * count,
        **more,
    }


@pytest.fixture
def document(db, client):
    client.force_login(factories.editor())
    return factories.ParagraphFactory().document


@pytest.fixture
def pasted(client, document):
    client.post(address(document), {"text_ru": "1. раз;\n2. два.", "text_en": "1. one;\n2. two."})
    return preview(document)


def test_a_pasted_text_is_shown_and_saves_nothing(client, document, pasted):
    page = client.get(pasted)
    assert [item.row.cells["ru"].text for item in page.context["rows"]] == ["раз;", "два."]
    assert document.paragraphs.count() == 1


def test_pasting_nothing_asks_for_a_text(client, document):
    page = client.post(address(document), {"text_ru": " ", "text_en": ""})
    assert "at least one" in page.content.decode()
    assert not WordImport.objects.exists()


def test_confirmed_paragraphs_are_added(client, document, pasted):
    client.post(pasted, rows("раз", "два", mode="append"))
    assert [p.text_ru for p in document.paragraphs.all()][1:] == ["раз", "два"]


def test_confirmed_paragraphs_replace_all(client, document, pasted):
    client.post(pasted, rows("раз", "два", mode="replace"))
    assert [p.text_ru for p in document.paragraphs.all()] == ["раз", "два"]


def test_a_row_with_both_texts_emptied_is_left_out(client, document, pasted):
    emptied = {"text_ru": ["раз", ""], "text_en": ["one", " "], "number_ru": ["1.", ""], "number_en": ["1.", ""]}
    client.post(pasted, rows("раз", "", mode="replace", **emptied))
    assert [p.text_ru for p in document.paragraphs.all()] == ["раз"]


def test_one_bad_row_saves_none_and_is_named(client, document, pasted):
    page = client.post(pasted, rows("раз", "два", mode="replace", level=["1", "9"]), follow=True)
    assert "Row 2" in page.content.decode()
    assert "два" in page.content.decode()
    assert document.paragraphs.get().text_ru != "раз"


def test_a_form_that_lost_a_column_changes_nothing(client, document, pasted):
    client.post(pasted, rows("раз", "два", mode="replace", number_en=["1."]))
    assert document.paragraphs.count() == 1
    assert [row["text_ru"] for row in WordImport.objects.get().rows] == ["раз;", "два."]


def test_a_published_document_takes_no_pasted_text(client, document, pasted):
    factories.published(document)
    client.post(pasted, rows("раз", mode="replace"))
    assert [p.text_en for p in document.paragraphs.all()] != ["English"]
