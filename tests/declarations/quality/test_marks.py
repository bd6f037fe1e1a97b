import pytest

from declarations.quality import marks
from tests.declarations.quality.texts import codes, row, working

TABLE = "| a | b |\n|---|---|\n| c | d |"


@pytest.mark.parametrize(
    "text",
    ["*Recognizes* **all**", "[a link](https://example.org/a_(b))", "five \\* three", "see [1] and [annex]", "a[^1]"],
)
def test_closed_marks_are_no_finding(text):
    assert codes(marks.unbalanced, row("Текст", text)) == []


@pytest.mark.parametrize(
    "text",
    ["*Recognizes the", "**all*", "[a link](https://example.org", "[x](javascript:alert(1))", "a[^1", "a[^a b]"],
)
def test_an_open_mark_stops_publication(text):
    (finding,) = marks.unbalanced(working(row("Текст", text)))
    assert (finding.code, finding.language, finding.is_blocking) == ("marks", "en", True)


def test_a_tables_cells_are_read_one_by_one():
    assert codes(marks.unbalanced, row(TABLE, TABLE.replace("c", "*c"), kind="table")) == ["marks"]
    assert codes(marks.unbalanced, row(TABLE, TABLE.replace("c", "*c*"), kind="table")) == []


def note(number: str):
    return row("Сноска", "Note", number, number, kind="footnote")


def test_a_reference_without_a_footnote_and_a_footnote_without_reference_stop_publication():
    found = list(marks.notes(working(row("Текст[^1]", "Text[^2]"), note("1"))))
    assert [(f.code, f.language, f.said["number"], f.is_blocking) for f in found] == [
        ("note-missing", "en", "2", True),
        ("note-unused", "en", "1", True),
    ]


def test_footnotes_that_are_referred_to_are_no_finding():
    table = row(TABLE.replace("d", "d[^2]"), TABLE.replace("d", "d[^2]"), kind="table")
    assert codes(marks.notes, row("Текст[^1]", "Text[^1]"), table, note("1"), note("2")) == []


def test_links_of_one_language_alone_are_found_and_a_pages_language_is_not():
    linked = "[a](https://example.org/ru/x)"
    assert codes(marks.links, row(linked, "[a](https://example.org/en/x)")) == []
    assert codes(marks.links, row(linked, "a")) == ["links"]


def test_tables_of_another_shape_are_found():
    assert codes(marks.tables, row(TABLE, TABLE, kind="table")) == []
    assert codes(marks.tables, row(TABLE, TABLE + "\n| e | f |", kind="table")) == ["table"]
    assert codes(marks.tables, row(TABLE, "a, b", kind="table")) == ["no-table"]
