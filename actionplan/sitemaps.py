from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from actionplan.models import ActionItem, Plan


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
