from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from almaty_portal.lib.sitemaps import PageSitemap
from meetings.models import AgendaItem, Attendance, Meeting, MeetingFile
from publishing.history import last_changed


class MeetingSitemap(PageSitemap):
    def items(self) -> QuerySet[Meeting]:
        return Meeting.objects.published().order_by("slug")

    @cached_property
    def changed(self) -> dict[int, datetime]:
        parts = [(part, "meeting_id") for part in (Attendance, AgendaItem, MeetingFile)]
        return last_changed((Meeting, "pgh_obj_id"), *parts)

    def lastmod(self, item: Meeting) -> datetime:
        return self.changed[item.pk]
