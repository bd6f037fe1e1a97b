"""Every table that a public page reads announces its changes: found out by asking for every public page."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from actionplan.models import ActionItem
from almaty_portal.page_cache.middleware import KEPT
from declarations.models import Document
from meetings.models import Meeting
from members.models import Party
from publishing.basis import recorded
from publishing.changes import announcing
from tests.actionplan.everybody.conftest import build
from tests.page_cache import record

#: Pages that read the history of records or the list of dumps, of which nothing is announced: they are made each time.
NOT_KEPT = {"sitemap", "open_data:page"}
#: What is nobody's page or is never kept.
NOT_PAGES = {"root", "permanent", "printed", "health", "unsubscribe", "set_language", "admin", "desk"}
NOT_PAGES |= {"favicon", "api-root", "no_such_address"}
#: Public addresses that no page links to.
NOT_LINKED = [
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/api/v1/",
    f"/en/meetings/calendar/{Meeting.Kind.MINISTERIAL}.ics",
    "/schemas/edition-2.json",
    "/en/search/?q=refugees",
    "/en/search/?q=qzxqzx",
]


def served(patterns, *spaces):
    """“space:name”, or “name”, of every public page."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if "account/" not in str(pattern.pattern) and pattern.namespace not in NOT_PAGES:
                yield from served(pattern.url_patterns, *spaces, *filter(None, [pattern.namespace]))
        elif pattern.name not in NOT_PAGES:
            yield ":".join((*spaces, pattern.name))


def crawled(start: list[str]) -> tuple[set[str], dict[str, set[str]]]:
    """The names of the addresses asked for; of those that could be kept, name → tables read that announce nothing."""
    seen, queue, asked, unannounced = set(), list(start), set(), {}
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        seen.add(address)
        with recorded() as basis:
            answer = Client().get(address)
        asked.add(name := resolve(address.partition("?")[0]).view_name)
        is_kept = answer.status_code in KEPT and not answer.streaming
        if (is_kept or hasattr(answer, "stored_as")) and (tables := basis.unannounced()):
            unannounced.setdefault(name, set()).update(tables)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'href="(/[^"#]*)', answer.content.decode())
            queue += [
                link.replace("&amp;", "&") for link in links if not re.match("/(static|admin)/|.*/account/", link)
            ]
    return asked, unannounced


@pytest.fixture
def addresses(db) -> list[str]:
    build()
    gone = record.made().gone
    document, item = Document.objects.published().latest("pk"), ActionItem.objects.published().latest("pk")
    singles = [
        f"parties/{Party.objects.published().latest('pk').code}",
        f"meetings/{Meeting.objects.published().latest('pk').slug}",
        f"documents/{document.symbol}",
        f"documents/{document.symbol}/editions/1",
        f"plans/{item.cluster.plan.slug}",
        f"items/{item.code}",
    ]
    return ["/en/", *NOT_LINKED, f"/en/documents/{gone.slug}/", *(f"/api/v1/{single}" for single in singles)]


def test_every_table_that_a_public_page_reads_announces_its_changes(addresses):
    asked, unannounced = crawled(addresses)
    assert set(served(get_resolver().url_patterns)) - asked == set()  # else tell NOT_LINKED or NOT_PAGES
    assert set(unannounced) == NOT_KEPT


def test_working_text_announces_nothing():
    assert not announcing() & {
        "declarations_paragraph",
        "declarations_endorsement",
        "declarations_wordimport",
        "actionplan_indicatorvalue",
        "actionplan_reviewcomment",
        "members_user",
        "members_mandate",
    }
