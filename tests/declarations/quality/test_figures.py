import pytest

from declarations.quality import dates, figures
from tests.declarations.quality.texts import codes, row, working


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("14–16 человек", "14 to 16 people"),
        ("2,5 процента из 1 500 случаев", "2.5 per cent of 1,500 cases"),
        ("1\u00a0500\u00a0000 человек", "1,500,000 people"),
        ("3-й этап", "the 3rd stage"),
        ("в 10.30", "at 10:30"),
        ("пять государств", "5 states"),
        ("XXI век", "the 21st century"),
        ("пункт 5.2", "paragraph 5.2"),
        ("третье совещание, 12 человек", "the 3rd meeting, twelve people"),
        ("резолюция A/RES/64/292, 7 пунктов", "resolution A/RES/64/292, 7 paragraphs"),
        ("https://example.org/ru/12 и 3", "https://example.org/en/13 and 3"),
    ],
)
def test_the_same_number_written_as_its_language_does_is_no_finding(ru, en):
    assert codes(figures.differing, row(ru, en)) == []


@pytest.mark.parametrize(
    ("ru", "en", "only_ru", "only_en"),
    [
        ("15 государств", "14 states", ["15"], ["14"]),
        ("1,500 человека", "1,500 people", ["1.500"], ["1500"]),
        ("2,5 процента", "25 per cent", ["2.5"], ["25"]),
        ("4 и 4", "4", ["4"], []),
    ],
)
def test_another_number_is_found_and_named(ru, en, only_ru, only_en):
    (finding,) = figures.differing(working(row(ru, en)))
    assert (finding.code, finding.said) == ("figures", {"ru": only_ru, "en": only_en})
    assert finding.languages == ("ru", "en")


def test_a_paragraph_in_one_language_is_not_compared():
    assert codes(figures.differing, row("15 государств", "")) == []


@pytest.mark.parametrize(
    ("ru", "en"),
    [("A/RES/64/292", "A/RES/64/293"), ("А/64/292", "A/64/292"), ("AP/2013/COM", "AP/2013/OM")],
    ids=["another number", "a Cyrillic А", "another document"],
)
def test_symbols_that_differ_are_found(ru, en):
    assert codes(figures.differing, row(f"см. {ru}.", f"see {en}.")) == ["symbols"]


def test_and_or_is_no_symbol():
    assert figures.symbols("и/или, and/or, УВКБ/МОМ, км/ч") == []


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("5 июня 2013 года", "5 June 2013"),
        ("05.06.2013", "5 June 2013"),
        ("14–16 марта 2011 г.", "14 to 16 March 2011"),
        ("с 19 по 20 сентября 2016 года", "19–20 September 2016"),
        ("5 и 6 июня 2013 года", "June 5 and 6, 2013"),
        ("в ноябре 2016 года", "in November 2016"),
        ("1 мая", "1 May"),
        ("пункт 5 может быть изменён", "paragraph 5 may be amended"),
    ],
)
def test_the_same_date_in_its_languages_form_is_no_finding(ru, en):
    assert codes(dates.differing, row(ru, en)) == []
    assert codes(figures.differing, row(ru, en)) == []


@pytest.mark.parametrize(
    ("ru", "en", "only_ru", "only_en"),
    [
        ("5 июня 2013 года", "6 June 2013", ["5.6.2013"], ["6.6.2013"]),
        ("5 июля 2013 года", "5 June 2013", ["5.7.2013"], ["5.6.2013"]),
        ("14–16 марта 2011 года", "14–15 March 2011", ["16.3.2011"], ["15.3.2011"]),
    ],
)
def test_another_date_is_found_once_and_named(ru, en, only_ru, only_en):
    (finding,) = dates.differing(working(row(ru, en)))
    assert finding.said == {"ru": only_ru, "en": only_en}
    assert codes(figures.differing, row(ru, en)) == []


def test_an_impossible_month_is_left_as_a_number():
    assert dates.dates("31.13.2013") == set()


@pytest.mark.parametrize(("ru", "en"), [("Май 2032 года", "May 2032"), ("Июнь 2013 года, Алматы", "Almaty, June 2013")])
def test_a_line_that_begins_with_the_month_is_a_date_in_both_languages(ru, en):
    assert codes(dates.differing, row(ru, en)) == []
    assert codes(figures.differing, row(ru, en)) == []
