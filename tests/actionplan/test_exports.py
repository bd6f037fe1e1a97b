"""The tables and JSON of a round."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from actionplan.models import ProgressReport
from actionplan.tables_out import COLUMNS
from tests import factories
from tests.actionplan.published import correct, publish, published_round, signed

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


def address(made, form, language="en"):
    return f"/{language}/plan/{made.plan.slug}/rounds/{made.number}/report.{form}"


def exported(client, made, form, language="en"):
    response = client.get(address(made, form, language))
    assert response.status_code == 200
    return response.content


def table(client, made, language="en"):
    return list(csv.DictReader(io.StringIO(exported(client, made, "csv", language).decode("utf-8-sig"), newline="")))


def book(client, made, language="en"):
    return load_workbook(io.BytesIO(exported(client, made, "xlsx", language)))


@pytest.fixture
def made():
    """Kazakhstan has reported on both items, in Russian only; Tajikistan on none."""
    opened = factories.opened_round("KZ", "TJ")
    publish(
        opened, signed(opened.submissions.get(party__code="KZ"), narrative_en="", narrative_ru="Семинар; «да»,\nнет")
    )
    return opened


def test_the_csv_has_a_row_for_every_part_and_the_columns_that_are_documented(client, made, settings):
    rows = table(client, made)
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["state"], row["status"]) for row in rows] == [("KZ", "in_progress"), ("TJ", "no_report")] * 2
    documented = (settings.BASE_DIR / "docs/api.md").read_text()
    assert [name for name in COLUMNS if f"`{name}`" not in documented] == []


@pytest.mark.parametrize(("language", "status"), [("en", "in progress"), ("ru", "выполняется")])
def test_the_csv_speaks_the_language_asked_for_and_says_in_which_the_text_is(client, made, language, status):
    row = table(client, made, language)[0]
    assert (row["status_label"], row["language"]) == (status, "ru")
    assert row["narrative"] == "Семинар; «да»,\nнет"
    assert exported(client, made, "csv", language).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("language", "sheets"), [("en", ["State by item", "Reports"]), ("ru", ["Государства и меры", "Отчёты"])]
)
def test_the_workbook_has_a_grid_and_a_long_sheet_with_frozen_heads(client, made, language, sheets):
    opened = book(client, made, language)
    assert opened.sheetnames == sheets
    grid, reports = opened.worksheets
    assert (grid.freeze_panes, reports.freeze_panes) == ("C3", "A2")
    assert (grid.max_row, reports.max_row, reports.max_column) == (4, 5, len(COLUMNS))
    assert all(sheet.column_dimensions["B"].width >= 16 for sheet in (grid, reports))
    said = {"en": ["in progress", "no report"], "ru": ["выполняется", "нет отчёта"]}[language]
    assert [cell.value for cell in grid[3]][2:] == said
    assert str(made.number) in grid["A1"].value


def test_numbers_and_dates_are_numbers_and_dates(client, made):
    sheet = book(client, made).worksheets[1]
    by_name = dict(zip(COLUMNS, sheet[2], strict=True))
    assert (by_name["round"].data_type, by_name["published_on"].is_date) == ("n", True)


def test_a_text_that_looks_like_a_formula_stays_a_text(client):
    made = published_round("KZ", items=1, narrative_en=FORMULA, obstacles_en="+1", next_steps_en="@x")
    sheet = book(client, made).worksheets[1]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "inlineStr", "n", "d"}
    assert FORMULA in [cell.value for cell in sheet[2]]
    row = table(client, made)[0]
    assert [row[name] for name in ("narrative", "obstacles", "next_steps")] == ["'" + FORMULA, "'+1", "'@x"]


def test_what_a_cell_cannot_hold_is_cut_and_said(client):
    made = published_round("KZ", items=1, narrative_en="word " * 10_000, next_steps_en="tab\x0bbed")
    narrative = dict(zip(COLUMNS, book(client, made).worksheets[1][2], strict=True))["narrative"].value
    assert len(narrative) < 32_767
    assert narrative.endswith("[…] The whole text is in the CSV and JSON files.")
    assert len(table(client, made)[0]["narrative"]) == 50_000


def test_the_json_has_both_languages_and_fills_neither_from_the_other(client, made):
    ru, en = (json.loads(exported(client, made, "json", language)) for language in ("ru", "en"))
    assert ru == en
    assert en["schema"] == 1
    assert en["round"]["period_ru"] == "первое полугодие"
    assert (en["reports"][0]["narrative_en"], en["reports"][0]["is_correction"]) == ("", False)
    assert len(en["cells"]) == 4
    assert [row["reports"] for row in en["trend"]["counts"]] == [2]


def test_the_json_says_what_is_documented_and_nothing_else(client, made, settings):
    documented = (settings.BASE_DIR / "docs/api.md").read_text()

    def keys(value):
        if isinstance(value, dict):
            return set(value) | {key for row in value.values() for key in keys(row)}
        return {key for row in value for key in keys(row)} if isinstance(value, list) else set()

    found = {key.removesuffix("_ru").removesuffix("_en") for key in keys(json.loads(exported(client, made, "json")))}
    assert {key for key in found if f"`{key}`" not in documented} == set()


def test_a_correction_shows_at_once(client, made):
    stale = client.get(address(made, "json"))
    assert client.get(address(made, "json"), headers={"if-none-match": stale["ETag"]}).status_code == 304
    correct(ProgressReport.objects.filter(submission__party__code="KZ").first(), narrative_en="Set right")
    fresh = client.get(address(made, "json"), headers={"if-none-match": stale["ETag"]})
    assert "Set right" in fresh.content.decode()
    assert [row["is_correction"] for row in json.loads(fresh.content)["reports"]] == [True, False]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_file_comes_under_a_name_that_says_what_it_is(client, made, form):
    response = client.get(address(made, form, "ru"))
    language = "" if form == "json" else "-ru"
    name = f"{made.plan.slug}-round-{made.number}{language}.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.post(address(made, form)).status_code == 405


def test_other_forms_and_rounds_are_not_found(client, made):
    assert client.get(address(made, "exe")).status_code == 404
    assert client.get(address(made, "csv").replace(str(made.number) + "/report", "99999999/report")).status_code == 404
    unpublished = factories.opened_round(plan=made.plan)
    for form in ("pdf", "xlsx", "csv", "json"):
        assert client.get(address(unpublished, form)).status_code == 404
