from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse

from actionplan.models import ActionItem, Assignment, Plan, ReportStatus, ReportTransition, Round
from almaty_portal.lib.sitemaps import PageSitemap
from members.models import Party
from publishing.history import last_changed

PLAN, STATE, ITEM = "item__cluster__plan__slug", "party__slug", "item__code"


def last_published(*columns: str) -> dict[Any, datetime]:
    """When a report was last made public, by these columns of its assignment: a tuple of them → the time."""
    steps = ReportTransition.objects.filter(to_status=ReportStatus.PUBLISHED)
    rows = steps.values_list(*(f"report__assignment__{column}" for column in columns)).annotate(Max("at")).order_by()
    return {tuple(key): at for *key, at in rows}


def _later(*times: datetime | None) -> datetime:
    return max(at for at in times if at)


class PlanSitemap(PageSitemap):
    def items(self) -> QuerySet[Any]:
        return Plan.objects.published().order_by("slug")

    @cached_property
    def times(self) -> tuple[dict[Any, datetime], dict[Any, datetime]]:
        return last_changed((Plan, "pgh_obj_id")), last_published(PLAN)

    def lastmod(self, item: Plan) -> datetime:
        changed, published = self.times
        return _later(changed[item.pk], published.get((item.slug,)))


class ActionItemSitemap(PageSitemap):
    def items(self) -> QuerySet[ActionItem]:
        return ActionItem.objects.public().select_related("cluster__plan").order_by("code")

    @cached_property
    def times(self) -> tuple[dict[Any, datetime], dict[Any, datetime]]:
        return last_changed((ActionItem, "pgh_obj_id"), (Assignment, "item_id")), last_published(ITEM)

    def lastmod(self, item: ActionItem) -> datetime:
        changed, published = self.times
        return _later(changed[item.pk], published.get((item.code,)))


class PicturePageSitemap(PageSitemap):
    """The grid and the trend of plans of which a round is published."""

    def items(self) -> list[tuple[str, str]]:
        slugs = Plan.objects.filter(rounds__in=Round.objects.published()).order_by("slug").distinct()
        return [(name, slug) for slug in slugs.values_list("slug", flat=True) for name in ("grid", "trend")]

    @cached_property
    def published(self) -> dict[Any, datetime]:
        return last_published(PLAN)

    def location(self, item: tuple[str, str]) -> str:
        name, slug = item
        return reverse(f"actionplan:{name}", args=[slug])

    def lastmod(self, item: tuple[str, str]) -> datetime | None:
        return self.published.get((item[1],))


class PlanStateSitemap(PageSitemap):
    """Each state's page within a plan of which a round is published."""

    columns: tuple[str, ...] = (PLAN, STATE)
    page = "actionplan:state"

    def items(self) -> Any:
        plans = Round.objects.published().values("plan")
        public = Assignment.objects.public().filter(item__cluster__plan__in=plans, party__in=Party.objects.published())
        return public.order_by(*self.columns).values_list(*self.columns).distinct()

    @cached_property
    def published(self) -> dict[Any, datetime]:
        return last_published(*self.columns)

    def location(self, item: tuple[str, ...]) -> str:
        return reverse(self.page, args=item)

    def lastmod(self, item: tuple[str, ...]) -> datetime | None:
        return self.published.get(tuple(item))


class ReportHistorySitemap(PlanStateSitemap):
    """What a state said of an item, round by round."""

    columns = (PLAN, STATE, ITEM)
    page = "actionplan:history"
