from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from almaty_portal.lib.sitemaps import PageSitemap
from members.models import Chairmanship, Membership, NationalCoordinator, Party
from publishing.history import last_changed


class PartySitemap(PageSitemap):
    def items(self) -> QuerySet[Party]:
        return Party.objects.published().order_by("slug")

    @cached_property
    def changed(self) -> dict[int, datetime]:
        attendance = Party._meta.get_field("attendances").related_model  # of the room above
        parts = [(part, "party_id") for part in (Membership, Chairmanship, NationalCoordinator, attendance)]
        return last_changed((Party, "pgh_obj_id"), *parts)

    def lastmod(self, item: Party) -> datetime:
        return self.changed[item.pk]
