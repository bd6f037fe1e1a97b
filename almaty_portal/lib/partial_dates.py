"""Dates known to the day, the month or the year only, as `2013-06-05`, `2013-06` or `2013`."""

import calendar
import re
from datetime import date

from django.db import models
from django.utils.formats import date_format, get_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def parse(written: str, *, end: bool = False) -> tuple[date, Precision]:
    """`2013-06` → (2013-06-01, month), or the period's last day with `end`. Raises ValueError when unreadable."""
    if not (found := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", written.strip())):
        raise ValueError(written)
    year, month, day = (int(part or 0) for part in found.groups())
    if day:
        return date(year, month, day), Precision.DAY
    if month:
        return date(year, month, calendar.monthrange(year, month)[1] if end else 1), Precision.MONTH
    return (date(year, 12, 31) if end else date(year, 1, 1)), Precision.YEAR


def write(day: date | None, precision: str) -> str:
    """The inverse of `parse`; an empty string for an unknown date."""
    if day is None:
        return ""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def show(day: date | None, precision: str, *, after_preposition: bool = False) -> str:
    """For people, in the active language: «5 июня 2013 г.», “June 2013”, “2013”; «с июня» takes the genitive."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.DAY:
        return date_format(day, "DATE_FORMAT")
    month = get_format("YEAR_MONTH_FORMAT")
    shown = date_format(day, month.replace("F", "E") if after_preposition else month)
    return shown.lower() if get_language() == "ru" else shown  # Django capitalizes Russian months
