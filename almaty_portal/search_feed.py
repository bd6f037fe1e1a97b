"""What a search finds in documents, as an Atom feed: a saved search that says when something new was published."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from almaty_portal import site_search
from almaty_portal.document_results import address, editions_of
from almaty_portal.lib import inline, languages, search
from almaty_portal.lib.feeds import MOST, AtomFeed
from almaty_portal.search_request import SearchRequest
from declarations.models import Edition, Passage
from declarations.passage_hits import PassageHit


class Saved(NamedTuple):
    """A search, and the request that repeats it."""

    asked: SearchRequest
    request: HttpRequest


class Entry(NamedTuple):
    hit: PassageHit
    edition: Edition
    passage: Passage


class SearchFeed(Feed):
    """`search/atom/` with the search page's parameters: paragraphs of documents, the latest edition first."""

    feed_type = AtomFeed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with search.bounded():
                return super().__call__(request, *args, **kwargs)
        except search.TooSlowError:
            message = gettext("The search took too long and was stopped. Please use fewer or rarer words.")
            return HttpResponse(message, status=503, content_type="text/plain; charset=utf-8")

    def get_object(self, request: HttpRequest) -> Saved:
        return Saved(SearchRequest(request.GET, get_language() or settings.LANGUAGE_CODE), request)

    def title(self, saved: Saved) -> str:
        return gettext("Almaty Process: search for “%(words)s”") % {"words": saved.asked.text}

    def link(self, saved: Saved) -> str:
        return f"{settings.SITE_URL}{reverse('search')}?{saved.request.GET.urlencode()}"

    def feed_url(self, saved: Saved) -> str:
        return settings.SITE_URL + saved.request.get_full_path()

    feed_guid = feed_url

    def author_name(self, saved: Saved) -> str:
        return gettext("Secretariat of the Almaty Process on Refugee Protection and International Migration")

    def items(self, saved: Saved) -> list[Entry]:
        asked = saved.asked
        found = site_search.find(asked, asked.text, asked.languages).get("documents", site_search.Found([]))
        hits = sorted(found.hits, key=lambda hit: -hit.edition)[:MOST]  # the best first within an edition
        editions = editions_of(hit.edition for hit in hits)
        rows = Passage.objects.in_bulk([hit.pk for hit in hits])
        return [Entry(hit, editions[hit.edition], rows[hit.pk]) for hit in hits]

    def item_title(self, item: Entry) -> str:
        number = languages.text(item.passage, "number", item.hit.language).rstrip(".")
        return f"{item.edition.symbol}, {number}" if number else str(item.edition.symbol)

    def item_description(self, item: Entry) -> str:
        text = languages.text(item.passage, "text", item.hit.language)
        return inline.html(search.UNREADABLE.sub("", text))

    def item_link(self, item: Entry) -> str:
        return settings.SITE_URL + address(item.edition.document, item.hit.language, item.hit.anchor)

    def item_guid(self, item: Entry) -> str:
        """The permanent address, the edition and the anchor: the same for ever."""
        permanent = f"{settings.SITE_URL}/d/{item.edition.symbol}"
        return f"{permanent}?lang={item.hit.language}&edition={item.edition.number}#p{item.hit.anchor}"

    def item_updateddate(self, item: Entry) -> datetime:
        return item.edition.cut_at

    def item_extra_kwargs(self, item: Entry) -> dict[str, str]:
        return {"language": item.hit.language}
