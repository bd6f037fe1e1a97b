"""`{% load charts %}`: a picture's statuses and numbers as drawings on a page."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from actionplan import chart_words, charts
from actionplan.models import Round
from actionplan.picture import LABELS, NO_REPORT, ORDER, SHORT_LABELS
from actionplan.readings import Measure
from almaty_portal.lib import badges

register = template.Library()
register.simple_tag(charts.definitions, name="chart_definitions")
register.simple_tag(charts.symbol, name="status_symbol")
register.filter("counted", chart_words.counted)
register.filter("reports", chart_words.reports)


@register.simple_tag
def status_bar(counts: Mapping[str, int], key: str, width: int = 300, height: int = 12) -> SafeString:
    return charts.bar(counts, key=key, title=chart_words.bar_title(counts), width=width, height=height)


@register.simple_tag
def trend_columns(rounds: list[tuple[Round, Mapping[str, int]]], key: str, name: str) -> SafeString:
    shares = [(str(row.number), counts) for row, counts in rounds]
    return charts.columns(
        shares, key=key, title=chart_words.columns_title(name), description=chart_words.share_description(shares)
    )


@register.simple_tag
def measure_progress(measure: Measure, version: int) -> SafeString:
    numbers: Any = measure.numbers
    key = f"{version}-{measure.indicator.pk}"
    return charts.progress(**numbers, key=key, title=badges.bare(measure.indicator, "title"))


@register.simple_tag
def legend(
    counts: Mapping[str, int] | None = None, *, claims: bool = False
) -> list[tuple[str, Any, SafeString, SafeString, int]]:
    """(status, words, swatch, symbol, number) of each status in order.

    With `counts` only those that occur; with `claims` only what a report can say.
    """
    return [
        (status, LABELS[status], charts.swatch(status), charts.symbol(status), (counts or {}).get(status, 0))
        for status in ORDER
        if (counts is None or counts.get(status)) and not (claims and status == NO_REPORT)
    ]


@register.filter
def status_label(status: str) -> Any:
    return SHORT_LABELS.get(status, "")


@register.filter
def number(value: Any) -> str:
    """“1 234.5” as the reader's language writes it; “–” where there is none."""
    if value in (None, ""):
        return "–"
    try:
        text = format(Decimal(value), "f")
    except InvalidOperation:
        return str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return number_format(text, use_l10n=True, force_grouping=True)


@register.filter
def total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())
