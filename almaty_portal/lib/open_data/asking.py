"""What may be asked of the open data, and the sentence that says what was wrong with it and how to mend it."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, BeforeValidator, Field
from pydantic.fields import FieldInfo

from almaty_portal.lib import languages, numbers
from almaty_portal.lib.open_data.fields import OneOf, choice

MOST_ROWS = 200
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
Whole = Annotated[int, BeforeValidator(_whole)]


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
    limit: Whole = Field(
        default=50, ge=1, le=MOST_ROWS, description=_("How many rows the page has at most."), examples=[50]
    )

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


def cure(name: str, field: FieldInfo) -> str:
    """What the parameter may be, said for people."""
    if isinstance(field.json_schema_extra, OneOf):
        known = ", ".join(field.json_schema_extra.values)
        return gettext("“%(name)s” may be one of: %(known)s.") % {"name": name, "known": known}
    least = next((mark.ge for mark in field.metadata if hasattr(mark, "ge")), None)
    most = next((mark.le for mark in field.metadata if hasattr(mark, "le")), None)
    if least is not None:
        said = gettext("“%(name)s” is a whole number from %(least)s to %(most)s.")
        return said % {"name": name, "least": least, "most": most}
    if field.examples:
        return gettext("“%(name)s” is written like %(example)s.") % {"name": name, "example": field.examples[0]}
    return gettext("“%(name)s” is not readable: leave it out, or take it from “next” as it is.") % {"name": name}


def refusal(model: type[BaseModel], place: Iterable[Any]) -> RefusedError:
    """Of a parameter that pydantic refused at that place of ninja's model of the request's parameters."""
    fields: dict[str, FieldInfo] = dict(model.model_fields)
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            fields |= field.annotation.model_fields
    name = next((part for part in reversed(list(place)) if part in fields), "")
    return RefusedError(422, cure(name, fields[name]), name)
