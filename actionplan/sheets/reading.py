"""An uploaded spreadsheet: what it would change, or what is wrong with it, cell by cell. Nothing is saved here."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from actionplan.models import IndicatorTarget, ProgressReport, StateSubmission
from actionplan.sheets import layout, making
from almaty_portal.lib.tables import CLEAR, refuse_oversize

MOST_INFLATED = 100 * 1024**2  # bytes of the file's parts, unpacked
_WRONG = PatternFill("solid", fgColor="FBE3E1")


@dataclass
class Change:
    """One cell that differs from what the portal holds; `old` and `new` as a person reads them."""

    code: str
    label: str
    old: str
    new: str


@dataclass
class Fault:
    """What is wrong with a cell. `sheet` is its tab's name."""

    sheet: str
    cell: str
    message: str


@dataclass
class Read:
    """`answers`: report id → columns to save; `values`: report id → {indicator id: value or None}."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    values: dict[int, dict[int, str | None]] = field(default_factory=dict)
    revisions: dict[int, int] = field(default_factory=dict)


def opened(content: bytes) -> Any:
    """The workbook. Raises ValidationError for what is no XLSX or is unreasonably large."""
    refuse_oversize(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_INFLATED:
                raise ValidationError(_("The file is too large when unpacked. Download a fresh one and fill that in."))
        return load_workbook(io.BytesIO(content), data_only=True)
    except ValidationError:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the library raise is the file's fault
        raise ValidationError(
            _("This is not an Excel workbook that can be read. Save the file as XLSX and upload it again.")
        ) from error


def read(submission: StateSubmission, content: bytes) -> Read:
    """What the file would change. Raises ValidationError for a file that is broken, foreign, forged or stale."""
    book = opened(content)
    reports = {report.assignment.item.code: report for report in making.packet_reports(submission)}
    found = Read(revisions=_token(book, submission, list(reports.values())))
    _reports(_sheet(book, layout.report_columns()), reports, found)
    _values(_sheet(book, layout.value_columns()), submission, reports, found)
    for pk in {*found.answers, *found.values}:
        report = next(r for r in reports.values() if r.pk == pk)
        if report.revision != found.revisions.get(pk):
            raise ValidationError(
                _("The report on %(item)s was saved at the desk after this file was made. Download a fresh file.")
                % {"item": report.assignment.item.code},
                code="stale",
            )
    return found


def _token(book: Any, submission: StateSubmission, reports: list[ProgressReport]) -> dict[int, int]:
    if layout.TOKEN not in book.sheetnames:
        raise ValidationError(_("This file was not made by the portal. Download the packet’s file and fill that in."))
    written = "".join(str(row[0].value or "") for row in book[layout.TOKEN].iter_rows(max_col=1))
    try:
        held = signing.loads(written, salt=layout.SALT)
    except signing.BadSignature:
        raise ValidationError(
            _("This file was not made by the portal. Download the packet’s file and fill that in.")
        ) from None
    if held["submission"] != submission.pk:
        raise ValidationError(_("This file belongs to another state or round."), code="foreign")
    revisions = {int(pk): revision for pk, revision in held["revisions"].items()}
    if set(revisions) != {report.pk for report in reports}:
        raise ValidationError(_("The packet’s items changed after this file was made. Download a fresh file."))
    return revisions


def _sheet(book: Any, columns: list[layout.Column]) -> tuple[Worksheet, dict[str, int]]:
    """The sheet whose hidden first row names these columns, wherever it was moved, and each column's number."""
    wanted = [column.key for column in columns]
    for sheet in book.worksheets:
        keys = {str(cell.value): cell.column for cell in sheet[layout.KEYS_ROW] if cell.value}
        if set(wanted) <= set(keys):
            return sheet, keys
    raise ValidationError(_("A sheet or a column of this file is missing. Download a fresh file and fill that in."))


