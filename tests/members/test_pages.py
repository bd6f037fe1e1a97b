from datetime import date

import pytest

from members.models import Party
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def published_party(**fields):
    return factories.published(factories.PartyFactory(**fields))


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def tables(client, address):
    """The list's tables: what follows the map and the days of change."""
    said = page(client, address)
    return said[said.index('id="member"') :]


@LANGUAGES
def test_the_list_groups_parties_by_role(client, language):
    for role, ru, en in [
        ("member", "Членская", "Memberland"),
        ("observer", "Наблюдающая", "Observia"),
        ("partner", "Партнёр", "Partnership"),
    ]:
        factories.MembershipFactory(party=published_party(short_name_ru=ru, short_name_en=en), role=role)
    said = tables(client, f"/{language}/members/")
    names = {"ru": ("Членская", "Наблюдающая", "Партнёр"), "en": ("Memberland", "Observia", "Partnership")}[language]
    marks = ['id="member"', names[0], 'id="observer"', names[1], 'id="partner"', names[2]]
    assert sorted(marks, key=said.index) == marks


def test_the_list_is_as_of_a_day(client):
    factories.MembershipFactory(
        party=published_party(short_name_en="Early"), since=date(2013, 6, 5), until=date(2015, 12, 31)
    )
    factories.MembershipFactory(party=published_party(short_name_en="Late"), since=date(2016, 1, 1))
    before, after = (tables(client, f"/en/members/?on={day}") for day in ("2015-12-31", "2016-01-01"))
    assert ("Early" in before, "Late" in before) == (True, False)
    assert ("Early" in after, "Late" in after) == (False, True)
    assert "As of 31 December 2015" in page(client, "/en/members/?on=2015-12-31")


def test_a_russian_date_is_understood(client):
    assert "As of 31 December 2015" in page(client, "/en/members/?on=31.12.2015")


@pytest.mark.parametrize("day", ["2015-02-30", "soon", "%00", "9" * 5000, "99999-01-01"])
@LANGUAGES
def test_a_bad_date_is_said_and_today_is_shown(client, language, day):
    factories.MembershipFactory(party=published_party(short_name_ru="Есть", short_name_en="Present"))
    said = page(client, f"/{language}/members/?on={day}")
    assert 'role="alert"' in said
    assert {"ru": "Есть", "en": "Present"}[language] in said


def test_the_chair_of_the_day_is_named(client):
    first, second = published_party(short_name_en="First chair"), published_party(short_name_en="Second chair")
    factories.ChairmanshipFactory(party=first, until=date(2016, 11, 30), until_precision="month")
    factories.ChairmanshipFactory(party=second, since=date(2016, 12, 1))
    chair = page(client, "/en/members/?on=2014-01-01").split('id="chair"')[1].split("</section>")[0]
    assert "First chair" in chair
    assert "5 June 2013 – November 2016" in chair
    assert "Second chair" not in chair


def test_who_took_part_without_membership_stands_apart(client):
    guest, member = published_party(short_name_en="Guestland"), published_party(short_name_en="Memberland")
    factories.MembershipFactory(party=member)
    meeting = factories.published(factories.MeetingFactory(starts_on=date(2018, 9, 27), ends_on=date(2018, 9, 28)))
    for party in (guest, member):
        factories.AttendanceFactory(meeting=meeting, party=party)
    said = tables(client, "/en/members/?on=2018-09-27")
    assert said.index('id="others"') < said.index("Guestland")
    assert said.count("Memberland") == 1
    assert "Guestland" not in tables(client, "/en/members/?on=2018-09-26")


def test_attendance_of_an_unpublished_meeting_tells_nothing(client):
    party = published_party(short_name_en="Guestland")
    factories.AttendanceFactory(party=party, meeting__title_en="Secret meeting")
    assert "Guestland" not in page(client, "/en/members/")
    assert "Secret meeting" not in page(client, f"/en/members/{party.slug}/")


