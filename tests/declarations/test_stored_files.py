"""The fast path of stored files says exactly what the view says, and nothing that is no longer so."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client

from almaty_portal.roles import sync_roles
from declarations import rendition_views, renditions, stored_files
from declarations.models import Document, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def stored(monkeypatch) -> Rendition:
    monkeypatch.setattr("declarations.tasks.render_edition.delay_on_commit", lambda *args: None)
    ContentType.objects.clear_cache()
    sync_roles()
    made = factories.DocumentFactory(slug="communique")
    factories.ParagraphFactory(document=made, position=1)
    factories.published(made)
    return renditions.render(made.editions.get().pk, "pdf", "en")


def read(response) -> tuple[int, dict[str, str], bytes]:
    return response.status_code, dict(response.items()), response.getvalue()


@pytest.mark.parametrize("query", ["", "?download"])
def test_the_second_answer_is_the_first_and_asks_no_database(stored, query, django_assert_num_queries):
    address = stored.get_absolute_url() + query
    first = read(Client().get(address))
    with django_assert_num_queries(0):
        second = read(Client().get(address))
    assert first == second
    assert first[0] == 200
    assert first[2].startswith(b"%PDF")


@pytest.mark.parametrize("method", ["get", "head"])
def test_conditional_requests_are_answered_as_by_the_view(stored, method):
    address = stored.get_absolute_url()
    asked = [{"if-none-match": f'"{stored.sha256}"'}, {"if-none-match": '"other"'}, {}]
    asked += [{"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}, {"if-modified-since": "yesterday"}]

    def answers() -> list:
        return [read(getattr(Client(), method)(address, headers=headers)) for headers in asked]

    slow = []
    for headers in asked:
        cache.clear()
        slow.append(read(getattr(Client(), method)(address, headers=headers)))
    Client().get(address)
    for fast, by_view in zip(answers(), slow, strict=True):
        assert fast[1] == by_view[1]
        assert fast == by_view
    assert [status for status, _headers, _data in slow] == [304, 200, 200, 304, 200]


def test_a_withdrawn_documents_file_is_gone_at_once(stored):
    address = stored.get_absolute_url()
    assert [Client().get(address).status_code for _ in "12"] == [200, 200]
    workflow.withdraw(stored.edition.document, actor=factories.publisher(), reason="Issued in error")
    assert Client().get(address).status_code == 410


def test_a_withdrawal_while_the_view_answers_is_not_undone_by_its_entry(stored, monkeypatch):
    address, conditional = stored.get_absolute_url(), rendition_views.get_conditional_response

    def withdraw_meanwhile(*args, **kwargs):
        found = conditional(*args, **kwargs)
        workflow.withdraw(Document.objects.get(), actor=factories.publisher(), reason="Issued in error")
        return found

    monkeypatch.setattr(rendition_views, "get_conditional_response", withdraw_meanwhile)
    assert Client().get(address).status_code == 200
    monkeypatch.undo()
    assert Client().get(address).status_code == 410


def test_a_changed_address_is_left_at_once(stored):
    old = stored.get_absolute_url()
    assert Client().get(old).status_code == 200
    workflow.reopen(stored.edition.document, actor=factories.editor())
    document = Document.objects.get()
    document.slug = "communique-2013"
    document.save()
    assert Client().get(old).status_code in (301, 404)
    assert Client().get(Rendition.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path", ["editions/7/AP-en.pdf", "editions/1/other.pdf", "editions/1/"])
def test_what_is_not_a_stored_file_is_never_kept(stored, path):
    address = f"/en/documents/communique/{path}"
    first, second = (Client().get(address).status_code for _ in "12")
    assert first == second
    assert cache.get(f"stored-file:{address}?") is None


def test_an_unknown_query_and_a_post_go_to_the_view(stored, monkeypatch):
    address = stored.get_absolute_url()
    Client().get(address)
    monkeypatch.setattr(stored_files, "_answer", lambda *args: pytest.fail("answered by the fast path"))
    assert Client().get(address + "?lang=ru").status_code == 200
    assert Client().post(address).status_code == 405
