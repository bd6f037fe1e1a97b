"""Whatever is somebody's own is neither kept nor answered from memory."""

import gzip

import pytest
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from almaty_portal.page_cache.middleware import VARIES, PageCacheMiddleware, is_everybodys
from tests import factories

HOME = "/en/"


def is_made(client: Client, address: str = HOME, method: str = "get", **sent) -> bool:
    """Whether the answer was made for this request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        getattr(client, method)(address, **sent)
    return len(caught) > 0


def signed_in() -> Client:
    client = Client()
    client.force_login(factories.UserFactory())
    return client


@pytest.mark.parametrize(
    ("cookie", "is_own"),
    [
        ("sessionid=x", True),
        ("a=1; sessionid=x", True),
        ("messages=x", True),
        ("csrftoken=x", False),
        ("django_language=ru; theme=dark", False),
        ("mysessionid=x", False),
    ],
)
def test_a_session_or_a_message_passes_by(kept, cookie, is_own):
    Client().get(HOME)
    assert is_made(Client(headers={"cookie": cookie})) is is_own


def test_a_signed_in_reader_gets_their_own_page_and_leaves_none_behind(kept):
    own = signed_in().get(HOME)
    assert "Sign out" in own.content.decode()
    assert len(kept.usual) + len(kept.rare) == 0
    assert "Sign in" in Client().get(HOME).content.decode()
    assert "Sign out" in signed_in().get(HOME).content.decode()


def test_an_authorization_passes_by(kept):
    Client().get(HOME)
    assert is_made(Client(headers={"authorization": "Basic eA=="}))


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_answered_from_memory(kept, method):
    Client().get(HOME)
    assert is_made(Client(), method=method)


def test_a_page_with_a_form_is_made_for_each_reader(kept):
    first, second = Client().get("/en/verify/"), Client().get("/en/verify/")
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    assert len(kept.usual) + len(kept.rare) == 0


def test_each_host_scheme_and_query_has_its_own_page(kept, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    kept.__init__(1_000_000)
    for sent in ({}, {"headers": {"host": "127.0.0.1"}}, {"headers": {"x-forwarded-proto": "https"}}):
        assert is_made(Client(), **sent)
        assert not is_made(Client(), **sent)
    assert is_made(Client(), HOME + "?x=1")
    assert is_made(Client(), HOME + "?x=2")
    assert not is_made(Client(), HOME + "?x=1")


def test_a_foreign_host_is_refused_and_leaves_nothing(kept):
    assert Client().get(HOME, headers={"host": "elsewhere.example"}).status_code == 400
    assert len(kept.usual) + len(kept.rare) == 0


@pytest.mark.parametrize("address", ["/en/nowhere/", "/", "/d/AP/2013/COM", "/en/search", "/health/", "/en/account/"])
def test_errors_redirects_and_what_concerns_the_moment_are_not_kept(kept, address):
    Client().get(address)
    assert len(kept.usual) + len(kept.rare) == 0


def test_outside_the_languages_addresses_each_wish_has_its_own_answer(kept):
    for wish in ("ru", "en", ""):
        first = Client().get("/sitemap.xml", headers={"accept-language": wish})
        assert Client().get("/sitemap.xml", headers={"accept-language": wish})["Content-Language"] == (wish or "en")
        assert "Accept-Language" in first["Vary"]
    cookie = Client(headers={"cookie": "django_language=ru"})
    assert cookie.get("/sitemap.xml")["Content-Language"] == "ru"
    assert Client().get("/sitemap.xml")["Content-Language"] == "en"


def answered(change=lambda request, response: None, response=None) -> bool:
    request = RequestFactory().get(HOME)
    response = response or HttpResponse("page")
    change(request, response)
    return is_everybodys(request, response, VARIES)


def header(name: str, value: str):
    return lambda request, response: response.headers.__setitem__(name, value)


def queued(request, response):
    request._messages = messages.storage.cookie.CookieStorage(request)
    messages.success(request, "Saved")


OWN = {
    "a cookie": lambda request, response: response.set_cookie("a", "1"),
    "a form": lambda request, response: get_token(request),
    "a message": queued,
    "private": header("Cache-Control", "max-age=1, private"),
    "no-store": header("Cache-Control", "No-Store"),
    "by language": header("Vary", "Cookie, Accept-Language"),
    "by type": header("Vary", "Accept"),
    "by anything": header("Vary", "*"),
    "a nonce": header("Content-Security-Policy", "script-src 'nonce-x'"),
    "coded": header("Content-Encoding", "gzip"),
    "no text": header("Content-Type", "application/pdf"),
}


@pytest.mark.parametrize("change", OWN.values(), ids=OWN)
def test_an_answer_with_a_mark_of_its_reader_is_not_everybodys(change):
    assert answered()
    assert not answered(change)


def test_a_stream_and_an_error_are_not_everybodys():
    assert not answered(response=StreamingHttpResponse(["page"], content_type="text/html"))
    assert not answered(response=HttpResponse("page", status=503))


def test_pages_that_are_not_kept_are_compressed_at_another_length_each_time(kept):
    def lengths() -> set[int]:
        found = [Client().get("/en/verify/", headers={"accept-encoding": "gzip"}) for _ in range(12)]
        assert {answer["Content-Encoding"] for answer in found} == {"gzip"}
        assert b"csrfmiddlewaretoken" in gzip.decompress(found[0].content)
        return {len(answer.content) for answer in found}

    assert len(lengths()) > 3  # what a length tells of a secret is lost in the noise


def test_a_file_is_passed_on_as_it_is(kept):
    answer = PageCacheMiddleware(lambda request: HttpResponse(b"%PDF" * 200, content_type="application/pdf"))(
        RequestFactory(headers={"accept-encoding": "gzip, br"}).get("/en/file.pdf")
    )
    assert answer.content == b"%PDF" * 200


def test_without_room_there_is_no_cache(settings, client, db):
    from almaty_portal.page_cache.memory import memory

    settings.PAGE_CACHE_MEGABYTES = 0
    memory.cache_clear()
    assert memory() is None
    assert is_made(client)
    assert is_made(client)
    assert "ETag" not in client.get(HOME)
