"""The API's schema as OpenAPI 3.1: what ninja derives from rows and filters, made whole, in the reader's language."""

import json
import re
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from almaty_portal.api import RESOURCES, VERSION, api
from almaty_portal.lib.open_data.answers import PROBLEM

TITLE = _("Almaty Process: open data")
DESCRIPTION = _(
    "The public record of the Almaty Process, for reading: no key, no cookie, every text in each language. The terms "
    "of reuse are the secretariat’s to state; this description states none."
)
ANSWERS = {
    HTTPStatus.MOVED_PERMANENTLY: _("The record has moved: `Location` says where to."),
    HTTPStatus.NOT_MODIFIED: _("Nothing has changed since the answer whose `ETag` was sent."),
    HTTPStatus.BAD_REQUEST: _("The request is not readable."),
    HTTPStatus.NOT_FOUND: _("Nothing is published at this address, or no page begins at this cursor."),
    HTTPStatus.GONE: _("The document was withdrawn: `detail` says when and why."),
    HTTPStatus.UNPROCESSABLE_ENTITY: _("A parameter is not known or not what it may be: `detail` says what it may be."),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests in this minute: wait for as long as `Retry-After` says."),
}
HEADERS = {
    "ETag": _("The digest of this answer: send it in `If-None-Match`."),
    "Link": _('On a list that goes on: the next page, `rel="next"`.'),
}
PROBLEM_FIELDS = {
    "type": ("string", _("Always about:blank: the status says what kind of problem it is.")),
    "title": ("string", _("The name of the status.")),
    "status": ("integer", _("The status of the answer.")),
    "detail": ("string", _("What is wrong and how to mend it, in the language of the request.")),
    "parameter": ("string", _("The parameter that the sentence is about, if it is about one.")),
}


@cache
def document(language: str) -> dict[str, Any]:
    """In that language; English is the language of the sources."""
    with override(language):
        return _translated(_whole())


def _whole() -> dict[str, Any]:
    made = api.get_openapi_schema()
    paths = {
        path: {method: _operation(found) for method, found in ways.items()} for path, ways in made["paths"].items()
    }
    return {
        "openapi": made["openapi"],
        "info": {"title": gettext(TITLE), "version": VERSION, "description": DESCRIPTION},
        "servers": [{"url": settings.SITE_URL}],
        "tags": [{"name": resource.name, "description": resource.about} for resource in RESOURCES],
        "paths": paths,
        "components": {
            "schemas": {**_answered(paths, made["components"]["schemas"]), "Problem": _problem()},
            "responses": {status.name: _response(status, said) for status, said in ANSWERS.items()},
        },
    }


def _answered(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas that an answer needs, in the end; ninja lists those of parameters too."""
    kept: dict[str, Any] = {}
    waiting = json.dumps(paths)
    while named := set(re.findall(r'"#/components/schemas/(\w+)"', waiting)) - set(kept):
        kept |= {name: schemas[name] for name in schemas if name in named}
        waiting = json.dumps({name: schemas[name] for name in named})
    return kept


def _operation(found: dict[str, Any]) -> dict[str, Any]:
    responses = {str(status): dict(answer) for status, answer in found["responses"].items()}
    is_list = found["operationId"].startswith("list_")
    headers = {name: _header(name) for name in HEADERS if is_list or name != "Link"}
    responses["200"] |= {"description": _("A page of rows.") if is_list else _("The record."), "headers": headers}
    return {**found, "parameters": [_parameter(row) for row in found["parameters"]], "responses": responses}


def _header(name: str) -> dict[str, Any]:
    return {"description": HEADERS[name], "required": name == "ETag", "schema": {"type": "string"}}


def _parameter(row: dict[str, Any]) -> dict[str, Any]:
    """Without what pydantic says for Python's None: in an address a parameter is there or it is not."""
    schema = {name: value for name, value in row["schema"].items() if name not in ("anyOf", "title", "description")}
    some: dict[str, Any] = next((kind for kind in row["schema"].get("anyOf", ()) if kind.get("type") != "null"), {})
    schema = {**some, **schema}
    if isinstance(schema.get("type"), list):
        schema["type"] = schema["type"][0]
    if "enum" in schema:
        schema["enum"] = [value for value in schema["enum"] if value is not None]
    examples = schema.pop("examples", [])
    kept = {name: row[name] for name in ("in", "name", "required")}
    said = {"description": row.get("description", ""), "schema": schema}
    return {**kept, **said, **({"example": examples[0]} if examples else {})}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": _("What is wrong with a request (RFC 9457)."),
        "properties": {name: {"type": kind, "description": said} for name, (kind, said) in PROBLEM_FIELDS.items()},
        "required": ["type", "title", "status", "detail"],
    }


def _response(status: HTTPStatus, said: str) -> dict[str, Any]:
    if status < HTTPStatus.BAD_REQUEST:
        return {"description": said}
    found: dict[str, Any] = {
        "description": said,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = {"description": _("Seconds to wait."), "required": True, "schema": {"type": "integer"}}
        found["headers"] = {"Retry-After": wait}
    return found


def _translated(part: Any) -> Any:
    """Every description and summary in the active language; the names of things stay."""
    if isinstance(part, list):
        return [_translated(row) for row in part]
    if not isinstance(part, dict):
        return part
    return {
        name: gettext(value)
        if name in ("description", "summary") and isinstance(value, str) and value
        else _translated(value)
        for name, value in part.items()
    }
