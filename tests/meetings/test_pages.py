import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def published_meeting(**fields):
    return factories.published(factories.MeetingFactory(**fields))


def published_party(**fields):
    return factories.published(factories.PartyFactory(**fields))


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@LANGUAGES
def test_the_list_tells_upcoming_meetings_from_past_ones(client, language):
    tomorrow = timezone.localdate() + timedelta(days=1)
    published_meeting(title_ru="Будущее", title_en="Future", starts_on=tomorrow, ends_on=tomorrow)
    published_meeting(title_ru="Минувшее", title_en="Bygone")
    said = page(client, f"/{language}/meetings/")
    future, bygone = {"ru": ("Будущее", "Минувшее"), "en": ("Future", "Bygone")}[language]
    assert said.index('id="upcoming"') < said.index(future) < said.index('id="held"') < said.index(bygone)
    assert '<h3 class="year">2013</h3>' in said


def test_an_unpublished_meeting_is_nowhere(client):
    meeting = factories.MeetingFactory(title_en="Hidden")
    assert "Hidden" not in page(client, "/en/meetings/")
    assert client.get(f"/en/meetings/{meeting.slug}/").status_code == 404


def test_the_list_is_filtered_by_kind_and_party(client):
    party = published_party()
    both = published_meeting(title_en="Experts there", kind="experts")
    published_meeting(title_en="Experts elsewhere", kind="experts")
    other = published_meeting(title_en="Ministers there")
    for meeting in (both, other):
        factories.AttendanceFactory(meeting=meeting, party=party)
    said = page(client, f"/en/meetings/?kind=experts&party={party.slug}")
    assert "Experts there" in said
    assert "Experts elsewhere" not in said
    assert "Ministers there" not in said


@pytest.mark.parametrize("query", ["kind=banquet", "party=atlantis", "party=%00", "kind=%00"])
def test_an_unknown_choice_is_said_and_left_out(client, query):
    published_meeting(title_en="Still here")
    said = page(client, f"/en/meetings/?{query}")
    assert "that choice was left out" in said
    assert "Still here" in said


@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "9" * 5000, "%00", "1e3", ""])
def test_an_odd_page_number_shows_a_page(client, number):
    published_meeting(title_en="Still here")
    assert "Still here" in page(client, f"/en/meetings/?page={number}")


def test_older_meetings_stand_on_further_pages_under_the_same_choice(client):
    for _ in range(21):
        published_meeting()
    said = page(client, "/en/meetings/?kind=ministerial")
    assert "?kind=ministerial&amp;page=2" in said
    assert "Page 2 of 2" in page(client, "/en/meetings/?kind=ministerial&page=2")


@LANGUAGES
def test_a_meeting_page_says_everything_of_the_meeting(client, language):
    meeting = published_meeting(
        summary_ru="Итог", summary_en="Outcome", starts_on=date(2011, 3, 14), ends_on=date(2011, 3, 16)
    )
    factories.AttendanceFactory(
        meeting=meeting, capacity="host", head_of_delegation_ru="Глава", head_of_delegation_en="Head", source="R"
    )
    factories.AttendanceFactory(meeting=meeting, capacity="observer")
    factories.AgendaItemFactory(meeting=meeting)
    factories.MeetingFileFactory(meeting=meeting)
    said = page(client, f"/{language}/meetings/{meeting.slug}/")
    expected = {
        "ru": ["14–16 марта 2011", "Алматы", "Итог", "Глава", "Пункт повестки дня", "Программа", "PDF"],
        "en": ["14–16 March 2011", "Almaty", "Outcome", "Head", "Agenda item", "Programme", "PDF"],
    }[language]
    assert [text for text in (*expected, "badge-reported", "badge-held") if text not in said] == []


def test_a_party_without_a_page_is_named_without_a_link(client):
    meeting = published_meeting()
    shown, hidden = published_party(short_name_en="Shown"), factories.PartyFactory(short_name_en="Named")
    for party in (shown, hidden):
        factories.AttendanceFactory(meeting=meeting, party=party)
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert f'<a href="/en/members/{shown.slug}/">Shown</a>' in said
    assert "Named" in said
    assert f"/en/members/{hidden.slug}/" not in said


@pytest.mark.parametrize(
    ("language", "order"), [("ru", ["Азия", "Ёлка", "Жар"]), ("en", ["Togo", "Türkiye", "Tuvalu"])]
)
def test_participants_stand_in_the_alphabet_of_the_reader(client, language, order):
    meeting = published_meeting()
    for ru, en in zip(["Жар", "Азия", "Ёлка"], ["Tuvalu", "Togo", "Türkiye"], strict=True):
        factories.AttendanceFactory(meeting=meeting, party__short_name_ru=ru, party__short_name_en=en)
    said = page(client, f"/{language}/meetings/{meeting.slug}/")
    assert sorted(order, key=said.index) == order


def test_a_title_in_one_language_is_shown_in_the_other_with_its_language(client):
    meeting = factories.published(factories.MeetingFactory(title_en="", title_ru="Совещание"), languages=["ru"])
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert '<span lang="ru">Совещание</span> <span class="badge">Russian only</span>' in said
    assert "<title>Совещание" in said


def test_only_published_documents_stand_on_the_page_and_as_published(client):
    meeting = published_meeting()
    document = factories.DocumentFactory(meeting=meeting, title_en="As published")
    factories.ParagraphFactory(document=document)
    factories.published(document)
    document.refresh_from_db()
    factories.workflow.reopen(document, actor=factories.editor())
    type(document).objects.filter(pk=document.pk).update(title_en="As being redrafted")
    factories.DocumentFactory(meeting=meeting, title_en="Draft")
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert "As published" in said
    assert "As being redrafted" not in said
    assert "Draft" not in said


