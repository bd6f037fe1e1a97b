"""Every table that a public page reads announces its changes: found out by asking for every public page."""

import re

import pgtrigger
import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from almaty_portal.page_cache.middleware import KEPT
from publishing.basis import recorded
from publishing.changes import ANNOUNCES
from tests.actionplan.everybody.conftest import build
from tests.page_cache import record

#: Tables that pages read and that need no notice.
SILENT = {
    "django_content_type": "a row is made with its table and never changes",
    "actionplan_reportversion_evidence": "written with its version, in the same transaction, and never after",
}
#: What is nobody's page or is never kept.
NOT_PAGES = {"root", "permanent", "printed", "health", "unsubscribe", "set_language", "admin", "desk"}
#: Public addresses that no page links to.
NOT_LINKED = [
    "/robots.txt",
    "/sitemap.xml",
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


def announced() -> set[str]:
    return {model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == ANNOUNCES}


def crawled(start: list[str]) -> tuple[set[str], dict[str, str]]:
    """The names of the addresses asked for; table → a page that reads it, of all pages that may be kept."""
    seen, queue, asked, tables = set(), list(start), set(), {}
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        seen.add(address)
        with recorded() as basis:
            answer = Client().get(address)
        asked.add(resolve(address.partition("?")[0]).view_name)
        if (answer.status_code in KEPT and not answer.streaming) or hasattr(answer, "stored_as"):
            tables.update(dict.fromkeys(basis.tables, address))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'href="(/[^"#]*)', answer.content.decode())
            queue += [
                link.replace("&amp;", "&") for link in links if not re.match("/(static|admin)/|.*/account/", link)
            ]
    return asked, tables


@pytest.fixture
def addresses(db) -> list[str]:
    build()
    gone = record.made().gone
    return ["/en/", *NOT_LINKED, f"/en/documents/{gone.slug}/"]


def test_every_table_that_a_public_page_reads_announces_its_changes(addresses):
    asked, tables = crawled(addresses)
    assert set(served(get_resolver().url_patterns)) - asked == set()  # else tell NOT_LINKED or NOT_PAGES
    assert {table: page for table, page in tables.items() if table not in announced() | set(SILENT)} == {}


def test_working_text_announces_nothing():
    assert not announced() & {
        "declarations_paragraph",
        "declarations_endorsement",
        "declarations_wordimport",
        "actionplan_indicatorvalue",
        "actionplan_reviewcomment",
        "members_user",
        "members_mandate",
    }
