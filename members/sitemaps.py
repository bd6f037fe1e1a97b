from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from members.models import Party


class PartySitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> QuerySet[Party]:
        return Party.objects.published().order_by("slug")

    def lastmod(self, item: Party) -> datetime:
        return item.updated_at
