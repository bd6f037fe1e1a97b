"""“Check a file”: what it answers, what it never tells, and what it never keeps."""

import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from declarations import digest_uploads, renditions
from declarations.models import Attachment, Document, Edition, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    made = factories.DocumentFactory(title_en="Test communiqué", authenticity_en="authentic")
    factories.ParagraphFactory(document=made, position=1)
    return made


@pytest.fixture
def stored(document, settings) -> Rendition:
    """A stored file of the first edition, without the time that a PDF takes."""
    factories.published(document)
    made = Rendition(
        edition=document.editions.get(), form="pdf", language="en", size=4, sha256=hashlib.sha256(b"%PDF").hexdigest()
    )
    made.file.save("x.pdf", ContentFile(b"%PDF"), save=False)
    made.save()
    return made


def ask(client, **query) -> str:
    response = client.get("/en/verify/", query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def revise(document: Document) -> None:
    workflow.reopen(document, actor=factories.editor())
    factories.published(Document.objects.get(pk=document.pk), reason="A misprint")


def test_a_file_that_was_issued_is_named_with_its_edition_and_force(client, stored):
    page = ask(client, sha256=stored.sha256)
    assert "The portal issued this file, and it is of the current edition" in page
    assert "Test communiqué" in page
    assert "PDF, English" in page
    assert "authentic text" in page


@pytest.mark.parametrize(
    "shape", [str.upper, lambda d: " ".join(d[i : i + 8] for i in range(0, 64, 8)), "sha256:{}".format]
)
def test_a_sha256_may_be_typed_with_spaces_capitals_or_its_name(client, stored, shape):
    assert "it is of the current edition" in ask(client, sha256=shape(stored.sha256))


@pytest.mark.parametrize("typed", ["abc", "g" * 64, "0" * 63, "0" * 65, "<script>"])
def test_what_is_no_sha256_is_answered_with_a_sentence(client, typed):
    page = ask(client, sha256=typed)
    assert "This is no SHA-256" in page
    assert 'value="<script>' not in page


def test_a_file_of_an_earlier_edition_leads_to_the_one_in_force(client, document, stored):
    revise(document)
    page = ask(client, sha256=stored.sha256)
    assert "there is a later edition" in page
    assert f'href="{document.get_absolute_url()}"' in page


def test_a_withdrawn_documents_file_says_so(client, document, stored):
    workflow.withdraw(document, actor=factories.publisher(), reason="Issued in error")
    assert "the document was withdrawn" in ask(client, sha256=stored.sha256)
    assert "This document was withdrawn" in ask(client, edition=f"{document.symbol}/1")


def test_a_file_that_was_not_issued_comes_with_the_cure(client, stored):
    page = ask(client, sha256="0" * 64)
    assert "The portal did not issue this file" in page
    assert "Download the document again" in page


def test_a_public_attachment_is_recognized_and_another_is_not(client, document):
    scan, note = b"%PDF scan", b"%PDF note"
    for content, is_public in ((scan, True), (note, False)):
        Attachment.objects.create(
            document=document, title_en="Signed copy", file=ContentFile(content, "a.pdf"), is_public=is_public
        )
    asked = [hashlib.sha256(content).hexdigest() for content in (scan, note)]
    assert all("did not issue" in ask(client, sha256=digest) for digest in asked)  # not published yet
    factories.published(document)
    assert "Signed copy" in ask(client, sha256=asked[0])
    assert "did not issue" in ask(client, sha256=asked[1])


def test_the_editions_check_lists_its_files_with_their_sha256(client, document, stored):
    page = ask(client, edition=f"{document.symbol}/1")
    assert "This is the current edition" in page
    assert stored.sha256 in page
    revise(document)
    assert "There is a later edition" in ask(client, edition=f"{document.symbol}/1")


@pytest.mark.parametrize("name", ["AP/1999/NONE/1", "AP/2013/COM", "1", "/", "a\x00/1", "AP/2013/COM/99999"])
def test_an_edition_that_is_not_there_is_said_not_to_be(client, name):
    page = ask(client, edition=name)
    assert "There is no such edition" in page or "This is no edition’s address" in page


def test_a_draft_is_not_revealed(client, document):
    assert "There is no such edition" in ask(client, edition=f"{document.symbol}/1")
    assert "Test communiqué" not in ask(client, edition=f"{document.symbol}/1")


@pytest.mark.parametrize(("language", "path"), [("ru", "/ru/verify/"), ("en", "/en/verify/"), ("fr", "/en/verify/")])
def test_the_printed_address_leads_to_the_readers_language(client, language, path):
    response = client.get("/v/AP/2013/COM/1", headers={"accept-language": language})
    assert (response.status_code, response["Location"]) == (302, f"{path}?edition=AP/2013/COM/1")
    assert "Accept-Language" in response["Vary"]


def test_an_uploaded_file_is_hashed_and_the_answer_has_an_address(client, stored):
    response = client.post("/en/verify/", {"file": io.BytesIO(b"%PDF")})
    assert (response.status_code, response["Location"]) == (303, f"/en/verify/?sha256={stored.sha256}")
    assert "it is of the current edition" in client.get(response["Location"]).content.decode()


def test_nothing_of_an_upload_is_kept(client, monkeypatch, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(tmp_path / "uploads"), 0
    (tmp_path / "uploads").mkdir()
    kept = []
    complete = digest_uploads.DigestOnly.file_complete
    monkeypatch.setattr(
        digest_uploads.DigestOnly,
        "file_complete",
        lambda self, size: kept.append(((f := complete(self, size)).sha256, f.read())) or f,
    )
    client.post("/en/verify/", {"file": io.BytesIO(b"x" * 300_000)})
    assert kept == [(hashlib.sha256(b"x" * 300_000).hexdigest(), b"")]
    assert list(tmp_path.rglob("*")) == [tmp_path / "uploads"]


def test_a_file_over_the_limit_and_none_at_all_are_refused_with_a_sentence(client, settings):
    settings.UPLOAD_MAX_MEGABYTES = 1
    large = client.post("/en/verify/", {"file": io.BytesIO(b"x" * (1024 * 1024 + 1))})
    assert large.status_code == 413
    assert "larger than 1 MB" in large.content.decode()
    none = client.post("/en/verify/", {})
    assert none.status_code == 400
    assert "No file was chosen" in none.content.decode()


def test_a_post_without_the_forms_token_is_refused(stored):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/en/verify/", {"file": io.BytesIO(b"%PDF")}).status_code == 403


def test_an_answer_is_asked_for_anew_each_time_and_bears_no_token(client, stored):
    answer = client.get("/en/verify/", {"sha256": stored.sha256})
    assert answer["Cache-Control"] == "no-cache"
    assert b"csrfmiddlewaretoken" not in answer.content
    assert "Cache-Control" not in client.get("/en/verify/")


@pytest.mark.parametrize("make", [None, factories.UserFactory, factories.editor, factories.superuser])
def test_everybody_is_answered_alike_and_nothing_changes(client, document, stored, make):
    if make:
        client.force_login(make())
    before = [model.objects.count() for model in (Document, Edition, Rendition, Attachment)]
    for query in ({}, {"sha256": stored.sha256}, {"edition": f"{document.symbol}/1"}):
        assert client.get("/en/verify/", query).status_code == 200
    assert client.put("/en/verify/").status_code == 405
    assert before == [model.objects.count() for model in (Document, Edition, Rendition, Attachment)]


def test_a_check_takes_a_fixed_number_of_queries(client, stored, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/en/verify/", {"sha256": stored.sha256})
    with django_assert_num_queries(2):
        client.get("/en/verify/", {"edition": f"{stored.edition.content['symbol']}/1"})


def test_the_page_of_a_document_and_the_foot_of_every_page_lead_here(client, document, stored):
    page = client.get(document.get_absolute_url()).content.decode()
    assert f'href="{reverse("verify")}?edition={document.symbol}/1"' in page
    assert f'href="{reverse("verify")}"' in client.get("/en/").content.decode()


def test_a_file_made_by_the_portal_is_recognized_byte_for_byte(client, document):
    factories.published(document)
    made = renditions.render(document.editions.get().pk, "xml", "en")
    data = made.file.read()
    assert "it is of the current edition" in ask(client, sha256=hashlib.sha256(data).hexdigest())
    assert "did not issue" in ask(client, sha256=hashlib.sha256(data + b" ").hexdigest())
