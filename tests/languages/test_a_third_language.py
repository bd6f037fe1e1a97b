"""Kazakh is added to a copy of the portal that holds the demo's record: one setting, one `makemigrations`.

The copy runs in processes of its own, on a database of its own beside the tests'. Its catalogue of Kazakh is empty.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connections

from tests.languages.in_kazakh import SAMPLE

ROOT = Path(__file__).parents[2]
LEFT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".hypothesis", ".env")


@pytest.fixture(scope="module")
def database():
    """The address of an empty database beside the tests' own, which goes afterwards."""
    server = connections["default"].settings_dict
    name = f"third_language_{os.getpid()}"
    options = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in options.items() if v}) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        who = quote(server["USER"]) + (f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else "")
        where = server["HOST"] + (f":{server['PORT']}" if server["PORT"] else "")
        yield f"postgres://{who}@{where if not where.startswith('/') else '/' + where}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def found(database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("third")
    copy = folder / "portal"
    shutil.copytree(ROOT, copy, ignore=LEFT, symlinks=True)
    ours = {
        "DATABASE_URL": database,
        "PORTAL_VAR": str(folder / "var"),
        "SECRET_KEY": "the copy's own",
        "DATABASE_POOL": "2",
    }
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    said = {}
    for step, languages in (("before", "ru,en"), ("after", "ru,en,kk")):
        file = folder / f"{step}.json"
        command = [sys.executable, "-m", "tests.languages.in_kazakh", step, str(file)]
        run = subprocess.run(
            command,
            cwd=copy,
            env={**usual, **ours, "PORTAL_LANGUAGES": languages},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-4000:]
        said |= json.loads(file.read_text())
    return said


def test_an_unchanged_configuration_makes_no_migration(found):
    assert found["unchanged"].strip() == "No changes detected"


def test_one_run_makes_all_that_the_language_needs(found):
    for app in ("members", "meetings", "declarations", "actionplan"):
        assert f"Migrations for '{app}'" in found["made"]
    assert found["again"].strip() == "No changes detected"


def test_its_texts_are_indexed_for_search_as_those_of_the_others(found):
    tables = ("actionitem", "meeting", "party", "passage", "passage")
    assert sorted(re.findall(r" ON public\.\w+?_(\w+) ", " ".join(found["columns"]))) == list(tables)


def test_every_page_stands(found):
    assert found["broken"] == []
    assert len([page for page in found["pages"] if page.startswith("/kk/")]) > 100
    assert len([page for page in found["pages"] if page.startswith("/admin/")]) > 40
    assert len([page for page in found["pages"] if page.startswith("/kk/desk/")]) > 10


def test_no_text_stands_in_another_language_without_saying_so(found):
    assert found["unmarked"] == []


def test_every_page_says_that_the_interface_is_not_translated(found):
    assert found["unsaid"] == []


def test_an_edition_cut_before_the_language_was_added_is_as_it_was_and_says_where_it_can_be_read(found):
    assert found["old"]["sha256"] == found["editions"]["AP/2013/COM"]
    assert found["old"]["languages"] == ["ru", "en"]
    assert "Available in Russian and English only." in found["old"]["page"]


def test_files_of_editions_stay_as_they_are(found):
    assert found["due"] == []


def test_a_new_edition_has_files_in_each_language_and_every_two_of_them(found):
    assert found["new"]["files"] == found["new"]["due"]
    held = {name.removeprefix("pdf ") for name in found["new"]["files"] if name.startswith("pdf ")}
    assert held == {"ru", "en", "kk", "ru-en", "ru-kk", "en-kk"}
    assert "json ru-en-kk" in found["new"]["files"]


def test_the_secretariat_writes_it_beside_the_others(found):
    assert found["form"] == ["title_ru", "title_en", "title_kk"]


def test_a_text_is_pasted_and_aligned_in_three_languages(found):
    assert [[bool(text) for text in row] for row in found["new"]["rows"]] == [[True] * 3] * 2
    assert found["new"]["rows"][0][2] == f"{SAMPLE} 3 жыл;"


def test_the_check_list_compares_every_two_languages(found):
    of_figures = [[languages, said] for code, languages, said in found["new"]["findings"] if code == "figures"]
    assert of_figures == [
        [["ru", "kk"], "The numbers differ: only Russian has 2, only Kazakh has 3. Correct whichever is wrong."],
        [["en", "kk"], "The numbers differ: only English has 2, only Kazakh has 3. Correct whichever is wrong."],
    ]


def test_its_pdf_shows_every_letter_of_the_language(found):
    for letter in SAMPLE.replace(" ", ""):
        assert letter in found["new"]["pdf"]
        assert letter in found["new"]["pair"]
    assert found["new"]["language"] == "kk"


def test_its_page_is_read_in_the_language_and_marked_as_such(found):
    page = found["new"]["page"]
    assert SAMPLE in page
    assert '<div class="text" lang="kk">' in page
    assert "Available in" not in page
    assert SAMPLE in found["new"]["side_by_side"]
    assert found["new"]["permanent"].endswith("AP-2013-COM-kk.pdf")


def test_search_finds_the_language_and_history_keeps_it(found):
    assert "<mark>мәтін</mark>" in found["searched"]
    assert found["new"]["history"] == [SAMPLE]
