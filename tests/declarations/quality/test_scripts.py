import time

import pytest

from declarations.quality import counterparts, scripts, typography
from tests.declarations.quality.texts import codes, row, working


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("УВКБ ООН (UNHCR) и ISO", "UNHCR and ISO"),
        ("Глава XII, пункт c", "Chapter XII"),
        ("создана группа ad hoc", "an ad hoc group"),
        ("система «Migration Explorer»", "the “Migration Explorer” system"),
        ("Служба поддержки (Support Unit)", "Support Unit (Служба поддержки)"),
        ("см. https://example.org/help и office@example.org", "see https://example.org/help"),
        ("[справка](https://example.org/help)", "[help](https://example.org/help)"),
        ("резолюция A/RES/64/292", "resolution A/RES/64/292"),
        ("Вашингтон, Нью-Йорк", "Bishkek"),
    ],
)
def test_names_abbreviations_and_addresses_are_no_leftovers(ru, en):
    assert codes(scripts.leftovers, row(ru, en)) == []


def test_an_untranslated_word_is_found_in_its_language():
    (finding,) = scripts.leftovers(working(row("Стороны подготовят roadmap до конца года", "A roadmap is prepared")))
    assert (finding.code, finding.language, finding.said["words"]) == ("leftover", "ru", ["roadmap"])
    (finding,) = scripts.leftovers(working(row("Стороны", "The Стороны shall meet")))
    assert (finding.code, finding.language) == ("leftover", "en")


def test_a_whole_paragraph_in_the_other_language_stops_publication():
    (finding,) = scripts.leftovers(working(row("Strengthens regional dialogue in 2013.", "Strengthens dialogue.")))
    assert (finding.code, finding.language, finding.is_blocking) == ("wrong-language", "ru", True)


@pytest.mark.parametrize("word", ["cотрудничество", "Pеспублика", "зaщита"])
def test_a_latin_letter_in_a_russian_word_is_found(word):
    (finding,) = scripts.mixed(working(row(f"Укрепляет {word}.", "Strengthens.")))
    assert (finding.code, finding.language, finding.said["words"]) == ("look-alike", "ru", [word])


def test_compounds_of_two_alphabets_are_no_mixture():
    assert codes(scripts.mixed, row("IT-отдел, COVID-19, ВИЧ/AIDS", "IT")) == []


def test_doubled_spaces_are_found_and_a_tables_padding_is_not():
    assert codes(typography.spaces, row("Два  пробела", "One space")) == ["spaces"]
    table = "| a   | b |\n|-----|---|\n| c   | d |"
    assert codes(typography.spaces, row(table, table, kind="table")) == []


@pytest.mark.parametrize(
    ("ru", "en", "expected"),
    [
        ("«Проект»", "“Project”, the states’", []),
        ("«Проект „Мост“»", "“The ‘Bridge’ project”", []),
        ('"Проект"', "“Project”", ["straight-quotes"]),
        ("«Проект»", "the states' project", ["straight-quotes"]),
        ("“Проект”", "“Project”", ["other-quotes"]),
        ("«Проект»", "«Project»", ["other-quotes"]),
    ],
)
def test_quotation_marks_are_those_of_the_language(ru, en, expected):
    assert codes(typography.quotes, row(ru, en)) == expected


def test_a_paragraph_without_its_counterpart_is_found():
    (finding,) = counterparts.missing(working(row("Текст", "Text"), row("Второй", "")))
    assert (finding.code, finding.row.position, finding.language) == ("no-counterpart", 2, "en")


def test_a_language_not_begun_is_one_finding():
    assert codes(counterparts.missing, row("Текст", ""), row("Второй", "")) == ["no-text"]


def test_an_endless_word_is_read_once():
    """Before, the time grew with the square of its length: an hour for half a megabyte."""
    begun = time.process_time()
    assert codes(scripts.leftovers, row("ы" * 100_000, "x" * 100_000)) == []
    assert time.process_time() - begun < 3
