"""Russian by lemma, others by PostgreSQL's own configuration; one stored vector per language and table.

«беженец» and «беженцев» share no stem in PostgreSQL's Russian dictionary, so the Russian vector also holds lemmas
(pymorphy3), computed when the text is saved; the query is reduced the same way.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import OperationalError, connection, models, transaction

from almaty_portal.lib import languages

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: What PostgreSQL knows the forms of words in; a word of another language is found as it is written.
CONFIGS = {"ru": "russian", "en": "english"}
LONGEST = 200  # characters of a query that are read
MOST_TERMS = 16  # words and phrases of a query that are read
LONGEST_STATEMENT = 2_000  # milliseconds
QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))
TERM = re.compile(r'(?P<minus>[-−–]?)"(?P<phrase>[^"]*)"?|(?P<minus2>[-−–]?)(?P<word>[^\s"]+)')
OR = {"or", "или"}
FUNCTION_WORDS = {"PREP", "CONJ", "PRCL"}
# What no XML may hold, half a surrogate pair, and the marks of `excerpts`
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000\ue001\ufffe\uffff]")


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


def config(language: str) -> str:
    """The text search configuration of PostgreSQL for the language."""
    return CONFIGS.get(language, "simple")


def vectors(*fields: str) -> languages.Columns:
    """Stored, generated vectors over translated fields, the first weighing most: `search = vectors("title")`."""
    return languages.Columns(lambda language: _vector(language, fields))


def _vector(language: str, fields: tuple[str, ...]) -> models.GeneratedField:
    first, *rest = (languages.suffixed(field, language) for field in fields)
    expression: Any = SearchVector(first, config=config(language), weight="A")
    for column in rest:
        expression = expression + SearchVector(column, config=config(language), weight="B")
    if language == "ru":
        expression = expression + SearchVector("lemmas", config="simple", weight="B")
    return models.GeneratedField(
        expression=expression, output_field=SearchVectorField(), db_persist=True, editable=False
    )


def vector_indexes(name: str = "", **options: Any) -> list[models.Index]:
    """One for each of the `vectors`, called `name_ru` and so on when a name is given."""
    return [
        GinIndex(fields=[column], name=languages.suffixed(name, code) if name else None, **options)
        for code, column in zip(languages.codes(), languages.columns("search"), strict=True)
    ]


@dataclass(frozen=True)
class Term:
    """A word or a phrase of a query; `group` counts the OR before it."""

    text: str
    is_phrase: bool
    is_excluded: bool
    group: int


def clean(text: str) -> str:
    """What is read of a query: no control characters, at most LONGEST characters."""
    return UNREADABLE.sub("", text).strip()[:LONGEST].strip()


def terms(text: str) -> list[Term]:
    """The words and phrases of a query: "a phrase", «фраза», -excluded, or (или)."""
    found: list[Term] = []
    group = 0
    for match in TERM.finditer(clean(text).translate(QUOTES)):
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


@lru_cache(maxsize=50_000)
def _is_function_word(word: str) -> bool:
    return bool(re.search("[а-яё]", word.lower())) and _morphology().parse(word.lower())[0].tag.POS in FUNCTION_WORDS


def positive(found: list[Term]) -> list[Term]:
    """What must be there. «и», «для», «не» ask for nothing, unless nothing else is asked."""
    wanted = [term for term in found if not term.is_excluded]
    return [term for term in wanted if term.is_phrase or not _is_function_word(term.text)] or wanted


def _term_sql(term: Term, language: str) -> tuple[str, list[str]]:
    """The term as a tsquery; in Russian by stem or by lemma, said once where the two are the same word."""
    function = "phraseto_tsquery" if term.is_phrase else "plainto_tsquery"
    stem = f"{function}('{config(language)}', %s)"
    if language != "ru":
        return stem, [term.text]
    by_lemma = f"{function}('simple', %s)"
    lemmatized = lemmas(term.text)
    return f"CASE WHEN {stem} = {by_lemma} THEN {stem} ELSE {stem} || {by_lemma} END", [
        *(term.text, lemmatized, term.text),
        *(term.text, lemmatized),
    ]


def _asked_sql(found: list[Term], language: str) -> tuple[str, list[str]]:
    """a && b || c: groups of words that must be there."""
    groups: dict[int, list[str]] = {}
    parameters: list[str] = []
    for term in positive(found):  # in the order of their groups
        sql, values = _term_sql(term, language)
        groups.setdefault(term.group, []).append(f"({sql})")
        parameters += values
    return " || ".join(f"({' && '.join(group)})" for group in groups.values()), parameters


def _excluded_sql(found: list[Term], language: str) -> tuple[str, list[str]]:
    """&& !!d && !!e: what must not be there."""
    parts, parameters = [], []
    for term in found:
        if term.is_excluded:
            sql, values = _term_sql(term, language)
            parts.append(f" && (!! ({sql}))")
            parameters += values
    return "".join(parts), parameters


class Parsed(SearchQuery):
    """A tsquery that PostgreSQL has parsed already: `text`.

    `words`: the same asking for a phrase's words anywhere, which is what an index can answer.
    """

    template = "%(expressions)s::tsquery"

    def __init__(self, text: str, asked: str) -> None:
        super().__init__(models.Value(text))
        self.text = text
        self.has_phrase = "<" in text  # of operators only: lexemes are letters, digits and hyphens
        self.words = re.sub("<[-0-9]+>", "&", asked) if self.has_phrase else text


def parsed(text: str) -> dict[str, Parsed]:
    """Language → tsquery for that language's vector; a language in which the text asks for nothing is left out.

    One statement. Only what an index can answer is kept: “-labour” and “the -labour” (“the” is no word of the
    English index) would read every row. Never raises, whatever the text.
    """
    found = terms(text)
    if not positive(found):
        return {}
    selects, parameters = [], []
    for language in languages.codes():
        asked, values = _asked_sql(found, language)
        excluded, more = _excluded_sql(found, language)
        selects.append(f"SELECT %s AS language, ({asked}){excluded} AS query, ({asked}) AS asked")
        parameters += [language, *values, *more, *values]
    statement = (
        "SELECT language, query::text, asked::text"  # noqa: S608 - the words are parameters
        f" FROM ({' UNION ALL '.join(selects)}) q WHERE querytree(query) NOT IN ('', 'T')"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {language: Parsed(query, asked) for language, query, asked in cursor.fetchall()}


class TooSlowError(Exception):
    """The database gave up on a search."""


@contextmanager
def bounded() -> Iterator[None]:
    """Searches in a transaction of their own: none takes longer than LONGEST_STATEMENT, else TooSlowError.

    Sequential scans are off: with a LIMIT the planner hopes to meet enough hits at once, unpacking every vector on
    the way, while the index knows them all.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true)",
                    [str(LONGEST_STATEMENT)],
                )
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "57014":  # query_canceled
            raise TooSlowError from error
        raise


@lru_cache(maxsize=5_000)
def forms(word: str) -> frozenset[str]:
    """All forms of a Russian word, itself included; another word alone."""
    word = word.lower()
    if not re.search("[а-яё]", word):
        return frozenset({word})
    inflected = {form.word for form in _morphology().parse(word)[0].lexeme}
    return frozenset({word, *inflected, *(form.replace("ё", "е") for form in inflected)})
