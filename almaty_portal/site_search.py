"""Site search: documents by paragraph, meetings, parties and plan items; what is published, and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionItem
from almaty_portal.lib import languages, search
from declarations.models import Document, Passage
from meetings.models import Meeting
from members.models import Party

RANKED = 500  # hits that are ranked: ranking thousands is slow and nobody reads them
LABELS = {
    "documents": _("Documents"),
    "meetings": _("Meetings"),
    "members": _("Parties"),
    "plan": _("Action plan"),
}
TITLE = {"meetings": "title", "members": "short_name", "plan": "title"}
TEXTS = {
    "documents": ("text",),
    "meetings": ("summary", "place"),
    "members": ("note", "formal_name"),
    "plan": ("description",),
}


@dataclass(frozen=True)
class Result:
    """One hit as the page shows it. `place` says where in a document: its symbol, and the paragraph's number."""

    address: str
    title: SafeString
    excerpt: SafeString
    place: str = ""
    number: str = ""


def _sources() -> dict[str, QuerySet[Any]]:
    current = Document.objects.published().values("current_edition")
    return {
        "documents": Passage.objects.filter(edition__in=current),
        "meetings": Meeting.objects.published(),
        "members": Party.objects.published(),
        "plan": ActionItem.objects.public(),
    }


def counts(text: str, language: str) -> dict[str, int]:
    """How many hits each source has in that language; nothing when the text asks for nothing."""
    wanted = search.query(text, language)
    if wanted is None:
        return {}
    column = languages.suffixed("search", language)
    return {name: rows.filter(**{column: wanted}).count() for name, rows in _sources().items()}


def hits(text: str, language: str, source: str) -> QuerySet[Any]:
    """The source's best hits, at most RANKED of them, the best first."""
    wanted = search.query(text, language)
    if wanted is None:
        return _sources()[source].none()
    column = languages.suffixed("search", language)
    bounded = _sources()[source].filter(**{column: wanted}).order_by("-pk").values("pk")[:RANKED]
    ranked = _sources()[source].filter(pk__in=bounded)
    if source == "documents":
        ranked = ranked.select_related("edition__document")
    if source == "plan":
        ranked = ranked.select_related("cluster__plan")
    return ranked.annotate(rank=SearchRank(F(column), wanted)).order_by("-rank", "pk")


def shown(found: Any, text: str, language: str, source: str) -> list[Result]:
    """The hits of one page with the words asked for marked: two statements, however many they are."""
    rows = list(found)
    marked = search.highlight([_title(row, source, language) for row in rows], text, language, whole=True)
    excerpts = search.highlight([_text(row, source, language) for row in rows], text, language)
    return [_result(*parts, language) for parts in zip(rows, marked, excerpts, strict=True)]


def by_symbol(text: str) -> Document | None:
    """The published document whose symbol was typed, in whatever case."""
    return Document.objects.published().filter(symbol=search.clean(text).upper()).first()


def _title(row: Any, source: str, language: str) -> str:
    if source == "documents":
        return str(row.edition.content[f"title_{language}"])
    said = languages.say(row, TITLE[source], language).text
    return f"{row.code} {said}" if source == "plan" else said


def _text(row: Any, source: str, language: str) -> str:
    if source == "documents" and not row.anchor:
        return ""  # the hit is the title itself
    return " · ".join(filter(None, (languages.text(row, field, language) for field in TEXTS[source])))


def _result(row: Any, title: SafeString, excerpt: SafeString, language: str) -> Result:
    if not isinstance(row, Passage):
        return Result(row.get_absolute_url(), title, excerpt)
    fragment = f"#p{row.anchor}" if row.anchor else ""
    address = row.edition.document.get_absolute_url() + fragment
    return Result(address, title, excerpt, row.edition.content["symbol"], languages.text(row, "number", language))
