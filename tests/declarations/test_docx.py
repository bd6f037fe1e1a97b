import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Twips
from lxml import etree

from almaty_portal.lib import inline
from declarations.content import reading
from declarations.forms import word
from declarations.forms.word.texts import CELL_MARGINS, LETTER, column_widths
from declarations.forms.words import NotInEditionError
from declarations.models import Edition
from tests.declarations import rich

pytestmark = pytest.mark.django_db
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture
def edition() -> Edition:
    return rich.edition(basis="description")


def part(data: bytes, name: str):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml"))


def said(element) -> str:
    return "".join(element.itertext("{*}t"))


def as_libreoffice_shows(data: bytes, folder) -> str:
    (folder / "x.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = shutil.which("soffice")
    assert office, "LibreOffice (debian-packages.txt) is needed"
    run = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "x.docx")]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", "-raw", str(folder / "x.pdf"), "-"], check=True, capture_output=True, text=True
    )
    return " ".join(shown.stdout.split())


def expected(edition: Edition, language: str) -> tuple[list[str], list[str]]:
    """(each numbered text of the body in order, each footnote's text)."""
    body, notes = [], []
    for p in reading(edition.content, language)["paragraphs"]:
        if p["kind"] == "table":
            body += [inline.plain(cell) for row in inline.table(p["text"]) for cell in row]
        elif p["kind"] == "footnote" and p["number"] != "4":
            notes.append(inline.plain(p["text"]))
        else:
            # a reference is shown as its number, right after the word it stands at
            text = re.sub(r"\[\^(\w+)\]", r"\1", p["text"])
            body.append(f"{p['number']} {inline.plain(text)}".strip())
    return body, notes


@pytest.mark.parametrize("language", ["ru", "en"])
def test_libreoffice_shows_every_number_and_text_in_order(edition, language, tmp_path):
    shown = as_libreoffice_shows(word.make(edition, language), tmp_path)
    body, notes = expected(edition, language)
    place = 0
    for text in body:
        loose = r"\s*".join(re.escape(letter) for letter in text if not letter.isspace())
        found = re.compile(loose).search(shown, place)
        assert found, f"{text!r} after {shown[place : place + 80]!r}"
        place = found.end()
    for number, text in enumerate(notes, 1):
        assert f"{number} {text}" in shown


def test_libreoffice_shows_both_languages_beside_each_other(edition, tmp_path):
    shown = as_libreoffice_shows(word.make(edition, "ru-en"), tmp_path)
    for text in (
        "2 бис. Вставленный пункт",
        "2 bis. An inserted paragraph",
        "б) внутри стран",
        "(b) inside countries",
    ):
        assert text in shown
    assert shown.index("а) на границах;") < shown.index("(a) at borders;") < shown.index("i) сухопутных;")
    assert "1 См. Конвенцию. See the Convention." in shown


