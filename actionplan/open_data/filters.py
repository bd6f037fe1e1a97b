"""By what the open data of the action plan is narrowed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from pydantic import Field

from actionplan.models import Assignment, Implementation
from almaty_portal.lib.open_data.asking import CODE, ITEM, SLUG, Asked, Day, Number, narrowed
from almaty_portal.lib.open_data.fields import choice


def _plan() -> Any:
    return Field(default=None, pattern=SLUG, description=_("Of the plan with this key only."), examples=["sample-plan"])


def _item() -> Any:
    return Field(default=None, pattern=ITEM, description=_("Of the item with this code only."), examples=["S1.1"])


def _state() -> Any:
    return Field(default=None, pattern=CODE, description=_("Of the state with this code only."), examples=["KZ"])


class ItemFilters(Asked):
    plan: str | None = _plan()
    cluster: str | None = Field(
        default=None, pattern=ITEM, description=_("Of the cluster with this code only."), examples=["S1"]
    )
    state: str | None = _state()

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.state is not None:
            rows = rows.filter(pk__in=Assignment.objects.filter(party__code=self.state).values("item"))
        return narrowed(rows, cluster__plan__slug=self.plan, cluster__code=self.cluster)


class AssignmentFilters(Asked):
    plan: str | None = _plan()
    item: str | None = _item()
    state: str | None = _state()
    role: str | None = choice(Assignment.Role, _("With this role only."), default=None)

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(
            rows, item__cluster__plan__slug=self.plan, item__code=self.item, party__code=self.state, role=self.role
        )


class RoundFilters(Asked):
    plan: str | None = _plan()

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(rows, plan__slug=self.plan)


class ReportFilters(Asked):
    plan: str | None = _plan()
    round: Number | None = Field(default=None, description=_("Of the round with this number only."), examples=[1])
    item: str | None = _item()
    state: str | None = _state()
    status: str | None = choice(Implementation, _("With this status only."), default=None)
    since: Day | None = Field(default=None, description=_("Published on this day or later."), examples=["2024-01-01"])
    until: Day | None = Field(default=None, description=_("Published on this day or earlier."), examples=["2030-12-31"])

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.since or self.until:
            rows = rows.with_publication()
        return narrowed(
            rows,
            report__submission__round__plan__slug=self.plan,
            report__submission__round__number=self.round,
            report__assignment__item__code=self.item,
            report__assignment__party__code=self.state,
            implementation_status=self.status,
            published_at__date__gte=self.since,
            published_at__date__lte=self.until,
        )
