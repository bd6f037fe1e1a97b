"""What readers get from memory: the same page, in the coding they take, or word that they have it."""

import gzip

import brotli
import pytest
from django.test import Client, RequestFactory

from almaty_portal.page_cache.front import from_memory
from publishing.listening import changes
from tests import factories

BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}
HOME = "/en/"


@pytest.fixture(autouse=True)
def meetings(committed, kept):
    for _ in range(8):
        factories.published(factories.MeetingFactory())
    changes.settle()  # a notice still on its way would let a page lapse between two readers


def read(address: str = HOME, **headers: str):
    return Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_open_data_is_kept_whatever_language_a_reader_wants(django_assert_num_queries):
    first = read("/api/v1/meetings", accept_language="ru-RU,ru;q=0.9")
    with django_assert_num_queries(0):
        second = read("/api/v1/meetings", accept_language="ru-RU,ru;q=0.9")
    assert first.status_code == second.status_code == 200
    assert first.content == second.content


def test_the_second_reader_asks_no_database(django_assert_num_queries):
    first = read()
    with django_assert_num_queries(0):
        second = read()
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


def test_an_answer_carries_what_the_whole_stack_says_of_it():
    read()
    headers = read().headers
    assert headers["Cache-Control"] == "no-cache"
    assert {part.strip() for part in headers["Vary"].split(",")} == {"Cookie", "Accept-Encoding"}
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Content-Language"] == "en"


@pytest.mark.parametrize("times", [1, 2], ids=["made", "kept"])
def test_each_coding_holds_the_same_page(times):
    for _ in range(times):
        plain, gzipped, brotlied = read(), read(accept_encoding="gzip"), read(accept_encoding="br")
    assert gzip.decompress(gzipped.content) == brotli.decompress(brotlied.content) == plain.content
    assert len(brotlied.content) < len(gzipped.content) < len(plain.content)
    codings = [answer.headers.get("Content-Encoding") for answer in (plain, gzipped, brotlied)]
    assert codings == [None, "gzip", "br"]
    assert len({answer["ETag"] for answer in (plain, gzipped, brotlied)}) == 3
    for answer in (plain, gzipped, brotlied):
        assert answer["Content-Length"] == str(len(answer.content))
        assert answer["ETag"].startswith('"')


@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', '"other",W/{} , "third"', "*"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_who_has_the_page_is_told_so(written, method):
    etag = read(**BROWSER)["ETag"]
    answer = getattr(Client(), method)(HOME, headers={**BROWSER, "if-none-match": written.format(etag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag
    assert answer["Cache-Control"] == "no-cache"
    assert not {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"} & set(answer.headers)


def test_who_has_it_in_another_coding_gets_it_whole():
    etag = read(accept_encoding="gzip")["ETag"]
    assert read(accept_encoding="br", if_none_match=etag).status_code == 200
    assert read(accept_encoding="br", if_none_match='"other"').status_code == 200


def test_a_page_made_anew_with_the_same_content_is_the_one_the_reader_has(kept):
    etag = read(**BROWSER)["ETag"]
    kept.usual.__init__(kept.usual.room)
    kept.rare.__init__(kept.rare.room)
    assert read(**BROWSER, if_none_match=etag).status_code == 304


def test_a_head_is_the_page_without_its_body():
    page = read(**BROWSER)
    head = Client().head(HOME, headers=BROWSER)
    assert head.content == b""
    assert dict(head.headers) == dict(page.headers)


def test_the_server_is_answered_before_django_begins():
    def no_django(environ, start_response):
        pytest.fail("asked Django")

    page, said = read(**BROWSER), []
    environ = RequestFactory(headers=BROWSER).get(HOME).environ
    body = from_memory(no_django)(environ, lambda status, headers: said.append((status, dict(headers))))
    assert b"".join(body) == page.content
    assert said == [("200 OK", dict(page.headers))]


def test_what_is_not_kept_is_left_to_django():
    environ = RequestFactory().get("/en/nowhere/").environ
    assert from_memory(lambda environ, start_response: [b"Django"])(environ, None) == [b"Django"]


def test_a_withdrawn_document_is_gone_from_memory_too(django_assert_num_queries):
    from publishing import workflow

    document = factories.DocumentFactory()
    factories.ParagraphFactory(document=document, position=1)
    factories.published(document)
    workflow.withdraw(document, actor=factories.publisher(), reason="Issued in error")
    changes.settle()
    address = f"/en/documents/{document.slug}/"
    first = read(address)
    with django_assert_num_queries(0):
        second = read(address, if_none_match=first["ETag"])
    assert (first.status_code, second.status_code) == (410, 410)
    assert "Issued in error" in second.content.decode()
