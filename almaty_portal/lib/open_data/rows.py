"""A row of the open data: its fields with their meanings, read from a record, written in all languages or in one."""

from typing import Any, Self

from pydantic import BaseModel, Field

from almaty_portal.lib import languages
from almaty_portal.lib.open_data.fields import OneOf, read


class Row(BaseModel):
    """`read_<field>`, a static method, reads what the record has under another name or not at all."""

    @classmethod
    def of(cls, record: Any) -> Self:
        return cls(**{name: cls._value(record, name, field) for name, field in cls.model_fields.items()})

    @classmethod
    def _value(cls, record: Any, name: str, field: Any) -> Any:
        if reader := getattr(cls, f"read_{name}", None):
            return reader(record)
        return read(record, name, field.metadata)


class Record(Row):
    """A row that is an answer of its own: in one language it says whether it has a text in it."""

    lang: str | None = Field(
        default=None,
        description="With `lang`: the language of the texts; null when the record has no text in it.",
        json_schema_extra=OneOf((code, code) for code in languages.codes()),
    )

    @staticmethod
    def read_lang(record: Any) -> None:
        return None

    def shown(self, language: str | None = None) -> dict[str, Any]:
        """Plain values for JSON; with a language, its texts alone."""
        context: dict[str, Any] = {"language": language, "said": False}
        values = self.model_dump(mode="json", context=context)
        said = values.pop("lang")
        if language is None:
            return values
        return {"lang": language if context["said"] else said, **values}
