from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from publishing import authorship
from tests import factories

CORPUS = Path(__file__).parents[1] / "word_corpus"


def files(folder):
    return {"ru": CORPUS / folder / "ru.docx", "en": CORPUS / folder / "en.docx"}


@pytest.fixture
def document(db):
    return factories.DocumentFactory()


def test_a_pair_becomes_the_text_of_an_empty_draft(document, capsys):
    call_command("import_word", document.symbol, **files("01-typed-normal"), titles=True)
    document.refresh_from_db()
    assert document.paragraphs.count() == 25
    assert document.title_en.startswith("Sample: Joint communiqué")
    assert document.attachments.count() == 2
    assert "25 paragraphs saved" in capsys.readouterr().out


def test_differences_are_printed_and_refused(document, capsys):
    with pytest.raises(CommandError, match="differ in 3 places"):
        call_command("import_word", document.symbol, **files("11-misaligned"))
    assert "Row 5: There is no English text here." in capsys.readouterr().out
    assert not document.paragraphs.exists()


def test_differences_may_be_accepted(document):
    call_command("import_word", document.symbol, **files("11-misaligned"), accept_differences=True)
    assert document.paragraphs.count() == 14


def test_a_text_is_not_replaced_unasked(document):
    factories.ParagraphFactory(document=document)
    with pytest.raises(CommandError, match="--replace or --append"):
        call_command("import_word", document.symbol, **files("01-typed-normal"))
    assert document.paragraphs.count() == 1


@pytest.mark.parametrize(("mode", "count"), [("replace", 15), ("append", 16)])
def test_one_file_with_both_languages_replaces_or_adds(document, mode, count):
    factories.ParagraphFactory(document=document)
    call_command("import_word", document.symbol, both=CORPUS / "06-two-column-table/both.docx", mode=mode)
    assert document.paragraphs.count() == count


def test_a_refused_file_saves_nothing_and_says_why(document):
    with pytest.raises(CommandError, match=r"Nothing was saved\..*password"):
        call_command("import_word", document.symbol, ru=CORPUS / "bad/encrypted.docx")
    assert not document.paragraphs.exists()


def test_a_published_document_is_refused(document):
    factories.ParagraphFactory(document=document)
    factories.published(document)
    with pytest.raises(CommandError, match="is not a draft"):
        call_command("import_word", document.symbol, **files("01-typed-normal"), mode="replace")
    assert document.paragraphs.count() == 1


def test_the_officer_named_is_the_author(document):
    officer = factories.editor()
    call_command("import_word", document.symbol, **files("01-typed-normal"), user=officer.email)
    assert officer.pk in authorship.authors(document)


def test_somebody_who_may_not_change_documents_is_no_author(document):
    with pytest.raises(CommandError, match="may change documents"):
        call_command("import_word", document.symbol, **files("01-typed-normal"), user=factories.UserFactory().email)
    assert not document.paragraphs.exists()
