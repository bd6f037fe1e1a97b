"""Every public page, in both languages, over the real record."""

import re
from pathlib import Path

import pytest

from almaty_portal import record
from almaty_portal.open_data.tasks import make_stale_dumps
from declarations.models import Document, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def portal(client):
    boss = factories.superuser()
    record.load(DATA, publish_as=boss)
    record.load(DATA / "sample", publish_as=boss)
    make_stale_dumps()
    return client


def test_every_page_is_reached_from_home_and_none_is_broken(portal):
    seen, queue = set(), ["/ru/", "/en/"]
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        seen.add(address)
        response = portal.get(address)
        assert response.status_code in (200, 302), address
        if response.headers.get("Content-Type", "").startswith("text/html"):
            for link in re.findall(r'href="(/[^"#]*)', response.content.decode()):
                link = link.replace("&amp;", "&")
                if not link.startswith(("/static/", "/admin/")) and "/account/" not in link and ".pdf" not in link:
                    queue.append(link)
    for document in Document.objects.published():
        for language in ("ru", "en"):
            assert f"/{language}/documents/{document.slug}/" in seen
            assert f"/{language}/documents/{document.slug}/bilingual/" in seen
    assert {"/ru/members/kazakhstan/", "/en/plan/sample-plan/S1.1/", "/ru/governance/", "/en/meetings/"} <= seen


@pytest.mark.parametrize(
    ("language", "notice"),
    [("ru", "не официальный текст"), ("en", "not its official text")],
)
def test_a_description_says_that_it_is_one(portal, language, notice):
    page = portal.get(f"/{language}/documents/communique-2013/").content.decode()
    assert notice in page
    assert 'id="p1"' in page


def test_the_root_follows_the_reader(client):
    assert client.get("/", headers={"accept-language": "ru"})["Location"] == "/ru/"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"


def test_the_permanent_address_leads_to_page_and_pdf(portal):
    page = portal.get("/d/AP/2013/COM", {"lang": "ru"})
    assert page["Location"] == "/ru/documents/communique-2013/"
    pdf = portal.get("/d/AP/2013/COM", {"lang": "en", "format": "pdf"})
    assert pdf["Location"] == "/en/documents/communique-2013/editions/1/AP-2013-COM-en.pdf"


def test_the_language_switch_stays_on_the_page(portal):
    page = portal.get("/en/documents/?year=2013").content.decode()
    assert 'href="/ru/documents/?year=2013"' in page
    assert 'hreflang="ru"' in page
    assert 'rel="canonical"' in page


@pytest.fixture
def document():
    document = factories.DocumentFactory(slug="text")
    factories.ParagraphFactory(document=document, position=1)
    return document


def test_an_unpublished_document_is_not_there(client, document):
    assert client.get("/en/documents/text/").status_code == 404
    assert client.get(f"/d/{document.symbol}").status_code == 404
    assert document.symbol not in client.get("/en/documents/").content.decode()


def test_a_document_in_one_language_says_so_and_links_there(client, document):
    factories.published(document, languages=["ru"])
    page = client.get("/en/documents/text/").content.decode()
    assert "Available in Russian only." in page
    assert 'href="/ru/documents/text/"' in page
    assert client.get("/ru/documents/text/").status_code == 200


def test_an_older_edition_stays_with_a_notice(client, document):
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    document.paragraphs.update(text_en="Corrected.")
    factories.published(document, reason="A word was wrong")
    old = client.get("/en/documents/text/editions/1/").content.decode()
    assert "This is edition 1, which is not current." in old
    assert "/en/documents/text/differences/?from=1&amp;to=2" in old
    assert "Corrected." not in old
    assert "Corrected." in client.get("/en/documents/text/").content.decode()


def test_a_withdrawn_document_says_what_stood_there_and_why(client, document):
    factories.published(document)
    workflow.withdraw(document, actor=factories.publisher(), reason="Issued in error")
    response = client.get("/en/documents/text/")
    assert response.status_code == 410
    assert "Issued in error" in response.content.decode()


def test_a_changed_address_redirects(client, document):
    Document.objects.filter(pk=document.pk).update(slug="new-text")
    factories.published(document)
    response = client.get("/en/documents/text/")
    assert (response.status_code, response["Location"]) == (301, "/en/documents/new-text/")


def test_script_in_a_text_is_shown_not_run(client, document, monkeypatch):
    monkeypatch.setattr(Document, "obstacles", lambda self, languages: [])  # older editions may hold such a link
    document.paragraphs.update(text_en="<script>alert(1)</script> [x](javascript:alert(1))")
    factories.published(document)
    page = client.get("/en/documents/text/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "address",
    ["/en/documents/?page=x", "/en/documents/?page=999", "/en/documents/?year=x&kind=%00", "/en/search/?q=%00&page=-1"],
)
def test_odd_parameters_are_no_error(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/xx/", "/en/documents/none/", "/d/AP/1/NONE", "/d/AP/%00", "/en/documents/text/editions/9/"]
)
def test_unknown_addresses_are_a_404_in_the_house_s_words(client, address):
    response = client.get(address)
    assert response.status_code == 404


def test_the_list_of_documents_costs_the_same_for_one_and_for_thirty(client, django_assert_num_queries):
    def publish_one():
        document = factories.DocumentFactory()
        factories.ParagraphFactory(document=document, position=1)
        factories.published(document)

    publish_one()
    client.get("/en/documents/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/en/documents/")
    for _ in range(14):
        publish_one()
    with django_assert_num_queries(len(one)):
        client.get("/en/documents/")


FORMS = ["беженец", "беженцам", "беженцев", "беженцы"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_key_word_finds_the_same(portal, form):
    page = portal.get("/ru/search/", {"q": form}).content.decode()
    found = re.findall(r'href="(/ru/documents/[^"]+#p\d+)"', page)
    first = re.findall(
        r'href="(/ru/documents/[^"]+#p\d+)"', portal.get("/ru/search/", {"q": "беженец"}).content.decode()
    )
    assert found
    assert sorted(found) == sorted(first)
    assert "<mark>" in page


def test_an_excluded_word_is_excluded_in_every_form(portal):
    page = portal.get("/ru/search/", {"q": "решения -беженец"}).content.decode()
    assert "communique-2013/#p10" not in page


def test_search_never_shows_markup_of_the_query(client):
    page = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_a_search_in_the_other_language_is_offered(portal):
    page = portal.get("/en/search/", {"q": "беженец"}).content.decode()
    assert 'hreflang="ru">' in page
    assert "/ru/search/?q=" in page


def test_a_missing_pdf_is_never_rendered_in_a_request(client, document):
    factories.published(document)
    response = client.get("/en/documents/text/editions/1/AP-2013-none-en.pdf")
    assert response.status_code == 404
    edition = Document.objects.get().current_edition
    name = Rendition(edition=edition, language="en").filename
    response = client.get(f"/en/documents/text/editions/1/{name}")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize("address", ["/en/search/", "/ru/documents/"])
def test_the_searches_of_a_page_are_told_apart_by_name(client, document, address):
    factories.published(document)
    page = client.get(address).content.decode()
    names = re.findall(r'<form[^>]*role="search"(?: aria-label="([^"]+)")?', page)
    assert all(names)
    assert len(set(names)) == len(names) == 2


def test_the_citations_forms_stand_under_no_other_heading(client, document):
    factories.published(document)
    page = client.get("/en/documents/text/").content.decode()
    assert "<h2>BibTeX</h2>" in page
