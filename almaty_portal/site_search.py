"""Site search: published documents by paragraph, meetings, parties and plan items; published ones only."""

from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionItem
from almaty_portal.lib import inline, languages, search
from declarations.models import Document, Passage
from meetings.models import Meeting
from members.models import Party

LONGEST = 200  # characters of a query
RANKED = 500  # hits that are ranked: ranking thousands is slow and nobody reads them
LABELS = {
    "documents": _("Documents"),
    "meetings": _("Meetings"),
    "members": _("Parties"),
    "plan": _("Action plan"),
}
TEXT = {"documents": "text", "meetings": "summary", "members": "note", "plan": "description"}


def _sources() -> dict[str, QuerySet[Any]]:
    current = Document.objects.published().values("current_edition")
    return {
        "documents": Passage.objects.filter(edition__in=current).select_related("edition__document"),
        "meetings": Meeting.objects.published(),
        "members": Party.objects.published(),
        "plan": ActionItem.objects.published()
        .filter(cluster__plan__status="published")
        .select_related("cluster__plan"),
    }


def _matching(text: str, language: str) -> dict[str, QuerySet[Any]]:
    column = languages.suffixed("search", language)
    wanted = search.query(text, language)
    return {name: rows.filter(**{column: wanted}) for name, rows in _sources().items()}


def counts(text: str, language: str) -> dict[str, int]:
    """How many hits each source has in that language."""
    return {name: rows.count() for name, rows in _matching(text, language).items()}


def hits(text: str, language: str, source: str) -> QuerySet[Any]:
    """The source's best hits, at most RANKED of them, the best first."""
    rows = _matching(text, language)[source]
    column = languages.suffixed("search", language)
    bounded = rows.order_by("pk").values("pk")[:RANKED]
    chosen = _sources()[source].filter(pk__in=bounded)
    return chosen.annotate(
        rank=SearchRank(F(column), search.query(text, language)),
        excerpt=search.headline(languages.suffixed(TEXT[source], language), text, language),
    ).order_by("-rank", "pk")


def shown(page: Page[Any], text: str, language: str, source: str) -> list[dict[str, Any]]:
    """What a results page says of each hit: its title, address and marked excerpt."""
    rows = []
    for hit in page:
        number = ""
        if isinstance(hit, Passage):
            content = hit.edition.content
            title = f"{content['symbol']} · {content['title_' + language]}"
            address = hit.edition.document.get_absolute_url() + (f"#p{hit.anchor}" if hit.anchor else "")
            number = hit.number
        else:
            title = languages.say(hit, "short_name" if source == "members" else "title", language).text
            address = hit.get_absolute_url()
        excerpt = search.marked(inline.plain(hit.excerpt or ""))
        rows.append({"title": title, "address": address, "number": number, "excerpt": excerpt})
    return rows
