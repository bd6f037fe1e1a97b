import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from publishing import workflow
from publishing.models import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    made = factories.DocumentFactory()
    factories.ParagraphFactory(document=made, position=1)
    return made


def test_a_blocking_finding_stops_publication_and_says_where(document):
    document.paragraphs.update(text_en="Protection[^1] of refugees, paragraph 1.")
    with pytest.raises(ValidationError, match=r"paragraph 1 \(en\): Footnote “1” is referred to"):
        factories.published(document)
    document.refresh_from_db()
    assert (document.status, document.editions.count()) == (Status.DRAFT, 0)


def test_a_finding_in_a_language_that_is_not_published_stops_nothing(document):
    document.paragraphs.update(text_en="Protection[^1] of refugees, paragraph 1.")
    assert factories.published(document, languages=["ru"]).status == Status.PUBLISHED


def test_a_difference_that_may_stand_stops_nothing(document):
    document.paragraphs.update(text_en="Protection of refugees, paragraph 2.")
    assert factories.published(document).status == Status.PUBLISHED


def test_many_findings_are_named_in_part_and_counted(document):
    for position in range(2, 7):
        factories.ParagraphFactory(document=document, position=position, text_en="*Open")
    assert len(document.obstacles(["en"])) == 4
    assert document.obstacles(["en"])[-1] == "The check list has 2 more findings that stop publication."


def test_a_second_edition_has_to_say_what_it_is(document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    with pytest.raises(ValidationError, match="Say what the next edition is"):
        workflow.publish(document, actor=factories.superuser(), reason="A word")
    factories.published(document, reason="A word", revision="corrigendum")
    assert list(document.editions.values_list("number", "kind")) == [(2, "corrigendum"), (1, "first")]


def test_each_revision_chooses_anew(document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    factories.published(document, reason="A word", revision="corrigendum")
    workflow.reopen(document, actor=factories.editor())
    document.refresh_from_db()
    assert document.revision == ""
    assert len(document.obstacles(["ru"])) == 1


def test_clearing_the_choice_makes_nobody_an_author(document):
    """Who reopened or published did not write: the four eyes rest on who changed the text."""
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    document.refresh_from_db()
    from publishing.authorship import authors

    factories.published(document, reason="A word")
    workflow.reopen(document, actor=factories.publisher())
    assert authors(document) == set()


def test_a_description_has_no_force(document):
    document.basis, document.authenticity_en = "description", "authentic"
    with pytest.raises(ValidationError, match="A description has no force"):
        document.clean()
    document.save()
    with pytest.raises(ValidationError, match="A description has no force"):
        factories.published(document)


def test_the_submit_step_warns_before_the_publisher_is_asked(client, document):
    document.paragraphs.update(text_en="*Open")
    client.force_login(factories.editor())
    page = client.get(reverse("admin:declarations_document_step", args=[document.pk, "submit"])).content.decode()
    assert "This stops publication:" in page
    assert "paragraph 1 (en): A mark of italics" in page
