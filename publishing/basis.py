"""What an answer was made from: the tables that its queries read. While none of them changes, the answer holds."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from publishing.changes import announcing
from publishing.listening import changes

#: Tables that change without a notice and yet make no page untrue: a content type's row is made with its table, and a
#: version's evidence is written with the version, in the same transaction, and never after.
SILENT = frozenset({"django_content_type", "actionplan_reportversion_evidence"})

_WORD = re.compile(r"[a-z_][a-z0-9_]*")


@cache
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


@lru_cache(maxsize=512)
def tables_of(sql: str) -> frozenset[str]:
    """The portal's tables that a statement names, quoted or not; rather one too many than one too few."""
    return _tables().intersection(_WORD.findall(sql))


class Basis:
    """Begun before the first query; `read` is called around each of them (`connection.execute_wrapper`)."""

    __slots__ = ("_seen", "moment", "tables")

    def __init__(self) -> None:
        changes.listen()
        self.moment = self._seen = changes.moment
        self.tables: set[str] = set()

    def read(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.tables |= tables_of(sql) if isinstance(sql, str) else _tables()
        return execute(sql, params, many, context)

    def unannounced(self) -> set[str]:
        """Tables that were read and whose changes nobody announces: what shows them cannot be kept."""
        return self.tables - announcing() - SILENT

    def holds(self) -> bool:
        """Whether nothing that was read has changed since. False while nobody hears what changes."""
        if not changes.are_heard:
            return False
        now = changes.moment
        if now != self._seen:
            if self.moment < changes.floor:
                return False
            changed = changes.changed
            if any(changed.get(table, 0) > self.moment for table in self.tables):
                return False
            self._seen = now
        return True


@contextmanager
def recorded() -> Iterator[Basis]:
    """Record what this thread reads from here on."""
    basis = Basis()
    with connection.execute_wrapper(basis.read):
        yield basis
