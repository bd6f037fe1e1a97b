"""The fast path of stored files says exactly what the view says, and nothing that is no longer so."""

import pytest
from django.test import Client

from declarations import rendition_views, renditions, stored_files
from declarations.models import Document, Rendition
from publishing import workflow
from publishing.listening import changes
from tests import factories

pytestmark = pytest.mark.usefixtures("committed", "kept")


@pytest.fixture
def stored(monkeypatch) -> Rendition:
    monkeypatch.setattr("declarations.tasks.render_edition.delay_on_commit", lambda *args: None)
    made = factories.DocumentFactory(slug="communique")
    factories.ParagraphFactory(document=made, position=1)
    factories.published(made)
    rendered = renditions.render(made.editions.get().pk, "pdf", "en")
    changes.settle()  # a notice still on its way would make the first answer lapse
    return rendered


def read(response) -> tuple[int, dict[str, str], bytes]:
    return response.status_code, dict(response.items()), response.getvalue()


@pytest.mark.parametrize("query", ["", "?download"])
def test_the_second_answer_is_the_first_and_asks_no_database(stored, client, query, django_assert_num_queries):
    address = stored.get_absolute_url() + query
    first = read(client.get(address))
    with django_assert_num_queries(0):
        second = read(client.get(address))
    assert first == second
    assert first[0] == 200
    assert first[2].startswith(b"%PDF")


@pytest.mark.parametrize("method", ["get", "head"])
def test_conditional_requests_are_answered_as_by_the_view(stored, client, method):
    address = stored.get_absolute_url()
    asked = [{"if-none-match": f'"{stored.sha256}"'}, {"if-none-match": '"other"'}, {}]
    asked += [{"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}, {"if-modified-since": "yesterday"}]
    # another client has middleware of its own, which knows nothing yet
    slow = [read(getattr(Client(), method)(address, headers=headers)) for headers in asked]
    client.get(address)
    fast = [read(getattr(client, method)(address, headers=headers)) for headers in asked]
    assert fast == slow
    assert [status for status, _headers, _data in slow] == [304, 200, 200, 304, 200]


def test_a_withdrawn_documents_file_is_gone(stored, client):
    address = stored.get_absolute_url()
    assert [client.get(address).status_code for _ in "12"] == [200, 200]
    workflow.withdraw(stored.edition.document, actor=factories.publisher(), reason="Issued in error")
    changes.settle()
    assert client.get(address).status_code == 410


def test_a_withdrawal_while_the_view_answers_is_not_undone_by_its_entry(stored, client, monkeypatch):
    address, conditional = stored.get_absolute_url(), rendition_views.get_conditional_response

    def withdraw_meanwhile(*args, **kwargs):
        found = conditional(*args, **kwargs)
        workflow.withdraw(Document.objects.get(), actor=factories.publisher(), reason="Issued in error")
        changes.settle()
        return found

    monkeypatch.setattr(rendition_views, "get_conditional_response", withdraw_meanwhile)
    assert client.get(address).status_code == 200
    monkeypatch.undo()
    assert client.get(address).status_code == 410


def test_a_changed_address_is_left(stored, client):
    old = stored.get_absolute_url()
    assert client.get(old).status_code == 200
    workflow.reopen(stored.edition.document, actor=factories.editor())
    Document.objects.update(slug="communique-2013")
    changes.settle()
    assert client.get(old).status_code in (301, 404)
    assert client.get(Rendition.objects.get().get_absolute_url()).status_code == 200


def answered_by_the_view(monkeypatch):
    monkeypatch.setattr(stored_files, "_answer", lambda *args: pytest.fail("answered by the fast path"))


def test_while_nobody_listens_the_view_answers(stored, client, monkeypatch):
    client.get(stored.get_absolute_url())
    monkeypatch.setattr(changes, "until", 0.0)
    answered_by_the_view(monkeypatch)
    assert client.get(stored.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path", ["editions/7/AP-en.pdf", "editions/1/other.pdf", "editions/1/"])
def test_what_is_not_a_stored_file_is_never_kept(stored, client, monkeypatch, path):
    answered_by_the_view(monkeypatch)
    address = f"/en/documents/communique/{path}"
    first, second = (client.get(address).status_code for _ in "12")
    assert first == second


def test_an_unknown_query_and_a_post_go_to_the_view(stored, client, monkeypatch):
    address = stored.get_absolute_url()
    client.get(address)
    answered_by_the_view(monkeypatch)
    assert client.get(address + "?lang=ru").status_code == 200
    assert client.post(address).status_code == 405
