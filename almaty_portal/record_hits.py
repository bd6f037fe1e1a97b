"""The meetings, parties and plan items that answer a query, ranked: a bounded number of each, in one statement."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from actionplan.models import ActionItem
from almaty_portal.lib import languages
from almaty_portal.lib.search import Parsed
from declarations.passage_hits import RANKED
from meetings.models import Meeting
from members.models import Party

# Written once for all sources: as querysets, six statements a search would be built anew each time.
_FOUND = """
    (SELECT '{source}', id, ts_rank({column}, %s::tsquery), %s
     FROM {table} WHERE {column} @@ %s::tsquery AND id IN ({published}) LIMIT {limit})
"""


class RecordHit(NamedTuple):
    pk: int
    rank: float
    language: str


def records(source: str) -> QuerySet[Any]:
    """The published records of a source."""
    rows: dict[str, QuerySet[Any]] = {
        "meetings": Meeting.objects.published(),
        "members": Party.objects.published(),
        "plan": ActionItem.objects.public(),
    }
    return rows[source]


@cache
def _select(source: str, language: str) -> tuple[str, tuple[Any, ...]]:
    """The statement's part for a source and language, and the parameters of what is published."""
    rows = records(source)
    published, values = rows.order_by().values("pk").query.sql_with_params()
    column, table = languages.suffixed("search", language), rows.model._meta.db_table
    return _FOUND.format(source=source, column=column, table=table, published=published, limit=RANKED + 1), values


def record_hits(sources: list[str], wanted: Mapping[str, Parsed]) -> dict[str, list[RecordHit]]:
    """Source → hits, the best first; more than RANKED of them tell that the bound was reached.

    `wanted`: language → query, the preferred language first: a record that answers in two is shown in that one.
    """
    selects, parameters = [], []
    for source in sources:
        for language, query in wanted.items():
            sql, values = _select(source, language)
            selects.append(sql)
            parameters += [query.text, language, query.text, *values]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), parameters)
        rows = cursor.fetchall()
    order = list(wanted)
    best: dict[str, dict[int, RecordHit]] = {source: {} for source in sources}
    for source, *hit in sorted(rows, key=lambda row: order.index(row[-1])):
        best[source].setdefault(hit[0], RecordHit._make(hit))
    return {name: sorted(hits.values(), key=lambda hit: (-hit.rank, hit.pk)) for name, hits in best.items()}
