import pytest
from django.utils import translation

from almaty_portal.lib import inline
from declarations.word_import.remarks import Remarks
from tests.declarations.word.making import MATH, docx, field, p, part, r, read, relation, texts

BOLD, ITALIC = "<w:b/>", "<w:i/>"


def only(inside, **more):
    (text,) = texts(read(p(inside=inside), **more))
    return text


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        (r("Recog", ITALIC) + r("nizing", ITALIC) + r(" that"), "*Recognizing* that"),
        (r("bold ", BOLD) + r("text"), "**bold** text"),
        (r("bold", BOLD) + r(" ") + r("text", BOLD), "**bold text**"),
        (r("bold ", BOLD) + r("both", BOLD + ITALIC), "**bold *both***"),
        (r("«Слово»", ITALIC) + r("слово"), "«*Слово*»слово"),
        (r("2 * 3 [4] a_b | c\\d", ""), r"2 \* 3 \[4\] a\_b \| c\\d"),
        (r("a  b \u00a0c"), "a b \u00a0c"),
    ],
)
def test_looks_become_marks_that_show_the_same_text(runs, markdown):
    text = only(runs)
    assert text == markdown
    plain = inline.plain(markdown)
    assert inline.plain(text) == plain


def test_a_look_given_by_a_style_counts_and_may_be_taken_back():
    styles = (
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Quiet"><w:rPr><w:i/></w:rPr></w:style>'
    )
    inside = (
        r("strong", '<w:rStyle w:val="Strong"/>') + r(" plain ") + r("no", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>')
    )
    assert only(inside, styles=styles) == "**strong** plain no"
    (quiet,) = texts(read(p("said", style="Quiet"), styles=styles))
    assert quiet == "*said*"


def test_links_of_the_web_keep_their_address_and_others_keep_their_words():
    links = relation("a", "hyperlink", "https://example.org/a(b)", external=True)
    links += relation("b", "hyperlink", "javascript:alert(1)", external=True)
    inside = f'<w:hyperlink r:id="a">{r("one")}</w:hyperlink>{r(" ")}<w:hyperlink r:id="b">{r("two")}</w:hyperlink>'
    reading = read(p(inside=inside), links=links)
    assert texts(reading) == ["[one](https://example.org/a%28b%29) two"]
    assert reading.remarks.texts["link"] == ["javascript:alert(1)"]


def test_a_link_may_be_a_field():
    assert only(field('HYPERLINK "mailto:a@example.org"', r("write"))) == "[write](mailto:a@example.org)"


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:ins>{r('kept')}</w:ins>",
        f"<w:moveTo>{r('kept')}</w:moveTo>",
        f"<w:smartTag>{r('kept')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('kept')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr="DATE">{r("kept")}</w:fldSimple>',
        f"<w:customXml>{r('kept')}</w:customXml>",
        f"<w:bdo>{r('kept')}</w:bdo>",
        field("REF x", r("ke") + r("pt")),
        field("IF 1 = 1", field("REF y", r("kept"))),
    ],
)
def test_no_wrapper_loses_its_text(inside):
    assert only(r("it is ") + inside) == "it is kept"


def test_tracked_changes_are_read_as_accepted_and_counted():
    reading = read(p(inside=r("a ") + f"<w:ins>{r('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"))
    assert texts(reading) == ["a new"]
    assert "2 tracked changes" in reading.remarks.said()[0]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('one ')}</w:p>"
    assert texts(read(first + p("two"))) == ["one two"]


def test_hidden_text_is_left_out_and_named():
    reading = read(p(inside=r("seen") + r("secret", "<w:vanish/>")))
    assert texts(reading) == ["seen"]
    assert reading.remarks.texts["hidden"] == ["secret"]


def test_a_table_of_contents_is_left_out_with_its_heading():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p("Contents") + p(inside=begin + r("One 1")) + p(inside=r("Two 2") + end) + p("Text.")
    reading = read(body)
    assert texts(reading) == ["Text."]
    assert reading.remarks.counts["contents"]


