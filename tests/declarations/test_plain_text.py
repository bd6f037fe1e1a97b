import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.forms import plain_text, text_layout
from declarations.forms.words import NotInEditionError
from tests.declarations import rich


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "en"])
def test_lines_are_short_and_end_in_lf_alone(language):
    data = plain_text.make(rich.edition(basis="description"), language)
    text = data.decode()
    assert "\r" not in text
    assert "\t" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if len(line) > 72 or line != line.rstrip()] == []


@pytest.mark.django_db
def test_the_whole_text_as_it_is_set(settings):
    settings.SITE_URL = "https://portal.example"
    made = rich.edition(basis="description", symbol="AP/2013/X", title_en="Communiqué", slug="x")
    text = plain_text.make(made, "en").decode()
    assert text.startswith(
        "Almaty Process on Refugee Protection and International Migration\n"
        "AP/2013/X · 5 June 2013 · Original: Russian · Official translation\n\nEdition 1, "
    )
    for block in (
        "https://portal.example/d/AP/2013/X\n\n*** This is the secretariat’s description of the document, not its\n"
        "official text. ***\n",
        "Communiqué\n==========\n",
        "1.   Reaffirm their dialogue:\n\n    (a)  at borders;\n\n        (i)  on land;\n",
        "2.   Refer to it <https://portal.example/en/plan/>:\n",
        "2 bis. An inserted paragraph <b>&amp;</b>.\n",
        "Annex I Indicators\n==================\n\n1.   First of the annex.\n",
        "Indicator    Value\n-----------  -----\nArrivals[3]  12\nReturns      7\n",
        "[1]  See the Convention <https://example.org/c>.\n\n[2]  Including cities.\n",
    ):
        assert block in text
    assert text.index("[4]  Referred to nowhere.") > text.index("Endorsed by\n-----------")


@pytest.mark.django_db
def test_both_languages_in_one_text_there_are_not():
    with pytest.raises(NotInEditionError):
        plain_text.make(rich.edition(["ru"]), "en")


WORDS = st.lists(st.text("абвгabc", min_size=1, max_size=30), min_size=1, max_size=40).map(" ".join)


@given(WORDS, st.integers(0, 16))
def test_wrapping_keeps_every_word_and_hangs_the_number(text, indent):
    lines = text_layout.hanging("1.", text, indent, 5)
    assert " ".join(" ".join(lines).split()) == f"1. {text}"
    assert all(len(line) <= 72 for line in lines)
    assert all(line.startswith(" " * (indent + 5)) for line in lines[1:])


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_a_table_keeps_every_letter_within_the_width(rows):
    lines = text_layout.table(rows, has_head=False)
    assert all(len(line) <= 72 for line in lines)
    assert sorted("".join(lines).replace(" ", "")) == sorted("".join(map("".join, rows)).replace(" ", ""))


def test_a_table_of_many_columns_is_a_list_of_named_cells():
    rows = [[f"Head {n}" for n in range(9)], [f"cell {n} of many words" for n in range(9)]]
    assert text_layout.table(rows, has_head=True)[:2] == [
        "Head 0: cell 0 of many words",
        "Head 1: cell 1 of many words",
    ]
