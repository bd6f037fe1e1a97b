import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from declarations.models import Document, Edition, Passage
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    document = factories.DocumentFactory()
    for position in (1, 2):
        factories.ParagraphFactory(document=document, position=position)
    return document


def test_publishing_cuts_an_edition_of_what_stands_in_both_languages(document):
    factories.published(document)
    edition = Edition.objects.get()
    assert (edition.number, edition.languages) == (1, ["ru", "en"])
    assert [p["anchor"] for p in edition.content["paragraphs"]] == [1, 2]
    assert edition.content["paragraphs"][0]["text_en"] == "Protection of refugees, paragraph 1."
    assert Passage.objects.filter(edition=edition).count() == 3
    assert list(Document.objects.published()) == [document]


def test_a_second_edition_needs_a_reason_and_leaves_the_first(document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    document.paragraphs.filter(position=1).update(text_en="Corrected.")
    with pytest.raises(ValidationError, match="say what is corrected"):
        factories.published(document, reason="")
    factories.published(document, reason="A word was wrong")
    first, second = Edition.objects.order_by("number")
    assert first.content["paragraphs"][0]["text_en"] == "Protection of refugees, paragraph 1."
    assert (second.number, second.reason) == (2, "A word was wrong")
    assert second.content["paragraphs"][0]["text_en"] == "Corrected."


def test_a_document_under_revision_stays_public(document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    assert Document.objects.published().count() == 1


def test_a_withdrawn_document_is_not_public(document):
    factories.published(document)
    workflow.withdraw(document, actor=factories.publisher(), reason="Issued in error")
    assert Document.objects.published().count() == 0
    assert Edition.objects.count() == 1


def test_a_document_published_in_one_language_holds_that_language_only(document):
    factories.published(document, languages=["ru"])
    edition = Edition.objects.get()
    assert edition.languages == ["ru"]
    assert {p["text_en"] for p in edition.content["paragraphs"]} == {""}
    assert edition.content["title_en"] == ""


@pytest.mark.parametrize("model", [Edition, Passage])
def test_the_database_refuses_to_change_or_delete_an_edition(document, model):
    factories.published(document)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    field = "reason" if model is Edition else "text_en"
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{field: "other"})


def test_the_working_text_of_a_published_document_cannot_change(document):
    factories.published(document)
    with pytest.raises(DatabaseError, match="only while it is a draft"), transaction.atomic():
        document.paragraphs.update(text_en="Silently changed")
    with pytest.raises(DatabaseError, match="only while it is a draft"), transaction.atomic():
        factories.ParagraphFactory(document=document, position=9)


def test_an_anchor_is_never_given_twice(document):
    document.paragraphs.filter(position=2).delete()
    assert factories.ParagraphFactory(document=document, position=2).anchor == 3
