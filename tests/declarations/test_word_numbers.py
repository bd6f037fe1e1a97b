import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.forms.word.numbers import LATIN, RUSSIAN, places, roman


def shown(place, value: int) -> str:
    """What Word shows for a list's value."""
    lower = place.format.endswith("Lower") or place.format.startswith("lower")
    written = (
        str(value)
        if place.format == "decimal"
        else roman(value)
        if "Roman" in place.format
        else RUSSIAN[value - 1]
        if place.format.startswith("russian")
        else LATIN[(value - 1) % 26] * ((value - 1) // 26 + 1)
    )
    return f"{place.before}{written if lower or place.format == 'decimal' else written.upper()}{place.after}"


def as_word_shows(numbers: list[str]) -> list[str]:
    """The numbers, those in lists counted by the lists."""
    counts: dict[int, int] = {}
    found = []
    for number, place in zip(numbers, places(("x", number) for number in numbers), strict=True):
        if place is None:
            found.append(number)
            continue
        counts[place.list] = counts.get(place.list, place.start - 1) + 1
        found.append(shown(place, counts[place.list]))
    return found


def formats(*numbers: str) -> list[str]:
    return [place.format if place else "typed" for place in places(("x", number) for number in numbers)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1.", "2."], ["decimal", "decimal"]),
        (["(a)", "(b)"], ["lowerLetter", "lowerLetter"]),
        (["а)", "б)"], ["russianLower", "russianLower"]),
        (["А.", "Б."], ["russianUpper", "russianUpper"]),
        (["(i)", "(ii)", "(iii)", "(iv)"], ["lowerRoman"] * 4),
        (["Annex I", "Annex II"], ["upperRoman", "upperRoman"]),
        (["(h)", "(i)", "(j)"], ["lowerLetter"] * 3),
        (["1.1.", "1.2."], ["decimal", "decimal"]),
        (["3 bis.", "й)", "12a", "01", "%1", "", "—"], ["typed"] * 7),
    ],
)
def test_a_number_is_in_a_list_of_its_format(numbers, expected):
    assert formats(*numbers) == expected


def test_a_restart_is_another_list_and_a_return_goes_on():
    lists = [place.list for place in places(("x", n) for n in ["1.", "(a)", "(b)", "2.", "(a)", "3."])]
    assert lists == [1, 2, 2, 1, 3, 1]


def test_headings_and_paragraphs_count_apart():
    found = places([("heading", "1."), ("operative", "1."), ("operative", "2."), ("heading", "2.")])
    assert [place.list for place in found] == [1, 2, 2, 1]


def test_a_list_goes_on_after_a_gap_from_the_typed_number():
    found = places(("x", n) for n in ["1.", "4.", "5."])
    assert [(place.list, place.start) for place in found] == [(1, 1), (2, 4), (2, 4)]


TYPED = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "(", "Annex ", "§ ", "1.", "№ "]),
        st.one_of(
            st.integers(0, 300).map(str),
            st.integers(1, 60).map(roman),
            st.sampled_from([*LATIN, *RUSSIAN, *"ёйъыь", "aa", "II", "Б", "bis"]),
        ),
        st.sampled_from(["", ")", ".", ".)"]),
    ),
    st.text(max_size=16),
)


@given(st.lists(TYPED, max_size=30))
def test_lists_and_typing_always_show_the_numbers_as_typed(numbers):
    assert as_word_shows(numbers) == numbers
