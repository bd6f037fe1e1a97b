"""The one shape of a packet's spreadsheet, which its maker and its reader share."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, override

from actionplan.models import Implementation, ReportText
from almaty_portal.lib import languages

REPORTS, VALUES, GUIDE, TOKEN = "reports", "indicators", "guide", "token"
KEYS_ROW, HEADS_ROW, FIRST_ROW = 1, 2, 3  # the row of column keys is hidden
LONGEST = 32_767  # characters that a cell can hold
SALT = "actionplan.sheets"
YES = "yes"


@dataclass(frozen=True)
class Column:
    """`key` names it in the hidden first row; `width` in characters; a locked one is for reading only."""

    key: str
    label: Any
    width: int
    is_locked: bool = False
    language: str = ""


def _labelled(field: str) -> Any:
    column: Any = ReportText._meta.get_field(field)
    return column.verbose_name


def report_columns() -> list[Column]:
    """The columns of the sheet of reports; each text once in each of the portal's languages."""
    names = dict(settings.LANGUAGES)
    texts = [
        Column(languages.suffixed(field, code), _labelled(field), 48, language=str(names[code]))
        for field in ReportText.TEXTS
        for code in languages.codes()
    ]
    return [
        Column("code", gettext_lazy("code"), 10, is_locked=True),
        Column("title", gettext_lazy("item"), 40, is_locked=True),
        Column("status", gettext_lazy("status"), 18, is_locked=True),
        Column("implementation_status", _labelled("implementation_status"), 28),
        Column("is_unchanged", _labelled("is_unchanged"), 16),
        Column("original_language", _labelled("original_language"), 18),
        *texts,
    ]


def value_columns() -> list[Column]:
    return [
        Column("code", gettext_lazy("code"), 10, is_locked=True),
        Column("indicator", gettext_lazy("indicator"), 12, is_locked=True),
        Column("title", gettext_lazy("title"), 44, is_locked=True),
        Column("unit", gettext_lazy("unit"), 18, is_locked=True),
        Column("baseline", gettext_lazy("baseline"), 14, is_locked=True),
        Column("target", gettext_lazy("target"), 14, is_locked=True),
        Column("value", gettext_lazy("value"), 14),
    ]


def both(text: Any) -> str:
    """A word of the interface in each of the portal's languages: «выполняется · in progress»."""
    said = []
    for code in languages.codes():
        with override(code):
            said.append(str(text))
    return " · ".join(dict.fromkeys(said))


def choices(key: str) -> dict[str, str]:
    """Stored value → what the drop-down shows; {} for a column without one."""
    if key == "implementation_status":
        return {value: both(label) for value, label in Implementation.choices}
    if key == "original_language":
        return {code: both(name) for code, name in settings.LANGUAGES}
    if key == "is_unchanged":
        return {YES: both(gettext_lazy("yes")), "no": both(gettext_lazy("no"))}
    return {}


def chosen(key: str, written: str) -> str | None:
    """The stored value for what was chosen or typed, in either language or as the code; None when it is none."""
    typed = written.strip().casefold()
    for value, shown in choices(key).items():
        if typed in {value.casefold(), shown.casefold(), *(part.casefold() for part in shown.split(" · "))}:
            return value
    return None


def sheet_title(name: str) -> str:
    """The tab's name in the active language."""
    return {
        REPORTS: gettext("Reports"),
        VALUES: gettext("Indicators"),
        GUIDE: gettext("How to fill in"),
        TOKEN: TOKEN,
    }[name]
