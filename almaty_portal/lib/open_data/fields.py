"""What a field of the open data may be: texts and addresses in every language, dates known in part, named choices."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from django.conf import settings
from django.utils.translation import override
from pydantic import Field, PlainSerializer, SerializationInfo, WithJsonSchema

from almaty_portal.lib import languages, partial_dates

Texts = dict[str, str | None]


@dataclass(frozen=True)
class Marked:
    """How `Row.of` reads a field and what the data dictionary calls it: `text`, `address`, `partial`."""

    kind: str


def texts(record: Any, field: str) -> Texts:
    """The record's texts in each language; one that is not there is None, never filled from another."""
    return {code: languages.text(record, field, code) or None for code in languages.codes()}


def addresses(path: Callable[[], str]) -> Texts:
    """The absolute address of a page in each language; `path` is asked with that language active."""
    found: Texts = {}
    for code in languages.codes():
        with override(code):
            found[code] = settings.SITE_URL + path()
    return found


def _in_language(value: Texts, info: SerializationInfo) -> Any:
    """In the language that was asked for, else all of them; `said` notes that a text is there in it."""
    context = info.context or {}
    language = context.get("language")
    if language is None:
        return value
    if (said := value.get(language)) is not None:
        context["said"] = True
    return said


def _address_in_language(value: Texts, info: SerializationInfo) -> Any:
    language = (info.context or {}).get("language")
    return value if language is None else value.get(language)


def _in_each_language(kind: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object with a key for each language, or of one value when one language was asked for."""
    codes = list(languages.codes())
    each = {
        "type": "object",
        "properties": dict.fromkeys(codes, kind),
        "required": codes,
        "additionalProperties": False,
    }
    return {"anyOf": [each, kind]}


Text = Annotated[
    Texts,
    Marked("text"),
    PlainSerializer(_in_language),
    WithJsonSchema(_in_each_language({"type": ["string", "null"]})),
]
Addresses = Annotated[
    Texts,
    Marked("address"),
    PlainSerializer(_address_in_language),
    WithJsonSchema(_in_each_language({"type": "string", "format": "uri"})),
]
PartialDate = Annotated[
    str | None,
    Marked("partial"),
    WithJsonSchema({"type": ["string", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]


class OneOf:
    """Named values, each with its meaning: the JSON Schema's `enum`, and the dictionary's labels."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        self.choices = [(value, label) for value, label in choices if value]

    @property
    def values(self) -> list[str]:
        return [value for value, _label in self.choices]

    def __call__(self, schema: dict[str, Any]) -> None:
        is_nullable = schema.pop("anyOf", None) is not None
        schema.pop("pattern", None)
        schema["type"] = ["string", "null"] if is_nullable else "string"
        schema["enum"] = [*self.values, *([None] if is_nullable else [])]


def choice(choices: Any, description: str, **more: Any) -> Any:
    """A field that holds one of a model's choices (or of any (value, label) pairs), validated both ways."""
    one_of = OneOf(getattr(choices, "choices", choices))
    pattern = f"^(?:{'|'.join(one_of.values)})$"
    return Field(description=description, json_schema_extra=one_of, pattern=pattern, **more)


def read(record: Any, name: str, metadata: Iterable[Any]) -> Any:
    """A field's value as the record (a model or a mapping) has it. What is not known is None."""
    kind = next((mark.kind for mark in metadata if isinstance(mark, Marked)), "")
    if kind in ("text", "address"):
        return texts(record, name)
    value = record.get(name) if isinstance(record, Mapping) else getattr(record, name)
    if kind == "partial":
        return partial_dates.write(value, getattr(record, f"{name}_precision")) or None
    return None if value == "" else value
