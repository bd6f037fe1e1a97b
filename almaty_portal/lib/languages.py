"""How translated fields are named and read. The one place that knows the suffixes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language


def codes() -> tuple[str, ...]:
    """The content languages, in the order of the settings."""
    return tuple(code for code, _ in settings.LANGUAGES)


def named() -> tuple[tuple[str, Any], ...]:
    """(code, name) of the content languages; the names are in the reader's language."""
    return tuple((code, name) for code, name in settings.LANGUAGES)


@lru_cache(maxsize=1024)
def suffixed(field: str, language: str) -> str:
    """`title`, `ru` → `title_ru`."""
    return f"{field}_{language.replace('-', '_')}"


def columns(field: str) -> tuple[str, ...]:
    """`title` → (`title_ru`, `title_en`)."""
    return tuple(suffixed(field, language) for language in codes())


def addresses(path: str) -> list[tuple[str, str]]:
    """(language, the page's path in it), for its path in any of them; unchanged where the path is no page."""
    return list(zip(codes(), _addresses(path, get_language(), codes()), strict=True))


@lru_cache(maxsize=2048)  # every page asks more than once
def _addresses(path: str, _active: str | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The active language decides how a path is read."""
    return tuple(translate_url(path, code) for code in wanted)


def text(record: Any, field: str, language: str) -> str:
    """The text of a record's field (or of an edition's content) in exactly that language, or an empty string."""
    column = suffixed(field, language)
    return (record.get(column) if isinstance(record, Mapping) else getattr(record, column, None)) or ""


class Said(NamedTuple):
    """A text, the language it is in, and whether that is the language asked for."""

    text: str
    language: str
    is_asked: bool


def say(record: Any, field: str, language: str | None = None) -> Said:
    """The text in the language asked for (the active one), or in another that has it, saying so."""
    asked = language or get_language() or settings.LANGUAGE_CODE
    if found := text(record, field, asked):
        return Said(found, asked, True)
    for code in codes():
        if found := text(record, field, code):
            return Said(found, code, False)
    return Said("", asked, True)