def test_an_unpublished_party_is_nowhere(client):
    party = factories.PartyFactory(short_name_en="Hidden")
    factories.MembershipFactory(party=party)
    factories.ChairmanshipFactory(party=party)
    assert "Hidden" not in page(client, "/en/members/")
    assert "Hidden" not in page(client, "/en/governance/")
    assert client.get(f"/en/members/{party.slug}/").status_code == 404


@LANGUAGES
def test_a_party_page_says_everything_of_the_party(client, language):
    party = published_party(note_ru="Примечание", note_en="Remark")
    factories.MembershipFactory(party=party, since=date(2013, 6, 1), since_precision="month", source="R")
    factories.NationalCoordinatorFactory(party=party, name_ru="Имярек", name_en="Somebody")
    factories.ChairmanshipFactory(party=party, chair_name_ru="Председатель А", chair_name_en="Chair A")
    meeting = factories.published(factories.MeetingFactory(title_ru="Встреча", title_en="Encounter"))
    factories.AttendanceFactory(meeting=meeting, party=party)
    factories.AttendanceFactory(meeting=meeting, party=party, capacity="host")
    document = factories.DocumentFactory(title_ru="Грамота", title_en="Charter")
    factories.ParagraphFactory(document=document)
    factories.EndorsementFactory(document=document, party=party)
    factories.published(document)
    item = factories.published(factories.ActionItemFactory(title_ru="Шаг", title_en="Measure"))
    factories.published(item.cluster.plan)
    factories.AssignmentFactory(item=item, party=party)
    said = page(client, f"/{language}/members/{party.slug}/")
    names = {
        "ru": ["Республика", "Примечание", "июня 2013 г.", "Имярек", "Председатель А", "Встреча", "Грамота", "Шаг"],
        "en": ["Republic of", "Remark", "June 2013", "Somebody", "Chair A", "Encounter", "Charter", "Measure"],
    }[language]
    assert [name for name in (*names, "badge-reported") if name.lower() not in said.lower()] == []
    assert said.count(f'href="/{language}/meetings/{meeting.slug}/"') == 1


def test_what_is_not_published_is_not_on_a_party_page(client):
    party = published_party()
    factories.EndorsementFactory(party=party, document__title_en="Draft charter")
    unplanned = factories.published(factories.ActionItemFactory(title_en="Measure of a hidden plan"))
    planned = factories.ActionItemFactory(title_en="Hidden measure")
    factories.published(planned.cluster.plan)
    for item in (unplanned, planned):
        factories.AssignmentFactory(item=item, party=party)
    said = page(client, f"/en/members/{party.slug}/")
    assert [t for t in ("Draft charter", "Measure of a hidden plan", "Hidden measure") if t in said] == []


def test_an_endorsement_drafted_after_publication_waits_for_the_next_edition(client):
    party = published_party()
    document = factories.DocumentFactory(title_en="Charter")
    factories.ParagraphFactory(document=document)
    document = factories.published(document)
    factories.workflow.reopen(document, actor=factories.editor())
    factories.EndorsementFactory(document=document, party=party)
    assert "Charter" not in page(client, f"/en/members/{party.slug}/")


def test_an_empty_party_page_says_in_one_place_what_will_stand_there(client):
    expected = {
        "state": "a formal role, with its dates; the National Coordinator; terms in the chair; meetings attended; "
        "documents endorsed; a part in a published action plan.",
        "organization": "a formal role, with its dates; meetings attended.",
    }
    for kind, words in expected.items():
        said = page(client, f"/en/members/{published_party(kind=kind).slug}/")
        assert said.count('class="empty"') == 1
        assert f"once they are recorded: {words}</p>" in said


def test_what_a_party_page_holds_is_not_said_to_be_missing(client):
    party = published_party()
    factories.NationalCoordinatorFactory(party=party)
    factories.MembershipFactory(party=party)
    said = page(client, f"/en/members/{party.slug}/")
    missing = said[said.index('id="missing"') :]
    assert "terms in the chair" in missing
    assert "National Coordinator" not in missing
    assert "a formal role" not in missing


