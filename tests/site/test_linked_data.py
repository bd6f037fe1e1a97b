"""schema.org, Open Graph and canonical addresses, as the pages carry them."""

import json
import re
from datetime import date, time

import pytest
from lxml import html

from almaty_portal.templatetags import sharing
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def head(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return html.fromstring(response.content.decode()).find("head")


def data(client, address):
    """Every thing described on the page, by its type."""
    found = {}
    for script in head(client, address).xpath('script[@type="application/ld+json"]'):
        read = json.loads(script.text)
        assert read["@context"] == "https://schema.org"
        for thing in read.get("@graph", [read]):
            kind = thing["@type"]
            found[kind if isinstance(kind, str) else kind[0]] = thing
    return found


def meta(client, address):
    return {row.get("property"): row.get("content") for row in head(client, address).xpath("meta[@property]")}


def meeting(**fields):
    return factories.published(factories.MeetingFactory(**fields))


@LANGUAGES
def test_a_meeting_is_an_event_and_says_what_is_known(client, language, settings):
    held = meeting(starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 5), opens_at=time(10), closes_at=time(17))
    host, guest = (factories.published(factories.PartyFactory()) for _n in range(2))
    factories.AttendanceFactory(meeting=held, party=host, capacity="host")
    factories.AttendanceFactory(meeting=held, party=guest)
    document = factories.published(factories.ParagraphFactory(document__meeting=held).document)
    page = f"{settings.SITE_URL}/{language}/meetings/{held.slug}/"
    event = data(client, f"/{language}/meetings/{held.slug}/")["Event"]
    assert event["name"] == getattr(held, f"title_{language}")
    assert (event["startDate"], event["endDate"]) == ("2026-03-05T10:00:00+05:00", "2026-03-05T17:00:00+05:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == {"ru": "Алматы, Казахстан", "en": "Almaty, Kazakhstan"}[language]
    assert [party["name"] for party in event["organizer"]] == [getattr(host, f"short_name_{language}")]
    assert [party["identifier"]["value"] for party in event["attendee"]] == [guest.code]
    assert event["mainEntityOfPage"] == {"@type": "WebPage", "@id": page, "inLanguage": language}
    assert event["recordedIn"] == [{"@type": "Legislation", "@id": f"{settings.SITE_URL}/d/{document.symbol}"}]
    assert event["identifier"] == f"urn:uuid:{held.uid}"


def test_what_is_not_known_of_a_meeting_is_left_out(client):
    event = data(client, meeting().get_absolute_url())["Event"]
    assert {"organizer", "attendee", "sponsor", "recordedIn"} & set(event) == set()
    assert (event["startDate"], event["endDate"]) == ("2013-06-05", "2013-06-05")


@pytest.mark.parametrize(("status", "said"), [("postponed", "EventPostponed"), ("cancelled", "EventCancelled")])
def test_a_meeting_that_is_not_held_says_so(client, status, said):
    event = data(client, meeting(event_status=status).get_absolute_url())["Event"]
    assert event["eventStatus"] == f"https://schema.org/{said}"


@LANGUAGES
def test_the_home_page_describes_the_process_and_its_search(client, language, settings):
    found = data(client, f"/{language}/")
    process = found["GovernmentOrganization"]
    names = {
        "ru": "Алматинский процесс по защите беженцев и международной миграции",
        "en": "Almaty Process on Refugee Protection and International Migration",
    }
    assert (process["name"], process["foundingDate"]) == (names[language], "2013-06-05")
    template = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{settings.SITE_URL}/{language}/search/?q={{words}}"
    assert client.get(template.removeprefix(settings.SITE_URL).format(words="refugees")).status_code == 200


def test_a_state_is_a_country_with_its_roles_in_the_process(client):
    state = factories.published(factories.PartyFactory(code="KZ"))
    factories.MembershipFactory(party=state, since=date(2013, 6, 1), since_precision="month")
    said = data(client, state.get_absolute_url())["Country"]
    assert said["@type"] == ["Country", "GovernmentOrganization"]
    assert said["identifier"]["value"] == "KZ"
    (role,) = said["memberOf"]
    assert (role["roleName"], role["startDate"], "endDate" in role) == ("member state", "2013-06", False)
    assert role["memberOf"]["@id"].endswith("/#process")


def test_an_organization_is_one_and_has_no_country_code(client):
    body = factories.published(factories.PartyFactory(kind="organization", code="UNHCR", acronym_en="UNHCR"))
    said = data(client, body.get_absolute_url())["Organization"]
    assert "identifier" not in said
    assert said["alternateName"] == [body.formal_name_en, "UNHCR"]


def test_breadcrumbs_lead_to_the_page_itself(client, settings):
    reporting_round = published_round("KZ")
    plan, item = reporting_round.plan, reporting_round.plan.clusters.get().items.first()
    state = reporting_round.submissions.get().party
    document = factories.published(factories.ParagraphFactory().document)
    paths = {
        meeting().get_absolute_url(): 2,
        state.get_absolute_url(): 2,
        document.get_absolute_url(): 2,
        f"{document.get_absolute_url()}bilingual/": 3,
        f"{document.get_absolute_url()}differences/": 3,
        plan.get_absolute_url(): 2,
        f"{plan.get_absolute_url()}grid/": 3,
        f"{plan.get_absolute_url()}trend/": 3,
        item.get_absolute_url(): 3,
        f"{plan.get_absolute_url()}states/{state.slug}/": 3,
        f"{plan.get_absolute_url()}states/{state.slug}/{item.code}/": 3,
    }
    for path, steps in paths.items():
        items = data(client, path)["BreadcrumbList"]["itemListElement"]
        assert [row["position"] for row in items] == list(range(1, steps + 1)), path
        assert items[-1]["item"] == settings.SITE_URL + path
        assert all(client.get(row["item"].removeprefix(settings.SITE_URL)).status_code == 200 for row in items)


def test_no_text_of_a_record_ends_the_script(client):
    shown = meeting(title_en="</script><script>alert(1)</script>")
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert data(client, shown.get_absolute_url())["Event"]["name"] == shown.title_en


@LANGUAGES
def test_every_public_page_says_what_it_is_and_where(client, language, settings):
    document = factories.published(factories.ParagraphFactory().document)
    plan = published_round("KZ").plan
    lists = ["", "documents/", "meetings/", "members/", "governance/", "plan/", "verify/", "search/"]
    pages = [*lists, f"documents/{document.slug}/", f"plan/{plan.slug}/"]
    for page in pages:
        address = f"/{language}/{page}"
        said, links = meta(client, address), head(client, address).xpath("link[@rel='canonical']/@href")
        assert links == [settings.SITE_URL + address] == [said["og:url"]]
        assert said["og:title"]
        assert said["og:description"]
        assert said["og:locale"] == {"ru": "ru_RU", "en": "en_GB"}[language]
        assert said["og:locale:alternate"] == {"ru": "en_GB", "en": "ru_RU"}[language]
        assert said["og:type"] == ("article" if document.slug in page else "website")


def test_the_shared_title_is_the_page_s_own_words(client):
    shown = meeting(title_en='A “B” & <C> "D"')
    assert meta(client, shown.get_absolute_url())["og:title"] == shown.title_en
    assert meta(client, "/en/")["og:title"] == "Almaty Process"


def test_a_meeting_and_a_document_are_described_in_their_own_words(client):
    shown = meeting()
    document = factories.published(factories.ParagraphFactory(document__meeting=shown).document)
    said = meta(client, shown.get_absolute_url())["og:description"]
    assert said == f"{shown.title_en}. 5 June 2013, Almaty, Kazakhstan."
    said = meta(client, document.get_absolute_url())["og:description"]
    assert said == f"Communiqué {document.symbol}. {shown.title_en}, Almaty, Kazakhstan."


def test_the_addresses_in_each_language_and_in_none_lead_there(client, settings):
    shown = meeting()
    links = head(client, shown.get_absolute_url()).xpath("link[@rel='alternate'][@hreflang]")
    found = {row.get("hreflang"): row.get("href").removeprefix(settings.SITE_URL) for row in links}
    assert found == {
        "ru": f"/ru/meetings/{shown.slug}/",
        "en": f"/en/meetings/{shown.slug}/",
        "x-default": f"/meetings/{shown.slug}/",
    }
    answer = client.get(found["x-default"], headers={"accept-language": "ru"})
    assert (answer.status_code, answer["Location"]) == (302, found["ru"])


def test_a_canonical_address_keeps_choices_and_drops_where_a_reader_came_from(client, settings):
    address = "/en/documents/?year=2013&utm_source=x&kind=&fbclid=1&page=2"
    (canonical,) = head(client, address).xpath("link[@rel='canonical']/@href")
    assert canonical == f"{settings.SITE_URL}/en/documents/?year=2013&page=2"


def test_an_address_that_is_no_page_is_nobody_s_canonical_one(client):
    assert head(client, "/en/nowhere-at-all/x/", 404).xpath("link[@rel='canonical']") == []


def test_the_picture_of_a_shared_link_is_in_the_page_s_language(client, settings, monkeypatch):
    there = {"share-ru.png", "share-en.png"}
    sharing._image.cache_clear()
    monkeypatch.setattr(sharing.finders, "find", lambda name: name in there)
    assert re.match(rf"{settings.SITE_URL}/static/share-ru\.png", meta(client, "/ru/")["og:image"])
    there.remove("share-ru.png")
    sharing._image.cache_clear()
    assert "share-en" in meta(client, "/ru/")["og:image"]
    there.clear()
    sharing._image.cache_clear()
    assert "og:image" not in meta(client, "/ru/")
    sharing._image.cache_clear()
