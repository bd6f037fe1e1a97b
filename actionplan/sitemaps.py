from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from actionplan.models import ActionItem, Assignment, Plan, Round
from members.models import Party


class PlanSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> QuerySet[Any]:
        return Plan.objects.published().order_by("slug")

    def lastmod(self, item: Plan) -> datetime:
        return item.updated_at


class ActionItemSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> QuerySet[ActionItem]:
        return ActionItem.objects.public().select_related("cluster__plan").order_by("code")

    def lastmod(self, item: ActionItem) -> datetime:
        return item.updated_at


class PicturePageSitemap(Sitemap):
    """The grid and the trend of plans of which a round is published."""

    i18n = True
    alternates = True

    def items(self) -> list[tuple[str, str]]:
        slugs = Plan.objects.filter(rounds__in=Round.objects.published()).order_by("slug").distinct()
        return [(name, slug) for slug in slugs.values_list("slug", flat=True) for name in ("grid", "trend")]

    def location(self, item: tuple[str, str]) -> str:
        name, slug = item
        return reverse(f"actionplan:{name}", args=[slug])


class PlanStateSitemap(Sitemap):
    """Each state's page within a plan of which a round is published."""

    i18n = True
    alternates = True

    def items(self) -> Any:
        plans = Round.objects.published().values("plan")
        public = Assignment.objects.public().filter(item__cluster__plan__in=plans, party__in=Party.objects.published())
        return (
            public.order_by("item__cluster__plan__slug", "party__slug")
            .values_list("item__cluster__plan__slug", "party__slug")
            .distinct()
        )

    def location(self, item: tuple[str, str]) -> str:
        return reverse("actionplan:state", args=item)