@pytest.mark.parametrize("language", ["ru", "en", "ru-en"])
def test_python_docx_reads_it_back(edition, language):
    made = docx.Document(io.BytesIO(word.make(edition, language)))
    core, content = made.core_properties, edition.content
    assert content[f"title_{language[:2]}"] in core.title
    assert (core.subject, core.version) == (content["symbol"], "1")
    assert core.language == {"ru": "ru-RU", "en": "en-GB", "ru-en": "ru-RU, en-GB"}[language]
    assert core.created == core.modified == edition.cut_at.replace(microsecond=0)
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    cells = [p for table in made.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    styles = [p.style.name for p in [*made.paragraphs, *cells]]
    assert {"Title", "Heading 1", "Heading 2", "Operative paragraph", "Sub-paragraph", "Notice"} <= set(styles)
    assert "Between tables" not in styles or language == "ru-en" or styles.count("Between tables") == 1


def test_every_number_is_the_lists_or_is_typed_but_never_both(edition):
    data = word.make(edition, "en")
    body, numbering = part(data, "document"), part(data, "numbering")
    shown = {
        number.get(qn("w:numId")): numbering.xpath(
            f"w:abstractNum[@w:abstractNumId='{number.find('w:abstractNumId', W).get(qn('w:val'))}']/w:lvl",
            namespaces=W,
        )[0]
        for number in numbering.findall("w:num", W)
    }

    def of(text: str) -> tuple[str, str, str]:
        paragraph = next(p for p in body.iterfind(".//w:p", W) if text in said(p))
        number = paragraph.find("w:pPr/w:numPr/w:numId", W)
        if number is None:
            return "", "", said(paragraph)
        level = shown[number.get(qn("w:val"))]
        values = [level.find(f"w:{name}", W).get(qn("w:val")) for name in ("numFmt", "lvlText")]
        return values[0], values[1], said(paragraph)

    assert of("Reaffirm") == ("decimal", "%1.", "Reaffirm their dialogue:")
    assert of("at borders") == ("lowerLetter", "(%1)", "at borders;")
    assert of("on land") == ("lowerRoman", "(%1)", "on land;")
    assert of("General provisions") == ("upperRoman", "%1.", "General provisions")
    assert of("Indicators") == ("upperRoman", "Annex %1", "Indicators")
    assert of("An inserted")[2].startswith("2 bis.")
    assert part(word.make(edition, "ru"), "numbering").xpath("//w:numFmt[@w:val='russianLower']", namespaces=W)


def test_an_annex_begins_a_page_and_its_numbers_anew(edition):
    body = part(word.make(edition, "en"), "document")
    annex = next(p for p in body.iterfind(".//w:p", W) if "Indicators" in said(p))
    assert annex.find("w:pPr/w:pageBreakBefore", W) is not None
    lists = [
        next(p for p in body.iterfind(".//w:p", W) if text in said(p)).find("w:pPr/w:numPr/w:numId", W).get(qn("w:val"))
        for text in ("Reaffirm", "First of the annex", "Second of the annex")
    ]
    assert lists[0] != lists[1] == lists[2]


def test_footnotes_are_real_and_their_links_work(edition):
    data = word.make(edition, "en")
    body, notes = part(data, "document"), part(data, "footnotes")
    assert len(body.findall(".//w:footnoteReference", W)) == 3
    texts = {note.get(qn("w:id")): said(note).strip() for note in notes if note.get(qn("w:type")) is None}
    assert texts == {"1": "See the Convention.", "2": "Including cities.", "3": "An estimate."}
    assert "https://example.org/c" in zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/footnotes.xml.rels").decode()
    assert "Referred to nowhere." in said(body)


@pytest.mark.parametrize(("language", "expected"), [("ru", {"ru-RU", "en-GB"}), ("ru-en", {"ru-RU", "en-GB"})])
def test_every_run_says_its_language(edition, language, expected):
    body = part(word.make(edition, language), "document")
    runs = list(body.iter(qn("w:r")))
    languages = [run.find("w:rPr/w:lang", W) for run in runs]
    assert None not in languages
    assert {found.get(qn("w:val")) for found in languages} == expected
    english = next(run for run in runs if "description of the document" in said(run))
    assert english.find("w:rPr/w:lang", W).get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("language", ["en", "ru-en"])
def test_every_table_has_a_head_that_is_repeated(edition, language):
    tables = part(word.make(edition, language), "document").findall(".//w:tbl", W)
    assert tables
    assert all(table.find("w:tr/w:trPr/w:tblHeader", W) is not None for table in tables)


def test_html_and_signs_that_xml_cannot_hold_are_text(edition):
    edition.content["paragraphs"][3]["number_en"] = "\x0c1.\x1f"
    edition.content["paragraphs"][3]["text_en"] = "<w:t>\x0b\x1f & ]]> *a*"
    body = part(word.make(edition, "en"), "document")
    assert "<w:t> & ]]> a" in said(body)


def test_a_document_without_a_day_force_or_meeting_says_none(edition):
    edition.content |= {
        "adopted_on": None,
        "authenticity_en": "",
        "meeting": None,
        "endorsements": [],
        "paragraphs": [],
    }
    text = said(part(word.make(edition, "en"), "document"))
    assert f"{edition.content['symbol']} · 2013 · Original: Russian" in text
    assert "Endorsed by" not in text
    assert "translation" not in text


def test_a_language_that_the_edition_lacks_is_refused():
    with pytest.raises(NotInEditionError):
        word.make(rich.edition(["ru"]), "ru-en")


def test_a_column_is_as_wide_as_its_longest_word_and_all_fill_the_text():
    narrow = Mm(75)
    rows = [["Округ", "Семей", "Вид помощи"], ["Северный", "1 240", "Топливо и одеяла на всю зиму"]]
    widths = column_widths(rows, narrow)
    assert widths[0] >= Twips(len("Северный") * LETTER + CELL_MARGINS)
    assert widths[1] >= Twips(len("Семей") * LETTER + CELL_MARGINS)
    assert widths[2] > widths[0]
    assert narrow - len(widths) < sum(widths) <= narrow
    crowded = column_widths([["достопримечательность"] * 5], narrow)
    assert narrow - len(crowded) < sum(crowded) <= narrow
