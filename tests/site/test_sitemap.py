"""The sitemap: every kind of public page, in each language, with the time of its last change."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from almaty_portal.sitemaps import PAGES
from meetings.models import Meeting
from publishing import workflow
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def listed(client):
    """Path → (its addresses by language, its last change)."""
    response = client.get("/sitemap.xml", headers={"host": "localhost"})
    assert response.status_code == 200
    found = {}
    for url in etree.fromstring(response.content):
        links = {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
        modified = url.find(f"{MAP}lastmod")
        found[url.find(f"{MAP}loc").text] = (links, None if modified is None else modified.text)
    return found


@pytest.fixture
def everything():
    """A record of every kind; the paths that must be listed, without their language."""
    document = factories.DocumentFactory(slug="text")
    factories.ParagraphFactory(document=document)
    factories.published(document)
    workflow.reopen(document, actor=factories.editor())
    factories.published(document, reason="A word was wrong")
    meeting = factories.published(factories.MeetingFactory(slug="meeting"))
    plan = published_round("KZ").plan
    item = plan.clusters.get().items.first()
    factories.GovernanceSectionFactory()
    party = factories.published(factories.PartyFactory(slug="body", kind="organization", code="BODY"))
    return [
        *("", "documents/", "meetings/", "members/", "governance/", "plan/", "verify/"),
        *("documents/text/", "documents/text/bilingual/", "documents/text/differences/", "documents/text/editions/1/"),
        f"meetings/{meeting.slug}/",
        *(f"members/{slug}/" for slug in (party.slug, "party-kz")),
        *(f"plan/{plan.slug}/{page}" for page in ("", "grid/", "trend/", "states/party-kz/", f"{item.code}/")),
        f"plan/{plan.slug}/states/party-kz/{item.code}/",
    ]


def test_every_kind_of_page_is_there_in_each_language(client, everything, settings):
    found = listed(client)
    for path in everything:
        for language in ("ru", "en"):
            links, _modified = found[f"{settings.SITE_URL}/{language}/{path}"]
            assert links == {
                "ru": f"{settings.SITE_URL}/ru/{path}",
                "en": f"{settings.SITE_URL}/en/{path}",
                "x-default": f"{settings.SITE_URL}/{path}",
            }


def test_every_page_that_is_listed_is_there(client, everything, settings):
    wrong = {}
    for address in listed(client):
        status = client.get(address.removeprefix(settings.SITE_URL)).status_code
        if status != 200:
            wrong[address] = status
    assert wrong == {}


def test_every_page_but_those_that_list_nothing_says_when_it_changed(client, everything, settings):
    silent = {address for address, (_links, modified) in listed(client).items() if modified is None}
    pages = ("verify/", "open-data/", "open-data/dictionary/", "accessibility/")
    assert silent == {f"{settings.SITE_URL}/{language}/{page}" for language in ("ru", "en") for page in pages}
    assert len([name for name, changed in PAGES.items() if changed is None]) == len(pages)


def test_a_bulk_change_of_a_part_changes_the_page_s_date(client, settings):
    meeting = factories.published(factories.MeetingFactory())
    attendance = factories.AttendanceFactory(meeting=meeting)
    Meeting.objects.update(updated_at=datetime(2020, 1, 1, tzinfo=UTC))
    type(attendance).objects.update(capacity="observer")
    _links, modified = listed(client)[f"{settings.SITE_URL}/en/meetings/{meeting.slug}/"]
    assert date.fromisoformat(modified[:10]) >= datetime.now(UTC).date()


def test_nothing_unpublished_is_listed(client):
    factories.ParagraphFactory(document__slug="hidden-document")
    factories.MeetingFactory(slug="hidden-meeting")
    factories.PartyFactory(slug="hidden-party")
    factories.PlanFactory(slug="hidden-plan")
    gone = factories.published(factories.ParagraphFactory(document__slug="gone-document").document)
    workflow.withdraw(gone, actor=factories.superuser(), reason="Issued in error")
    assert [address for address in listed(client) if "hidden-" in address or "gone-" in address] == []


def test_the_addresses_are_the_portal_s_whatever_host_was_asked(client, settings):
    settings.SITE_URL = "https://portal.example"
    assert all(address.startswith("https://portal.example/") for address in listed(client))


def test_thirty_of_each_take_as_many_queries_as_one(client):
    def count():
        with CaptureQueriesContext(connection) as taken:
            client.get("/sitemap.xml")
        return len(taken)

    def fill(number):
        for _more in range(number):
            factories.published(factories.ParagraphFactory().document)
            factories.AttendanceFactory(
                meeting=factories.published(factories.MeetingFactory()),
                party=factories.published(factories.PartyFactory()),
            )

    published_round("KZ")
    fill(1)
    one = count()
    fill(29)
    assert count() == one
