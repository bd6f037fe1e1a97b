"""What a reader sees of editions: their names, their force, what was withdrawn, and addresses that moved."""

import io

import pytest
from pypdf import PdfReader

from declarations import renditions
from declarations.models import Document, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    made = factories.DocumentFactory(
        slug="text", title_en="Communiqué of the Conference", title_ru="Коммюнике Конференции", kind="communique"
    )
    factories.ParagraphFactory(document=made, position=1)
    return made


@pytest.fixture
def corrected(document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    document.paragraphs.update(text_en="Protection of all refugees, paragraph 1.")
    factories.published(document, reason="A word was missing", revision="corrigendum")
    document.refresh_from_db()
    return document


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_the_current_edition_says_what_it_is_and_why(client, corrected):
    shown = page(client, "/en/documents/text/")
    assert "Corrigendum: A word was missing" in shown
    assert "2 of 2, corrigendum" in shown
    assert '<a href="/en/documents/text/editions/1/">Edition 1</a>' in shown
    assert "/en/documents/text/differences/?from=1&amp;to=2" in shown


def test_an_old_edition_says_that_it_is_not_current_and_stays(client, corrected):
    response = client.get("/en/documents/text/editions/1/")
    assert response.status_code == 200
    assert "This is edition 1, which is not current. Edition 2 has taken its place:" in response.content.decode()
    assert "1 of 2" in response.content.decode()


def test_the_foot_of_a_pdf_names_a_corrigendum(corrected):
    def foot(number):
        data = renditions.pages(corrected.editions.get(number=number), "ru-en")
        return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())

    assert "Corrigendum, edition 2" in foot(2)
    assert "Исправление, издание 2" in foot(2)
    assert "Edition 1" in foot(1)
    assert "Corrigendum" not in foot(1)


def test_the_force_of_each_text_is_said_wherever_the_text_is(client, document):
    Document.objects.filter(pk=document.pk).update(authenticity_ru="authentic", authenticity_en="unofficial")
    factories.published(document)
    assert "Russian: Authentic text" in page(client, "/en/documents/text/")
    both = page(client, "/en/documents/text/bilingual/")
    assert "<small>Аутентичный текст" in both
    assert "<small>Unofficial translation" in both
    data = renditions.pages(document.editions.get(), "en")
    assert "Unofficial translation" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_nothing_is_said_of_a_force_that_is_not_known(client, document):
    factories.published(document)
    for address in ("", "bilingual/"):
        assert "Authentic text" not in page(client, f"/en/documents/text/{address}")
        assert "Force of the text" not in page(client, f"/en/documents/text/{address}")


def test_the_list_says_where_the_force_of_editions_differs(client, document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    Document.objects.filter(pk=document.pk).update(authenticity_en="official")
    factories.published(document, reason="Translated anew")
    workflow.reopen(document, actor=factories.editor())
    Document.objects.filter(pk=document.pk).update(authenticity_en="authentic")
    factories.published(document, reason="Signed")
    aside = page(client, "/en/documents/text/")
    assert "English: Official translation" in aside
    assert aside.count("English: Authentic text") == 1


@pytest.fixture
def withdrawn(corrected):
    return workflow.withdraw(corrected, actor=factories.publisher(), reason="Issued in error")


ADDRESSES = ["", "bilingual/", "differences/", "editions/1/", "editions/2/"]


@pytest.mark.parametrize("rest", ADDRESSES)
def test_every_address_of_a_withdrawn_document_says_what_stood_there(client, withdrawn, rest):
    response = client.get(f"/en/documents/text/{rest}")
    shown = response.content.decode()
    assert response.status_code == 410
    for said in (
        "Issued in error",
        "Communiqué of the Conference",
        withdrawn.symbol,
        "Corrigendum".lower(),
        "Edition 1",
    ):
        assert said in shown
    assert "Protection of all refugees" not in shown


def test_a_withdrawn_file_s_page_is_in_the_house_s_frame(client, withdrawn):
    edition = withdrawn.editions.get(number=1)
    response = client.get(Rendition(edition=edition, language="en").get_absolute_url())
    assert response.status_code == 410
    assert "Its files are no longer available either." in response.content.decode()
    assert "site-header" in response.content.decode()


def test_reopening_what_was_withdrawn_does_not_empty_its_address(client, withdrawn):
    workflow.reopen(withdrawn, actor=factories.editor())
    assert client.get("/en/documents/text/").status_code == 410
    assert client.get(f"/d/{withdrawn.symbol}", follow=True).status_code == 410


def test_a_file_not_made_yet_is_said_in_the_house_s_frame(client, document):
    factories.published(document)
    response = client.get(Rendition(edition=document.editions.get(), language="en").get_absolute_url())
    assert response.status_code == 503
    assert "site-header" in response.content.decode()


def test_old_addresses_lead_to_the_same_edition_form_and_language(client, corrected):
    name = Rendition(edition=corrected.editions.get(number=1), language="ru-en").filename
    Document.objects.filter(pk=corrected.pk).update(slug="new-text")
    for rest in (*ADDRESSES, f"editions/1/{name}"):
        response = client.get(f"/en/documents/text/{rest}", {"from": "1"})
        assert response.status_code == 301
        assert response["Location"] == f"/en/documents/new-text/{rest}?from=1"


def test_a_moved_and_withdrawn_document_is_gone_not_lost(client, withdrawn):
    Document.objects.filter(pk=withdrawn.pk).update(slug="new-text")
    assert client.get("/en/documents/text/", follow=True).status_code == 410


def test_an_old_address_of_what_was_never_published_is_not_there(client, document):
    Document.objects.filter(pk=document.pk).update(slug="new-text")
    assert client.get("/en/documents/text/").status_code == 404
    assert client.get("/en/documents/text/editions/1/x.pdf").status_code == 404
    assert client.get("/en/documents/new-text/editions/1/x.pdf").status_code == 404


def test_a_text_with_every_kind_is_set_with_contents_footnotes_and_ways_back(client, document):
    def add(kind, ru, en, number="", level=1):
        made = factories.ParagraphFactory(
            document=document, position=document.paragraphs.count() + 1, kind=kind, level=level
        )
        document.paragraphs.filter(pk=made.pk).update(number_ru=number, number_en=number, text_ru=ru, text_en=en)
        return made.anchor

    first = add("heading", "Цели", "*Aims*", "I.")
    referring = add("operative", "Текст[^1]", "Text[^1]", "2.")
    add("table", "| а | б |\n|---|---|\n| в | г |", "| a | b |\n|---|---|\n| c | d |")
    add("annex", "Порядок", "Procedure", "II")
    note = add("footnote", "Сноска", "Note", "1")
    factories.published(document)
    shown = page(client, "/en/documents/text/")
    assert f'<a href="#p{first}">I. Aims</a>' in shown
    assert f'<a href="#p{note}" role="doc-noteref"' in shown
    assert f'<a class="back" href="#p{referring}" role="doc-backlink"' in shown
    assert '<th scope="col">a</th>' in shown
    assert shown.index('role="doc-endnotes"') < shown.index(f'id="p{note}"')
