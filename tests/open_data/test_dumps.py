"""Dumps: made by a task, served while they are what is public now, and made anew without anybody remembering to."""

import csv
import io

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from almaty_portal.open_data import dumps, standing, tasks
from almaty_portal.open_data.models import Dump
from publishing import workflow
from tests import factories
from tests.actionplan.published import published_round
from tests.declarations import rich

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def party():
    return factories.published(factories.PartyFactory(code="KZ", note_en=FORMULA, note_ru="-1"))


@pytest.fixture
def queued(monkeypatch):
    """What is queued, instead of being done."""
    found = []
    monkeypatch.setattr(tasks.make_dump, "delay", found.append)
    return found


def read(response):
    return b"".join(response.streaming_content)


def test_a_dump_that_is_not_made_is_said_to_be_on_its_way_and_asked_for_once(client, party, queued):
    for _n in range(2):
        response = client.get("/open-data/parties.csv")
        assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    assert queued == list(dumps.FORMS)


def test_a_dump_says_its_digest_size_and_day(client, party):
    dumps.make("parties")
    response = client.get("/open-data/parties.csv")
    data, stored = read(response), Dump.objects.get(name="parties", form="csv")
    assert (len(data), stored.size, response["Content-Length"]) == (stored.size, len(data), str(len(data)))
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["Last-Modified"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/open-data/parties.csv", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.head("/open-data/parties.csv")["Content-Length"] == str(stored.size)
    page = client.get("/en/open-data/").content.decode()
    assert stored.sha256 in page


def test_no_cell_can_be_run_as_a_formula(client, party):
    dumps.make("parties")
    table = read(client.get("/open-data/parties.csv")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["note_en"], row["note_ru"]) == ("'" + FORMULA, "'-1")
    book = load_workbook(io.BytesIO(read(client.get("/open-data/parties.xlsx"))))
    cells = {cell.value: cell.data_type for cell in book.active[2]}
    assert cells[FORMULA] == "s"


def test_numbers_days_and_truths_are_such_in_the_workbook(client):
    published_round("KZ", items=1)
    dumps.make("reports")
    heads, values = load_workbook(io.BytesIO(read(client.get("/open-data/reports.xlsx")))).active.iter_rows()
    kinds = {head.value: value.data_type for head, value in zip(heads, values, strict=True)}
    assert (kinds["round"], kinds["published_on"], kinds["is_unchanged"], kinds["state"]) == ("n", "d", "b", "s")


def test_any_change_of_what_is_public_makes_the_dump_due(client, party):
    dumps.make("parties")
    assert client.get("/open-data/parties.jsonl").status_code == 200
    type(party).objects.filter(pk=party.pk).update(short_name_en="Kazakhstan")
    assert client.get("/open-data/parties.jsonl").status_code == 503
    dumps.make("parties")
    assert b"Kazakhstan" in read(client.get("/open-data/parties.jsonl"))


def test_a_change_of_what_is_not_public_makes_nothing_due(client, party):
    dumps.make("parties")
    before, made_at = standing.state(), Dump.objects.get(name="parties", form="csv").made_at
    factories.PartyFactory()
    assert standing.state() != before
    assert client.get("/open-data/parties.csv").status_code == 200
    dumps.make("parties")
    assert Dump.objects.get(name="parties", form="csv").made_at == made_at


def test_what_was_withdrawn_is_served_no_more(client, queued):
    made = rich.edition()
    for name in ("documents", "paragraphs"):
        dumps.make(name)
    workflow.withdraw(made.document, actor=factories.superuser(), reason="A mistake")
    for name in ("documents", "paragraphs"):
        assert client.get(f"/open-data/{name}.jsonl").status_code == 503
        dumps.make(name)
        assert read(client.get(f"/open-data/{name}.jsonl")) == b""


@pytest.mark.parametrize("name", ["documents", "editions", "paragraphs"])
def test_a_withdrawal_changes_the_state_that_the_digest_hangs_on(name):
    made = rich.edition()
    before, state = standing.digest(name), standing.state()
    workflow.withdraw(made.document, actor=factories.superuser(), reason="A mistake")
    assert standing.state() != state
    assert standing.digest(name) != before


def test_the_digest_is_read_from_the_cache_while_nothing_changes(party, django_assert_num_queries):
    found = standing.digest("parties")
    with django_assert_num_queries(1):
        assert standing.digest("parties") == found
    cache.clear()
    assert standing.digest("parties") == found


def test_making_twice_makes_one_file_and_the_former_one_goes(party, django_capture_on_commit_callbacks):
    dumps.make("parties")
    first = Dump.objects.get(name="parties", form="csv")
    dumps.make("parties")
    assert Dump.objects.filter(name="parties").count() == 3
    type(party).objects.filter(pk=party.pk).update(short_name_en="Kazakhstan")
    with django_capture_on_commit_callbacks(execute=True):
        dumps.make("parties")
    again = Dump.objects.get(name="parties", form="csv")
    assert again.file.name != first.file.name
    assert default_storage.exists(again.file.name)
    assert not default_storage.exists(first.file.name)


def test_the_archive_waits_for_all_that_it_holds(client, party):
    dumps.make(standing.EVERYTHING)
    assert client.get("/open-data/almaty-process.zip").status_code == 503
    for name in dumps.FORMS:
        dumps.make(name)
    assert client.get("/open-data/almaty-process.zip").status_code == 200
    assert list(dumps.stale()) == []


def test_the_sweep_queues_what_is_stale_and_nothing_else(party, queued):
    dumps.make("parties")
    assert tasks.make_stale_dumps() == len(dumps.FORMS) - 1
    assert "parties" not in queued


@pytest.mark.parametrize(
    "name", ["nothing.csv", "parties.zip", "parties.exe", "almaty-process.csv", "../x.csv", "a%00.csv"]
)
def test_a_file_that_there_cannot_be_is_not_found(client, name):
    assert client.get(f"/open-data/{name}").status_code == 404
