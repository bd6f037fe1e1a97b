"""A row of the open data as the cells of a table: a column for each language, a list as JSON in one cell."""

import json
from collections.abc import Iterator
from typing import Any

from almaty_portal.lib import languages
from almaty_portal.lib.open_data.fields import Marked
from almaty_portal.lib.open_data.resource import Resource


def is_in_each_language(field: Any) -> bool:
    return any(isinstance(mark, Marked) and mark.kind in ("text", "address") for mark in field.metadata)


def fields(resource: Resource) -> Iterator[tuple[str, Any]]:
    """(name, pydantic's field) of what the tables of the resource hold."""
    for name, field in resource.row.model_fields.items():
        if name != "lang" and name not in resource.apart:
            yield name, field


def columns(resource: Resource) -> list[str]:
    found: list[str] = []
    for name, field in fields(resource):
        found += languages.columns(name) if is_in_each_language(field) else [name]
    return found


def cells(resource: Resource, values: dict[str, Any]) -> dict[str, Any]:
    """Column → text, number, truth value or None, of a row as the API gives it."""
    found: dict[str, Any] = {}
    for name, field in fields(resource):
        value = values[name]
        if is_in_each_language(field):
            found |= {languages.suffixed(name, code): value[code] for code in languages.codes()}
        elif isinstance(value, list):
            found[name] = json.dumps(value, ensure_ascii=False) if value else None
        else:
            found[name] = value
    return found
