"""What a plan, an item, an assignment and a round of the open data hold."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _
from pydantic import Field

from actionplan.models import ActionItem, Assignment, Plan, Round
from almaty_portal.lib.open_data.fields import Addresses, Text, Texts, addresses, choice
from almaty_portal.lib.open_data.rows import Record, Row
from members.api import SOURCE
from publishing.models import Source

PLAN = _("The key of the plan, as in its address.")
ITEM = _("The code of the item, its key everywhere; it never changes.")
STATE = _("The code of the state (ISO 3166-1 alpha-2).")
ROLE = _("The part that the state has in the item.")
INSTITUTION = _("The institution that answers for it in the state.")


class ClusterRow(Row):
    code: str = Field(description=_("The code of the cluster in its plan."))
    title: Text = Field(description=_("The title of the cluster."))
    items: list[str] = Field(description=_("The codes of its published items."))

    @staticmethod
    def read_items(record: Any) -> list[str]:
        return [item.code for item in record.items.all()]


class PlanRow(Record):
    slug: str = Field(description=PLAN, examples=["regional-action-plan"])
    title: Text = Field(description=_("The title of the plan."))
    description: Text = Field(description=_("What the plan is, in the secretariat’s words."))
    document: str | None = Field(
        description=_("The symbol of the document that the plan rests on, if it is published."),
        examples=["AP/2012/RAP"],
    )
    source: str = choice(Source, SOURCE)
    clusters: list[ClusterRow] = Field(description=_("The clusters of the plan, in its order."))
    address: Addresses = Field(description=_("The page of the plan on the portal."))

    @staticmethod
    def read_document(record: Any) -> str | None:
        return record.document_symbol

    @staticmethod
    def read_clusters(record: Plan) -> list[ClusterRow]:
        return [ClusterRow.of(row) for row in record.clusters.all()]

    @staticmethod
    def read_address(record: Plan) -> Texts:
        return addresses(record.get_absolute_url)


class PartRow(Row):
    """A state's part, inside its item."""

    state: str = Field(description=STATE, examples=["KZ"])
    role: str = choice(Assignment.Role, ROLE)
    institution: Text = Field(description=INSTITUTION)

    @staticmethod
    def read_state(record: Assignment) -> str:
        return record.party.code


class ItemRow(Record):
    code: str = Field(description=ITEM, examples=["S1.1"])
    plan: str = Field(description=PLAN, examples=["sample-plan"])
    cluster: str = Field(description=_("The code of the cluster in its plan."))
    title: Text = Field(description=_("The title of the item."))
    description: Text = Field(description=_("What is to be done."))
    source: str = choice(Source, SOURCE)
    assignments: list[PartRow] = Field(description=_("The states that have a part in the item."))
    address: Addresses = Field(description=_("The page of the item on the portal."))

    @staticmethod
    def read_plan(record: ActionItem) -> str:
        return record.cluster.plan.slug

    @staticmethod
    def read_cluster(record: ActionItem) -> str:
        return record.cluster.code

    @staticmethod
    def read_assignments(record: ActionItem) -> list[PartRow]:
        return [PartRow.of(row) for row in record.assignments.all()]

    @staticmethod
    def read_address(record: ActionItem) -> Texts:
        return addresses(record.get_absolute_url)


class AssignmentRow(Record):
    plan: str = Field(description=PLAN, examples=["sample-plan"])
    item: str = Field(description=ITEM, examples=["S1.1"])
    state: str = Field(description=STATE, examples=["KZ"])
    role: str = choice(Assignment.Role, ROLE)
    institution: Text = Field(description=INSTITUTION)

    @staticmethod
    def read_plan(record: Assignment) -> str:
        return record.item.cluster.plan.slug

    @staticmethod
    def read_item(record: Assignment) -> str:
        return record.item.code

    @staticmethod
    def read_state(record: Assignment) -> str:
        return record.party.code


class RoundRow(Record):
    plan: str = Field(description=PLAN, examples=["sample-plan"])
    number: int = Field(description=_("The number of the round in its plan, from 1."), examples=[1])
    period: Text = Field(description=_("The period that the states reported on."))
    opened_in: int = Field(description=_("The year in which the round was opened."))
    reports: int = Field(description=_("How many reports of the round are public."))
    address: Addresses = Field(description=_("The picture of the round on the portal."))
    report_address: Addresses = Field(description=_("The report of the round as a PDF."))

    @staticmethod
    def read_plan(record: Round) -> str:
        return record.plan.slug

    @staticmethod
    def read_opened_in(record: Round) -> int:
        return record.opens_on.year

    @staticmethod
    def read_reports(record: Any) -> int:
        return record.public_reports_made

    @staticmethod
    def read_address(record: Round) -> Texts:
        return addresses(lambda: f"{record.plan.get_absolute_url()}?round={record.number}")

    @staticmethod
    def read_report_address(record: Round) -> Texts:
        return addresses(lambda: reverse("actionplan:export", args=[record.plan.slug, record.number, "pdf"]))
