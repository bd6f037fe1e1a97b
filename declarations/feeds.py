"""Documents as an Atom feed, in full. A later edition updates its entry and says why; a withdrawn document says so."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from almaty_portal.lib import languages
from almaty_portal.lib.feeds import MOST, Entry, Link, RecordFeed, pages
from declarations.models import Document, Edition, Rendition
from declarations.views import page_context
from publishing.models import Status, Transition


class DocumentFeed(RecordFeed):
    def title(self) -> str:
        return gettext("Almaty Process: documents")

    def link(self) -> str:
        return settings.SITE_URL + reverse("declarations:list")

    def entries(self, language: str) -> list[Entry]:
        withdrawn = _withdrawn()
        latest = _latest(withdrawn)
        documents = Document.objects.in_bulk(latest)
        editions = Edition.objects.filter(document__in=latest).order_by("document_id", "-number")
        entries = []
        for edition in editions.distinct("document_id").prefetch_related("renditions"):
            edition.document = documents[edition.document_id]
            published, updated = latest[edition.document_id]
            gone = withdrawn.get(edition.document_id) if edition.document.current_edition_id is None else None
            entries.append(_entry(edition, language, published, updated, gone))
        return entries


def _withdrawn() -> dict[int, Transition]:
    """Document id → the step by which it was last withdrawn."""
    kind = ContentType.objects.get_for_model(Document)
    steps = Transition.objects.filter(content_type=kind, to_status=Status.WITHDRAWN).order_by("object_id", "-at")
    return {step.object_id: step for step in steps.distinct("object_id")}


def _latest(withdrawn: dict[int, Transition]) -> dict[int, tuple[datetime, datetime]]:
    """Document id → when it was first published and last published or withdrawn, of those that changed last."""
    rows = Document.objects.annotate(first=Min("editions__cut_at"), last=Max("editions__cut_at")).exclude(first=None)
    found = {}
    for pk, current, first, last in rows.values_list("pk", "current_edition", "first", "last"):
        gone = withdrawn.get(pk) if current is None else None
        found[pk] = (first, max(last, gone.at) if gone else last)
    latest = sorted(found, key=lambda pk: found[pk][1], reverse=True)[:MOST]
    return {pk: found[pk] for pk in latest}


def _entry(edition: Edition, language: str, published: datetime, updated: datetime, gone: Any) -> Entry:
    content, document = edition.content, edition.document
    title, path = languages.say(content, "title", language), document.get_absolute_url()
    is_said = language in edition.languages
    shown = {**page_context(content, language), "edition": edition, "document": document, "is_said": is_said}
    return Entry(
        id=f"{settings.SITE_URL}/d/{content['symbol']}?lang={language}",
        title=f"{content['symbol']}: {_title(title.text, bool(gone))}",
        language=title.language,
        address=settings.SITE_URL + path,
        published=published,
        updated=updated,
        content=render_to_string("declarations/feed.html", {**shown, "withdrawn": gone}),
        content_language=language,
        links=(*pages(path), *(() if gone else _files(edition, language))),
        category=str(Document.Kind(content["kind"]).label),
    )


def _title(title: str, is_gone: bool) -> str:
    return gettext("%(title)s (withdrawn)") % {"title": title} if is_gone else title


def _files(edition: Edition, language: str) -> list[Link]:
    """The files in this language that are made by now; one with both languages belongs to neither feed."""
    files = [row for row in edition.renditions.all() if row.language == language]
    return [Link(settings.SITE_URL + _path(row), row.media_type, language) for row in files]


def _path(row: Rendition) -> str:
    return str(row.get_absolute_url())
