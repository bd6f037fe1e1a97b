"""Over the whole record of the Process: pages, dumps and dictionary say the same as the API's lists."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.utils.translation import override
from openpyxl import load_workbook

from almaty_portal.api import RESOURCES
from almaty_portal.lib.open_data import flat
from almaty_portal.lib.tables import unescape
from almaty_portal.open_data import dictionary, dumps, files, standing

pytestmark = pytest.mark.django_db
NAMES = [resource.name for resource in RESOURCES]
BY_NAME = standing.BY_NAME


@pytest.fixture(autouse=True)
def without_limit(the_record, settings):
    settings.OPEN_DATA_PER_MINUTE = 1_000_000


@cache
def walked(name, limit=20):
    """The rows of every page of the API's list."""
    rows, address = [], f"/api/v1/{name}?limit={limit}"
    while address:
        parts = urlsplit(address)
        found = Client().get(f"{parts.path}?{parts.query}").json()
        rows, address = rows + found["items"], found["next"]
    return rows


@pytest.fixture(scope="module")
def made(the_record, tmp_path_factory):
    """Name and form → the bytes of each dump, as the task's deed stores them."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("dumps")):
        for name in list(dumps.stale()):
            dumps.make(name)
        return {(dump.name, dump.form): dump.file.open("rb").read() for dump in dumps.Dump.objects.all()}


@pytest.mark.parametrize("name", NAMES)
def test_short_pages_make_the_whole_list(name):
    rows = walked(name, 7)
    assert rows == walked(name)
    assert rows


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_are_the_rows_of_the_api(made, name):
    lines = [json.loads(line) for line in made[name, "jsonl"].decode().splitlines()]
    assert lines == walked(name)


def read_back(name, column, cell):
    """A cell of the CSV as the value that was written."""
    if cell == "":
        return None
    kind = str(dict(flat.fields(BY_NAME[name]))[column].annotation) if column in BY_NAME[name].row.model_fields else ""
    if "bool" in kind:
        return {"true": True, "false": False}[cell]
    return int(cell) if "int" in kind and "list" not in kind else unescape(cell)


@pytest.mark.parametrize("name", NAMES)
def test_the_csv_is_the_rows_of_the_api(made, name):
    data = made[name, "csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    read = [{column: read_back(name, column, cell) for column, cell in row.items()} for row in table]
    assert read == [flat.cells(BY_NAME[name], row) for row in walked(name)]


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_is_the_rows_of_the_api(made, name):
    sheet = load_workbook(io.BytesIO(made[name, "xlsx"])).active
    heads, *rows = list(sheet.iter_rows(values_only=True))
    assert list(heads) == flat.columns(BY_NAME[name])
    kinds = {column: field.annotation for column, field in flat.fields(BY_NAME[name])}
    expected = [
        [files.typed(value, kinds.get(column)) for column, value in flat.cells(BY_NAME[name], row).items()]
        for row in walked(name)
    ]
    assert [[near(cell) for cell in row] for row in rows] == [[near(cell) for cell in row] for row in expected]


def near(value):
    """Spreadsheets have no days, but midnights."""
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def test_the_archive_holds_every_table_and_the_dictionary(made):
    with zipfile.ZipFile(io.BytesIO(made[standing.EVERYTHING, "zip"])) as archive:
        tables = {f"{name}.{form}" for name in NAMES for form in ("csv", "jsonl")}
        assert set(archive.namelist()) == tables | {"dictionary.csv"}
        assert archive.read("parties.csv") == made["parties", "csv"]


def test_the_same_rows_make_the_same_bytes():
    for resource in RESOURCES:
        rows = standing.rows(resource)
        for make in files.MAKERS.values():
            assert make(resource, rows) == make(resource, rows)


def test_every_field_is_described_in_every_language():
    for resource in RESOURCES:
        for entry in dictionary.entries(resource) + dictionary.filters(resource):
            assert entry.meaning, entry
            said = {}
            for language in ("ru", "en"):
                with override(language):
                    said[language] = [str(label) for _value, label in entry.values]
            assert all(said["ru"]) == all(said["en"])


def test_the_dictionary_has_every_column_of_every_table():
    table = list(csv.DictReader(io.StringIO(dictionary.csv_file().decode("utf-8-sig"), newline="")))
    named = {(row["resource"], row["field"]) for row in table}
    for resource in RESOURCES:
        assert {(resource.name, name) for name, _field in flat.fields(resource)} <= named
    assert ("meetings", "attendance.capacity") in named
    assert all(row["meaning_ru"] and row["meaning_en"] and row["type_ru"] and row["nature_en"] for row in table)
    assert all(row["meaning_ru"] != row["meaning_en"] for row in table)
