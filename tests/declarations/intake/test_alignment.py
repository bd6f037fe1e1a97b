import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.intake.alignment import cognates, in_order, pair
from declarations.intake.blocks import Piece
from declarations.intake.rows import beside, marked
from declarations.text_splitting import aligned


def piece(text, kind="operative", number="", level=1):
    return Piece(kind, level, number, text, text)


def sides(rows):
    return [(row.cells["ru"].text, row.cells["en"].text) for row in rows]


def test_a_paragraph_missing_in_one_language_leaves_one_gap_although_all_numbers_shift():
    ru = "1. призывает государства;\n2. выражает признательность 7 донорам;\n3. постановляет собраться в 2032 году;"
    ru += "\n4. поручает координатору доклад."
    en = "1. Calls upon States;\n2. Decides to meet in 2032;\n3. Instructs the coordinator to report."
    rows = aligned({"ru": ru, "en": en})
    assert [bool(row.cells["en"].text) for row in rows] == [True, False, True, True]
    assert rows[2].cells["en"].text.startswith("Decides")


def test_numbers_that_run_apart_are_one_place_to_look_at():
    ru = "\n".join(f"{n}. постановляет {n} год;" for n in range(1, 9))
    en = "\n".join(f"{n - (n > 3)}. Decides {n} year;" for n in range(1, 9) if n != 3)
    faults = [row.faults for row in marked(aligned({"ru": ru, "en": en}))]
    assert sum(bool(said) for said in faults) == 2
    assert "no English text" in faults[2][0]
    assert "from here on" in faults[3][0]


def test_words_of_one_root_are_recognized_in_both_scripts():
    assert cognates("координатор Алматы") & cognates("the coordinator in Almaty") == {"kord", "alma"}


def test_a_text_in_one_language_has_no_faults():
    assert [row.faults for row in marked(beside({"ru": [piece("раз"), piece("два")]}))] == [[], []]


def test_footnotes_and_tables_never_stand_beside_prose():
    rows = beside(
        {"ru": [piece("| a |", "table"), piece("text")], "en": [piece("text"), piece("note", "footnote", "1")]}
    )
    assert ("| a |", "text") not in sides(rows)
    assert ("text", "note") not in sides(rows)


def test_rows_of_a_bilingual_table_keep_together():
    ru, en = piece("Да.", number="1."), piece("A far longer text that says something else, in 2031.", number="2.")
    ru.row = en.row = 3
    assert len(beside({"ru": [ru], "en": [en]})) == 1


texts = st.lists(st.sampled_from(["призывает 5 государств;", "а) да", "Decides 7;", "b) x", "12", ""]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_each_paragraph_comes_once_and_in_its_order(ru, en):
    pairs = pair([("ru", piece(t)) for t in ru], [("en", piece(t)) for t in en])
    assert in_order(pairs)
    assert [i for i, _j in pairs if i is not None] == list(range(len(ru)))
    assert [j for _i, j in pairs if j is not None] == list(range(len(en)))


def test_a_long_text_against_a_short_one_is_aligned():
    pairs = pair([("ru", piece(f"{n}")) for n in range(300)], [("en", piece("299"))])
    assert len(pairs) == 300
    assert pairs[-1] == (299, 0)


@pytest.mark.parametrize(("n", "m"), [(1, 900), (900, 1), (2, 700), (700, 350), (0, 3), (3, 0), (0, 0)])
def test_texts_of_any_two_lengths_are_aligned(n, m):
    pairs = pair([("ru", piece("а"))] * n, [("en", piece("a"))] * m)
    assert [i for i, _j in pairs if i is not None] == list(range(n))
    assert [j for _i, j in pairs if j is not None] == list(range(m))
