"""Published rounds of the plans as an Atom feed, every public report in full."""

from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from actionplan.models import ReportVersion, Round
from actionplan.readings import Reading, readings
from almaty_portal.lib import languages
from almaty_portal.lib.feeds import Entry, Link, RecordFeed, identifier, pages
from declarations.media_types import MEDIA_TYPES

ROUNDS = 10  # a round's reports are long
#: Forms of `actionplan.export_views` with their media types; a JSON file holds every language.
FORMS = {
    "pdf": MEDIA_TYPES["pdf"],
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


class RoundFeed(RecordFeed):
    def title(self) -> str:
        return gettext("Almaty Process: reports on the action plan")

    def link(self) -> str:
        return settings.SITE_URL + reverse("actionplan:list")

    def entries(self, language: str) -> list[Entry]:
        rounds = list(Round.objects.published().select_related("plan").order_by("-published_at", "pk")[:ROUNDS])
        reports = defaultdict(list)
        for reading in readings(ReportVersion.objects.public().in_rounds(rounds)):
            reports[reading.round.pk].append(reading)
        return [_entry(row, reports[row.pk], language) for row in rounds]


def _entry(row: Round, reports: list[Reading], language: str) -> Entry:
    plan = row.plan
    title, period = languages.say(plan, "title", language), languages.say(row, "period", language)
    path = f"{reverse('actionplan:plan', args=[plan.slug])}?round={row.number}"
    files = [
        Link(settings.SITE_URL + reverse("actionplan:export", args=[plan.slug, row.number, form]), kind, language)
        for form, kind in FORMS.items()
    ]
    return Entry(
        id=identifier("round", row.pk, language),
        title=f"{title.text}: {period.text}",
        language=title.language,
        address=settings.SITE_URL + path,
        published=row.published_at,  # type: ignore[arg-type]
        updated=max([row.published_at, *(reading.version.published_at for reading in reports)]),
        content=render_to_string("actionplan/feed.html", {"round": row, "plan": plan, "reports": reports}),
        content_language=language,
        links=(*pages(path), *files),
    )
