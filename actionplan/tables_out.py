"""A round's content (`round_content.content`) as CSV and XLSX. No cell can be run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from actionplan.models import Assignment
from actionplan.picture import LABELS, SHORT_LABELS
from almaty_portal.lib import languages
from almaty_portal.lib.tables import escape

#: The columns of the CSV, as `docs/api.md` describes them.
COLUMNS = (
    "plan", "round", "period", "cluster", "cluster_title", "item", "item_title", "state", "state_name", "role",
    "status", "status_label", "language", "original_language", "is_unchanged", "is_correction", "published_on",
    "narrative", "obstacles", "next_steps", "indicators", "evidence", "assessment",
)  # fmt: skip
BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
MOST_CHARACTERS = 32_000  # a cell of XLSX holds 32,767
WIDE = {"item_title": 40, "narrative": 70, "obstacles": 40, "next_steps": 40, "indicators": 40, "evidence": 40}


def rows(made: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """One row for each state's part in an item, a report or not. Texts are in that language, else in the other one;
    `language` says in which the narrative is."""
    reports = {(row["item"], row["state"]): row for row in made["reports"]}
    states = {row["code"]: row for row in made["states"]}
    cells: dict[str, list[Any]] = {}
    for cell in made["cells"]:
        cells.setdefault(cell["item"], []).append(cell)
    for cluster in made["clusters"]:
        for item in cluster["items"]:
            for cell in cells.get(item["code"], []):
                yield {
                    "plan": made["plan"]["slug"],
                    "round": made["round"]["number"],
                    "period": said(made["round"], "period", language),
                    "cluster": cluster["code"],
                    "cluster_title": said(cluster, "title", language),
                    "item": item["code"],
                    "item_title": said(item, "title", language),
                    "state": cell["state"],
                    "state_name": said(states[cell["state"]], "short_name", language),
                    "role": cell["role"],
                    "status": cell["status"],
                    "status_label": str(LABELS[cell["status"]]),
                    **_words(reports.get((item["code"], cell["state"])), language),
                }


def _words(report: dict[str, Any] | None, language: str) -> dict[str, Any]:
    if report is None:
        return dict.fromkeys(COLUMNS[COLUMNS.index("language") :], "")
    narrative = languages.say(report, "narrative", language)
    indicators = [
        f"{m['code']} {said(m, 'title', language)}, {said(m, 'unit', language)}: "
        + " → ".join(m[name] or "–" for name in ("baseline", "value", "target"))
        for m in report["indicators"]
    ]
    evidence = [f"{said(row, 'title', language)}: {said(row, 'address', language)}" for row in report["evidence"]]
    return {
        "language": narrative.language if narrative.text else "",
        "original_language": report["original_language"],
        "is_unchanged": "yes" if report["is_unchanged"] else "no",
        "is_correction": "yes" if report["is_correction"] else "no",
        "published_on": date.fromisoformat(report["published_on"]),
        **{name: said(report, name, language) for name in ("narrative", "obstacles", "next_steps")},
        "indicators": "\n".join(indicators),
        "evidence": "\n".join(evidence),
        "assessment": said(report["assessment"], "text", language) if report["assessment"] else "",
    }


def said(record: dict[str, Any], field: str, language: str) -> str:
    """The text in that language, or in the other one when it is there only."""
    return languages.say(record, field, language).text


def csv_file(made: dict[str, Any], language: str) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; the first row names the columns."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    with override(language):
        for row in rows(made, language):
            writer.writerow([escape(value) if isinstance(value, str) else value for value in row.values()])
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(made: dict[str, Any], language: str) -> bytes:
    """Two sheets: state by item, and a row for each report with its texts."""
    with override(language):
        book = Workbook()
        _grid_sheet(book.active, made, language)
        _long_sheet(book.create_sheet(), made, language)
        book.properties.title = said(made["plan"], "title", language)
        file = io.BytesIO()
        book.save(file)
    return file.getvalue()


def headings() -> dict[str, str]:
    return {
        "plan": _("Plan"), "round": _("Round"), "period": _("Period"), "cluster": _("Cluster"),
        "cluster_title": _("Title of the cluster"), "item": _("Item"), "item_title": _("Title of the item"),
        "state": _("Code of the state"), "state_name": _("State"), "role": _("Role"), "status": _("Status code"),
        "status_label": _("Implementation"), "language": _("Language of the text"),
        "original_language": _("Original language"), "is_unchanged": _("No change since the last round"),
        "is_correction": _("Corrected"), "published_on": _("Published on"), "narrative": _("What was done"),
        "obstacles": _("Obstacles"), "next_steps": _("Next steps"), "indicators": _("Indicators"),
        "evidence": _("Evidence"), "assessment": _("The secretariat’s assessment"),
    }  # fmt: skip


def _grid_sheet(sheet: Worksheet, made: dict[str, Any], language: str) -> None:
    sheet.title = _("State by item")
    period = said(made["round"], "period", language)
    as_of = _("As of round %(number)d (%(period)s)") % {"number": made["round"]["number"], "period": period}
    _put(sheet, 1, [f"{said(made['plan'], 'title', language)}. {as_of}"], bold=True)
    _put(sheet, 2, [_("Item"), _("Title"), *(said(row, "short_name", language) for row in made["states"])], bold=True)
    status = {(cell["item"], cell["state"]): cell["status"] for cell in made["cells"]}
    line = 3
    for cluster in made["clusters"]:
        for item in cluster["items"]:
            found = [status.get((item["code"], state["code"])) for state in made["states"]]
            shown = [str(SHORT_LABELS[row]) if row else _("not assigned") for row in found]
            _put(sheet, line, [item["code"], said(item, "title", language), *shown])
            line += 1
    _widths(sheet, [10, 60, *([16] * len(made["states"]))])
    sheet.freeze_panes = "C3"


def _long_sheet(sheet: Worksheet, made: dict[str, Any], language: str) -> None:
    sheet.title = _("Reports")
    named = headings()
    _put(sheet, 1, [named[name] for name in COLUMNS], bold=True)
    roles = {row.value: str(row.label) for row in Assignment.Role}
    answers = {"yes": _("yes"), "no": _("no"), "": ""}
    for line, row in enumerate(rows(made, language), 2):
        words = {name: answers[row[name]] for name in ("is_unchanged", "is_correction")}
        _put(sheet, line, [*{**row, "role": roles[row["role"]], **words}.values()])
    _widths(sheet, [WIDE.get(name, 16) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(sheet: Worksheet, line: int, values: list[Any], *, bold: bool = False) -> None:
    for column, value in enumerate(values, 1):
        cell: Any = sheet.cell(line, column)
        if isinstance(value, str):
            _text(cell, value)
        else:
            cell.value = value
        cell.alignment = WRAPPED
        if bold:
            cell.font = BOLD
    if bold and line == 1 and len(values) == 1:
        sheet.cell(1, 1).alignment = Alignment(wrap_text=False)


def _text(cell: Cell, text: str) -> None:
    """As a string whatever it begins with, and no longer than a cell can hold: what is cut is said."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS] + " […] " + _("The whole text is in the CSV and JSON files.")
    cell.value = text
    cell.data_type = "s"


def _widths(sheet: Worksheet, widths: list[int]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
