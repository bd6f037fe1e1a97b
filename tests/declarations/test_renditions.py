import io

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from almaty_portal.lib import pdf
from declarations import renditions
from declarations.models import Document, Rendition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    document = factories.DocumentFactory(slug="text", symbol="AP/2013/TXT", basis="description")
    for position in range(1, 4):
        factories.ParagraphFactory(document=document, position=position)
    factories.EndorsementFactory(document=document)
    factories.published(document)
    return Document.objects.get().current_edition


@pytest.mark.parametrize("language", ["ru", "en", "ru-en"])
def test_a_pdf_holds_its_languages_texts_tags_and_title(edition, language):
    made = renditions.render(edition.pk, language)
    reader = PdfReader(io.BytesIO(made.file.read()))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert ("Protection of refugees" in text) == ("en" in language)
    assert ("пункт 3" in text) == ("ru" in language)
    assert "AP/2013/TXT" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == language[:2]
    assert reader.metadata.title.endswith("(AP/2013/TXT)")
    assert reader.outline
    if "en" in language:
        assert "not its official text" in " ".join(text.split())


def test_the_same_edition_gives_the_same_bytes(edition):
    arguments = (edition.content, "ru-en")
    assert renditions.pdf_of(*arguments, number=1, cut_at=edition.cut_at) == renditions.pdf_of(
        *arguments, number=1, cut_at=edition.cut_at
    )


def test_rendering_again_gives_the_stored_pdf(edition):
    first = renditions.render(edition.pk, "en")
    assert renditions.render(edition.pk, "en").pk == first.pk
    assert Rendition.objects.count() == 1


def test_what_is_missing_is_known(edition):
    renditions.render(edition.pk, "en")
    assert sorted(language for _pk, language in renditions.missing()) == ["ru", "ru-en"]


def test_a_language_that_the_edition_lacks_is_refused():
    document = factories.DocumentFactory()
    factories.ParagraphFactory(document=document, position=1)
    factories.published(document, languages=["ru"])
    with pytest.raises(ValueError, match="not published in en"):
        renditions.render(Document.objects.get().current_edition_id, "en")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "static:///../manage.py"])
def test_a_document_can_fetch_nothing_but_static_files(address):
    with pytest.raises(ValueError, match=r"refused|not one of"):
        pdf.render(f'<html lang="en"><title>x</title><img alt="" src="{address}"></html>')


def test_a_stored_pdf_is_served_with_its_digest_and_a_cyrillic_name(client, edition):
    made = renditions.render(edition.pk, "ru")
    response = client.get(made.get_absolute_url())
    assert response["ETag"] == f'"{made.sha256}"'
    assert response["Content-Type"] == "application/pdf"
    assert "filename*=utf-8''%D0%9A" in response["Content-Disposition"]
    assert len(b"".join(response.streaming_content)) == made.size
    assert client.get(made.get_absolute_url(), headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_command_writes_the_pdf_and_refuses_an_unknown_symbol(edition, tmp_path):
    call_command("render_pdf", "AP/2013/TXT", language="ru", output=tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    with pytest.raises(CommandError, match="no published document"):
        call_command("render_pdf", "AP/1/X", language="ru", output=tmp_path / "b.pdf")
