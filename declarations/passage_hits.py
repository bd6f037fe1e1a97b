"""The passages that answer a query, ranked: a bounded number of them, found through the index in one statement."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db import connection

from almaty_portal.lib.languages import suffixed
from almaty_portal.lib.search import Parsed
from declarations.models import Document

RANKED = 500  # paragraphs that are ranked, and counted: beyond them a reader adds a word
READ_FOR_PHRASE = 2_000  # paragraphs with all words of a phrase that are read for the phrase itself
TITLES = 100
TITLE_WEIGHT = 1  # ts_rank stays below 1: a title that says it comes before any paragraph

# Vectors are read of a bounded number of rows only: reading those of all hits of a common word, to rank them, takes
# ten times as long as finding them. Titles have an index of their own, so that no number of paragraphs hides them.
_FOUND = """
    SELECT id, edition_id, anchor, {column} AS vector, {n} AS n
    FROM declarations_passage
    WHERE {column} @@ %s::tsquery AND anchor {which} AND {among}
    LIMIT {limit}
"""
_RANKED = """
    (SELECT id, edition_id, anchor, %s AS language, {weight} + ts_rank(vector, %s::tsquery) AS rank, true AS answers, n
     FROM ({found}) AS found)
"""
# The index knows words but not their places: what has all words of a phrase is read, up to a bound, to see. The last
# that was read is always returned, and tells that the bound was reached.
_RANKED_PHRASE = """
    (SELECT id, edition_id, anchor, %s AS language, {weight} + ts_rank(vector, %s::tsquery) AS rank,
            vector @@ %s::tsquery AS answers, n
     FROM ({found}) AS found
     WHERE vector @@ %s::tsquery OR n = {last}
     LIMIT {limit})
"""


class PassageHit(NamedTuple):
    """A title (anchor 0) or paragraph, and the language it answered in."""

    pk: int
    edition: int
    anchor: int
    language: str
    rank: float


@dataclass(frozen=True)
class PassageHits:
    """The hits, the best first; `is_bounded` when there are more than were ranked."""

    hits: list[PassageHit]
    is_bounded: bool


def passage_hits(wanted: Mapping[str, Parsed], editions: Sequence[int] | None = None) -> PassageHits:
    """`wanted`: language → query, the reader's language first: a passage that answers in two is shown in that one.

    `editions`: those of some documents, or None for all that are published. For a common word the planner would walk
    through the editions, unpacking each vector, in the hope of RANKED hits at once. So all editions are compared by an
    expression that no index knows; and for some, plain index scans are off: bitmaps of editions and words are put
    together in a tenth of the time. Meant for a transaction (`search.bounded`), which the setting does not outlive.
    """
    if not wanted or editions == []:
        return PassageHits([], False)
    if editions is None:
        among, array = f"(edition_id + 0) IN ({_published()})", []
    else:
        among, array = "edition_id = ANY(%s::bigint[])", [f"{{{','.join(map(str, editions))}}}"]
    selects, parameters = [], []
    for language, query in wanted.items():
        for is_title in (True, False):
            sql, values = _select(language, query, is_title, among, array)
            selects.append(sql)
            parameters += values
    with connection.cursor() as cursor:
        if editions is not None:
            cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(" UNION ALL ".join(selects), parameters)
        rows = cursor.fetchall()
        if editions is not None:
            cursor.execute("SET LOCAL enable_indexscan = on")
    hits = [PassageHit._make(row) for *row, answers, _n in rows if answers]
    return PassageHits(_ranked(hits, list(wanted)), any(n == READ_FOR_PHRASE for *_row, n in rows) or _are_many(hits))


@cache
def _published() -> str:
    sql, _none = Document.objects.published().order_by().values("current_edition").query.sql_with_params()
    return sql


def _select(language: str, query: Parsed, is_title: bool, among: str, array: list[str]) -> tuple[str, list[str]]:
    """The statement's part for one language's titles or paragraphs, and its parameters."""
    limit = TITLES if is_title else RANKED + 1
    found = _FOUND.format(
        column=suffixed("search", language),
        n="row_number() OVER ()" if query.has_phrase else "0",
        which="= 0" if is_title else "> 0",
        among=among,
        limit=READ_FOR_PHRASE if query.has_phrase else limit,
    )
    ranked = _RANKED_PHRASE if query.has_phrase else _RANKED
    sql = ranked.format(found=found, weight=TITLE_WEIGHT if is_title else 0, last=READ_FOR_PHRASE, limit=limit)
    if query.has_phrase:
        return sql, [language, query.text, query.text, query.words, *array, query.text]
    return sql, [language, query.text, query.text, *array]


def _are_many(hits: list[PassageHit]) -> bool:
    return max(Counter(hit.language for hit in hits if hit.anchor).values(), default=0) > RANKED


def _ranked(rows: list[PassageHit], languages: list[str]) -> list[PassageHit]:
    hits: dict[int, PassageHit] = {}
    for hit in sorted(rows, key=lambda hit: languages.index(hit.language)):
        hits.setdefault(hit.pk, hit)
    return sorted(hits.values(), key=lambda hit: (-hit.rank, hit.pk))
