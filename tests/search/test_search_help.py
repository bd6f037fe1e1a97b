"""What is suggested to a reader whose words found nothing."""

import pytest

from almaty_portal import suggestions
from almaty_portal.lib import spelling
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
SYMBOLS = ["AP/2011/DEC", "AP/2012/RCF", "AP/2012/REC", "AP/2013/COM", "AP/2013/OM"]


@pytest.fixture
def document():
    document = factories.DocumentFactory(symbol="AP/2013/COM", title_ru="Коммюнике", title_en="Communiqué of Almaty")
    factories.ParagraphFactory(document=document, text_ru="Смешанная миграция", text_en="Mixed migration of refugees")
    return factories.published(document)


def page(client, text, language="en", **given):
    return client.get(f"/{language}/search/", {"q": text, **given})


def meant(client, text, language="en", **given):
    return [(each.text, each.language) for each in page(client, text, language, **given).context["meant"]]


@pytest.mark.parametrize("text", ["ap 2013 com", "AP-2013-COM", "АП/2013/КОМ", "АР/2013/СОМ", "ap/2013/com"])
def test_a_symbol_is_known_whatever_its_separators_case_and_alphabet(text):
    assert spelling.nearest_symbols(text, SYMBOLS) == (["AP/2013/COM"], True)


@pytest.mark.parametrize(
    ("text", "near"),
    [("AP/2013/CMO", ["AP/2013/COM"]), ("2013 COM", ["AP/2013/COM"]), ("AP/2012/RC", ["AP/2012/RCF", "AP/2012/REC"])],
)
def test_the_nearest_symbols_are_offered(text, near):
    assert spelling.nearest_symbols(text, SYMBOLS) == (near, False)


@pytest.mark.parametrize("text", ["refugees", "2", "беженцы 2013 год и дальше по тексту ещё много слов", "COM"])
def test_words_are_no_symbols(text, django_assert_num_queries):
    assert not spelling.looks_like_symbol(text) or spelling.nearest_symbols(text, SYMBOLS) == ([], False)


def test_a_misspelt_symbol_leads_to_its_document(client, document):
    response = page(client, "AP/2013/CMO")
    assert (response.context["symbols"], response.context["is_symbol"]) == ([document], False)
    assert "Did you mean:" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("comuniqué", "en", "communiqué"),
        ("refuges migration", "en", "refugees migration"),
        ("мигрцаия", "ru", "миграция"),
        ("смешаная", "ru", "смешанная"),
    ],
)
def test_a_misspelt_word_is_corrected_to_one_that_was_published(client, document, text, language, other):
    assert meant(client, text, language) == [(other, language)]
    assert other in page(client, text, language).content.decode()


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("куагпууы", "en", ("refugees", "en")),
        ("vbuhfwbz", "ru", ("миграция", "ru")),
        ("куагпууы", "ru", ("refugees", "en")),
    ],
)
def test_the_other_keyboard_s_letters_are_tried_in_both_languages(client, document, text, language, other):
    assert other in meant(client, text, language)


def test_punctuation_is_a_letter_on_the_other_keyboard():
    assert spelling.other_keyboard(";tyobyf") == "женщина"
    assert spelling.other_keyboard(spelling.other_keyboard("Встреча, refugee")) == "Встреча, refugee"


def test_nothing_is_suggested_that_finds_nothing(client, document):
    assert meant(client, "qwxyz") == []
    assert meant(client, "refuges", kind="declaration") == []


def test_nothing_is_suggested_when_something_was_found(client, document):
    assert page(client, "refugees").context["meant"] == []


def test_words_of_drafts_and_of_withdrawn_documents_are_never_suggested(client, document):
    factories.DocumentFactory(title_en="Secretive", title_ru="Тайное")
    assert meant(client, "secretve") == []
    assert meant(client, "refuges") == [("refugees", "en")]
    workflow.withdraw(document, actor=factories.superuser(), reason="test")
    assert meant(client, "refuges") == []
    assert page(client, "AP/2013/COM").context["symbols"] == []


def test_the_vocabulary_is_made_once_a_publication(client, document, django_assert_num_queries):
    suggestions.vocabulary()
    with django_assert_num_queries(1):
        assert "refugees" in suggestions.vocabulary()
