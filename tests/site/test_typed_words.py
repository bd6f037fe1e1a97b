"""What somebody typed without saying its language is read in the one that its letters tell."""

import pytest
from django.utils.translation import override

from almaty_portal.lib.languages import by_script
from almaty_portal.templatetags.portal import typed


@pytest.mark.parametrize(
    ("reader", "text", "language"),
    [
        ("en", "Уточните дату", "ru"),
        ("ru", "Give the date", "en"),
        ("ru", "Дата в PDF", "ru"),
        ("en", "12.06.2013", "en"),
        ("ru", "", "ru"),
    ],
)
def test_letters_tell_the_language(reader, text, language):
    with override(reader):
        assert by_script(text) == language


def test_only_another_language_is_marked_and_nothing_typed_is_markup():
    with override("en"):
        assert typed("A <b>") == "A &lt;b&gt;"
        assert typed("Да <b>") == '<span lang="ru">Да &lt;b&gt;</span>'
