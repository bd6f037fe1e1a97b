"""Change notices: when what public pages read has changed, the database says so, by table, after commit.

PostgreSQL delivers a notice with its transaction: nothing before commit, nothing after a rollback, and the same table
once, however many rows. Imports, bulk updates, workers and plain SQL are covered, since triggers send the notices.
"""

from functools import cache

import pgtrigger

CHANNEL = "portal_changes"
ANNOUNCES = "announces"

_TELL = f"PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME);"
_WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

#: Rows that no page shows, names or leads to unless they are published.
PUBLISHED = "OLD.status = 'published' OR NEW.status = 'published'"


def announced(visible: str = "") -> list[pgtrigger.Trigger]:
    """Triggers that announce the table's changes.

    `visible`: an SQL condition on OLD and NEW (null where there is none) without which the public sees no difference;
    leave it empty unless every public page asks for the same, for a row may show on another record's page.
    """
    if not visible:
        return [_announcing(_WRITES | pgtrigger.Truncate, ANNOUNCES)]
    each_row = pgtrigger.Trigger(
        name=ANNOUNCES,
        when=pgtrigger.After,
        operation=_WRITES,
        func=f"IF {visible} THEN {_TELL} END IF; RETURN NULL;",
    )
    return [each_row, _announcing(pgtrigger.Truncate, f"{ANNOUNCES}_truncate")]


@cache
def announcing() -> frozenset[str]:
    """The tables whose changes are announced."""
    return frozenset(model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == ANNOUNCES)


def _announcing(operation: pgtrigger.Operation, name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        func=f"{_TELL} RETURN NULL;",
    )
