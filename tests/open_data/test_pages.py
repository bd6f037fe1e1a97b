"""Pages of a list: whole, stable while rows are added, and nobody makes a cursor."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing

from almaty_portal.lib.open_data import keyset
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db


def page(client, address):
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200
    return response


def walked(client, address):
    """The rows of every page, and how many there are."""
    rows, pages = [], 0
    while address:
        found = page(client, address).json()
        rows, address, pages = rows + found["items"], found["next"], pages + 1
    return rows, pages


def parties(*codes):
    return [factories.published(factories.PartyFactory(code=code)) for code in codes]


def test_every_row_is_on_one_page_and_the_last_says_that_it_is(client):
    parties("AA", "AB", "AC", "AD", "AE")
    rows, pages = walked(client, "/api/v1/parties?limit=2&kind=state&lang=en")
    assert [row["code"] for row in rows] == ["AA", "AB", "AC", "AD", "AE"]
    assert pages == 3
    assert len(walked(client, "/api/v1/parties?limit=5")[0]) == 5


def test_the_link_header_names_the_same_page(client, settings):
    parties("AA", "AB")
    response = page(client, "/api/v1/parties?limit=1")
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert response.json()["next"].startswith(f"{settings.SITE_URL}/api/v1/parties?")
    assert "Link" not in page(client, response.json()["next"]).headers


def test_rows_that_are_added_move_none_that_are_still_to_come(client):
    parties("AB", "AD", "AF")
    following = page(client, "/api/v1/parties?limit=1").json()["next"]
    parties("AA", "AE")
    assert [row["code"] for row in walked(client, following)[0]] == ["AD", "AE", "AF"]


def test_a_row_that_goes_takes_no_other_with_it(client):
    first, *_others = parties("AA", "AB", "AC")
    following = page(client, "/api/v1/parties?limit=1").json()["next"]
    type(first).objects.filter(pk=first.pk).delete()
    assert [row["code"] for row in walked(client, following)[0]] == ["AB", "AC"]


def test_reports_come_in_an_order_that_tells_nothing_of_when_they_were_made(client):
    made = published_round("TJ", "KZ")
    rows, _pages = walked(client, "/api/v1/reports?limit=3")
    keys = [(row["plan"], row["round"], row["item"], row["state"]) for row in rows]
    assert keys == sorted(keys)
    cursor = parse_qs(urlsplit(page(client, "/api/v1/reports?limit=1").json()["next"]).query)["cursor"][0]
    assert keyset.values_of("reports", cursor) == [made.plan.slug, made.number, keys[0][2], "KZ"]


def forged():
    signed = keyset.cursor("parties", ["AA"])
    body, signature = signed.split(":")
    other = signing.b64_encode(json.dumps(["AB"]).encode()).decode()
    yield f"{other}:{signature}"
    yield body
    yield f"{body}:{signature[:-1]}"
    yield keyset.cursor("memberships", ["AA", "member", 1])
    yield signing.Signer(salt="other").sign_object(["AA"])
    yield signing.Signer(salt="open-data:parties").sign("notjson")
    yield "x" * 500


@pytest.mark.parametrize("cursor", list(forged()))
def test_a_cursor_that_the_list_did_not_give_leads_nowhere(client, cursor):
    parties("AA", "AB")
    response = client.get("/api/v1/parties", {"cursor": cursor})
    assert response.status_code == 404
    assert response.json()["parameter"] == "cursor"
