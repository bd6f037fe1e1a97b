"""Every kind of PDF, before veraPDF and before a reader who listens, searches or follows the printed address."""

import io
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import NullObject
from weasyprint import HTML

from almaty_portal.lib import pdf, pdf_structure
from declarations import renditions
from declarations.edition_cutting import content_of
from declarations.models import Edition
from tests import verapdf
from tests.declarations import all_kinds, rich

pytestmark = pytest.mark.django_db
LANGUAGES = ("ru", "en", "ru-en")


def edition(languages: list[str] | None = None, **fields) -> Edition:
    rich.published(made := all_kinds.document(**fields), languages)
    return made.editions.get()


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def structure(data: bytes) -> list[dict]:
    """The tags in reading order, each with its kids taken out."""
    found = []

    def walk(tag):
        found.append(tag)
        for kid in tag.get("/K", []):
            if not isinstance(kid, int) and "/S" in (kid := kid.get_object()):
                walk(kid)

    for top in reader(data).root_object["/StructTreeRoot"]["/K"]:
        walk(top.get_object())
    return found


def test_every_kind_of_pdf_passes_verapdf(tmp_path):
    long, described, drafted = edition(times=6), edition(basis="description"), all_kinds.document()
    single = edition(languages=["ru"])
    made = {f"long-{code}": renditions.pages(long, code) for code in LANGUAGES}
    made |= {f"description-{code}": renditions.pages(described, code) for code in LANGUAGES}
    made |= {f"draft-{code}": renditions.preview(content_of(drafted), code) for code in LANGUAGES}
    made |= {"one-language": renditions.pages(single, "ru")}
    for name, data in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    assert {key: faults for key, faults in verapdf.verdicts(tmp_path.glob("*.pdf")).items() if faults} == {}


def test_verapdf_reports_a_plain_pdf(tmp_path):
    HTML(string="<html lang=en><title>x</title><p>x").write_pdf(tmp_path / "plain.pdf")
    found = verapdf.verdicts([tmp_path / "plain.pdf"])
    assert all(faults for faults in found.values())
    assert any("MarkInfo" in fault for fault in found["plain.pdf", "ua1"])


def test_an_english_part_of_a_bilingual_pdf_says_that_it_is_english():
    tags = structure(renditions.pages(edition(), "ru-en"))
    languages = {str(tag["/Lang"]) for tag in tags if "/Lang" in tag}
    assert languages == {"en"}  # the whole is Russian
    assert sum(tag["/S"] == "/Div" and tag.get("/Lang") == "en" for tag in tags) >= len(all_kinds.ROWS)


def test_footnotes_are_notes_linked_from_the_text_and_back():
    data = renditions.pages(edition(), "en")
    notes = [tag for tag in structure(data) if tag["/S"] == "/Note"]
    assert [str(tag["/ID"]) for tag in notes] == ["note-1", "note-2", "note-3"]
    links = [note.get_object() for page in reader(data).pages for note in page.get("/Annots", [])]
    inner = [(str(link["/Contents"]), str(link["/Dest"])) for link in links if "/Dest" in link]
    targets = set(reader(data).named_destinations)
    assert {target for _label, target in inner} <= targets
    labels = [label for label, _target in inner]
    assert labels == ["Footnote 1", "Footnote 2", "Footnote 1", "Footnote 2", "Back to the text", "Back to the text"]


def test_headings_skip_no_level():
    levels = [int(tag["/S"][2:]) for tag in structure(renditions.pages(edition(), "en")) if tag["/S"][:2] == "/H"]
    assert levels == [1, 2, 2, 3, 3, 2, 3, 2]


def test_running_heads_are_artifacts_and_no_text_is_left_out_of_the_tags():
    data = renditions.pages(edition(times=6), "en")
    document = reader(data)
    for number, page in enumerate(document.pages):
        content = page.get_contents().get_data()
        artifacts = content.count(b"/Artifact\n<</Type /Pagination>>")
        assert artifacts == (2 if number == 0 else 3), number
        tags = document.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][2 * number + 1].get_object()
        assert content.count(b"/MCID") == sum(not isinstance(tag, NullObject) for tag in tags), number


def test_the_metadata_name_the_document_its_author_symbol_and_day():
    made = edition()
    said = reader(renditions.pages(made, "ru")).metadata
    assert said.title == made.content["title_ru"]
    assert (said.author, said.subject) == ("Алматинский процесс", made.content["symbol"])
    assert said.creation_date == said.modification_date == made.cut_at.replace(microsecond=0)


@pytest.mark.parametrize(("language", "names"), [("ru", ["ru"]), ("en", ["en"]), ("ru-en", ["en", "ru"])])
def test_the_structured_text_is_embedded_in_each_language(language, names):
    made = edition()
    files = reader(renditions.pages(made, language)).attachments
    symbol = made.content["symbol"].replace("/", "-")
    assert sorted(files) == [f"{symbol}-{name}.xml" for name in names]
    assert all(content[0].startswith(b"<?xml") for content in files.values())


def test_the_same_edition_gives_the_same_bytes():
    made = edition()
    assert renditions.pages(made, "ru-en") == renditions.pages(Edition.objects.get(), "ru-en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_on_the_last_page_leads_to_the_check_of_the_edition(language, tmp_path, settings):
    settings.SITE_URL = "https://portal.example"
    made = edition()
    data = renditions.pages(made, language)
    (tmp_path / "made.pdf").write_bytes(data)
    pages = str(len(reader(data).pages))
    run = ["pdftoppm", "-png", "-r", "100", "-f", pages, str(tmp_path / "made.pdf"), str(tmp_path / "page")]
    subprocess.run(run, check=True)
    (picture,) = Path(tmp_path).glob("page*.png")
    address = f"https://portal.example/v/{made.content['symbol']}/1"
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(picture))] == [address]
    assert address in reader(data).pages[-1].extract_text()
    figures = [tag for tag in structure(data) if tag["/S"] == "/Figure"]
    assert [address in str(tag["/Alt"]) for tag in figures] == [True]


def test_a_draft_bears_no_code():
    tags = structure(renditions.preview(content_of(all_kinds.document()), "en"))
    assert [tag for tag in tags if tag["/S"] == "/Figure"] == []


def test_tags_that_do_not_match_the_boxes_are_an_error(monkeypatch):
    monkeypatch.setattr(pdf_structure, "_boxes", lambda box: iter(()))
    with pytest.raises(pdf_structure.StructureError):
        pdf.render('<html lang="en"><title>x</title><div><p>x</p></div>')
