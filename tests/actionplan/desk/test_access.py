"""Every address of the desk × everybody: the answer is right, and whoever may not do it changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplan import evidence, reporting, reviewing
from actionplan.models import Evidence, IndicatorValue, ProgressReport, ReportTransition, ReportVersion, StateSubmission
from tests import factories
from tests.actionplan.desk.conftest import published, ready, signed

pytestmark = pytest.mark.django_db

STATE, SECRETARIAT = ("contributor", "coordinator"), ("editor", "reviewer", "publisher")
WRITTEN = (Evidence, IndicatorValue, ProgressReport, ReportTransition, ReportVersion, StateSubmission)
NOT_COORDINATOR = {"contributor": 403}

PAGES = {
    "packet": "packet",
    "packet_history": "packet",
    "report": "report",
    "history": "report",
    "evidence": "evidence",
}
TEXT = {
    "revision": "1",
    "implementation_status": "delayed",
    "original_language": "en",
    "narrative_en": "Changed.",
}
#: name → (what it is about, data, what makes the deed possible, answers by role where they differ)
DEEDS = {
    "report": ("report", TEXT, "answered", {}),
    "autosave": ("report", TEXT, "answered", {"contributor": 200, "coordinator": 200}),
    "resolve": (
        "report",
        {"revision": "1", "mine_narrative_en": "Mine.", "edited_narrative_en": "Mine.", "choose_narrative_en": "mine"},
        "answered",
        {},
    ),
    "step": ("report", {"to": "ready"}, "answered", {}),
    "packet_ready": ("packet", {}, "answered", {}),
    "sign": ("packet", {}, "ready", NOT_COORDINATOR),
    "withdraw": ("packet", {}, "signed", NOT_COORDINATOR),
    "correct": ("report", {"reason": "A figure was wrong"}, "published", NOT_COORDINATOR),
    "evidence_add": ("report", {"title_en": "Programme", "url": "https://example.org/"}, "answered", {}),
    "evidence_remove": ("evidence", {}, "answered", {}),
}


@pytest.fixture
def file(report, packet):
    made = SimpleUploadedFile("programme.pdf", b"%PDF-1.7 test")
    return evidence.add_file(report, actor=packet.contributor, file=made, titles={"en": "Programme"})


def stored():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in WRITTEN}


def enter(client, person):
    if person:
        client.force_login(person)


def prepare(packet, how):
    if how == "answered":
        for report in packet.reports.all():
            factories.answered(report, packet.contributor)
    else:
        {"ready": ready, "signed": signed, "published": published}[how](packet)


@pytest.mark.parametrize("role", ["anonymous", *STATE, "stranger", "gone", *SECRETARIAT])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_the_states_people_and_the_secretariat(client, packet, report, file, people, name, role):
    about = {"packet": packet, "report": report, "evidence": file}[PAGES[name]]
    enter(client, people[role])
    before = stored()
    response = client.get(reverse(f"desk:{name}", args=[about.pk]))
    expected = {"anonymous": 302, "stranger": 404, "gone": 404}.get(role, 200)
    assert response.status_code == expected
    assert stored() == before


@pytest.mark.parametrize("role", ["anonymous", *STATE, "stranger", "gone", *SECRETARIAT])
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_by_the_states_people_only(client, packet, report, file, people, name, role):
    about, data, how, answers = DEEDS[name]
    prepare(packet, how)
    if name == "sign":
        data = {"seal": reporting.seal_of(packet.reports.all())}
    target = {"packet": packet, "report": report, "evidence": file}[about]
    enter(client, people[role])
    before = stored()
    response = client.post(reverse(f"desk:{name}", args=[target.pk]), data)
    refused = {"anonymous": 302, "stranger": 404, "gone": 404, **dict.fromkeys(SECRETARIAT, 403)}
    assert response.status_code == {**refused, **answers}.get(role, 302)
    may = role in STATE and answers.get(role) != 403
    assert (stored() != before) is may


def test_a_refusal_says_why(client, packet):
    client.force_login(packet.contributor)
    said = client.get(reverse("desk:sign", args=[packet.pk])).content.decode()
    assert "Only the state’s coordinator may do this." in said


@pytest.mark.parametrize("name", ["autosave", "resolve", "step", "evidence_add"])
def test_an_address_that_writes_answers_no_reading(client, packet, report, name):
    client.force_login(packet.coordinator)
    assert client.get(reverse(f"desk:{name}", args=[report.pk])).status_code == 405


def test_the_secretariat_does_not_read_unfinished_words(client, packet, report):
    factories.answered(report, packet.contributor, narrative_en="Not finished yet.")
    client.force_login(factories.reviewer())
    assert "Not finished yet." not in client.get(reverse("desk:report", args=[report.pk])).content.decode()


def test_the_first_page_shows_each_person_their_own_states_only(client, packet, people):
    shown = {}
    for role, person in people.items():
        if person:
            client.force_login(person)
            shown[role] = "State KZ" in client.get(reverse("desk:home")).content.decode()
    assert [role for role, is_shown in shown.items() if is_shown] == ["contributor", "coordinator"]
    client.logout()
    assert client.get(reverse("desk:home")).status_code == 302


def test_pages_are_kept_in_no_cache(client, packet):
    client.force_login(packet.coordinator)
    response = client.get(reverse("desk:packet", args=[packet.pk]))
    assert "no-store" in response.headers["Cache-Control"]


def test_the_menu_leads_to_the_desk_for_those_who_have_one(client, packet, people):
    link = f'href="{reverse("desk:home")}"'
    for role, expected in {"coordinator": True, "gone": False, "reviewer": True, "anonymous": False}.items():
        client.logout()
        enter(client, people[role])
        assert (link in client.get("/en/plan/").content.decode()) is expected, role


def test_a_reviewed_packet_is_not_taken_back(client, packet):
    signed(packet)
    reviewing.begin(packet.reports.first(), actor=factories.reviewer())
    client.force_login(packet.coordinator)
    before = stored()
    client.post(reverse("desk:withdraw", args=[packet.pk]))
    assert stored() == before
