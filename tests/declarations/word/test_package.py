"""What is not read, and why: every refusal names a cure, and nothing but a refusal comes out."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.word_import import files, open_document, package
from declarations.word_import.files import read_file
from declarations.word_import.package import RefusedError
from tests.declarations.word.making import docx, field, p, r, relation

BAD = Path(__file__).parents[1] / "word_corpus" / "bad"
CURES = {
    "empty.docx": "no text",
    "encrypted.docx": "password",
    "external.docx": "from elsewhere",
    "html.docx": "not a Word file",
    "macro.docm": "macros",
    "macro.docx": "macros",
    "nested-depth.docx": "nested deeper",
    "not-a-docx.docx": "not a Word file",
    "old-renamed.docx": "97–2003",
    "old.doc": "97–2003",
    "truncated.docx": "damaged",
    "xxe.docx": "document type",
    "zip-slip.docx": "unsafe name",
}


def refusal(file, name="text.docx"):
    with pytest.raises(RefusedError) as refused:
        read_file(file, name)
    (said,) = refused.value.messages
    return said


def zipped(**more):
    return docx(p("Text."), entries=more)


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_a_bad_file_is_refused_with_its_reason(name):
    with (BAD / name).open("rb") as file:
        assert CURES[name] in refusal(file, name)


def test_a_file_that_inflates_beyond_measure_is_refused():
    assert "far larger" in refusal(docx("", entries={"word/document.xml": b" " * (30 * 1024 * 1024)}))


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_ENTRIES", 3)
    assert "far larger" in refusal(zipped())


def test_what_all_entries_inflate_to_is_limited(monkeypatch):
    monkeypatch.setattr(package, "MOST_INFLATED", 100)
    assert "far larger" in refusal(zipped())


def test_a_file_over_the_upload_limit_is_refused(settings):
    settings.UPLOAD_MAX_MEGABYTES = 0
    assert "at most 0 MB" in refusal(zipped())


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_whatever_is_taken_from_elsewhere_is_refused(kind):
    link = relation("x", kind, "https://example.org/x", external=True)
    assert "https://example.org/x" in refusal(docx(p("Text."), links=link))


@pytest.mark.parametrize("code", ['INCLUDEPICTURE "http://a/b.png"', "DDEAUTO cmd x", ' INCLUDETEXT "c:\\a.docx"'])
def test_fields_that_fetch_are_refused(code):
    assert "from elsewhere" in refusal(docx(p(inside=field(code, r("x")))))


def test_a_fetching_field_split_over_runs_is_refused():
    split = "INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE x"
    assert "from elsewhere" in refusal(docx(p(inside=field(split, r("x")))))


def test_macros_are_refused_also_when_only_a_content_type_tells():
    types = (
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    assert "macros" in refusal(docx(p("Text."), content_types=types))


def test_a_declaration_in_another_encoding_is_refused():
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
    assert "document type" in refusal(docx("", entries={"word/document.xml": hidden}))


def test_an_inserted_file_is_refused():
    assert "inserted" in refusal(docx(p("Text.") + '<w:altChunk r:id="x"/>'))


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "word\\..\\x.xml", "c:/x.xml"])
def test_entries_with_unsafe_names_are_refused(name):
    assert "unsafe name" in refusal(zipped(**{name: "x"}))


def test_what_nobody_foresaw_is_a_refusal_and_is_logged(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise KeyError("x")

    monkeypatch.setattr(files.reading, "read", broken)
    assert "KeyError" in refusal(zipped())
    assert "could not be read" in caplog.text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_a_file_with_broken_bytes_is_read_or_refused(noise, at):
    content = bytearray(docx(p("Text.", style="A") * 5, styles="<w:style/>").getvalue())
    at %= len(content)
    content[at : at + len(noise)] = noise
    said = []
    try:
        said = [block.plain for block in read_file(io.BytesIO(bytes(content)), "text.docx").blocks]
    except RefusedError as refused:
        said = refused.messages
    assert said


LEAVES = st.sampled_from(["p", "r", "t", "tbl", "tr", "tc", "numPr", "fldChar", "sdt", "ins"])
BRANCHES = st.sampled_from(["p", "r", "tbl", "tr", "tc", "pPr", "sdtContent", "hyperlink"])
TREES = st.recursive(LEAVES, lambda inner: st.tuples(BRANCHES, st.lists(inner, max_size=4)), max_leaves=20)


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_mark_up_in_any_order_is_read_or_refused(tree):
    def xml(node):
        name, inside = (node, []) if isinstance(node, str) else node
        return f"<w:{name}>{''.join(map(xml, inside))}{'x' if name == 't' else ''}</w:{name}>"

    body = xml(tree)
    assert read_file(docx(body + p("Text.")), "text.docx").blocks[-1].plain.endswith("Text.")


XLINK = 'xmlns:x="http://www.w3.org/1999/xlink"'


def odt(**entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in {"content.xml": "<a/>", **entries}.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"META-INF/manifest.xml": "<m:encryption-data/>"}, "password"),
        ({"Basic/Standard/Module1.xml": "<a/>"}, "macros"),
        ({"content.xml": f'<image {XLINK} x:href="http://example.org/a.png"/>'}, "from elsewhere"),
        ({"content.xml": "<!DOCTYPE a><a/>"}, "document type"),
    ],
)
def test_an_unsafe_open_document_is_refused_before_conversion(entries, said, monkeypatch):
    monkeypatch.setattr(open_document, "as_word", lambda content: pytest.fail("converted"))
    assert said in refusal(odt(**entries), "text.odt")


def test_without_libreoffice_an_open_document_is_refused_with_the_cure(monkeypatch):
    monkeypatch.setattr(open_document.shutil, "which", lambda name: None)
    assert "cannot be read on this server" in refusal(odt(), "text.odt")
