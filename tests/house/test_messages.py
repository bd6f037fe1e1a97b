"""Every string of the interface stands in Russian, and nothing is left to guesswork."""

import re
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

CATALOGUE = settings.BASE_DIR / "locale/ru/LC_MESSAGES/django.po"


def entries(catalogue: Path, *which: str) -> set[str]:
    found = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", *which, catalogue], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r'^msgid "(.+)"$', found, re.MULTILINE))


def test_nothing_is_untranslated_or_fuzzy():
    assert entries(CATALOGUE, "--untranslated") | entries(CATALOGUE, "--only-fuzzy") == set()


def test_the_catalogue_holds_every_string_of_the_code(tmp_path, monkeypatch):
    scratch = tmp_path / "portal"
    ignore = shutil.ignore_patterns("var", ".venv", ".git", "tests", "bench", "*.mo", "__pycache__", ".*_cache")
    shutil.copytree(settings.BASE_DIR, scratch, ignore=ignore)
    monkeypatch.chdir(scratch)
    settings_paths = [str(scratch / "locale")]
    monkeypatch.setattr(settings, "LOCALE_PATHS", settings_paths)
    call_command("makemessages", locale=["ru"], no_location=True, no_wrap=True, verbosity=0)
    again = scratch / "locale/ru/LC_MESSAGES/django.po"
    assert entries(again, "--untranslated") | entries(again, "--only-fuzzy") == set()
