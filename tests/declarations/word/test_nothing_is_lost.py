"""Whatever a document is made of, what a reader sees of it is what the rows say: numbers and texts, in order."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from almaty_portal.lib import inline
from declarations.intake.classifying import pieces
from declarations.intake.rows import beside
from declarations.word_import import bilingual
from declarations.word_import.files import read_file
from tests.declarations.word.making import docx, field, level, numbering, p, r, relation

LETTERS = "aбвг Яz.,;:()«»“”*_[]\\|`#~<>&!-–—…1290№\u00a0\u2011'\"/^+=$"
SHAPES = ["run", "run", "ins", "smartTag", "sdt", "link", "field", "fldSimple", "deleted", "moved", "hidden"]
text = st.text(alphabet=LETTERS, min_size=1, max_size=14)
looks = st.sampled_from(["", "", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"])


@dataclass
class Made:
    """A piece of the body and what a reader sees of it."""

    xml: str
    seen: str


@st.composite
def runs(draw):
    said = draw(text)
    run = r(escape(said), draw(looks))
    shape = draw(
        st.sampled_from(
            ["run", "run", "ins", "smartTag", "sdt", "link", "field", "fldSimple", "deleted", "moved", "hidden"]
        )
    )
    if shape in {"ins", "smartTag", "moved"}:
        name = "moveTo" if shape == "moved" else shape
        return Made(f"<w:{name}>{run}</w:{name}>", said)
    if shape == "deleted":
        return Made(f"<w:del><w:r><w:delText>{escape(said)}</w:delText></w:r></w:del>", "")
    wrapped = {
        "run": run,
        "sdt": f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        "link": f'<w:hyperlink r:id="web">{run}</w:hyperlink>',
        "field": field("REF x", run),
        "fldSimple": f'<w:fldSimple w:instr="DATE">{run}</w:fldSimple>',
        "hidden": r(escape(said), "<w:vanish/>"),
    }
    return Made(wrapped[shape], "" if shape == "hidden" else said)


@st.composite
def paragraphs(draw):
    inside = draw(st.lists(runs(), min_size=1, max_size=5))
    return Made("".join(m.xml for m in inside), "".join(m.seen for m in inside))


@st.composite
def bodies(draw):
    """Body elements; automatic numbers count the paragraphs that have one, as Word does, empty ones included."""
    xml, seen, count = [], [], 0
    for kind in draw(st.lists(st.sampled_from(["plain", "numbered", "table", "box"]), min_size=1, max_size=8)):
        if kind == "table":
            rows = draw(st.lists(st.lists(paragraphs(), min_size=2, max_size=3), min_size=1, max_size=3))
            cells = ("".join(f"<w:tc>{p(inside=m.xml)}</w:tc>" for m in row) for row in rows)
            xml.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>")
            seen += [m.seen for row in rows for m in row]
            continue
        made = draw(paragraphs())
        number = ""
        if kind == "numbered":
            count += 1
            number = f"{count}." if made.seen.strip() else ""
        seen += [number, made.seen]
        xml.append(p(inside=made.xml, number=(1, 0) if kind == "numbered" else None))
        if kind == "box":
            boxed = draw(paragraphs())
            box = f"<w:txbxContent>{p(inside=boxed.xml)}</w:txbxContent>"
            xml[-1] = p(inside=f"{made.xml}<w:r><w:pict>{box}</w:pict></w:r>")
            seen.append(boxed.seen)
    return Made("".join(xml) + p("End."), "".join([*seen, "End."]))


def bare(said):
    return re.sub(r"\s+", "", said)


def opened(made):
    lists = numbering(level(0, "decimal", "%1."))
    file = docx(made.xml, numbering=lists, links=relation("web", "hyperlink", "https://example.org/", external=True))
    return read_file(file, "text.docx")


def shown(markdown):
    return inline.plain(markdown).replace(" · ", "") if inline.table(markdown) else inline.plain(markdown)


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_the_rows_say_what_the_body_shows(made):
    rows = beside({"ru": pieces(opened(made).blocks)})
    assert bare("".join(row.cells["ru"].number + shown(row.cells["ru"].text) for row in rows)) == bare(made.seen)


@settings(max_examples=150, deadline=None)
@given(paragraphs())
def test_a_paragraph_keeps_its_words_apart(made):
    first, *_end = opened(Made(p(inside=r("Begin ") + made.xml) + p("End."), "")).blocks
    words = ("Begin " + made.seen).split()
    assert first.plain.split() == words
    assert inline.plain(first.markdown()).split() == words


@settings(max_examples=100, deadline=None)
@given(bodies())
def test_parting_a_file_by_language_loses_nothing(made):
    blocks = opened(made).blocks
    cyrillic, latin = bilingual.parted(blocks).values()
    assert sorted(b.plain for b in (*cyrillic, *latin)) == sorted(b.plain for b in blocks)
