"""What each person sees of the desk. Who may open and do what: tests/actionplan/everybody."""

import pytest
from django.urls import reverse

from actionplan import reviewing
from tests import factories
from tests.actionplan.desk.conftest import signed
from tests.actionplan.everybody.rows_stored import stored

pytestmark = pytest.mark.django_db


def enter(client, person):
    if person:
        client.force_login(person)


def test_a_refusal_says_why(client, packet):
    client.force_login(packet.contributor)
    said = client.get(reverse("desk:sign", args=[packet.pk])).content.decode()
    assert "Only the state’s coordinator may do this." in said


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
