from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from meetings.models import Meeting


class MeetingSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> QuerySet[Meeting]:
        return Meeting.objects.published().order_by("slug")

    def lastmod(self, item: Meeting) -> datetime:
        return item.updated_at
