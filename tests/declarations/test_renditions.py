import hashlib
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_celery_results.models import TaskResult
from pypdf import PdfReader

from almaty_portal.lib import pdf
from declarations import rendition_pages, renditions
from declarations.edition_cutting import content_of
from declarations.models import Document, Edition, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db


def document(paragraphs: int = 3, **fields) -> Document:
    made = factories.DocumentFactory(**fields)
    for position in range(1, paragraphs + 1):
        factories.ParagraphFactory(document=made, position=position)
    factories.EndorsementFactory(document=made, note_ru="наблюдатель", note_en="observer")
    return made


def edition(**fields) -> Edition:
    factories.published(made := document(**fields))
    return made.editions.get()


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


@pytest.mark.parametrize(("language", "lang"), [("ru", "ru"), ("en", "en"), ("ru-en", "ru")])
def test_a_pdf_is_tagged_and_has_language_title_and_bookmarks(language, lang):
    made = edition()
    reader = PdfReader(io.BytesIO(renditions.pages(made, language)))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == lang
    assert made.content[f"title_{lang}"] in reader.metadata.title
    assert reader.outline


@pytest.mark.parametrize("language", ["ru", "en", "ru-en"])
def test_every_paragraph_is_there_in_order(language):
    text = words(renditions.pages(edition(paragraphs=60), language))
    for pattern in {"ru": ["пункт {}."], "en": ["paragraph {}."], "ru-en": ["пункт {}.", "paragraph {}."]}[language]:
        places = [text.index(pattern.format(number)) for number in range(1, 61)]
        assert places == sorted(places)


def test_the_foot_counts_the_pages_and_says_edition_and_address(settings):
    made = edition(paragraphs=60)
    data = renditions.pages(made, "en")
    pages = len(PdfReader(io.BytesIO(data)).pages)
    assert pages > 1
    assert f"{pages} / {pages}" in words(data)
    assert f"{settings.SITE_URL}/d/{made.content['symbol']}" in words(data)


def test_two_processes_write_the_same_bytes(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(rendition_pages.html(content_of(document()), "ru-en"))
    script = (
        "import sys, pathlib, hashlib, django; django.setup(); from almaty_portal.lib import pdf;"
        "print(hashlib.sha256(pdf.render(pathlib.Path(sys.argv[1]).read_text())).hexdigest())"
    )
    run = [sys.executable, "-c", script, str(page)]
    root = Path(__file__).parents[2]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "almaty_portal.settings"}
    first, second = (subprocess.run(run, cwd=root, env=env, capture_output=True, check=True).stdout for _ in "12")
    assert first == second != b""


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "ftp://x/y", "static:../manage.py", "static:none.png"]
)
def test_a_page_that_fetches_anything_else_is_refused(address):
    with pytest.raises(pdf.FetchRefusedError, match="may not fetch"):
        pdf.render(f'<html lang="en"><title>x</title><img alt="x" src="{address}">')


def test_missing_fonts_are_an_error(monkeypatch):
    monkeypatch.setattr(pdf, "FAMILIES", ("PT Serif", "No Such Family"))
    pdf._fonts.cache_clear()
    with pytest.raises(pdf.FontsMissingError, match="No Such Family"):
        pdf.render("<html lang=en><title>x</title>x")
    monkeypatch.undo()
    pdf._fonts.cache_clear()


def test_html_in_a_text_is_shown_as_typed():
    made = document(paragraphs=0)
    factories.ParagraphFactory(document=made, position=1, text_en="<script>alert(1)</script> *Recognizes*")
    page = rendition_pages.html(content_of(made), "en")
    assert "&lt;script&gt;" in page
    assert "<em>Recognizes</em>" in page


@pytest.mark.parametrize("language", ["ru", "en", "ru-en"])
def test_a_description_says_so_in_both_languages_twice(language):
    page = rendition_pages.html(content_of(document(basis="description")), language)
    notice = "secretariat’s description of the document"
    assert page.count('<p lang="en">This is the ' + notice) == 2
    assert page.count('<p lang="ru">') == 2
    assert notice not in rendition_pages.html(content_of(document()), language)


def test_a_preview_is_marked_as_a_draft():
    assert "DRAFT / ПРОЕКТ" in words(renditions.preview(content_of(document()), "en"))


def test_rendering_again_returns_the_stored_one():
    made = edition()
    first, second = renditions.render(made.pk, "pdf", "ru"), renditions.render(made.pk, "pdf", "ru")
    assert first == second
    stored = first.file.read()
    assert (first.sha256, first.size) == (hashlib.sha256(stored).hexdigest(), len(stored))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_rendition(monkeypatch):
    made, calls = document(), []
    monkeypatch.setattr("declarations.tasks.render_edition.delay_on_commit", lambda *args: None)
    factories.published(made)
    pk, really = made.editions.get().pk, pdf.render
    monkeypatch.setattr(pdf, "render", lambda *args: calls.append(1) or really(*args))

    def work():
        try:
            renditions.render(pk, "pdf", "en")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (Rendition.objects.count(), len(calls)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_failed_render_does_not_stop_the_publisher_and_is_seen_by_staff(monkeypatch):
    def fail(*args):
        raise pdf.FontsMissingError("no fonts")

    monkeypatch.setattr(pdf, "render", fail)
    factories.published(made := document())
    assert made.editions.count() == 1
    assert TaskResult.objects.filter(status="FAILURE", result__contains="no fonts").exists()


def address(made: Edition, language: str) -> str:
    return Rendition(edition=made, language=language).get_absolute_url()


def test_a_stored_pdf_is_served_with_its_hash_and_names(client):
    made = edition(title_ru="Коммюнике")
    stored = renditions.render(made.pk, "pdf", "ru")
    response = client.get(address(made, "ru"))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(
        f"inline; filename=\"{stored.filename}\"; filename*=UTF-8''%D0%9A"
    )
    assert client.get(address(made, "ru"), headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(address(made, "ru") + "?download")["Content-Disposition"].startswith("attachment")
    head = client.head(address(made, "ru"))
    assert (head.status_code, head["Content-Length"]) == (200, str(stored.size))


def test_a_pdf_not_made_yet_asks_to_come_back_and_is_not_rendered(client):
    made = edition()
    response = client.get(address(made, "en"))
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert not Rendition.objects.exists()


def test_a_withdrawn_documents_pdf_is_gone(client):
    made = edition()
    renditions.render(made.pk, "pdf", "en")
    workflow.withdraw(made.document, actor=factories.publisher(), reason="Issued in error")
    assert client.get(address(made, "en")).status_code == 410


def test_another_name_or_number_is_not_found(client):
    made = edition()
    assert client.get(address(made, "en").replace("-en.pdf", "-fr.pdf")).status_code == 404
    assert client.get(address(made, "en").replace("editions/1/", "editions/7/")).status_code == 404


def test_the_command_writes_the_file_and_says_what_is_wrong(tmp_path):
    made = edition()
    symbol, output = made.content["symbol"], tmp_path / "x.pdf"
    call_command("render_pdf", symbol, language="ru-en", output=output)
    assert output.read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError, match="No published document"):
        call_command("render_pdf", "AP/1900/X", language="ru", output=output)
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("render_pdf", symbol, language="ru", output=tmp_path / "none" / "x.pdf")
    factories.published(russian := document(), languages=["ru"])
    with pytest.raises(CommandError, match="not published in en"):
        call_command("render_pdf", russian.symbol, language="en", output=output)
