"""Public reports in full: a state's words with what belongs to them, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from actionplan.models import (
    ActionItem,
    Assessment,
    Evidence,
    Indicator,
    IndicatorTarget,
    ReportVersion,
    Round,
)
from actionplan.picture import LABELS
from members.models import Party


@dataclass(frozen=True)
class Measure:
    """What a state reports of an indicator, between the plan's baseline and target, all in the indicator's unit."""

    indicator: Indicator
    value: Decimal | None
    target: IndicatorTarget | None

    @property
    def numbers(self) -> dict[str, Decimal | None]:
        aims = {name: getattr(self.target, name, None) for name in ("baseline", "target")}
        return {"baseline": aims["baseline"], "value": self.value, "target": aims["target"]}


@dataclass(frozen=True)
class Reading:
    """One state's public report on one item in one round."""

    version: ReportVersion
    evidence: list[Evidence]
    assessment: Assessment | None
    measures: list[Measure]

    @property
    def item(self) -> ActionItem:
        return self.version.report.assignment.item

    @property
    def party(self) -> Party:
        return self.version.report.assignment.party

    @property
    def round(self) -> Round:
        return self.version.report.submission.round

    @property
    def status(self) -> str:
        return self.version.implementation_status

    @property
    def label(self) -> Any:
        return LABELS.get(self.status, "")


def readings(versions: QuerySet[ReportVersion]) -> list[Reading]:
    """Those of the versions that are public, by item, state and round, the newest round first."""
    public = (
        versions.filter(pk__in=ReportVersion.objects.public())
        .with_publication()  # type: ignore[attr-defined]
        .select_related(
            "report__assignment__party", "report__assignment__item__cluster__plan", "report__submission__round"
        )
        .prefetch_related(Prefetch("evidence", Evidence.objects.public(), to_attr="public_evidence"))
        .order_by(
            "report__assignment__item__code", "report__assignment__party__code", "-report__submission__round__number"
        )
    )
    found = list(public)
    said = {row.report_id: row for row in Assessment.objects.public().filter(report__in=[v.report_id for v in found])}
    items = {version.report.assignment.item_id for version in found}
    indicators = list(Indicator.objects.filter(item__in=items).order_by("code"))
    targets = {(t.indicator_id, t.party_id): t for t in IndicatorTarget.objects.filter(indicator__in=indicators)}
    return [
        Reading(version, version.public_evidence, said.get(version.report_id), _measures(version, indicators, targets))
        for version in found
    ]


def _measures(version: ReportVersion, indicators: list[Indicator], targets: dict[Any, Any]) -> list[Measure]:
    assignment = version.report.assignment
    values = {row["indicator"]: Decimal(row["value"]) for row in version.values}
    measures = [
        Measure(indicator, values.get(indicator.code), targets.get((indicator.pk, assignment.party_id)))
        for indicator in indicators
        if indicator.item_id == assignment.item_id
    ]
    return [measure for measure in measures if measure.value is not None or measure.target is not None]
