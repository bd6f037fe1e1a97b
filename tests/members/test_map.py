import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from members import map_drawing
from tests import factories

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
SVG = "{http://www.w3.org/2000/svg}"


def state(code, **fields):
    return factories.published(factories.PartyFactory(code=code, slug=code.lower(), **fields))


def drawing(client, query="", language="en"):
    """The map's element, parsed strictly, as a browser would not."""
    said = client.get(f"/{language}/members/{query}").content.decode()
    markup = re.search(r'<svg class="map".*?</svg>', said, re.DOTALL)[0]
    return ElementTree.fromstring(markup.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


def link(svg, code):
    return next(a for a in svg.iter(f"{SVG}a") if a.get("href").endswith(f"/{code.lower()}/"))


def test_every_state_of_the_record_has_its_outline_and_a_place_for_its_name():
    with (DATA / "parties.csv").open(encoding="utf-8-sig") as table:
        states = {line.split(",")[0] for line in table if ",state," in line}
    outlines = map_drawing.outlines()
    assert states <= set(outlines.paths)
    assert [code for code in states if not re.fullmatch(r"(M-?\d+[ -]\d+l[-\d ]+z)+", outlines.paths[code])] == []
    outside = [n for n in outlines.names.values() if not (0 < n.x < outlines.width and 0 < n.y < outlines.height)]
    assert outside == []


def test_the_outlines_say_where_they_come_from():
    assert "Natural Earth" in json.loads((DATA / "outlines.json").read_text())["source"]


def test_a_state_without_an_outline_stands_in_the_table_alone(client):
    factories.MembershipFactory(party=state("QQ", short_name_en="Utopia"))
    assert list(drawing(client).iter(f"{SVG}a")) == []
    assert "Utopia" in client.get("/en/members/").content.decode()


def test_each_state_leads_to_its_page_and_says_its_name_and_role(client):
    factories.MembershipFactory(party=state("KZ", short_name_en="Kazakhstan", short_name_ru="Казахстан"))
    factories.MembershipFactory(party=state("IR", short_name_en="Iran"), role="observer")
    svg = drawing(client)
    assert [(a.get("href"), a.get("aria-label")) for a in svg.iter(f"{SVG}a")] == [
        ("/en/members/ir/", "Iran: observer"),
        ("/en/members/kz/", "Kazakhstan: member state"),
    ]
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["Iran", "Kazakhstan"]
    assert "Казахстан" in [text.text for text in drawing(client, language="ru").iter(f"{SVG}text")]


def test_a_role_of_another_day_is_drawn_as_it_was_then(client):
    pakistan = state("PK")
    factories.MembershipFactory(party=pakistan, role="observer", since=date(2013, 6, 5), until=date(2020, 12, 31))
    factories.MembershipFactory(party=pakistan, role="member", since=date(2021, 1, 1))
    drawn = {day: link(drawing(client, f"?on={day}"), "PK") for day in ("2013-06-04", "2020-12-31", "2021-01-01")}
    assert [a.get("class") for a in drawn.values()] == ["map-none", "map-observer", "map-member"]
    patterns = [[use.get("fill") for use in a.iter(f"{SVG}use") if use.get("fill")] for a in drawn.values()]
    assert patterns == [[], ["url(#map-pattern-observer)"], []]


def test_a_participant_without_a_role_is_drawn_differently_from_the_day_it_took_part(client):
    meeting = factories.published(factories.MeetingFactory(starts_on=date(2018, 9, 27), ends_on=date(2018, 9, 28)))
    factories.AttendanceFactory(meeting=meeting, party=state("UZ", short_name_en="Uzbekistan"))
    before, after = (link(drawing(client, f"?on=2018-09-{day}"), "UZ") for day in (26, 27))
    assert (before.get("class"), after.get("class")) == ("map-none", "map-guest")
    assert after.get("aria-label") == "Uzbekistan: took part in meetings, no recorded role"


def test_the_chair_of_the_day_alone_is_marked(client):
    for code, since, until in [("KZ", date(2013, 6, 1), date(2016, 11, 30)), ("KG", date(2016, 11, 1), None)]:
        party = state(code, short_name_en=code)
        factories.MembershipFactory(party=party)
        factories.ChairmanshipFactory(party=party, since=since, until=until)
    for day, chair in [("2016-10-31", "KZ"), ("2016-11-15", "KG")]:
        svg = drawing(client, f"?on={day}")
        assert [u.get("href") for u in svg.iter(f"{SVG}use") if u.get("class") == "map-in-chair"] == [f"#map-{chair}"]
        assert [a.get("aria-label") for a in svg.iter(f"{SVG}a") if "chair" in a.get("aria-label")] == [
            f"{chair}: member state, in the chair"
        ]


def test_an_unpublished_state_is_on_the_map_as_land_only(client):
    factories.MembershipFactory(party=factories.PartyFactory(code="TM", slug="tm", short_name_en="Hidden"))
    said = ElementTree.tostring(drawing(client), encoding="unicode")
    assert "Hidden" not in said
    assert "/tm/" not in said


def test_the_whole_map_of_the_record_is_small(client):
    for code in map_drawing.outlines().names:
        factories.MembershipFactory(party=state(code, short_name_ru="Азербайджан"), role="observer")
    said = client.get("/ru/members/").content
    markup = re.search(rb'<svg class="map".*?</svg>', said, re.DOTALL)[0]
    assert markup.count(b"<a ") == 11
    assert len(markup) < 18 * 1024


def test_the_map_has_a_name_a_description_and_refers_to_what_it_has(client):
    factories.MembershipFactory(party=state("IR"), role="observer")
    svg = drawing(client, "?on=2019-05-01")
    identifiers = [element.get("id") for element in svg.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert svg.find(f"{SVG}title").text == "States of the Process as of 1 May 2019"
    assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == ("map-title", "map-desc")
    used = {u.get("href")[1:] for u in svg.iter(f"{SVG}use")}
    used |= {u.get("fill")[5:-1] for u in svg.iter(f"{SVG}use") if u.get("fill")}
    assert used <= set(identifiers)


@pytest.mark.parametrize(("language", "words"), [("en", "imply no endorsement"), ("ru", "не означают")])
def test_the_note_on_boundaries_stands_under_the_map(client, language, words):
    said = client.get(f"/{language}/members/").content.decode()
    assert words in said[said.index("<figcaption") : said.index("</figcaption>")]


def test_days_of_change_are_offered_and_the_chosen_one_is_marked(client):
    early, late = state("KZ", short_name_en="Kazakhstan"), state("PK", short_name_en="Pakistan")
    factories.MembershipFactory(party=early, since=date(2013, 6, 5), until=date(2015, 12, 31))
    factories.ChairmanshipFactory(party=early, since=date(2014, 3, 1), since_precision="month")
    meeting = factories.published(factories.MeetingFactory(starts_on=date(2018, 9, 27), ends_on=date(2018, 9, 27)))
    for party in (early, late):
        factories.AttendanceFactory(meeting=meeting, party=party)
    said = client.get("/en/members/?on=2014-03-01").content.decode()
    listed = said[said.index('class="changes-of-roles"') :].split("</ul>")[0]
    assert re.findall(r'href="\?on=([-\d]+)"', listed) == ["2013-06-05", "2014-03-01", "2016-01-01", "2018-09-27"]
    assert re.findall(r'aria-current="date">([^<]+)', listed) == ["March 2014"]
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", listed))
    assert "1 January 2016 role ends: Kazakhstan" in words
    assert "27 September 2018 first attend a meeting: Kazakhstan, Pakistan" in words
