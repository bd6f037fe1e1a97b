"""What the Nu Html Checker says of every page, of the style sheets and of the pictures."""

import json
import subprocess

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
VNU = ["java", "-Xss4m", "-jar", settings.BASE_DIR / "tests/npm/node_modules/vnu-jar/build/dist/vnu.jar"]
OPTIONS = ["--format", "json", "--stdout", "--exit-zero-always"]
STATIC = settings.BASE_DIR / "static"
#: What the checker says wrongly, and why it is left out.
NOT_FAULTS = {
    "CSS: “paint-order”: Property “paint-order” doesn't exist.": "SVG 2's, and of CSS Fill and Stroke",
    "CSS: “field-sizing”: Property “field-sizing” doesn't exist.": "newer than its list of properties (CSS UI 4)",
}


def judged(*files):
    """{(kind, message): the first file of it} for what is no mere note."""
    said = subprocess.run([*VNU, *OPTIONS, *files], capture_output=True, text=True, check=True)
    return {
        (found["type"], found.get("message"), found.get("extract", "")): found.get("url", "").rpartition("/")[2]
        for found in json.loads(said.stdout)["messages"]
        if found.get("message") not in NOT_FAULTS
    }


def test_every_page_is_valid_html(pages, tmp_path):
    names = {}
    for number, page in enumerate(page for page in pages if page.is_ours):
        (tmp_path / f"{number}.html").write_text(page.text, encoding="utf-8")
        names[f"{number}.html"] = page.name
    assert {(*fault, names.get(file)) for fault, file in judged(tmp_path).items()} == set()


def test_style_sheets_and_pictures_are_valid():
    sheets = [STATIC / name for name in ("portal.css", "admin.css", "admin-noscript.css")]
    assert judged("--also-check-css", *sheets) | judged("--also-check-svg", *STATIC.glob("*.svg")) == {}


def test_a_fault_would_be_found(tmp_path):
    (tmp_path / "page.html").write_text('<!doctype html><html lang="en"><title>t</title><p id="a"><p id="a">')
    (tmp_path / "sheet.css").write_text("p { colour: red; }")
    assert len(judged("--also-check-css", tmp_path / "page.html", tmp_path / "sheet.css")) >= 2
