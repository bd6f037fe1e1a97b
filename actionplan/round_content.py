"""What is public of a round, in both languages: the one content that every export and the PDF are made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from actionplan.models import Evidence, Plan, ReportText, ReportVersion, Round
from actionplan.picture import Picture, picture, published_rounds, trend
from actionplan.readings import Measure, Reading, readings
from almaty_portal.lib import languages

#: Of the JSON as `docs/api.md` describes it. A change that a reader of the old one would stumble over raises it.
SCHEMA = 1
#: Of the PDF's look: raising it makes every PDF anew.
LAYOUT = 1


def content(plan: Plan, reporting_round: Round) -> dict[str, Any]:
    """Plain values, in a fixed order. A text has a key for each language (`title_ru`); one that is not there is ""."""
    standing = picture(plan, reporting_round)
    rounds = [row for row in reversed(published_rounds(plan)) if row.number <= reporting_round.number]
    found = readings(ReportVersion.objects.public().in_rounds([reporting_round]))
    return {
        "schema": SCHEMA,
        "plan": {"slug": plan.slug, **_texts(plan, "title"), **_addresses("actionplan:plan", plan.slug)},
        "round": _round(reporting_round),
        "clusters": [
            {
                "code": group.cluster.code,
                **_texts(group.cluster, "title"),
                "items": [{"code": item.code, **_texts(item, "title")} for item in group.items],
            }
            for group in standing.groups
        ],
        "states": [{"code": row.code, **_texts(row, "short_name")} for row in _states(standing)],
        "cells": [
            {
                "item": cell.assignment.item.code,
                "state": cell.party.code,
                "role": cell.assignment.role,
                "status": cell.status,
            }
            for cell in sorted(standing.cells, key=lambda c: (c.assignment.item.code, c.party.code))
        ],
        "reports": [report(reading, plan) for reading in found],
        "trend": {
            "rounds": [_round(row) for row in rounds],
            "counts": [
                {"cluster": cluster, "round": number, "status": status, "reports": reports}
                for cluster, number, status, reports in trend(rounds)
            ],
        },
    }


def digest(made: dict[str, Any], language: str) -> str:
    """SHA-256 of the content as canonical JSON, the language and the layout: another one is another PDF."""
    canonical = json.dumps([made, language, LAYOUT], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def plain_number(number: Decimal | None) -> str | None:
    """“600”, “90.5”: no exponent, no zeros that say nothing."""
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _texts(record: Any, field: str) -> dict[str, str]:
    return {languages.suffixed(field, code): languages.text(record, field, code) for code in languages.codes()}


def _addresses(name: str, *args: Any) -> dict[str, str]:
    found = {}
    for code in languages.codes():
        with override(code):
            found[languages.suffixed("address", code)] = settings.SITE_URL + reverse(name, args=args)
    return found


def _round(row: Round) -> dict[str, Any]:
    return {"number": row.number, **_texts(row, "period"), "opened_in": row.opens_on.year}


def _states(standing: Picture) -> Iterable[Any]:
    """By code: the order may not hang on the language that happens to be active."""
    return sorted(standing.states, key=lambda row: row.code)


def report(reading: Reading, plan: Plan) -> dict[str, Any]:
    """One published report: the state's words, its evidence and numbers, the secretariat's public assessment."""
    version = reading.version
    return {
        "item": reading.item.code,
        "state": reading.party.code,
        "status": reading.status,
        "original_language": version.original_language,
        "is_unchanged": version.is_unchanged,
        "is_correction": version.is_correction,
        "published_on": timezone.localdate(version.published_at).isoformat(),
        **{key: text for field in ReportText.TEXTS for key, text in _texts(version, field).items()},
        "indicators": [_measure(measure) for measure in reading.measures],
        "evidence": [
            {**_texts(row, "title"), "is_file": not row.url, **_evidence_address(row, plan)} for row in reading.evidence
        ],
        "assessment": _texts(reading.assessment, "text") if reading.assessment else None,
    }


def _evidence_address(row: Evidence, plan: Plan) -> dict[str, str]:
    """A link of the state's is the same in both languages; a file has an address of the portal's in each."""
    if row.url:
        return {languages.suffixed("address", code): row.url for code in languages.codes()}
    return _addresses("actionplan:evidence", plan.slug, row.pk)


def _measure(measure: Measure) -> dict[str, Any]:
    indicator, target = measure.indicator, measure.target
    return {
        "code": indicator.code,
        **_texts(indicator, "title"),
        **_texts(indicator, "unit"),
        "direction": indicator.direction,
        **{name: plain_number(number) for name, number in measure.numbers.items()},
        "baseline_year": target.baseline_year if target else None,
        "target_year": target.target_year if target else None,
    }
