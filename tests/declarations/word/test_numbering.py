import pytest

from declarations.intake.number_formats import written
from tests.declarations.word.making import level, numbering, numbers, p, read


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1", "4", "28"]),
        ("decimalZero", ["01", "04", "28"]),
        ("lowerLetter", ["a", "d", "bb"]),
        ("upperLetter", ["A", "D", "BB"]),
        ("lowerRoman", ["i", "iv", "xxviii"]),
        ("upperRoman", ["I", "IV", "XXVIII"]),
        ("russianLower", ["а", "г", "ю"]),
        ("russianUpper", ["А", "Г", "Ю"]),
        ("ordinal", ["1st", "4th", "28th"]),
        ("none", ["", "", ""]),
    ],
)
def test_a_number_is_written_in_each_format(form, shown):
    assert [written(n, form) for n in (1, 4, 28)] == shown


def test_russian_letters_pass_over_those_word_never_counts_with():
    letters = [written(n, "russianLower") for n in range(1, 30)]
    assert letters[8:11] == ["и", "к", "л"]
    assert not set("ёйъь") & set(letters)


TWO = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")


def body(*places):
    return "".join(p(f"text {n}", number=place) for n, place in enumerate(places))


def test_an_inner_level_begins_again_under_each_outer_one():
    read_in = read(body((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)), numbering=numbering(TWO))
    assert numbers(read_in) == ["1.", "(a)", "(b)", "2.", "(a)"]


def test_a_level_may_show_the_levels_above_it():
    levels = (
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    read_in = read(body((1, 0), (1, 1), (1, 2), (1, 1)), numbering=numbering(levels))
    assert numbers(read_in) == ["I.", "I.1", "1.1.1", "I.2"]


def test_a_level_that_never_restarts_counts_on():
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    read_in = read(body((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)), numbering=numbering(levels))
    assert numbers(read_in) == ["I.", "1.", "2.", "II.", "3."]


def test_a_list_goes_on_in_another_one_of_the_same_kind_unless_it_restarts():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    read_in = read(body((1, 0), (1, 0), (2, 0), (3, 0), (3, 0)), numbering=numbering(TWO, overrides={2: "", 3: again}))
    assert numbers(read_in) == ["1.", "2.", "3.", "1.", "2."]


def test_an_overriding_level_says_how_its_list_is_written():
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "russianLower", "%1)")}</w:lvlOverride>'
    read_in = read(body((2, 0), (2, 0)), numbering=numbering(TWO, overrides={2: other}))
    assert numbers(read_in) == ["а)", "б)"]


def test_a_list_starts_where_it_says():
    read_in = read(body((1, 0), (1, 0)), numbering=numbering(level(0, "decimal", "%1.", '<w:start w:val="7"/>')))
    assert numbers(read_in) == ["7.", "8."]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Item"/></w:style>'
    )
    text = p("a", style="Item") + p("b", style="Child") + p("c", style="Item", number=(0, 0)) + p("d", style="Item")
    assert numbers(read(text, styles=styles, numbering=numbering(TWO))) == ["1.", "2.", "", "3."]


def test_a_level_tied_to_a_style_is_that_styles_level():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Deep"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="Deep"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    text = p("a", number=(1, 0)) + p("b", style="Deep")
    assert numbers(read(text, styles=styles, numbering=numbering(levels))) == ["1.", "1.1"]


def test_a_bullet_of_a_symbol_font_is_read_as_the_bullet_it_shows():
    font = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    assert numbers(read(body((1, 0)), numbering=numbering(level(0, "bullet", "\uf0b7", font)))) == ["•"]


def test_an_empty_numbered_paragraph_counts_as_word_counts_it_and_is_remarked():
    read_in = read(p("a", number=(1, 0)) + p(number=(1, 0)) + p("b", number=(1, 0)), numbering=numbering(TWO))
    assert numbers(read_in) == ["1.", "3."]
    assert read_in.remarks.counts["empty"] == 1
