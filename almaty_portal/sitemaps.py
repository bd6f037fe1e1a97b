"""Every public page there is. Search is left out: its pages are made of the others."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Max, Model
from django.urls import reverse

from actionplan.models import Plan
from actionplan.sitemaps import (
    ActionItemSitemap,
    PicturePageSitemap,
    PlanSitemap,
    PlanStateSitemap,
    ReportHistorySitemap,
)
from almaty_portal.lib.sitemaps import PageSitemap
from declarations.models import Edition
from declarations.sitemaps import BilingualSitemap, DifferencesSitemap, DocumentSitemap, EditionSitemap
from meetings.models import Meeting
from meetings.sitemaps import MeetingSitemap
from members.models import Chairmanship, GovernanceSection, Membership, Party
from members.sitemaps import PartySitemap
from publishing.history import last_changed


def _editions() -> datetime | None:
    return Edition.objects.aggregate(at=Max("cut_at"))["at"]


def _records(*models: type[Model]) -> Callable[[], datetime | None]:
    return lambda: max(last_changed(*((model, "pgh_obj_id") for model in models)).values(), default=None)


#: Name of a page that is there once → when what it lists last changed; None where it lists nothing.
PAGES: dict[str, Callable[[], datetime | None] | None] = {
    "home": _records(Meeting, Chairmanship, GovernanceSection),
    "declarations:list": _editions,
    "meetings:list": _records(Meeting),
    "members:list": _records(Party, Membership, Chairmanship),
    "members:governance": _records(GovernanceSection, Chairmanship, Membership),
    "actionplan:list": _records(Plan),
    "verify": None,
    "open_data:page": None,
    "open_data:dictionary": None,
    "accessibility": None,
}


class SinglePageSitemap(PageSitemap):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        changed = PAGES[item]
        return changed() if changed else None


SITEMAPS: dict[str, type[PageSitemap]] = {
    "pages": SinglePageSitemap,
    "documents": DocumentSitemap,
    "bilingual": BilingualSitemap,
    "differences": DifferencesSitemap,
    "editions": EditionSitemap,
    "meetings": MeetingSitemap,
    "members": PartySitemap,
    "plans": PlanSitemap,
    "items": ActionItemSitemap,
    "pictures": PicturePageSitemap,
    "plan-states": PlanStateSitemap,
    "report-histories": ReportHistorySitemap,
}
