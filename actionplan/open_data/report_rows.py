"""What a published report of the open data holds: the state's own words, as `round_content.report` gives them."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _
from pydantic import Field

from actionplan.models import Implementation, Indicator
from actionplan.open_data.plan_rows import ITEM, PLAN, STATE
from actionplan.readings import Reading
from actionplan.round_content import report
from almaty_portal.lib.open_data.fields import Addresses, Text, Texts, addresses, choice, texts
from almaty_portal.lib.open_data.rows import Record, Row

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"


class MeasureRow(Row):
    """Numbers are decimal, written as strings so that no digit is lost."""

    code: str = Field(description=_("The code of the indicator."))
    title: Text = Field(description=_("What is counted."))
    unit: Text = Field(description=_("The unit of the numbers."))
    direction: str = choice(Indicator.Direction, _("Which way the number is meant to go."))
    baseline: str | None = Field(description=_("The number at the beginning."), pattern=NUMBER)
    baseline_year: int | None = Field(description=_("The year of the baseline."))
    value: str | None = Field(description=_("The number that the state reports in this round."), pattern=NUMBER)
    target: str | None = Field(description=_("The number aimed at."), pattern=NUMBER)
    target_year: int | None = Field(description=_("The year of the target."))


class EvidenceRow(Row):
    title: Text = Field(description=_("What the evidence is, in the state’s words."))
    is_file: bool = Field(description=_("A file on the portal; false for a link to another site."))
    address: Text = Field(description=_("Where it is; a link leads to the same address in every language."))


class ReportRow(Record):
    plan: str = Field(description=PLAN, examples=["sample-plan"])
    round: int = Field(description=_("The number of the round in its plan, from 1."), examples=[1])
    item: str = Field(description=ITEM, examples=["S1.1"])
    state: str = Field(description=STATE, examples=["KZ"])
    status: str | None = choice(Implementation, _("How far the item is, as the state itself puts it."))
    original_language: str | None = Field(description=_("The language that the state wrote in."))
    is_unchanged: bool = Field(description=_("The state said that nothing changed since the round before."))
    is_correction: bool = Field(description=_("It replaces a report that was published before."))
    published_on: date = Field(description=_("The day of publication."))
    narrative: Text = Field(description=_("What was done, in the state’s words (light Markdown)."))
    obstacles: Text = Field(description=_("What stood in the way, in the state’s words."))
    next_steps: Text = Field(description=_("What comes next, in the state’s words."))
    indicators: list[MeasureRow] = Field(description=_("The indicators of the item with the state’s numbers."))
    evidence: list[EvidenceRow] = Field(description=_("What the state lets the public see."))
    assessment: Text = Field(
        description=_("The secretariat’s own words, where it made them public; never the state’s.")
    )
    address: Addresses = Field(description=_("The reports of the state on the item, on the portal."))

    @classmethod
    def of(cls, record: Reading) -> Any:
        plan = record.item.cluster.plan
        given = report(record, plan)
        own = {
            name: cls._value(given, name, cls.model_fields[name]) for name in cls.model_fields if name not in _PLACED
        }
        where = [plan.slug, record.party.slug, record.item.code]
        return cls(
            plan=plan.slug,
            round=record.round.number,
            address=addresses(lambda: reverse("actionplan:history", args=where)),
            **own,
        )

    @staticmethod
    def read_indicators(given: dict[str, Any]) -> list[MeasureRow]:
        return [MeasureRow.of(row) for row in given["indicators"]]

    @staticmethod
    def read_evidence(given: dict[str, Any]) -> list[EvidenceRow]:
        return [EvidenceRow.of(row) for row in given["evidence"]]

    @staticmethod
    def read_assessment(given: dict[str, Any]) -> Texts:
        return texts(given["assessment"] or {}, "text")


#: Fields that say where the report stands; the others are the report's.
_PLACED = ("plan", "round", "address")
