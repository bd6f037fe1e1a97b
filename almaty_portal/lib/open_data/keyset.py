"""Pages that stay what they are while rows are added: a cursor names the last row seen, not how many there were.

A cursor is opaque and signed, so that nobody makes one; whoever changes it asks for a page that is not there.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

SALT = "open-data"


class NoSuchPageError(ValueError):
    """The cursor was not given by this list."""


def cursor(name: str, values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return signing.Signer(salt=f"{SALT}:{name}").sign_object(plain)


def values_of(name: str, written: str) -> list[Any]:
    """The key that the cursor names. Raises `NoSuchPageError`."""
    try:
        return list(signing.Signer(salt=f"{SALT}:{name}").unsign_object(written))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchPageError from error


def key_of(record: Any, key: Sequence[str]) -> list[Any]:
    return [reduce(getattr, name.split("__"), record) for name in key]


def after(rows: QuerySet[Any], key: Sequence[str], values: Sequence[Any], *, inclusive: bool = False) -> QuerySet[Any]:
    """The rows that follow that key in the order of `key`, itself included if `inclusive`."""
    follows = Q()
    for last in range(len(key)):
        same = {name: values[place] for place, name in enumerate(key[:last])}
        lookup = "gte" if inclusive and last == len(key) - 1 else "gt"
        follows |= Q(**same, **{f"{key[last]}__{lookup}": values[last]})
    return rows.filter(follows)
