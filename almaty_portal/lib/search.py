"""Russian by lemma, English by PostgreSQL's own configuration; one stored vector per language and table.

«беженец» and «беженцев» share no stem in PostgreSQL's Russian dictionary, so the Russian vector also holds lemmas
(pymorphy3), computed when the text is saved; the query is reduced the same way.
"""

import re
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchVector,
    SearchVectorField,
)
from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
CONFIGS = {"ru": "russian", "en": "english"}


@cache
def _morphology() -> Any:
    import pymorphy3  # loads its dictionary: half a second, on first use only

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a Russian word; other words come back in lower case. ё is written е."""
    word = word.lower()
    if re.search("[а-яё]", word):
        word = _morphology().parse(word)[0].normal_form
    return word.replace("ё", "е")


def lemmas(*texts: str | None) -> str:
    """The lemmas of the texts' words, in their order."""
    return " ".join(lemma(word) for text in texts if text for word in WORD.findall(text))


def vector_field(language: str, *columns: str) -> models.GeneratedField:
    """A stored, generated vector over suffixed columns (`title_ru`, …), the first of them weighing most."""
    first, *rest = columns
    config = CONFIGS[language]
    expression: Any = SearchVector(first, config=config, weight="A")
    for column in rest:
        expression = expression + SearchVector(column, config=config, weight="B")
    if language == "ru":
        expression = expression + SearchVector("lemmas", config="simple", weight="B")
    return models.GeneratedField(
        expression=expression, output_field=SearchVectorField(), db_persist=True, editable=False
    )


EXCLUDED = re.compile(r'(?:^|(?<=\s))-("[^"]*"?|\S+)')
START, STOP = "\ue000", "\ue001"  # private-use characters: no text has them, and escaping leaves them alone


def query(text: str, language: str) -> SearchQuery | CombinedSearchQuery:
    """Web syntax (phrases, exclusion, OR) in that language; never raises, whatever is typed."""
    config = CONFIGS[language]
    if language != "ru":
        return SearchQuery(text, config=config, search_type="websearch")
    # an excluded word must be excluded in both forms, so it is taken out of the alternative and joined by AND
    excluded = EXCLUDED.findall(text)
    wanted = _both_forms(EXCLUDED.sub(" ", text))
    for term in excluded:
        for form in _forms_of(term):
            wanted = wanted & ~form
    return wanted


def _both_forms(text: str) -> Any:
    stemmed, lemmatised = _forms_of(text)
    return stemmed | lemmatised


def _forms_of(text: str) -> tuple[SearchQuery, SearchQuery]:
    lemmatised = WORD.sub(lambda word: word[0] if word[0].lower() == "or" else lemma(word[0]), text)
    return (
        SearchQuery(text, config="russian", search_type="websearch"),
        SearchQuery(lemmatised, config="simple", search_type="websearch"),
    )


def headline(column: str, text: str, language: str) -> SearchHeadline:
    """An excerpt with every form of the words looked for between START and STOP; show it with `marked`."""
    words = WORD.findall(EXCLUDED.sub(" ", text))
    forms = {form for word in words[:10] for form in _forms(word, language)}
    return SearchHeadline(
        column,
        SearchQuery(" OR ".join(sorted(forms)) or "-", config=CONFIGS[language], search_type="websearch"),
        config=CONFIGS[language],
        start_sel=START,
        stop_sel=STOP,
        max_words=40,
        min_words=20,
    )


def _forms(word: str, language: str) -> set[str]:
    if language != "ru" or not re.search("[а-яё]", word.lower()):
        return {word}
    return {word, *(form.word for form in _morphology().parse(word.lower())[0].lexeme)}


def marked(excerpt: str) -> SafeString:
    """The excerpt escaped, its hits in <mark>."""
    safe = escape(excerpt).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(safe)  # noqa: S308 - escaped the line above
