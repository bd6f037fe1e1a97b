"""The days of a meeting, said once where they agree."""

from datetime import date

from django.utils.formats import date_format


def written(first: date, last: date) -> str:
    """“14–16 March 2011”, «14–16 марта 2011 г.», whatever the two days have in common said once."""
    if first == last:
        return date_format(first, "DATE_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'DATE_FORMAT')}"
    return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"
