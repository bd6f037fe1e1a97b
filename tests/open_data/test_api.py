"""What the API answers: the record, its languages, filters, pages, and refusals that say how to mend the request."""

from datetime import date

import pytest
from django.urls import reverse

from declarations.models import Document
from publishing import workflow
from tests import factories
from tests.actionplan.published import correct, published_round
from tests.declarations import rich

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


def asked(client, address, status=200, **also):
    response = client.get(ROOT + address, **also)
    assert response.status_code == status, response.content
    return response.json()


def items(client, address):
    return asked(client, address)["items"]


def refusal(client, address, **also):
    answer = asked(client, address, 422, **also)
    return answer["parameter"], answer["detail"]


def test_a_text_is_given_in_every_language_and_a_missing_one_is_null(client):
    factories.published(factories.PartyFactory(code="KZ", acronym_ru="", acronym_en="KZ", note_en=None))
    found = asked(client, "parties/KZ")
    assert found["short_name"] == {"ru": "Страна KZ", "en": "State KZ"}
    assert found["acronym"] == {"ru": None, "en": "KZ"}
    assert "lang" not in found


def test_one_language_gives_strings_and_never_the_other_one(client):
    factories.published(factories.PartyFactory(code="KZ", acronym_ru="", acronym_en="KZ"))
    found = asked(client, "parties/KZ?lang=ru")
    assert (found["lang"], found["short_name"], found["acronym"]) == ("ru", "Страна KZ", None)
    assert found["address"].endswith("/ru/members/party-kz/")


def test_a_record_without_a_text_in_the_language_says_so(client):
    published_round("KZ", items=1, narrative_en="", narrative_ru="Сделано.")
    (found,) = items(client, "reports?lang=en")
    assert (found["lang"], found["narrative"]) == (None, None)


def test_a_record_that_is_not_published_is_nowhere(client):
    draft = factories.PartyFactory(code="KZ")
    factories.MembershipFactory(party=draft)
    factories.ChairmanshipFactory(party=draft)
    factories.MeetingFactory(slug="secret")
    factories.DocumentFactory(symbol="AP/2013/X")
    for name in ("parties", "memberships", "chairmanships", "meetings", "documents", "editions", "paragraphs"):
        assert items(client, name) == []
    for address in ("parties/KZ", "meetings/secret", "documents/AP/2013/X", "documents/AP/2013/X/editions/1"):
        assert asked(client, address, 404)["title"] == "Not Found"


def test_memberships_are_those_of_the_day(client):
    state = factories.published(factories.PartyFactory(code="KZ"))
    for role, since, until in (("observer", date(2011, 1, 1), date(2013, 6, 4)), ("member", date(2013, 6, 5), None)):
        factories.MembershipFactory(party=state, role=role, since=since, until=until)
    assert [row["role"] for row in items(client, "memberships?on=2013-06-04")] == ["observer"]
    assert [row["role"] for row in items(client, "memberships?on=2019-05-01")] == ["member"]
    assert len(items(client, "memberships")) == 2


def test_one_state_chairs_on_a_day_though_a_term_has_no_recorded_end(client):
    for code, since in (("TR", "2021-01-01"), ("AZ", "2023-01-01")):
        party = factories.published(factories.PartyFactory(code=code))
        factories.ChairmanshipFactory(party=party, since=since, until=None)

    def chairs(query: str) -> list[str]:
        return [row["party"] for row in items(client, f"chairmanships{query}")]

    assert chairs("") == ["TR", "AZ"]
    assert chairs("?on=2022-12-31") == ["TR"]
    assert chairs("?on=2023-01-01") == ["AZ"]
    assert chairs("?on=2023-01-01&party=TR") == []


def test_dates_are_given_as_far_as_they_are_known(client):
    state = factories.published(factories.PartyFactory())
    factories.ChairmanshipFactory(
        party=state, since=date(2013, 6, 1), since_precision="month", until=date(2016, 12, 31), until_precision="year"
    )
    (found,) = items(client, "chairmanships")
    assert (found["since"], found["until"], found["source"]) == ("2013-06", "2016", "A")


def test_a_meeting_tells_its_attendance_and_agenda(client):
    meeting = factories.published(factories.MeetingFactory(slug="m"))
    factories.AttendanceFactory(meeting=meeting, party__code="KZ", capacity="host")
    factories.AgendaItemFactory(meeting=meeting, position=1, number="")
    found = asked(client, "meetings/m?lang=en")
    assert [(row["party"], row["capacity"]) for row in found["attendance"]] == [("KZ", "host")]
    assert found["agenda"] == [{"position": 1, "number": None, "title": "Agenda item"}]


def test_meetings_are_narrowed_by_kind_party_and_days(client):
    days = {"starts_on": "2012-01-01", "ends_on": "2012-01-02"}
    first = factories.published(factories.MeetingFactory(slug="a", kind="experts", **days))
    factories.published(factories.MeetingFactory(slug="b", starts_on="2014-01-01", ends_on="2014-01-03"))
    factories.AttendanceFactory(meeting=first, party__code="KZ")

    def slugs(query):
        return [row["slug"] for row in items(client, f"meetings?{query}")]

    assert slugs("kind=experts") == slugs("party=KZ") == slugs("until=2012-01-01") == ["a"]
    assert slugs("since=2014-01-03") == ["b"]
    assert slugs("party=ZZ") == slugs("since=2014-01-04") == []
    assert slugs("") == ["a", "b"]


def test_a_meeting_that_moved_is_found_at_its_new_key(client):
    meeting = factories.published(factories.MeetingFactory(slug="old"))
    meeting.slug = "new"
    meeting.save()
    response = client.get(ROOT + "meetings/old?lang=ru")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/meetings/new?lang=ru")


