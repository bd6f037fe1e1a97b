"""robots.txt, security.txt and favicon.ico."""

from datetime import UTC, datetime, timedelta

import pytest

from almaty_portal import well_known
from almaty_portal.checks import security_contact_is_an_address


def lines(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode().splitlines()


def test_robots_are_kept_from_what_is_private_or_endless(client, settings):
    said = lines(client, "/robots.txt")
    private = [f"/{code}/{part}/" for code in ("ru", "en") for part in ("search", "desk", "account", "digests")]
    assert [line for path in ("/admin/", *private) if (line := f"Disallow: {path}") not in said] == []
    assert said[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"
    assert "Disallow: /" not in said


def test_security_txt_says_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = ["mailto:security@example.org", "https://example.org/report"]
    assert lines(client, "/.well-known/security.txt") == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
        f"Expires: {well_known._expires(datetime.now(UTC)).isoformat()[:19]}Z",
        "Preferred-Languages: ru, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 28])
def test_security_txt_is_never_out_of_date_and_never_good_for_a_year(month, day):
    now = datetime(2027, month, day, 23, tzinfo=UTC)
    assert timedelta(days=180) < well_known._expires(now) - now < timedelta(days=215)


def test_without_a_contact_there_is_no_security_txt(client, settings):
    settings.SECURITY_CONTACT = []
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("contact", "faults"), [("security@example.org", 1), ("mailto:security@example.org", 0)])
def test_a_contact_without_a_scheme_is_found_before_it_is_published(settings, contact, faults):
    settings.SECURITY_CONTACT = [contact]
    assert len(security_contact_is_an_address()) == faults


def test_the_icon_is_found_where_browsers_look(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/emblem.svg")


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt", "/favicon.ico"])
def test_they_are_only_read(client, address):
    assert client.post(address).status_code == 405
