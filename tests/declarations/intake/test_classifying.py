"""What paragraphs are, told by their words, looks and the sequence of their numbers."""

import pytest

from declarations.intake.blocks import TypedBlock
from declarations.intake.classifying import pieces
from declarations.text_splitting import split


def kinds(*lines):
    return [(piece.kind, piece.level, piece.number) for piece in split("\n".join(lines))]


def looked(*blocks):
    made = [TypedBlock(plain=text, **look) for text, look in blocks]
    return [(piece.kind, piece.level) for piece in pieces(made)]


CENTRED = {"is_centred": True}
BOLD = {"is_bold": True}


def test_i_after_h_is_a_letter():
    letters = [f"({c}) to act;" for c in "abcdefghi"]
    assert kinds("1. Calls:", *letters)[-1] == ("subparagraph", 1, "(i)")


def test_i_after_a_is_roman_and_one_level_deeper():
    found = kinds("1. Calls:", "(a) to act:", "(i) here;", "(ii) there;", "(b) to rest.")
    assert [level for _kind, level, _number in found] == [1, 1, 2, 2, 1]


def test_a_lone_i_begins_a_roman_list():
    assert kinds("1. Calls:", "(i) here;", "(ii) there;", "(v) elsewhere.")[1:] == [
        ("subparagraph", 1, "(i)"),
        ("subparagraph", 1, "(ii)"),
        ("subparagraph", 1, "(v)"),
    ]


def test_v_after_iv_and_c_after_b_go_on_in_their_lists():
    found = kinds("1. A:", "a) b:", "i) x;", "ii) x;", "iii) x;", "iv) x;", "v) x;", "b) y;", "c) y;", "d) y.")
    assert [level for _k, level, _n in found[2:]] == [2, 2, 2, 2, 2, 1, 1, 1]


@pytest.mark.parametrize("letters", ["абвгдежзик", "абвгдежзийк"])
def test_russian_letters_count_with_or_without_short_i(letters):
    found = kinds("1. Призывает:", *(f"{c}) действовать;" for c in letters))
    assert {(kind, level) for kind, level, _n in found[1:]} == {("subparagraph", 1)}


def test_numbers_with_brackets_under_numbers_with_stops_are_sub_paragraphs():
    found = kinds("1. Calls:", "1) one;", "2) two;", "2. Requests.")
    assert found == [
        ("operative", 1, "1."),
        ("subparagraph", 1, "1)"),
        ("subparagraph", 1, "2)"),
        ("operative", 1, "2."),
    ]


def test_numbers_with_brackets_alone_are_operative():
    assert [kind for kind, _l, _n in kinds("1) one.", "2) two.")] == ["operative", "operative"]


def test_parts_of_numbers_are_levels():
    found = kinds("1. One.", "1.1 Inner.", "1.1.1 Innermost.", "1.2 Inner.", "2. Two.")
    assert [(kind, level) for kind, level, _n in found] == [
        ("operative", 1),
        ("subparagraph", 1),
        ("subparagraph", 2),
        ("subparagraph", 1),
        ("operative", 1),
    ]


def test_an_initial_is_no_number():
    assert kinds("1. Text.", "A. Specimen, Head of Delegation")[1][2] == ""


def test_a_figure_is_no_number():
    assert kinds("1. Text.", "1.5 million persons were helped.")[1][2] == ""


def test_a_town_s_abbreviation_is_no_number():
    assert kinds("1. Текст.", "г. Алматы принял участников.")[1][2] == ""


def test_title_meeting_place_and_date_stand_before_the_preamble():
    found = looked(
        ("COMMUNIQUÉ", {**CENTRED, **BOLD}),
        ("of the Ministerial Conference", {**CENTRED}),
        ("Almaty, 5 June 2013", {**CENTRED}),
        ("We, the participants,", {}),
        ("Recognizing the need,", {}),
        ("1. Agree.", {}),
    )
    assert [kind for kind, _l in found] == ["title", "preface", "preface", "preamble", "preamble", "operative"]


def test_a_title_in_capitals_over_several_lines_is_one():
    look = {**CENTRED, **BOLD}
    found = looked(
        ("АЛМАТИНСКАЯ ДЕКЛАРАЦИЯ", look), ("О ЗАЩИТЕ БЕЖЕНЦЕВ", look), ("Алматы, 16 марта 2011 года", CENTRED)
    )
    assert [kind for kind, _l in found] == ["title", "title", "preface"]


def test_a_title_goes_on_in_smaller_letters_of_the_same_look():
    look = {**CENTRED, **BOLD}
    found = looked(("КОММЮНИКЕ", look), ("Министерской конференции", look), ("г. Алматы, 5 июня 2013 г.", CENTRED))
    assert [kind for kind, _l in found] == ["title", "title", "preface"]


def test_a_letterhead_above_the_title_is_a_preface():
    found = looked(
        ("Ministry of Foreign Affairs", CENTRED),
        ("DECLARATION", {**CENTRED, **BOLD, "size": 16.0}),
        ("1. Agree.", {}),
    )
    assert [kind for kind, _l in found] == ["preface", "title", "operative"]


def test_styled_headings_begin_at_level_one_under_the_title():
    found = looked(
        ("Title", {"heading": 1}),
        ("Part", {"heading": 2}),
        ("Section", {"heading": 3}),
        ("1. Text.", {}),
        ("Part", {"heading": 2}),
    )
    assert found == [("title", 1), ("heading", 1), ("heading", 2), ("operative", 1), ("heading", 1)]


def test_headings_without_styles_rank_by_their_look():
    found = looked(
        ("Title", {"is_title": True}),
        ("1. Text.", {}),
        ("LIST", {**CENTRED, **BOLD}),
        ("Northland", BOLD),
        ("A. Name, Head", {}),
        ("Lakeland", BOLD),
    )
    assert [level for kind, level in found if kind == "heading"] == [1, 2, 2]


@pytest.mark.parametrize("line", ["Annex I", "ANNEX A", "Приложение № 1", "ПРИЛОЖЕНИЕ", "Appendix 2"])
def test_an_annex_begins_numbers_anew_and_has_a_heading(line):
    found = kinds("1. One.", "2. Two.", line, "List of measures", "1. First.")
    assert [kind for kind, _l, _n in found] == ["operative", "operative", "annex", "heading", "operative"]


def test_a_sentence_about_an_annex_is_no_annex():
    assert kinds("1. One.", "Annex I contains the list of all measures that were agreed.")[1][0] == "operative"


def test_what_follows_the_closing_formula_is_its_signatures():
    found = kinds("1. One.", "Done at Almaty on 5 June 2013.", "For the Republic of Kazakhstan", "____________")
    assert [kind for kind, _l, _n in found[1:]] == ["signature"] * 3


def test_an_unnumbered_end_of_a_list_stays_operative():
    found = kinds("1. Calls:", "(a) one;", "(b) two;", "and to report thereon;", "2. Decides.")
    assert [kind for kind, _l, _n in found] == ["operative", "subparagraph", "subparagraph", "operative", "operative"]


def test_every_block_becomes_one_piece_in_its_order():
    blocks = [TypedBlock(plain=text) for text in ("a,", "1. b", "Annex", "c", "Done at X.", "d")]
    assert [piece.number + piece.plain for piece in pieces(blocks)] == ["a,", "1.b", "Annex", "c", "Done at X.", "d"]