@LANGUAGES
def test_governance_shows_published_sections_in_their_order(client, language):
    for position, name in [(2, "second"), (1, "first")]:
        factories.published(
            factories.GovernanceSectionFactory(
                slug=name,
                position=position,
                text_ru="Абзац.\n\nЦели:\n- раз\n- два",
                text_en="Paragraph.\n\nObjectives:\n- one\n- two",
            )
        )
    factories.GovernanceSectionFactory(slug="draft")
    said = page(client, f"/{language}/governance/")
    assert said.index('<section id="first"') < said.index('<section id="second"')
    assert 'href="#first"' in said
    assert 'id="draft"' not in said
    expected = {
        "ru": "<p>Цели:</p><ul><li>раз</li><li>два</li></ul>",
        "en": "<p>Objectives:</p><ul><li>one</li><li>two</li></ul>",
    }[language]
    assert expected in said.replace("\n", "")


def test_governance_links_the_modalities_once_they_are_published(client):
    document = factories.DocumentFactory(symbol="AP/2013/OM", slug="modalities", title_en="Operating Modalities")
    factories.ParagraphFactory(document=document)
    assert "AP/2013/OM" not in page(client, "/en/governance/")
    factories.published(document)
    assert "Operating Modalities (AP/2013/OM)" in page(client, "/en/governance/")


def test_a_term_without_a_known_end_ends_when_the_next_begins(client):
    first, second = published_party(short_name_en="First chair"), published_party(short_name_en="Second chair")
    factories.ChairmanshipFactory(party=first, since=date(2021, 1, 1))
    factories.ChairmanshipFactory(party=second, since=date(2025, 4, 24))
    page = client.get("/en/members/", {"on": "2026-01-01"}).content.decode()
    chair = page.split('id="chair"')[1].split("</section>")[0]
    assert "Second chair" in chair
    assert "First chair" not in chair


def test_governance_lists_chairmanships_and_partners(client):
    factories.ChairmanshipFactory(party=published_party(short_name_en="Chairing"), since_precision="year")
    factories.MembershipFactory(party=published_party(kind="organization", short_name_en="Helper"), role="partner")
    said = page(client, "/en/governance/")
    assert "Chairing" in said
    assert "since 2013" in said
    assert said.index('id="partners"') < said.index("Helper")


@pytest.mark.parametrize("address", ["/en/members/none/", "/ru/members/none/"])
def test_an_unknown_party_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_names_are_sorted_in_the_language_of_the_reader(client):
    for ru, en in [("Иран", "Iran"), ("Йемен", "Yemen"), ("Италия", "Italy")]:
        factories.MembershipFactory(party=published_party(short_name_ru=ru, short_name_en=en))
    russian, english = page(client, "/ru/members/"), page(client, "/en/members/")
    assert sorted(["Иран", "Италия", "Йемен"], key=russian.index) == ["Иран", "Италия", "Йемен"]
    assert sorted(["Iran", "Italy", "Yemen"], key=english.index) == ["Iran", "Italy", "Yemen"]


def test_pages_take_as_many_queries_for_thirty_rows_as_for_one(client, django_assert_max_num_queries):
    party = published_party()

    def fill(count):
        for n in range(count):
            other = published_party()
            meeting = factories.published(factories.MeetingFactory())
            for attending in (party, other):
                factories.AttendanceFactory(party=attending, meeting=meeting)
            factories.MembershipFactory(party=published_party())
            start = date(1900 + count + n, 1, 1)
            factories.MembershipFactory(party=party, since=start)
            factories.ChairmanshipFactory(party=party, since=start)
            item = factories.published(factories.ActionItemFactory())
            factories.published(item.cluster.plan)
            factories.AssignmentFactory(party=party, item=item)
            factories.published(factories.GovernanceSectionFactory())
            document = factories.DocumentFactory()
            factories.ParagraphFactory(document=document)
            factories.EndorsementFactory(document=document, party=party)
            factories.published(document)

    def counted(address):
        with django_assert_max_num_queries(40) as captured:
            page(client, address)
        return len(captured)

    addresses = ["/en/members/", f"/en/members/{party.slug}/", "/en/governance/"]
    fill(1)
    one = [counted(address) for address in addresses]
    fill(29)
    assert [counted(address) for address in addresses] == one
    assert Party.objects.published().count() == 61