def test_a_document_is_what_its_edition_says_while_a_revision_is_drafted(client):
    made = rich.edition()
    document = made.document
    workflow.reopen(document, actor=factories.editor())
    Document.objects.filter(pk=document.pk).update(title_en="A secret draft", kind="guidelines")
    found = asked(client, f"documents/{made.symbol}?lang=en")
    assert (found["title"], found["kind"]) == (made.content["title_en"], made.content["kind"])
    assert items(client, "documents?kind=guidelines") == []


def test_an_edition_has_its_paragraphs_and_stays_when_another_follows(client):
    document = factories.DocumentFactory()
    factories.ParagraphFactory.create_batch(2, document=document)
    made = factories.published(document).current_edition
    workflow.reopen(document, actor=factories.editor())
    factories.published(document)
    first, second = items(client, f"editions?symbol={made.symbol}")
    assert (first["edition"], first["is_current"], second["edition"], second["is_current"]) == (1, False, 2, True)
    whole = asked(client, f"documents/{made.symbol}/editions/1")
    assert [row["anchor"] for row in whole["paragraphs"]] == [row["anchor"] for row in made.content["paragraphs"]]
    assert {row["edition"] for row in items(client, "paragraphs?limit=200")} == {2}
    assert {row["edition"] for row in items(client, "paragraphs?limit=200&edition=1")} == {1}


def test_paragraphs_are_narrowed_by_document_and_kind(client):
    made = rich.edition()
    found = items(client, f"paragraphs?document={made.symbol}&kind=annex")
    assert found
    assert {row["kind"] for row in found} == {"annex"}
    assert items(client, "paragraphs?document=AP/1999/X") == []


def test_a_withdrawn_document_is_gone_and_says_why(client):
    made = rich.edition()
    workflow.withdraw(made.document, actor=factories.superuser(), reason="Published by mistake")
    for address in (f"documents/{made.symbol}", f"documents/{made.symbol}/editions/1"):
        gone = asked(client, address, 410)
        assert "Published by mistake" in gone["detail"]
    for name in ("documents", "editions", "paragraphs"):
        assert items(client, name) == []


def test_a_correction_is_said_to_be_one_and_takes_the_place_of_what_it_corrects(client):
    made = published_round("KZ", items=1)
    correct(made.submissions.get().reports.get(), narrative_en="Corrected.")
    (found,) = items(client, "reports?lang=en")
    assert (found["is_correction"], found["narrative"]) == (True, "Corrected.")


def test_reports_are_narrowed_by_state_item_status_and_round(client):
    made = published_round("KZ", "TJ")
    item = made.submissions.first().reports.first().assignment.item.code
    assert len(items(client, "reports")) == 4
    assert len(items(client, f"reports?state=KZ&item={item}&plan={made.plan.slug}&round={made.number}")) == 1
    assert len(items(client, "reports?status=in_progress&since=2020-01-01")) == 4
    assert items(client, "reports?status=completed") == items(client, "reports?until=2020-01-01") == []
    (round_,) = items(client, "rounds")
    assert (round_["number"], round_["reports"]) == (made.number, 4)


def test_a_plan_an_item_and_an_assignment_name_each_other(client):
    made = published_round("KZ", items=1)
    plan = asked(client, f"plans/{made.plan.slug}")
    code = plan["clusters"][0]["items"][0]
    assert asked(client, f"items/{code}")["assignments"][0]["state"] == "KZ"
    assert items(client, "assignments?state=KZ&role=participant")[0]["item"] == code
    assert items(client, "items?state=TJ") == []


@pytest.mark.parametrize(
    ("address", "parameter", "cure"),
    [
        ("parties?kind=city", "kind", "state, organization"),
        ("parties?colour=blue", "colour", "code"),
        ("parties?lang=fr", "lang", "ru, en"),
        ("parties?limit=201", "limit", "from 1 to 200"),
        ("parties?limit=" + "9" * 5000, "limit", "from 1 to 200"),
        ("editions?limit=21", "limit", "from 1 to 20"),
        ("parties?limit=5&limit=6", "limit", "once"),
        ("parties?code=%00", "code", "KZ"),
        ("parties?code=KZ'--", "code", "KZ"),
        ("parties?cursor=%00", "cursor", "next"),
        ("memberships?on=yesterday", "on", "2019-05-01"),
        ("memberships?on=2019-02-30", "on", "2019-05-01"),
        ("memberships?on=1556668800", "on", "2019-05-01"),
        ("documents?symbol=x", "symbol", "AP/2013/COM"),
        ("reports?round=99999999999999999999", "round", "from 1 to 32767"),
        ("documents/AP/2013/COM/editions/99999999999999999999", "number", "from 1 to 32767"),
        ("documents/AP%00", "symbol", "AP/2013/COM"),
        ("items/%00", "code", "S1.1"),
        ("parties/kz%0a", "code", "KZ"),
    ],
)
def test_a_refusal_names_the_parameter_and_the_cure(client, address, parameter, cure):
    named, said = refusal(client, address)
    assert named == parameter
    assert cure in said


def test_a_refusal_speaks_the_language_of_the_request(client):
    assert "Допустимые" in refusal(client, "parties?kind=x&lang=ru")[1]
    assert "Допустимые" in refusal(client, "parties?kind=x", headers={"accept-language": "ru-KZ,ru;q=0.9"})[1]
    assert "may be" in refusal(client, "parties?kind=x", headers={"accept-language": "de"})[1]


def test_an_address_that_is_not_there_is_told_in_json(client):
    for address in ("nonsense", "parties/KZ/more", "../v2/parties", "%0a"):
        assert client.get(ROOT + address)["Content-Type"] == "application/problem+json"
    lists = asked(client, "")["resources"]
    assert lists["parties"].endswith(reverse("api:parties"))
