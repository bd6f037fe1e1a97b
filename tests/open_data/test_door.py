"""The API is the same for everybody: no cookie, any origin, ETags, and so many requests a minute."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/api/v1/parties"


@pytest.fixture
def party():
    return factories.published(factories.PartyFactory(code="KZ"))


def test_an_answer_that_has_not_changed_is_not_sent_again(client, party):
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    type(party).objects.filter(pk=party.pk).update(short_name_en="Kazakhstan")
    changed = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_each_language_and_filter_has_its_own_etag(client, party):
    tags = {client.get(address)["ETag"] for address in (LIST, f"{LIST}?lang=ru", f"{LIST}?lang=en")}
    assert len(tags) == 3


def test_scripts_of_any_site_may_read(client, party):
    for response in (client.get(LIST), client.get(f"{LIST}?x=1"), client.get("/api/nowhere")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Retry-After"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    preflight = client.options(LIST, headers={"origin": "https://example.org", "access-control-request-method": "GET"})
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_head_has_the_headers_of_get_and_no_body(client, party):
    got, head = client.get(LIST), client.head(LIST)
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (got["ETag"], str(len(got.content)))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(client, party, method):
    response = getattr(client, method)(LIST)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"


def test_who_asks_is_not_read_and_no_cookie_is_set(client, party, django_assert_num_queries):
    client.force_login(factories.superuser())
    client.cookies["django_language"] = "ru"
    with django_assert_num_queries(1):  # the parties; neither session nor user
        response = client.get(LIST)
    assert not response.cookies
    assert "Vary" not in response.headers
    assert "may be" in client.get(f"{LIST}?kind=x").json()["detail"]
    assert client.get(f"{LIST}?kind=x")["Vary"] == "Accept-Language"


def test_the_languages_of_an_answer_are_said(client, party):
    assert client.get(LIST)["Content-Language"] == "ru, en"
    assert client.get(f"{LIST}?lang=ru")["Content-Language"] == "ru"


def test_too_many_requests_are_told_to_wait(client, party, settings):
    settings.OPEN_DATA_PER_MINUTE = 3
    answers = [client.get(LIST, headers={"accept-language": "ru"}) for _n in range(6)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 2 <= len(refused) <= 3  # the minute may turn between two of them
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert "Слишком много" in refused[0].json()["detail"]


def test_each_address_is_counted_for_itself_and_forged_ones_are_not_believed(client, party, settings):
    settings.OPEN_DATA_PER_MINUTE = 0
    assert client.get(LIST).status_code == 429
    settings.OPEN_DATA_PER_MINUTE = 1
    settings.NINJA_NUM_PROXIES = 0
    answers = [client.get(LIST, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(5)]
    assert answers.count(429) >= 3
    settings.NINJA_NUM_PROXIES = 1
    answers = [client.get(LIST, headers={"x-forwarded-for": f"6.6.6.6, 10.0.1.{n}"}).status_code for n in range(5)]
    assert answers == [200] * 5


def test_the_trust_of_proxies_is_that_of_signing_in(settings):
    assert settings.NINJA_NUM_PROXIES == settings.ALLAUTH_TRUSTED_PROXY_COUNT
