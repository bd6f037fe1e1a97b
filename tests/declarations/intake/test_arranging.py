import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.intake.arranging import STEPS, ArrangingError, arrange
from declarations.intake.rows import Cell, Row


def rows(*pairs):
    return [Row(cells={"ru": Cell(text=ru), "en": Cell(text=en)}) for ru, en in pairs]


def sides(found):
    return [(row.cells["ru"].text, row.cells["en"].text) for row in found]


START = rows(("а", "a"), ("б", ""), ("в", "b"), ("г", "c"), ("", "d"))


def test_a_cell_moves_up_with_those_below_it_as_far_as_the_next_gap():
    found, at = arrange(START, "up", 2, "en")
    assert sides(found) == [("а", "a"), ("б", "b"), ("в", "c"), ("г", "d")]
    assert at == 1


def test_a_cell_moves_down_as_far_as_the_next_gap():
    found, at = arrange(START, "down", 2, "ru")
    assert sides(found) == [("а", "a"), ("б", ""), ("", "b"), ("в", "c"), ("г", "d")]
    assert at == 3


def test_a_cell_moves_down_into_a_new_last_row_when_there_is_no_gap():
    found, _at = arrange(rows(("а", "a"), ("б", "b")), "down", 0, "ru")
    assert sides(found) == [("", "a"), ("а", "b"), ("б", "")]


def test_merging_joins_the_text_above_with_the_number_kept_in_it():
    start = rows(("раз", "one"), ("два", ""))
    start[1].cells["ru"] = Cell("2.", "два")
    found, at = arrange(start, "merge", 1, "ru")
    assert sides(found) == [("раз 2. два", "one")]
    assert at == 0


def test_splitting_at_the_sign_fills_the_empty_cell_below_and_reads_its_number():
    found, _at = arrange(rows(("раз", "one; // 2. two"), ("два", "")), "split", 0, "en")
    assert sides(found) == [("раз", "one;"), ("два", "two")]
    assert found[1].cells["en"].number == "2."


def test_splitting_at_a_place_makes_a_row_when_the_cell_below_is_taken():
    found, _at = arrange(rows(("раз", "one two"), ("два", "three")), "split", 0, "en", 4)
    assert sides(found) == [("раз", "one"), ("", "two"), ("два", "three")]


def test_the_sign_goes_before_the_cursor_that_wrote_it():
    found, _at = arrange(rows(("", "one // two")), "split", 0, "en", 6)
    assert [row.cells["en"].text for row in found] == ["one", "two"]


def test_the_slashes_of_an_address_are_no_place_to_split():
    with pytest.raises(ArrangingError):
        arrange(rows(("", "see https://example.org")), "split", 0, "en")


def test_rows_are_inserted_and_deleted():
    found, _at = arrange(START, "insert", 1, "")
    assert sides(found)[1] == ("", "")
    assert sides(arrange(found, "delete", 1, "")[0]) == sides(START)


@pytest.mark.parametrize(
    ("step", "at", "language"),
    [
        ("up", 1, "ru"),
        ("up", 0, "ru"),
        ("merge", 0, "ru"),
        ("split", 0, "ru"),
        ("up", 9, "ru"),
        ("burn", 0, "ru"),
        ("up", 2, "de"),
        ("down", 1, ""),
    ],
)
def test_a_step_that_makes_no_sense_changes_nothing(step, at, language):
    before = sides(START)
    with pytest.raises(ArrangingError):
        arrange(START, step, at, language)
    assert sides(START) == before


steps = st.tuples(
    st.sampled_from(sorted(set(STEPS) - {"delete"})),
    st.integers(0, 8),
    st.sampled_from(["ru", "en"]),
    st.integers(0, 5),
)
cells = st.sampled_from(["", "ab", "cd ef", "1. gh"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=7), st.lists(steps, max_size=8))
def test_no_step_but_deleting_loses_or_reorders_text(pairs, taken):
    found = rows(*pairs)

    def said(language):
        return "".join(f"{number}{text}" for number, text, _r in (row.cells[language] for row in found)).replace(
            " ", ""
        )

    before = said("ru"), said("en")
    for step, at, language, place in taken:
        try:
            found, _at = arrange(found, step, at, language, place)
        except ArrangingError:
            continue
        assert (said("ru"), said("en")) == before
