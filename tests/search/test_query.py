"""The words of a query, against PostgreSQL itself."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from almaty_portal.lib import search
from almaty_portal.lib.excerpts import highlight
from members.models import Party
from tests import factories

pytestmark = pytest.mark.django_db

TEXTS = {
    "a": "Беженец имеет право на убежище.",
    "b": "Помощь беженцам оказывается вместе с УВКБ ООН.",
    "c": "Страны приняли переселенцев и мигрантов.",
    "d": "Смешанная миграция и зелёный коридор.",
}


@pytest.fixture
def parties():
    return {name: factories.PartyFactory(note_ru=text, note_en="") for name, text in TEXTS.items()}


def found(parties, text, language="ru"):
    wanted = search.parsed(text)[language]
    rows = set(Party.objects.filter(**{f"search_{language}": wanted}).values_list("pk", flat=True))
    return "".join(sorted(name for name, party in parties.items() if party.pk in rows))


@pytest.mark.parametrize("word", ["беженец", "беженцам", "беженцев", "БЕЖЕНЦЫ", "беженцами"])
def test_every_form_of_refugee_finds_every_form(parties, word):
    assert found(parties, word) == "ab"


@pytest.mark.parametrize("word", ["переселенец", "переселенцам", "переселенцы"])
def test_every_form_of_resettled_person_finds_every_form(parties, word):
    assert found(parties, word) == "c"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("зеленый", "d"),
        ("зелёного", "d"),
        ("беженец убежище", "a"),
        ("беженцы и убежища", "a"),
        ('"смешанной миграции"', "d"),
        ("«смешанной миграции»", "d"),
        ("“смешанной миграции”", "d"),
        ("«миграция смешанная»", ""),
        ("беженец −убежище", "b"),
        ('"миграция смешанная"', ""),
        ("беженец -убежище", "b"),
        ("беженец -убежищем", "b"),
        ("мигрант -переселенец", ""),
        ('беженец -"право на убежище"', "b"),
        ("убежище or миграция", "ad"),
        ("убежище ИЛИ миграция", "ad"),
        ("убежище или", "a"),
        ("увкб", "b"),
        ("и", "cd"),
    ],
)
def test_web_syntax_works_on_lemmas_and_stems(parties, text, names):
    assert found(parties, text) == names


@pytest.mark.parametrize("text", ["", "   ", "-беженец", '-"беженец"', '""', "***", "\x00", "or", '- " -'])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_query_that_names_nothing_to_find_asks_nothing(text, language):
    assert language not in search.parsed(text)


@pytest.mark.parametrize("text", ["the -refugee", "of the", "the or -refugee"])
def test_a_query_that_no_index_answers_asks_nothing_in_that_language(text):
    assert "en" not in search.parsed(text)


def test_a_query_is_parsed_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        search.parsed('беженцы "mixed migration" -labour or граница')


def test_a_query_that_takes_too_long_is_stopped_and_said_to_be(monkeypatch):
    monkeypatch.setattr(search, "LONGEST_STATEMENT", 50)
    with pytest.raises(search.TooSlowError), search.bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_english_finds_one_and_many():
    party = factories.PartyFactory(note_en="Protection of refugees at borders")
    for text in ("refugee", "refugees", "REFUGEES border", '"protection of refugees"', "refugee -asylum"):
        assert Party.objects.filter(search_en=search.parsed(text)["en"]).get() == party
    assert not Party.objects.filter(search_en=search.parsed("refugee -borders")["en"]).exists()


def test_a_long_query_is_cut_and_null_bytes_are_taken_out():
    assert search.clean("а\x00б " + "в" * 500) == "аб " + "в" * 197
    assert len(search.terms("слово " * 100)) == search.MOST_TERMS


class TestWhateverIsTyped(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(st.text(st.one_of(st.characters(), st.sampled_from("\"-<>|&!:*() беженцыor\\'\ue000")), max_size=260))
    def test_no_query_raises(self, text):
        for language in ("ru", "en"):
            wanted = search.parsed(text).get(language)
            if wanted is not None:
                list(Party.objects.filter(**{f"search_{language}": wanted}))
            (excerpt,) = highlight([(language, text)], text)
            bare = excerpt.replace("<mark>", "").replace("</mark>", "")
            assert "<" not in bare
            assert ">" not in bare


def test_the_words_asked_for_are_marked_in_every_form_and_nothing_else():
    (title,) = highlight([("ru", "Права *беженцев*: <b>беженцам</b>")], "беженец -права", whole=1)
    assert "Права <mark>беженцев</mark>" in title
    assert "<mark>беженцам</mark>" in title
    assert "<b>" not in title
    assert "*" not in title


def test_a_short_text_is_shown_whole_and_a_long_one_around_the_words_asked_for():
    short, long = (
        "Защита беженцев, пункт 1.",
        "Слово о другом. " * 60 + "Здесь беженцам помогают. " + "И ещё о другом. " * 60,
    )
    whole, excerpt = highlight([("ru", short), ("ru", long)], "беженец")
    assert whole == "Защита <mark>беженцев</mark>, пункт 1."
    assert "<mark>беженцам</mark>" in excerpt
    assert len(excerpt) < 700


def test_an_excerpt_never_carries_html_of_the_text_or_of_the_query():
    text = 'Refugees <script>alert(1)</script> & <img src=x onerror="x"> refugees'
    (excerpt,) = highlight([("en", text)], '<script> refugees "<img>')
    assert "<script" not in excerpt
    assert "<img" not in excerpt
    assert "<mark>" in excerpt


def test_highlighting_takes_one_statement_however_many_texts(django_assert_num_queries):
    with django_assert_num_queries(1):
        highlight([("ru", "беженцы"), ("en", "refugees")] * 15, "беженец")
    with django_assert_num_queries(0):
        assert highlight([], "беженец") == []


def test_the_index_answers_in_both_languages(parties):
    for language in ("ru", "en"):
        rows = Party.objects.filter(**{f"search_{language}": search.parsed("беженец -убежище refugee")[language]})
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert f"search__{language}" in rows.explain() or "Bitmap Index Scan" in rows.explain()
