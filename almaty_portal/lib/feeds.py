"""Atom feeds (RFC 4287) of records: what every room's feed has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from almaty_portal.lib import conditional, languages
from almaty_portal.lib.search import UNREADABLE

ATOM = "application/atom+xml"
MOST = 50  # entries
NOTHING_YET = datetime(2013, 6, 5, tzinfo=UTC)  # the Process's first day: an empty feed has no time of its own
#: Where identifiers of entries without a permanent address come from. Never change it: readers would see all as new.
NAMESPACE = UUID("6f0a3c52-2c1e-4d0b-9a55-3a6d9a1f2013")


@dataclass(frozen=True)
class Link:
    """Another form of an entry. Atom allows one for each pair of type and language."""

    href: str
    media_type: str
    language: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        found = {"rel": "alternate", "type": self.media_type, "hreflang": self.language, "href": self.href}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Entry:
    """`language`: of the title; `content`: safe HTML in `content_language`; addresses are complete."""

    id: str
    title: str
    language: str
    address: str
    published: datetime
    updated: datetime
    content: str
    content_language: str
    links: tuple[Link, ...] = ()
    category: str = ""


def identifier(*parts: object) -> str:
    """The same for ever for the same parts, whatever becomes of addresses and hosts."""
    return uuid5(NAMESPACE, ":".join(map(str, parts))).urn


def pages(path: str) -> tuple[Link, ...]:
    """The page in each language, for its path in any of them."""
    return tuple(Link(settings.SITE_URL + here, "text/html", code) for code, here in languages.addresses(path))


class AtomFeed(Atom1Feed):
    """Entries say their own language and may carry their full text; feeds lead to those in other languages."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for link in self.feed.get("others", ()):
            handler.addQuickElement("link", "", link.attributes)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for link in item.get("links", ()):
            handler.addQuickElement("link", "", link.attributes)
        if content := item.get("content"):
            attributes = {"type": "html", "xml:lang": item["content_language"], "xml:base": f"{settings.SITE_URL}/"}
            handler.addQuickElement("content", UNREADABLE.sub("", content), attributes)

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


class RecordFeed(ABC, Feed):
    """A room gives `title`, `link` (a path) and `entries`; the request is the feed's object."""

    feed_type = AtomFeed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = conditional.answer(request, super().__call__(request, *args, **kwargs))
        return response

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    @abstractmethod
    def entries(self, language: str) -> list[Entry]: ...

    def items(self) -> list[Entry]:
        found = self.entries(get_language() or settings.LANGUAGE_CODE)
        return sorted(found, key=lambda entry: entry.updated, reverse=True)[:MOST]

    def feed_url(self, request: HttpRequest) -> str:
        return settings.SITE_URL + request.path

    feed_guid = feed_url

    def feed_extra_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        there = [row for row in languages.addresses(request.path) if row[0] != get_language()]
        return {"others": [Link(settings.SITE_URL + path, ATOM, code) for code, path in there]}

    def author_name(self) -> str:
        return gettext("Secretariat of the Almaty Process on Refugee Protection and International Migration")

    def item_title(self, entry: Entry) -> str:
        return UNREADABLE.sub("", entry.title)

    def item_description(self, entry: Entry) -> Any:
        """None: the full text stands in the content instead."""

    def item_link(self, entry: Entry) -> str:
        return entry.address

    def item_guid(self, entry: Entry) -> str:
        return entry.id

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.published

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.updated

    def item_categories(self, entry: Entry) -> list[str]:
        return [entry.category] if entry.category else []

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        names = ("language", "content", "content_language", "links")
        return {name: getattr(entry, name) for name in names}
