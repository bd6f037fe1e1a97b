"""Memory is bounded, and nobody empties it by asking nonsense."""

import pytest
from django.http import HttpResponse
from django.test import Client

from almaty_portal.page_cache.pages import OVERHEAD, Page
from almaty_portal.page_cache.store import Store
from publishing.basis import Basis

HOME = "/en/"
pytestmark = pytest.mark.usefixtures("kept")


def page(size: int = 100) -> Page:
    """Of so many bytes beside what each page takes."""
    return Page(HttpResponse(bytes(size)[:299].ljust(size, b"x")), Basis(), float("inf"))


def key(name: str) -> tuple[str, ...]:
    return (name,)


def test_the_page_read_longest_ago_leaves_first():
    store = Store(4 * (OVERHEAD + 100))
    for name in "abcd":
        store.put(key(name), page())
    assert store.get(key("a"))
    store.put(key("e"), page())
    assert [bool(store.get(key(name))) for name in "abcde"] == [True, False, True, True, True]


def test_the_size_is_the_sum_of_what_is_there():
    store = Store(100_000)
    for name in "aabbccdd":
        store.put(key(name), page(299))
    assert len(store) == 4
    assert store.size == 4 * (OVERHEAD + 299)


def test_more_is_never_kept_than_there_is_room_for():
    store = Store(10 * OVERHEAD)
    for number in range(100):
        store.put(key(str(number)), page())
        assert store.size <= store.room
    assert len(store) == 9


def test_a_page_too_large_pushes_nobody_out():
    store = Store(4 * OVERHEAD)
    store.put(key("a"), page())
    assert not store.get(key("a"))
    assert len(store) == 0


def test_what_has_lapsed_leaves_when_it_is_asked_for():
    store, lapsed = Store(100_000), page()
    store.put(key("a"), lapsed)
    lapsed.ends = 0.0
    assert store.get(key("a")) is None
    assert (len(store), store.size) == (0, 0)


def test_nonsense_queries_ports_and_languages_do_not_push_pages_out(kept, django_assert_num_queries):
    kept.__init__(32 * OVERHEAD)
    linked = Client(headers={"host": "127.0.0.1"})
    linked.get(HOME)
    for number in range(40):
        Client().get(f"{HOME}?x={number}")
        Client().get(HOME, headers={"host": f"127.0.0.1:{9000 + number}"})
        Client().get("/robots.txt", headers={"accept-language": f"x-{number}"})
    assert len(kept.usual) == 1
    assert 0 < len(kept.rare) < 40
    with django_assert_num_queries(0):
        linked.get(HOME)