def test_a_file_comes_under_its_own_cyrillic_name(client):
    meeting = published_meeting()
    record = factories.MeetingFileFactory(meeting=meeting, file__filename="Программа.pdf", file__data=b"%PDF-1.7")
    response = client.get(record.get_absolute_url())
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Программа.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_served_for_its_own_published_meeting_only(client):
    hidden = factories.MeetingFileFactory()
    other = published_meeting()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"/en/meetings/{other.slug}/files/{hidden.pk}/").status_code == 404
    assert client.get(f"/en/meetings/{other.slug}/files/{10**30}/").status_code == 404


def test_a_file_that_the_storage_has_lost_is_said_so(client):
    meeting = published_meeting()
    record = factories.MeetingFileFactory(meeting=meeting)
    record.file.storage.delete(record.file.name)
    assert "file not available" in page(client, f"/en/meetings/{meeting.slug}/")
    assert client.get(record.get_absolute_url()).status_code == 404


def test_markup_in_a_record_is_shown_as_text(client):
    meeting = published_meeting(title_en="<script>alert(1)</script>", summary_en="<b>x</b> [y](javascript:z)")
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert "<script>alert" not in said
    assert "<b>x" not in said
    assert 'href="javascript' not in said


@pytest.mark.parametrize("address", ["/en/meetings/none/", "/ru/meetings/none/", "/en/meetings/none/files/1/"])
def test_an_unknown_meeting_is_not_found(client, address):
    assert client.get(address).status_code == 404


def queries(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        page(client, address)
    return len(captured)


def test_lists_take_as_many_queries_for_thirty_rows_as_for_one(client, django_assert_max_num_queries):
    meeting = published_meeting()

    def fill(count):
        for _ in range(count):
            factories.AttendanceFactory(meeting=meeting, party=published_party())
            factories.AgendaItemFactory(meeting=meeting)
            factories.AttendanceFactory(meeting=published_meeting())
            document = factories.DocumentFactory(meeting=meeting)
            factories.ParagraphFactory(document=document)
            factories.published(document)

    addresses = ["/en/meetings/", f"/en/meetings/{meeting.slug}/"]
    fill(1)
    page(client, "/en/meetings/")
    one = [queries(client, address, django_assert_max_num_queries) for address in addresses]
    fill(29)
    assert [queries(client, address, django_assert_max_num_queries) for address in addresses] == one


def test_a_changed_address_leads_to_the_new_one(client):
    meeting = published_meeting(slug="old")
    type(meeting).objects.filter(pk=meeting.pk).update(slug="new")
    response = client.get("/ru/meetings/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/ru/meetings/new/")


@LANGUAGES
def test_the_sitemap_lists_published_meetings(client, language):
    shown, hidden = published_meeting(), factories.MeetingFactory()
    said = page(client, "/sitemap.xml")
    assert f"/{language}/meetings/{shown.slug}/<" in said
    assert f"/{language}/meetings/{hidden.slug}/<" not in said


def neighbours(client, meeting):
    """(link’s relation or none, address) of the meetings named before and after."""
    said = page(client, f"/en/meetings/{meeting.slug}/")
    nav = said[said.index('class="neighbours"') :].split("</nav>")[0] if 'class="neighbours"' in said else ""
    return re.findall(r'<a(?: rel="(\w+)")? href="/en/meetings/([-\w]+)/"', nav)


def test_the_meetings_before_and_after_are_named_overall_and_of_the_same_kind(client):
    for year, kind in enumerate(["experts", "ministerial", "experts", "thematic", "experts"], start=2011):
        published_meeting(slug=f"of-{year}", kind=kind, starts_on=date(year, 1, 1), ends_on=date(year, 1, 1))
    factories.MeetingFactory(slug="hidden", starts_on=date(2013, 6, 1), ends_on=date(2013, 6, 1))
    middle = Meeting.objects.get(slug="of-2013")
    assert neighbours(client, middle) == [("prev", "of-2012"), ("next", "of-2014"), ("", "of-2011"), ("", "of-2015")]


def test_a_neighbour_of_the_same_kind_is_named_once(client):
    first = published_meeting(starts_on=date(2011, 1, 1), ends_on=date(2011, 1, 1))
    second = published_meeting(starts_on=date(2012, 1, 1), ends_on=date(2012, 1, 1))
    assert neighbours(client, first) == [("next", second.slug)]
    assert neighbours(client, second) == [("prev", first.slug)]


def test_of_two_meetings_on_a_day_each_is_the_others_neighbour(client):
    first, second = published_meeting(slug="a"), published_meeting(slug="b")
    assert neighbours(client, first) == [("next", "b")]
    assert neighbours(client, second) == [("prev", "a")]


def test_the_only_meeting_has_no_neighbours(client):
    assert neighbours(client, published_meeting()) == []


def test_who_made_the_meeting_possible_stands_with_its_date_and_who_came_is_counted(client):
    meeting = published_meeting()
    factories.AttendanceFactory(meeting=meeting, capacity="host", party__short_name_en="Hostland")
    for _ in range(3):
        factories.AttendanceFactory(meeting=meeting)
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert "Hostland" in said[said.index('class="made-by"') : said.index("</header>", said.index('class="made-by"'))]
    assert re.search(r'Participants\s*<span class="count">3</span>', said)


def test_what_a_meeting_lacks_is_said_in_one_place(client):
    meeting = published_meeting()
    said = page(client, f"/en/meetings/{meeting.slug}/")
    assert "the participants, by capacity; the agenda; documents, if it adopted any.</p>" in said
    factories.AgendaItemFactory(meeting=meeting)
    factories.AttendanceFactory(meeting=meeting)
    assert "recorded: documents, if it adopted any.</p>" in page(client, f"/en/meetings/{meeting.slug}/")
