"""Every address of the open data answers everybody alike, and changes nothing."""

import pytest
from django.urls import get_resolver, reverse

from almaty_portal.open_data import dumps
from tests.actionplan.everybody.conftest import build
from tests.actionplan.everybody.rows_stored import stored
from tests.actionplan.everybody.test_table import names

ONE = {
    "party": lambda world: ["KZ"],
    "meeting": lambda world: ["none"],
    "document": lambda world: ["AP/2013/NONE"],
    "edition": lambda world: ["AP/2013/NONE", 1],
    "plan": lambda world: [world.plan.slug],
    "item": lambda world: [world.states["KZ"].published.assignment.item.code],
}
LISTS = (
    "parties", "memberships", "chairmanships", "meetings", "documents", "editions", "paragraphs", "plans", "items",
    "assignments", "rounds", "reports",
)  # fmt: skip


def test_every_address_of_the_api_is_in_the_table():
    served = {name.removeprefix("api:") for name in names(get_resolver().url_patterns) if name.startswith("api:")}
    assert served - {"api-root"} == {*LISTS, *ONE}


def told(response):
    return response.status_code, b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.django_db
def test_everybody_is_answered_alike_and_nothing_changes(client, settings):
    world = build()
    settings.OPEN_DATA_PER_MINUTE = 1_000_000
    addresses = [reverse(f"api:{name}") for name in LISTS]
    addresses += [reverse(f"api:{name}", args=about(world)) for name, about in ONE.items()]
    addresses += ["/api/v1/", "/api/v1/openapi.json", "/open-data/dictionary.csv", "/open-data/parties.csv"]
    dumps.make("parties")
    before, answers = stored(), {}
    for role, person in world.people.items():
        client.logout()
        if person:
            client.force_login(person)
        answers[role] = [told(client.get(address)) for address in addresses]
        for page in ("/ru/open-data/", "/en/open-data/dictionary/"):
            assert client.get(page).status_code == 200
    assert len({str(found) for found in answers.values()}) == 1
    statuses = [status for status, _said in answers["anonymous"]]
    assert {status: statuses.count(status) for status in set(statuses)} == {200: len(addresses) - 3, 404: 3}
    assert stored() == before
