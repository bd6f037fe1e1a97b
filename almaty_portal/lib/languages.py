"""How translated fields are named and read. The one place that knows the suffixes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


def codes() -> tuple[str, ...]:
    """The content languages, in the order of the settings."""
    return tuple(code for code, _ in settings.LANGUAGES)


def named() -> tuple[tuple[str, Any], ...]:
    """(code, name) of the content languages; the names are in the reader's language."""
    return tuple((code, name) for code, name in settings.LANGUAGES)


def pairs() -> list[tuple[str, str]]:
    """Every two of the content languages."""
    return list(combinations(codes(), 2))


def joined(languages: Iterable[str]) -> str:
    """`ru`, `en` → `ru-en`: what a file is called that holds these languages."""
    return "-".join(code for code in codes() if code in set(languages))


def parts(language: str) -> list[str]:
    """The inverse of `joined`."""
    return language.split("-")


def together() -> list[str]:
    """Every choice of languages that one file may hold: `ru`, `en`, `ru-en`."""
    return [joined(chosen) for n in range(1, len(codes()) + 1) for chosen in combinations(codes(), n)]


@lru_cache(maxsize=1024)
def suffixed(field: str, language: str) -> str:
    """`title`, `ru` → `title_ru`."""
    return f"{field}_{language.replace('-', '_')}"


def columns(*fields: str) -> tuple[str, ...]:
    """`title` → (`title_ru`, `title_en`), field by field."""
    return tuple(suffixed(field, language) for field in fields for language in codes())


class Columns:
    """A model's columns for a text in each language, outside of modeltranslation: `text = Columns(…)`.

    `make`: language → the field of its column; a model with `text` has the columns `text_ru` and `text_en`.
    """

    def __init__(self, make: Callable[[str], models.Field[Any, Any]]) -> None:
        self.make = make

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        for code in codes():
            model.add_to_class(suffixed(name, code), self.make(code))


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
    """A text, the language it is in, whether that is the language asked for, and, if not, whether no other has it."""

    text: str
    language: str
    is_asked: bool
    is_only: bool = True


def say(record: Any, field: str, language: str | None = None) -> Said:
    """The text in the language asked for (the active one), or in another that has it, saying so."""
    asked = language or get_language() or settings.LANGUAGE_CODE
    if found := text(record, field, asked):
        return Said(found, asked, True)
    there = [(code, found) for code in codes() if (found := text(record, field, code))]
    return Said(there[0][1], there[0][0], False, len(there) == 1) if there else Said("", asked, True)


def script(text: str) -> str:
    """The script of most of the text's letters, by its Unicode name: LATIN, CYRILLIC …; "" without letters."""
    names = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    return names.most_common(1)[0][0] if names else ""


def by_script(text: str) -> str:
    """The language to read a text in whose author did not say which it is: the reader's, unless its letters differ.

    A language's own name is written in its script.
    """
    reader = get_language() or settings.LANGUAGE_CODE
    fitting = (c for c in (reader, *codes()) if script(get_language_info(c)["name_local"]) == script(text))
    return next(fitting, reader) if script(text) else reader


def has(record: Any, field: str) -> bool:
    """Whether any language has the text."""
    return any(text(record, field, code) for code in codes())
