"""What may be asked of the open data, and the sentence that says what was wrong with it and how to mend it."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, BeforeValidator, Field

from almaty_portal.lib import languages, numbers
from almaty_portal.lib.open_data.fields import choice

#: How codes are written in addresses: no control characters, which PostgreSQL and browsers refuse.
SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
SYMBOL = r"^[A-Z0-9]+(/[A-Z0-9.-]+)+$"
CODE = r"^[A-Z0-9-]{1,12}$"
ITEM = r"^[^\x00-\x1f\x7f]{1,20}$"


class RefusedError(Exception):
    """The request cannot be answered: `detail` is a sentence for people, `parameter` names what it is about."""

    def __init__(self, status: int, detail: str, parameter: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter


def _day(written: Any) -> Any:
    """ISO days only: numbers are no moments here."""
    return date.fromisoformat(written) if isinstance(written, str) and len(written) == 10 else object()


def _whole(written: Any) -> Any:
    found = numbers.whole(written) if isinstance(written, str) else written
    return object() if found is None else found


Day = Annotated[date, BeforeValidator(_day)]
# The bounds come first: behind a validator they would be none to the schema.
Number = Annotated[int, Field(ge=1, le=32_767), BeforeValidator(_whole)]  # of an edition or a round: what columns hold
Limit = Annotated[int, Field(ge=1, le=200), BeforeValidator(_whole)]
FewerLimit = Annotated[int, Field(ge=1, le=20), BeforeValidator(_whole)]  # where a row is a whole text


class InLanguage(BaseModel):
    """What may be asked of one record."""

    lang: str | None = choice(
        [(code, name) for code, name in languages.named()],
        _("One language: each text is then a string instead of an object with a key for each language."),
        default=None,
    )


class Asked(InLanguage):
    """What may be asked of every list; a resource's filters add to it and say in `chosen` what they mean."""

    cursor: str | None = Field(
        default=None,
        description=_("Where the page begins: take it from `next`, as it is."),
        pattern=r"^[A-Za-z0-9_:-]{1,500}$",
    )
    limit: Limit = Field(default=50, description=_("How many rows the page has at most."), examples=[50])

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows


def narrowed(rows: QuerySet[Any], **lookups: Any) -> QuerySet[Any]:
    """The rows that fit every lookup that was asked for."""
    return rows.filter(**{name: value for name, value in lookups.items() if value is not None})


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """Raises `RefusedError` for a parameter that is not known here or is given twice: it would change nothing."""
    names = list(known)
    for name, values in request.GET.lists():
        if name not in names:
            detail = gettext("“%(name)s” is not a parameter here. Leave it out, or use one of: %(known)s.")
            raise RefusedError(422, detail % {"name": name[:80], "known": ", ".join(names)}, name[:80])
        if len(values) > 1:
            raise RefusedError(422, gettext("“%(name)s” is given twice: give it once.") % {"name": name}, name)


def cure(name: str, schema: dict[str, Any]) -> str:
    """What the parameter may be, by its JSON Schema, said for people."""
    kinds = {key: value for kind in (*schema.get("anyOf", ()), schema) for key, value in kind.items()}
    if "enum" in kinds:
        known = ", ".join(value for value in kinds["enum"] if value is not None)
        return gettext("“%(name)s” may be one of: %(known)s.") % {"name": name, "known": known}
    if "minimum" in kinds:
        said = gettext("“%(name)s” is a whole number from %(least)d to %(most)d.")
        return said % {"name": name, "least": kinds["minimum"], "most": kinds["maximum"]}
    if "examples" in kinds:
        return gettext("“%(name)s” is written like %(example)s.") % {"name": name, "example": kinds["examples"][0]}
    return gettext("“%(name)s” is not readable: leave it out, or take it from “next” as it is.") % {"name": name}


def refusal(model: type[BaseModel], place: Iterable[Any]) -> RefusedError:
    """Of a parameter that pydantic refused at that place of ninja's model of the request's parameters."""
    whole = model.model_json_schema()
    found = {
        name: row for part in (whole, *whole.get("$defs", {}).values()) for name, row in part["properties"].items()
    }
    name = next(part for part in reversed(list(place)) if part in found)
    return RefusedError(422, cure(name, found[name]), name)
