"""A resource: published rows in a fixed order, a page of them or every one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from almaty_portal.lib.open_data import keyset
from almaty_portal.lib.open_data.asking import Asked
from almaty_portal.lib.open_data.rows import Record

CHUNK = 500  # rows that a dump reads at a time


def _as_they_are(records: list[Any]) -> list[Any]:
    return records


@dataclass(frozen=True)
class Resource:
    """`published` gives what the public may read, with all that `row` needs prefetched; `key` orders it and is unique.

    `title` and `about` are for people; `nature` says what kind of record the values come from. `loaded` turns a page of
    records into what `row` reads, in the same order. `apart` are fields too large for a cell of a table.
    """

    name: str
    title: str
    about: str
    nature: str
    row: type[Record]
    published: Callable[[], QuerySet[Any]]
    key: Sequence[str]
    filters: type[Asked] = Asked
    loaded: Callable[[list[Any]], list[Any]] = _as_they_are
    apart: Sequence[str] = ()

    def page(self, asked: Asked, after: list[Any] | None, limit: int) -> list[tuple[list[Any], Any]]:
        """(key, what `row` reads) of the next rows, at most `limit`."""
        rows = asked.chosen(self.published()).order_by(*self.key)
        if after is not None:
            rows = keyset.after(rows, self.key, after)
        records = list(rows[:limit])
        keys = [keyset.key_of(record, self.key) for record in records]
        return list(zip(keys, self.loaded(records), strict=True))

    def every(self) -> Iterator[Record]:
        """All rows, in order, as the API gives them without a filter."""
        asked, last = self.filters(), None
        while found := self.page(asked, last, CHUNK):
            yield from (self.row.of(record) for _key, record in found)
            last = found[-1][0]
