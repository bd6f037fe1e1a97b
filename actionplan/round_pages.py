"""What the template of a round's PDF shows, made from the round's content alone, in the active language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from actionplan import charts
from actionplan.chart_words import bar_title, columns_title, counted, share_description
from actionplan.picture import LABELS, ORDER, SHORT_LABELS
from almaty_portal.lib import alphabet, badges, languages


def context(made: dict[str, Any], language: str) -> dict[str, Any]:
    states = sorted(made["states"], key=lambda row: alphabet.key(languages.say(row, "short_name", language).text))
    status = {(cell["item"], cell["state"]): cell["status"] for cell in made["cells"]}
    reports = {(row["item"], row["state"]): row for row in made["reports"]}
    whole = _tally(status.values())
    return {
        "content": made,
        "language": language,
        "address": made["plan"][languages.suffixed("address", language)],
        "states": states,
        "images": charts.images(),
        "legend": [(row, LABELS[row], whole.get(row, 0)) for row in ORDER],
        "whole": _bar(whole, "whole", width=600, height=20) if whole else "",
        "counted": counted(whole),
        "trend": _trend(made, ""),
        "clusters": [_cluster(made, cluster, states, status, reports) for cluster in made["clusters"]],
    }


def _cluster(made: Any, cluster: Any, states: list[Any], status: Any, reports: Any) -> dict[str, Any]:
    items = []
    for item in cluster["items"]:
        found = [(state, status.get((item["code"], state["code"]))) for state in states]
        counts = _tally(value for _state, value in found if value)
        items.append(
            {
                "item": item,
                "bar": _bar(counts, f"item-{item['code']}") if counts else "",
                "counted": counted(counts),
                "cells": [value and (value, SHORT_LABELS[value]) for _state, value in found],
                "reports": [
                    _report(state, report) for state in states if (report := reports.get((item["code"], state["code"])))
                ],
            }
        )
    return {"cluster": cluster, "items": items, "trend": _trend(made, cluster["code"])}


def _report(state: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    measures = []
    for number, row in enumerate(report["indicators"], 1):
        numbers: Any = {name: row[name] and Decimal(row[name]) for name in ("baseline", "value", "target")}
        key = f"{report['item']}-{report['state']}-{number}"
        measures.append(
            (row, numbers, charts.progress(**numbers, key=key, title=badges.bare(row, "title"), alone=True))
        )
    return {
        "state": state,
        "report": report,
        "label": LABELS[report["status"]],
        "measures": measures,
    }


def _bar(counts: dict[str, int], key: str, width: int = 300, height: int = 10) -> Any:
    return charts.bar(counts, key=key, title=bar_title(counts), alone=True, width=width, height=height)


def _trend(made: dict[str, Any], cluster: str) -> dict[str, Any] | None:
    """The chart of one cluster, or of the whole plan, with the table behind it; None before a second round."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in made["trend"]["counts"]:
        if cluster in ("", row["cluster"]):
            found[row["round"]][row["status"]] += row["reports"]
    rounds = [row for row in made["trend"]["rounds"] if row["number"] in found]
    if len(rounds) < 2:
        return None
    shares = [(str(row["number"]), _in_order(found[row["number"]])) for row in rounds]
    named = f"{_('Cluster')} {cluster}" if cluster else badges.bare(made["plan"], "title")
    return {
        "chart": charts.columns(
            shares,
            key=f"trend-{cluster or 'whole'}",
            title=columns_title(named),
            description=share_description(shares),
            alone=True,
        ),
        "rows": [(row, counts, sum(counts.values())) for row, (_label, counts) in zip(rounds, shares, strict=True)],
    }


def _tally(statuses: Iterable[str]) -> dict[str, int]:
    return _in_order(Counter(statuses))


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {status: counts[status] for status in ORDER if counts[status]}