def test_headers_and_comments_are_remarked():
    comment = f'<w:comment w:id="1">{p("why?")}</w:comment>'
    reading = read(p("Text."), header1=p("Ministry of Foreign Affairs"), comments=comment)
    assert texts(reading) == ["Text."]
    assert reading.remarks.texts["header"] == ["Ministry of Foreign Affairs"]
    assert reading.remarks.counts["comment"] == 1


def test_footnotes_come_last_with_the_numbers_their_references_show():
    notes = f'<w:footnote w:id="5">{p(inside="<w:r><w:footnoteRef/></w:r>" + r(" First."))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Second.")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    reading = read(p(inside=r("a") + mark.format(5) + r(" b") + mark.format(2)) + p("End."), footnotes=notes)
    assert texts(reading) == ["a[^1] b[^2]", "End.", "First.", "Second."]
    assert [block.number for block in reading.blocks if block.is_note] == ["1", "2"]


def test_endnotes_are_numbered_as_word_numbers_them():
    notes = f'<w:endnote w:id="1">{p("Note.")}</w:endnote>'
    reading = read(p(inside=r("a") + '<w:r><w:endnoteReference w:id="1"/></w:r>'), endnotes=notes)
    assert texts(reading) == ["a[^i]", "Note."]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('Boxed.')}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    reading = read(p(inside=r("Text.") + f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"))
    assert texts(reading) == ["Text.", "Boxed."]
    assert reading.remarks.counts["box"] == 1


def test_an_equation_keeps_its_signs():
    inside = r("If ") + "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>"
    assert MATH in part("document", "")
    assert only(inside) == "If x=1"


def test_raised_digits_stay_raised():
    assert only(r("5 km") + r("2", '<w:vertAlign w:val="superscript"/>')) == "5 km²"


def test_soft_breaks_are_spaces_and_other_hyphens_are_kept():
    inside = "<w:r><w:t>one</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:softHyphen/></w:r>"
    assert only(inside) == "one non\u2011stop"


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_table_is_a_pipe_table_with_its_marks_and_literal_pipes():
    table = "<w:tbl>" + row(p("A", look=BOLD), p("B")) + row(p("a|b"), p("c", look=ITALIC)) + "</w:tbl>"
    (text,) = texts(read(table))
    assert inline.table(text) == [["A", "B"], ["a|b", "*c*"]]


def test_merged_and_nested_cells_are_flattened_with_a_remark():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("wide")}</w:tc>'
    inner = "<w:tbl>" + row(p("x"), p("y")) + "</w:tbl>"
    reading = read(f"<w:tbl><w:tr>{wide}</w:tr>" + row(p("a"), inner + p("b")) + "</w:tbl>")
    assert inline.table(texts(reading)[0]) == [["wide", ""], ["a", "x · y b"]]
    assert (reading.remarks.counts["merged"], reading.remarks.counts["nested"]) == (1, 1)


def test_a_table_that_only_numbers_paragraphs_is_read_as_paragraphs():
    reading = read("<w:tbl>" + "".join(row(p(f"{n}."), p(f"Text {n}.")) for n in (1, 2, 3)) + "</w:tbl>")
    assert [(block.number, block.plain) for block in reading.blocks] == [(f"{n}.", f"Text {n}.") for n in (1, 2, 3)]


def test_a_strict_file_is_read_like_any_other():
    strict = part("document", f"<w:body>{p('Strict.')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    from declarations.word_import.files import read_file

    assert texts(read_file(docx("", entries={"word/document.xml": strict}), "a.docx")) == ["Strict."]


def test_what_was_left_out_is_quoted_as_the_language_does():
    remarks = Remarks()
    remarks.note("columns", "English | Русский")
    with translation.override("ru"):
        assert remarks.said()[0].endswith("«English | Русский»")
    with translation.override("en"):
        assert remarks.said()[0].endswith("“English | Русский”")
