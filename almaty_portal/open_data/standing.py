"""What the public record is now: its digest, resource by resource, without anybody having to say that it changed.

The database keeps a row of history for every change of every record, so the last one of each table names a state of
the whole. While that stays, so do the digests, and the cache answers. After a change of any kind (most change nothing
that is public) the content itself is read and digested once.
"""

import hashlib
from typing import Any

import pghistory.models
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from almaty_portal.api import RESOURCES, VERSION
from almaty_portal.lib.open_data.resource import Resource
from almaty_portal.open_data import files

#: Of the files' look: raising it makes every dump anew.
LAYOUT = 1
KEPT = 86_400  # seconds
#: A transaction that began early and is committed late adds rows below the last one: so the last ones are counted too.
_LAST = """(SELECT max(pgh_id) FROM "{table}"),
    (SELECT count(*) FROM "{table}" WHERE pgh_id > (SELECT max(pgh_id) - 10000 FROM "{table}"))"""
BY_NAME: dict[str, Resource] = {resource.name: resource for resource in RESOURCES}
EVERYTHING = "almaty-process"


def state() -> str:
    """A name of what the database holds now; one short query."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(_LAST.format(table=table) for table in tables))
        last = cursor.fetchone()
    return hashlib.sha256(repr((last, VERSION, LAYOUT)).encode()).hexdigest()


def rows(resource: Resource) -> list[dict[str, Any]]:
    return [row.shown() for row in resource.every()]


def digest_of(resource: Resource, found: list[dict[str, Any]]) -> str:
    return hashlib.sha256(f"{VERSION} {LAYOUT}\n".encode() + files.jsonl(resource, found)).hexdigest()


def digest(name: str) -> str:
    """Of that resource, or of everything: the digest of what is public now. Raises KeyError for an unknown name."""
    if name == EVERYTHING:
        return hashlib.sha256(" ".join(digest(each) for each in BY_NAME).encode()).hexdigest()
    resource, key = BY_NAME[name], f"open-data:digest:{name}:{state()}"
    found = cache.get(key)
    if found is None:
        found = digest_of(resource, rows(resource))
        cache.set(key, found, KEPT)
    return str(found)
