"""The search page: what it finds, what it never finds, and where its links lead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almaty_portal.suggestions import Suggestion
from declarations.models import Document
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    document = factories.DocumentFactory(symbol="AP/2013/COM", title_ru="Коммюнике", title_en="Communiqué")
    factories.ParagraphFactory(
        document=document, position=1, text_ru="Государства помогают беженцам.", text_en="States help refugees."
    )
    factories.ParagraphFactory(
        document=document, position=2, text_ru="Они <b>охраняют</b> границы.", text_en="They guard <b>borders</b>."
    )
    return document


def page(client, text, language="ru", **more):
    response = client.get(f"/{language}/search/", {"q": text, **more})
    assert response.status_code == 200
    return response


def addresses(response):
    if response.context["source"] != "documents":
        return [result.address for result in response.context["records"]]
    return [passage.address for shown in response.context["documents"] for passage in shown.passages]


@pytest.mark.parametrize(("text", "language"), [("беженец", "ru"), ("беженцев", "ru"), ("refugee", "en")])
def test_a_hit_leads_to_its_paragraph(client, document, text, language):
    factories.published(document)
    response = page(client, text, language)
    assert addresses(response) == [f"/{language}/documents/{document.slug}/#p1"]
    assert "<mark>" in response.content.decode()


def test_every_source_has_its_tab_and_its_count(client, document):
    factories.published(document)
    factories.published(factories.MeetingFactory(summary_en="On refugees"))
    factories.published(factories.PartyFactory(note_en="Hosts refugees"))
    item = factories.ActionItemFactory(title_en="Register refugees", title_ru="Учёт")
    factories.published(item.cluster.plan)
    factories.published(item)
    response = page(client, "refugees", "en")
    assert [(name, count) for name, _label, count, _bounded in response.context["tabs"]] == [
        ("documents", 1),
        ("meetings", 1),
        ("members", 1),
        ("plan", 1),
    ]
    for name in ("meetings", "members", "plan"):
        assert len(addresses(page(client, "refugees", "en", **{"in": name}))) == 1


def test_what_is_not_published_is_never_found(client, document):
    factories.MeetingFactory(title_en="Refugees", title_ru="Беженцы")
    factories.PartyFactory(note_en="Refugees", note_ru="Беженцы")
    hidden = factories.ActionItemFactory(title_en="Refugees", title_ru="Беженцы")
    factories.published(hidden)  # its plan is not
    withdrawn = factories.published(factories.MeetingFactory(title_en="Refugees", title_ru="Беженцы"))
    workflow.withdraw(withdrawn, actor=factories.superuser(), reason="test")
    for text, language in (("беженцы", "ru"), ("refugees", "en")):
        assert page(client, text, language).context["total"] == 0


def test_a_withdrawn_document_is_not_found(client, document):
    factories.published(document)
    workflow.withdraw(document, actor=factories.superuser(), reason="test")
    assert page(client, "беженец").context["total"] == 0
    assert page(client, "AP/2013/COM").context["symbols"] == []


def test_only_the_current_edition_is_found(client, document):
    factories.published(document)
    workflow.reopen(document, actor=factories.superuser())
    document.paragraphs.filter(position=1).update(text_ru="Государства помогают мигрантам.")
    assert page(client, "беженец").context["total"] == 1
    factories.published(Document.objects.get(), reason="A word was wrong")
    assert page(client, "беженец").context["total"] == 0
    assert page(client, "мигрант").context["total"] == 1


def test_what_is_published_in_one_language_is_not_found_in_the_other_but_said_to_be_there(client, document):
    factories.published(document, languages=["en"])
    assert page(client, "беженец").context["total"] == 0
    response = page(client, "refugees", "ru")
    assert response.context["elsewhere"] == [Suggestion("refugees", "en", 1)]
    assert "?q=refugees&amp;lang=en" in response.content.decode()
    assert addresses(page(client, "refugees", "ru", lang="en")) == [f"/en/documents/{document.slug}/#p1"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_script_of_the_query_or_of_a_text_reaches_the_page(client, document, language):
    document.paragraphs.filter(position=1).update(
        text_ru="беженцы <script>alert(1)</script> <img src=x>",
        text_en="refugees <script>alert(1)</script> <img src=x>",
    )
    factories.published(document)
    for text in ("беженцы refugees or refugees or беженцы", '"><script>alert(2)</script>', "беженцы", "refugees"):
        content = page(client, text, language).content.decode()
        assert "<script>" not in content
        assert "<img src=x" not in content


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "-беженец", "а" * 3000, "'\"(", "&|!:*", "%", "\ud7ff", "<->", "or or or", "🦊"]
)
def test_an_odd_query_gets_a_page_that_says_what_to_try(client, text, language):
    response = page(client, text, language, **{"in": "nowhere", "page": "-1"})
    assert not response.context.get("total")
    assert "AP/2013/COM" in response.content.decode()


def test_a_symbol_leads_to_its_document(client, document):
    factories.published(document)
    for text in ("ap/2013/com", "AP 2013 COM", "ап/2013/ком", "АР/2013/СОМ"):
        response = page(client, text, "en")
        assert (response.context["symbols"], response.context["is_symbol"]) == ([document], True)


def test_results_are_paged_and_an_unknown_page_shows_the_nearest(client):
    for n in range(25):
        factories.published(factories.MeetingFactory(summary_en=f"Refugees {n}"))
    assert len(addresses(page(client, "refugees", "en"))) == 20
    for number in ("2", "99", "x"):
        shown = addresses(page(client, "refugees", "en", page=number))
        assert len(shown) == (20 if number == "x" else 5)
    assert 'href="?q=refugees&amp;page=2"' in page(client, "refugees", "en").content.decode()


def test_the_number_of_statements_does_not_grow_with_the_hits(client):
    counted = []
    for more in (1, 29):
        for _ in range(more):
            document = factories.DocumentFactory()
            factories.ParagraphFactory(document=document)
            factories.published(document)
        page(client, "refugees", "en")
        with CaptureQueriesContext(connection) as queries:
            page(client, "refugees", "en")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 24
