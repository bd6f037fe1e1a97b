"""Russian by lemma, English by PostgreSQL's own configuration; one stored vector per language and table.

«беженец» and «беженцев» share no stem in PostgreSQL's Russian dictionary, so the Russian vector also holds lemmas
(pymorphy3), computed when the text is saved; the query is reduced the same way.
"""

import re
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

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
