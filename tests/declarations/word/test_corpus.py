"""Texts that officers' programs wrote, and what must come of them: kinds, levels, numbers, marks, alignment, titles."""

import json
import re
from pathlib import Path

import pytest
from django.core.files.base import File

from declarations.intake.rows import title
from declarations.word_import import texts

CORPUS = Path(__file__).parents[1] / "word_corpus"
FIELDS = ("kind", "level", "number_ru", "number_en", "text_ru", "text_en")
FOLDERS = sorted(path.name for path in CORPUS.iterdir() if (path / "expected.json").exists())


def imported(name):
    files = {path.stem: path for path in (CORPUS / name).iterdir() if path.suffix in {".docx", ".odt"}}
    opened = {stem: File(path.open("rb"), name=path.name) for stem, path in files.items()}
    try:
        return texts.of_files(opened) if "both" not in opened else texts.of_both(opened["both"], ("ru", "en"))
    finally:
        for file in opened.values():
            file.close()


def squeezed(row):
    """Spaces that a typist doubled are one space: how many there were says nothing."""
    return {name: re.sub(" +", " ", value) if isinstance(value, str) else value for name, value in row.items()}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_text_is_read_and_aligned_as_a_person_would(name):
    expected = json.loads((CORPUS / name / "expected.json").read_text())
    text = imported(name)
    rows = [{field: row.to_store()[field] for field in FIELDS} for row in text.rows if row.kind != "title"]
    assert rows == [squeezed({field: row[field] for field in FIELDS}) for row in expected["rows"]]
    assert {code: title(text.rows, code) for code in ("ru", "en")} == {
        "ru": expected["title_ru"],
        "en": expected["title_en"],
    }


def test_the_corpus_is_there():
    assert len(FOLDERS) >= 20
