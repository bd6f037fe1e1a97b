import pytest

from declarations.quality import numbering
from declarations.quality.ordinals import places, roman
from tests.declarations.quality.texts import codes, numbered, row, working

ALIKE = [("а)", "(a)"), ("б)", "(b)"), ("«в)»", "(c)"), ("b)", "(b)"), ("i)", "(i)"), ("1.", "1."), ("1.2", "1.2.")]
ALIKE += [("Приложение II", "Annex II"), ("Статья 3", "Article 3"), ("и)", "(i)"), ("*", "*"), ("", "")]


@pytest.mark.parametrize(("ru", "en"), ALIKE)
def test_the_same_place_in_two_alphabets_is_no_finding(ru, en):
    assert codes(numbering.differing, row("Текст", "Text", ru, en)) == []


@pytest.mark.parametrize(("ru", "en"), [("б)", "(c)"), ("2.", "3."), ("1.", ""), ("I.", "2."), ("*", "**")])
def test_another_place_is_found(ru, en):
    assert codes(numbering.differing, row("Текст", "Text", ru, en)) == ["number"]


@pytest.mark.parametrize(
    ("written", "value"), [("iv", 4), ("IX", 9), ("xc", 90), ("iiii", None), ("ic", None), ("", None), ("b", None)]
)
def test_roman_numbers_are_read_only_when_well_formed(written, value):
    assert roman(written) == value


def test_a_number_that_is_no_ordinal_has_no_place():
    assert places("*") == places("") == places("(!)") == {}


def faults(*rows):
    return [(f.said["number"], f.said.get("before")) for f in numbering.sequence_faults(working(*rows))]


@pytest.mark.parametrize(
    "numbers",
    [
        ["1.", "2.", "3."],
        ["1.", "1.1", "1.2", "2.", "2.1"],
        ["(a)", "(b)", "(c)"],
        ["(i)", "(ii)", "(iii)", "(iv)", "(v)"],
        [f"({letter})" for letter in "abcdefghijk"],
        ["а)", "б)", "в)", "г)", "д)", "е)", "ж)", "з)", "и)", "к)"],
        ["а)", "б)", "в)", "г)", "д)", "е)", "ж)", "з)", "и)", "й)"],
        ["*", "**"],
    ],
)
def test_a_sequence_without_gaps_is_no_finding(numbers):
    assert faults(*numbered(*numbers)) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1.", "2.", "4."], [("4.", "2.")]),
        (["1.", "2.", "2."], [("2.", "2.")]),
        (["(a)", "(c)"], [("(c)", "(a)")]),
        (["(i)", "(iii)"], [("(iii)", "(i)")]),
        (["3.", "4."], [("3.", None)]),
        (["1.", "2.", "1."], [("1.", "2.")]),
        (["1.", "1.1", "1.3"], [("1.3", "1.1")]),
    ],
)
def test_gaps_repeats_and_odd_beginnings_are_found(numbers, expected):
    assert faults(*numbered(*numbers)) == expected


def test_letters_begin_anew_under_each_paragraph():
    first, second = numbered("1.", "2.")
    letters = numbered("(a)", "(b)", kind="subparagraph")
    assert faults(first, *letters, second, *letters) == []


def test_numbers_may_begin_anew_after_a_heading_and_may_run_on():
    (heading,) = numbered("I.", kind="heading")
    assert faults(*numbered("1.", "2."), heading, *numbered("1.")) == []
    assert faults(*numbered("1.", "2."), heading, *numbered("3.")) == []


def test_a_footnote_between_them_closes_nothing():
    (note,) = numbered("1", kind="footnote")
    letters = numbered("(a)", "(b)", kind="subparagraph")
    assert faults(*numbered("1."), letters[0], note, letters[1]) == []


def test_a_fault_in_one_language_is_that_languages():
    rows = [row("Текст", "Text", "а)", "(a)"), row("Текст", "Text", "в)", "(b)")]
    (finding,) = numbering.sequence_faults(working(*rows))
    assert (finding.languages, finding.said) == (("ru",), {"number": "в)", "before": "а)"})


def test_the_same_fault_in_both_languages_is_one_finding():
    rows = [row("Текст", "Text", "а)", "(a)"), row("Текст", "Text", "в)", "(c)")]
    (finding,) = numbering.sequence_faults(working(*rows))
    assert (finding.languages, finding.said) == (("ru", "en"), {"number": "в) / (c)", "before": "а) / (a)"})
