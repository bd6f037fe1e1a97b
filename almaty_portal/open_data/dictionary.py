"""The data dictionary: every field of every resource, from the same rows that the API and the dumps are made of."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from almaty_portal.api import RESOURCES
from almaty_portal.lib import languages
from almaty_portal.lib.open_data.asking import Asked
from almaty_portal.lib.open_data.fields import Marked, OneOf
from almaty_portal.lib.open_data.resource import Resource
from almaty_portal.lib.open_data.rows import Row
from almaty_portal.lib.tables import escape

KINDS: dict[Any, str] = {
    "text": _("text in each language"),
    "address": _("address in each language"),
    "partial": _("day, month or year"),
    str: _("text"),
    int: _("whole number"),
    bool: _("true or false"),
    date: _("day"),
    datetime: _("moment (UTC)"),
    list: _("list"),
}


@dataclass(frozen=True)
class Entry:
    """A field: `path` is `attendance.capacity` for a field of a list's rows; `values` are (value, label) pairs."""

    resource: Resource
    path: str
    kind: str
    meaning: str
    values: list[tuple[str, Any]]
    may_be_null: bool
    example: str


def entries(resource: Resource) -> list[Entry]:
    return list(_entries(resource, resource.row, ""))


def _entries(resource: Resource, row: type[Row], above: str) -> Iterator[Entry]:
    for name, field in row.model_fields.items():
        if name == "lang":
            continue
        marked = next((mark.kind for mark in field.metadata if isinstance(mark, Marked)), "")
        inner = get_args(field.annotation) if not marked else ()
        nested = next((part for part in inner if isinstance(part, type) and issubclass(part, Row)), None)
        plain = next((part for part in (field.annotation, *inner) if part in KINDS), list)
        kind = KINDS[marked or (list if nested or "list" in str(field.annotation) else plain)]
        one_of = field.json_schema_extra
        yield Entry(
            resource=resource,
            path=above + name,
            kind=kind,
            meaning=field.description or "",
            values=one_of.choices if isinstance(one_of, OneOf) else [],
            may_be_null=marked in ("text", "partial") or type(None) in inner,
            example=str(field.examples[0]) if field.examples else "",
        )
        if nested:
            yield from _entries(resource, nested, f"{above}{name}.")


def csv_file() -> bytes:
    """UTF-8 with the mark that spreadsheets know; what is for people has a column for each language."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    said = ("about", "nature", "type", "meaning", "values")
    in_languages = [column for name in said for column in languages.columns(name)]
    writer.writerow(["resource", "field", *in_languages, "may_be_null", "example"])
    for resource in RESOURCES:
        for entry in entries(resource):
            words = _in_each_language(entry)
            null = "true" if entry.may_be_null else "false"
            cells = [resource.name, entry.path, *(words[column] for column in in_languages), null, entry.example]
            writer.writerow([escape(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _in_each_language(entry: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in languages.codes():
        with override(code):
            said = {
                "about": gettext(entry.resource.about),
                "nature": gettext(entry.resource.nature),
                "type": gettext(entry.kind),
                "meaning": gettext(entry.meaning),
                "values": "; ".join(f"{value}: {label}" for value, label in entry.values),
            }
        found |= {languages.suffixed(name, code): words for name, words in said.items()}
    return found


def filters(resource: Resource) -> list[Entry]:
    """What the list of the resource is narrowed by, apart from what every list may be asked."""
    fields = resource.filters.model_fields
    found = []
    for name in resource.filters.model_json_schema()["properties"]:
        field, one_of = fields[name], fields[name].json_schema_extra
        if name not in Asked.model_fields:
            values = one_of.choices if isinstance(one_of, OneOf) else []
            example = str(field.examples[0]) if field.examples else ""
            found.append(Entry(resource, name, "", field.description or "", values, True, example))
    return found