def _rows(sheet: Worksheet, keys: dict[str, int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, cells in enumerate(sheet.iter_rows(min_row=layout.FIRST_ROW), start=layout.FIRST_ROW):
        row = {key: cells[column - 1] for key, column in keys.items() if column <= len(cells)}
        if any(cell.value not in (None, "") for cell in row.values()):
            yield number, row


def _reports(found_in: tuple[Worksheet, dict[str, int]], reports: dict[str, ProgressReport], found: Read) -> None:
    sheet, keys = found_in
    seen: set[str] = set()
    for _number, row in _rows(sheet, keys):
        code = str(row["code"].value or "").strip()
        report = reports.get(code)
        if report is None or code in seen:
            message = _("The code of an item was changed. Put back the code that stood here, or download a fresh file.")
            found.faults.append(Fault(sheet.title, row["code"].coordinate, message))
            continue
        seen.add(code)
        for column in layout.report_columns():
            if not column.is_locked:
                _report_cell(sheet, row[column.key], report, column, found)


def _report_cell(sheet: Worksheet, cell: Any, report: ProgressReport, column: layout.Column, found: Read) -> None:
    written = "" if cell.value is None else str(cell.value).replace("\r\n", "\n").strip()
    old = making.shown(report, column.key)
    if not written or written == old.strip():
        return
    stored: Any = "" if written.lower() in CLEAR else written
    if stored and layout.choices(column.key):
        stored = layout.chosen(column.key, written)
        if stored is None:
            options = ", ".join(layout.choices(column.key).values())
            message = _("“%(value)s” is none of: %(options)s.") % {"value": written, "options": options}
            found.faults.append(Fault(sheet.title, cell.coordinate, message))
            return
        written = layout.choices(column.key)[stored]  # a code that was typed is shown as its word
    if column.key == "is_unchanged":
        stored = stored == layout.YES
    if stored == (getattr(report, column.key) or ("" if column.key != "is_unchanged" else False)):
        return
    if not report.is_editable:
        message = _("This report is “%(status)s” and cannot be changed.") % {"status": report.get_status_display()}
        found.faults.append(Fault(sheet.title, cell.coordinate, message))
        return
    found.answers.setdefault(report.pk, {})[column.key] = stored
    label = f"{column.label} ({column.language})" if column.language else str(column.label)
    found.changes.append(Change(report.assignment.item.code, label, old, "" if stored == "" else written))


def _values(
    found_in: tuple[Worksheet, dict[str, int]],
    submission: StateSubmission,
    reports: dict[str, ProgressReport],
    found: Read,
) -> None:
    sheet, keys = found_in
    items = {report.assignment.item_id: report for report in reports.values()}
    targets = IndicatorTarget.objects.filter(party=submission.party_id, indicator__item__in=items)
    known = {target.indicator.code: target.indicator for target in targets.select_related("indicator")}
    for _number, row in _rows(sheet, keys):
        indicator, cell = known.get(str(row["indicator"].value or "").strip()), row["value"]
        if indicator is None:
            message = _("The code of an indicator was changed. Put back the code that stood here.")
            found.faults.append(Fault(sheet.title, row["indicator"].coordinate, message))
            continue
        written = "" if cell.value is None else str(cell.value).strip()
        if not written:
            continue
        report = items[indicator.item_id]
        old = next((v.value for v in report.indicator_values.all() if v.indicator_id == indicator.pk), None)
        try:
            new = None if written.lower() in CLEAR else number(written)
        except ValueError:
            message = _("“%(value)s” is not a number: write 12 or 12,5.") % {"value": written}
            found.faults.append(Fault(sheet.title, cell.coordinate, message))
            continue
        if new == old:
            continue
        if not report.is_editable:
            message = _("This report is “%(status)s” and cannot be changed.") % {"status": report.get_status_display()}
            found.faults.append(Fault(sheet.title, cell.coordinate, message))
            continue
        found.values.setdefault(report.pk, {})[indicator.pk] = None if new is None else str(new)
        found.changes.append(Change(report.assignment.item.code, str(indicator), making.plain(old), making.plain(new)))


def number(written: str) -> Decimal:
    """A decimal with a comma or a point, spaces between thousands allowed. Raises ValueError."""
    try:
        value = Decimal("".join(written.split()).replace(",", "."))
    except InvalidOperation:
        raise ValueError(written) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 14 or round(value, 4) != value:
        raise ValueError(written)
    return value


def marked(content: bytes, faults: list[Fault]) -> bytes:
    """The file given back: each faulty cell tinted, and its fault written in a column after the last one."""
    book = load_workbook(io.BytesIO(content))
    by_row: dict[tuple[str, int], list[str]] = {}
    ends = {sheet.title: sheet.max_column + 1 for sheet in book.worksheets}
    for fault in faults:
        sheet = book[fault.sheet]
        cell = sheet[fault.cell]
        cell.fill = _WRONG
        by_row.setdefault((fault.sheet, cell.row), []).append(f"{fault.cell}: {fault.message}")
    for (title, row), messages in by_row.items():
        making.write(book[title].cell(layout.HEADS_ROW, ends[title]), _("To mend"), is_open=False)
        cell = book[title].cell(row, ends[title])
        making.write(cell, "\n".join(messages), is_open=False)
        cell.fill = _WRONG
        book[title].column_dimensions[cell.column_letter].width = 60
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