def test_a_changed_address_leads_to_the_new_one_of_a_published_party_only(client):
    for party in (published_party(slug="old"), factories.PartyFactory(slug="old-hidden")):
        Party.objects.filter(pk=party.pk).update(slug=f"new-{party.slug}")
    response = client.get("/en/members/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/members/new-old/")
    assert client.get("/en/members/old-hidden/").status_code == 404


def test_russian_months_are_written_small_and_inflected(client):
    party = published_party()
    spans = [
        (date(2013, 6, 1), "month", date(2016, 11, 30), "июнь 2013 г. – ноябрь 2016 г."),
        (date(2021, 1, 1), "month", None, "января 2021 г."),
    ]
    for since, precision, until, _shown in spans:
        factories.ChairmanshipFactory(
            party=party, since=since, since_precision=precision, until=until, until_precision=precision
        )
    said = page(client, f"/ru/members/{party.slug}/")
    assert [shown for *_span, shown in spans if shown not in said] == []


def test_a_term_that_another_followed_is_not_said_to_go_on(client):
    party = published_party()
    factories.ChairmanshipFactory(party=party, since=date(2021, 1, 1), since_precision="month")
    assert "end not recorded" not in page(client, f"/en/members/{party.slug}/")
    assert "<strong>In the chair</strong>" in page(client, f"/en/members/{party.slug}/")
    factories.ChairmanshipFactory(party=published_party(), since=date(2023, 1, 1))
    said = page(client, f"/en/members/{party.slug}/")
    assert "end not recorded" in said
    assert "<strong>In the chair</strong>" not in said


def test_a_term_of_an_unpublished_party_follows_nobody(client):
    party = published_party()
    factories.ChairmanshipFactory(party=party, since=date(2021, 1, 1))
    factories.ChairmanshipFactory(party=factories.PartyFactory(), since=date(2023, 1, 1))
    assert "end not recorded" not in page(client, f"/en/members/{party.slug}/")


def test_a_state_is_shown_where_it_lies_and_an_unknown_one_nowhere(client):
    known, unknown = published_party(code="TJ", slug="tj"), published_party(code="QQ", slug="qq")
    assert 'class="map-here"' in page(client, f"/en/members/{known.slug}/")
    assert 'class="map-here"' not in page(client, f"/en/members/{unknown.slug}/")


def test_the_part_in_a_plan_is_as_of_its_latest_public_round(client):
    first = published_round("KZ", implementation_status="in_progress")
    party = Party.objects.get(code="KZ")
    address = f"/en/members/{party.slug}/"
    assert f"As of round {first.number} " in " ".join(page(client, address).split())
    second = published_round(plan=first.plan, implementation_status="completed")
    factories.opened_round(plan=first.plan)
    said = " ".join(page(client, address).split())
    assert f"As of round {second.number} " in said
    assert "by number of states’ parts: completed: 2<" in said
    assert said.count("participant · completed") == 2


def test_before_a_round_is_public_a_part_in_a_plan_has_no_status(client):
    opened = factories.opened_round("KZ", items=2)
    said = page(client, f"/en/members/{Party.objects.get(code='KZ').slug}/")
    assert said.count(opened.plan.title) == 1
    assert said.count('<span class="meta-line">participant</span>') == 2
    assert "no report" not in said
