import pytest

from declarations.intake import numerals


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("1. Text", "1."),
        ("1) Text", "1)"),
        ("(1) Text", "(1)"),
        ("1.1.1 Text", "1.1.1"),
        ("2.Text without a space", "2."),
        ("1\tText", "1"),
        ("(a) text", "(a)"),
        ("«а)» текст", "«а)»"),
        ("iv) text", "iv)"),
        ("I. Text", "I."),
        ("А. Текст", "А."),
        ("– text", "–"),
        ("• text", "•"),
        ("(ii)\u00a0text", "(ii)"),
    ],
)
def test_a_number_before_a_text_is_found(text, marker):
    assert numerals.leading(text)["marker"] == marker


@pytest.mark.parametrize("text", ["2013 was a year", "14 March 2031", "12.06.2013 г.", "1.", "Text", "3,5 млн", "-5"])
def test_other_beginnings_are_no_numbers(text):
    assert numerals.leading(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("а)", "(a)"), ("1)", "1."), ("к)", "(j)"), ("й)", "(j)"), ("к)", "(k)"), ("i)", "(i)"), ("I.", "1."), ("•", "–")],
)
def test_numbers_of_two_languages_may_be_the_same(one, other):
    assert numerals.same(one, other)


@pytest.mark.parametrize(("one", "other"), [("б)", "(c)"), ("2.", "3."), ("1.1", "1.2"), ("в)", "(b)"), ("•", "1.")])
def test_numbers_of_two_languages_may_differ(one, other):
    assert not numerals.same(one, other)


@pytest.mark.parametrize(("one", "other", "apart"), [("5.", "4.", 1), ("б)", "(d)", -2), ("1.2", "2.2", None)])
def test_how_far_numbers_stand_apart(one, other, apart):
    assert numerals.apart(one, other) == apart
