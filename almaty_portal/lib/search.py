"""Russian by lemma, English by PostgreSQL's own configuration; one stored vector per language and table.

«беженец» and «беженцев» share no stem in PostgreSQL's Russian dictionary, so the Russian vector also holds lemmas
(pymorphy3), computed when the text is saved; the query is reduced the same way.
"""

import operator
import re
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchVector, SearchVectorField
from django.db import connection, models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from almaty_portal.lib import inline

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
CONFIGS = {"ru": "russian", "en": "english"}
LONGEST = 200  # characters of a query that are read
SHORT = 240  # characters of a text that is shown whole
MOST_TERMS = 16  # words and phrases of a query that are read
TERM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<minus2>-?)(?P<word>[^\s"]+)')
OR = {"or", "или"}
FUNCTION_WORDS = {"PREP", "CONJ", "PRCL"}
START, STOP = "\ue000", "\ue001"  # private use: in no text, so that marks are told from what was typed
UNREADABLE = re.compile("[\x00\ud800-\udfff\ue000\ue001]")


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


@dataclass(frozen=True)
class Term:
    """A word or a phrase of a query; `group` counts the OR before it."""

    text: str
    is_phrase: bool
    is_excluded: bool
    group: int


def clean(text: str) -> str:
    """What is read of a query: no null bytes, at most LONGEST characters."""
    return UNREADABLE.sub("", text).strip()[:LONGEST].strip()


def terms(text: str) -> list[Term]:
    """The words and phrases of a query in `websearch` syntax: "a phrase", -excluded, or (или)."""
    found: list[Term] = []
    group = 0
    for match in TERM.finditer(clean(text)):
        is_phrase = match["phrase"] is not None
        is_excluded = bool(match["minus"] or match["minus2"])
        written = match["phrase"] if is_phrase else match["word"]
        if not is_phrase and not is_excluded and written.lower() in OR:
            group += 1
            continue
        words = WORD.findall(written)
        if is_phrase or is_excluded:
            words = [" ".join(words)] if words else []
        found += [Term(word, is_phrase or " " in word, is_excluded, group) for word in words]
    return found[:MOST_TERMS]


def _is_function_word(word: str) -> bool:
    return bool(re.search("[а-яё]", word.lower())) and _morphology().parse(word.lower())[0].tag.POS in FUNCTION_WORDS


def _positive(found: list[Term]) -> list[Term]:
    """What must be there. «и», «для», «не» ask for nothing, unless nothing else is asked."""
    wanted = [term for term in found if not term.is_excluded]
    return [term for term in wanted if term.is_phrase or not _is_function_word(term.text)] or wanted


def _both(term: Term) -> tuple[SearchQuery, SearchQuery]:
    """The term by stem, and by lemma; each negated when it is excluded."""
    kind = "phrase" if term.is_phrase else "plain"
    return (
        SearchQuery(term.text, config="russian", search_type=kind, invert=term.is_excluded),
        SearchQuery(lemmas(term.text), config="simple", search_type=kind, invert=term.is_excluded),
    )


def query(text: str, language: str) -> SearchQuery | CombinedSearchQuery | None:
    """A tsquery for `vector_field(language, …)`; None when nothing is asked for. Never raises, whatever the text."""
    found = terms(text)
    wanted = _positive(found)
    if not wanted:
        return None
    if language != "ru":
        return SearchQuery(clean(text), config=CONFIGS[language], search_type="websearch")
    groups: dict[int, list[Any]] = {}
    for term in wanted:
        groups.setdefault(term.group, []).append(operator.or_(*_both(term)))
    asked = reduce(operator.or_, (reduce(operator.and_, group) for group in groups.values()))
    excluded = [form for term in found if term.is_excluded for form in _both(term)]
    return reduce(operator.and_, excluded, asked)


@lru_cache(maxsize=5_000)
def forms(word: str) -> frozenset[str]:
    """All forms of a Russian word, itself included; another word alone."""
    word = word.lower()
    if not re.search("[а-яё]", word):
        return frozenset({word})
    inflected = {form.word for form in _morphology().parse(word)[0].lexeme}
    return frozenset({word, *inflected, *(form.replace("ё", "е") for form in inflected)})


def highlight(texts: list[str], asked: str, language: str, *, whole: bool = False) -> list[SafeString]:
    """Excerpts (or the whole texts) with the words asked for in `<mark>`; safe HTML, whatever the texts hold.

    One statement for all texts, on text without inline marks.
    """
    words = [word for term in _positive(terms(asked)) for word in WORD.findall(term.text)]
    any_form = " or ".join(sorted({form for word in words for form in forms(word)}))
    marks = f'StartSel="{START}", StopSel="{STOP}", '
    excerpt = marks + 'MaxFragments=2, MaxWords=35, MinWords=15, FragmentDelimiter=" … "'
    config = CONFIGS[language]
    plain = [UNREADABLE.sub("", inline.plain(text)) for text in texts]
    options = [marks + "HighlightAll=true" if whole or len(text) <= SHORT else excerpt for text in plain]
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(%s::regconfig, t.text, websearch_to_tsquery(%s::regconfig, %s), t.options)"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(text, options, n) ORDER BY t.n",
            [config, config, any_form, plain, options],
        )
        rows = cursor.fetchall()
    return [_marked(headline) for (headline,) in rows]


def _marked(headline: str) -> SafeString:
    return mark_safe(escape(headline).replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308 - escaped first
