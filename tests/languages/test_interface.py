"""How much of the interface is translated, and what a page says of it."""

import pytest
from django.utils.translation import override

from almaty_portal.lib import interface, language_names


@pytest.fixture
def catalogues(settings, monkeypatch):
    """A function that gives languages catalogues of so many messages."""
    settings.LANGUAGES = [("ru", "Russian"), ("en", "English"), ("kk", "Kazakh")]

    def give(**counts):
        monkeypatch.setattr(interface, "_messages", lambda code: counts.get(code, 0))
        interface.share.cache_clear()

    yield give
    interface.share.cache_clear()


def test_the_messages_of_a_catalogue_are_counted_by_its_head(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    file = tmp_path / "kk" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    for order, magic in (("little", b"\xde\x12\x04\x95"), ("big", b"\x95\x04\x12\xde")):
        file.write_bytes(magic + bytes(4) + (41).to_bytes(4, order))
        assert interface._messages("kk") == 40
    assert interface._messages("tg") == 0


@pytest.mark.parametrize(("count", "share", "spoken"), [(0, 0, "en"), (40, 0.4, "en"), (60, 0.6, "kk"), (100, 1, "kk")])
def test_a_page_is_in_the_language_that_most_of_its_words_are_in(catalogues, count, share, spoken):
    catalogues(ru=100, kk=count)
    with override("kk"):
        assert (interface.share("kk"), interface.language()) == (share, spoken)
    assert ("kk" in interface.spoken()) == (spoken == "kk")


def test_a_language_without_a_catalogue_is_not_spoken(catalogues):
    catalogues(ru=100)
    assert interface.spoken() == ["ru", "en"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["Kazakh", "Kazakh", "Kazakh"]), ("ru", ["казахский", "казахском", "казахского"])],
)
def test_a_language_is_named_as_the_sentence_needs_it(language, said):
    with override(language):
        assert [form("kk") for form in (language_names.name, language_names.inside, language_names.of)] == said


def test_languages_are_listed_in_words():
    assert language_names.names(["ru", "en", "kk"]) == "Russian, English and Kazakh"
    assert language_names.own("kk") == "Қазақ"
    assert [language_names.script(code) for code in ("ru", "en", "kk", "tk", "fa")] == [
        *("cyrillic", "latin", "cyrillic", "latin", ""),
    ]
