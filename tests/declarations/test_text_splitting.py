import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.text_splitting import aligned, split


def bare(text):
    return re.sub(r"\s+", "", text)


@given(st.text(alphabet=st.one_of(st.sampled_from("1.2 (а)a«» \n\r\t"), st.characters(exclude_categories=["Cs"]))))
def test_no_text_is_lost(text):
    assert bare("".join(piece.number + piece.text for piece in split(text))) == bare(text)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("1. Calls for action.", "operative", "1."),
        ("1.1 Calls for action.", "subparagraph", "1.1"),
        ("(a) borders;", "subparagraph", "(a)"),
        ("a) borders;", "subparagraph", "a)"),
        ("«а)» границы;", "subparagraph", "«а)»"),
        ("а) границы;", "subparagraph", "а)"),
        ("ii) borders;", "subparagraph", "ii)"),
        ("Recognizing the importance of protection,", "preamble", ""),
        ("признавая важность защиты,", "preamble", ""),
        ("Annex I", "annex", ""),
        ("Приложение 1", "annex", ""),
        ("Done at Almaty on 5 June 2013.", "signature", ""),
        ("Совершено в городе Алматы.", "signature", ""),
        ("General provisions", "heading", ""),
        ("2013 was the year of the launch.", "operative", ""),
    ],
)
def test_a_paragraph_is_recognized(line, kind, number):
    (piece,) = split(line)
    assert (piece.kind, piece.number) == (kind, number)


def test_lines_of_one_block_are_one_paragraph_when_empty_lines_part_them():
    assert [piece.text for piece in split("one\ntwo.\n\nthree.")] == ["one two.", "three."]


def test_lines_are_paragraphs_when_there_is_no_empty_line():
    assert [piece.text for piece in split("one.\ntwo.")] == ["one.", "two."]


def test_a_longer_text_in_one_language_leaves_empty_cells_in_the_other():
    rows = aligned({"ru": "1. раз\n2. два", "en": "1. one"})
    assert [(*row.cells["ru"][:2], *row.cells["en"][:2]) for row in rows] == [
        ("1.", "раз", "1.", "one"),
        ("2.", "два", "", ""),
    ]
