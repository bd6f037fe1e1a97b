"""A state's packet as a spreadsheet: codes protected, drop-downs, both languages, a token of what it was made of."""

import io
from typing import Any

from django.core import signing
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from actionplan.models import IndicatorTarget, ProgressReport, StateSubmission
from actionplan.sheets import layout
from actionplan.sheets.layout import Column
from almaty_portal.lib import badges

_HEAD = PatternFill("solid", fgColor="14386B")
_CLOSED = PatternFill("solid", fgColor="EEF1F5")
_TOP = Alignment(vertical="top", wrap_text=True)


def packet_reports(submission: StateSubmission) -> list[ProgressReport]:
    reports = submission.reports.select_related("assignment__item", "submission__party")
    return list(reports.prefetch_related("indicator_values").order_by("assignment__item__code"))


def token(submission: StateSubmission, reports: list[ProgressReport]) -> str:
    """Which packet the file was made of, and what was saved of each report by then."""
    revisions = {report.pk: report.revision for report in reports}
    return signing.dumps({"submission": submission.pk, "revisions": revisions}, salt=layout.SALT, compress=True)


def make(submission: StateSubmission) -> bytes:
    """The packet as XLSX, in the active language. Cells of reports that are not open for writing are locked."""
    reports = packet_reports(submission)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(layout.sheet_title(layout.REPORTS))
    columns = layout.report_columns()
    _heads(sheet, columns)
    for row, report in enumerate(reports, start=layout.FIRST_ROW):
        for number, column in enumerate(columns, start=1):
            write(
                sheet.cell(row, number), shown(report, column.key), is_open=report.is_editable and not column.is_locked
            )
    _drop_downs(sheet, columns, last=layout.FIRST_ROW + len(reports) - 1)
    _indicators(book.create_sheet(layout.sheet_title(layout.VALUES)), submission, reports)
    _guide(book.create_sheet(layout.sheet_title(layout.GUIDE)), submission)
    hidden = book.create_sheet(layout.TOKEN)
    hidden.sheet_state = "veryHidden"
    for row, part in enumerate(_parts(token(submission, reports)), start=1):
        write(hidden.cell(row, 1), part, is_open=False)
    for each in book.worksheets:
        each.protection.enable()
        each.protection.formatColumns = each.protection.formatRows = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parts(text: str) -> list[str]:
    return [text[start : start + 30_000] for start in range(0, len(text), 30_000)]


def shown(report: ProgressReport, key: str) -> str:
    """What the cell of a report shows before anybody typed in it."""
    if key == "code":
        return str(report.assignment.item.code)
    if key == "title":
        return badges.bare(report.assignment.item, "title")
    if key == "status":
        return str(report.get_status_display())
    if key == "is_unchanged":
        return layout.choices(key)[layout.YES] if report.is_unchanged else ""
    stored = getattr(report, key) or ""
    return layout.choices(key).get(stored, stored)


def write(cell: Cell | Any, text: str, *, is_open: bool) -> None:
    """A text, never a formula. One that is longer than a cell can hold stays at the desk, and the cell is locked."""
    is_long = len(text) > layout.LONGEST
    cell.value = "" if is_long else ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type, cell.quotePrefix, cell.number_format = "s", True, "@"
    cell.alignment = _TOP
    cell.protection = Protection(locked=not is_open or is_long)
    if is_long:
        cell.comment = Comment(_("This text is longer than a cell can hold. Edit it at the desk."), "portal")
    if not is_open or is_long:
        cell.fill = _CLOSED


def _heads(sheet: Worksheet, columns: list[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        write(sheet.cell(layout.KEYS_ROW, number), column.key, is_open=False)
        head = sheet.cell(layout.HEADS_ROW, number)
        write(head, capfirst(str(column.label)) + (f" ({column.language})" if column.language else ""), is_open=False)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), _HEAD
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[layout.KEYS_ROW].hidden = True
    sheet.freeze_panes = sheet.cell(layout.FIRST_ROW, 3)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _drop_downs(sheet: Worksheet, columns: list[Column], *, last: int) -> None:
    for number, column in enumerate(columns, start=1):
        if labels := layout.choices(column.key):
            listed = DataValidation(type="list", formula1='"' + ",".join(labels.values()) + '"', allow_blank=True)
            listed.error, listed.errorTitle = _("Choose one of the list."), str(capfirst(str(column.label)))[:32]
            letter = get_column_letter(number)
            listed.add(f"{letter}{layout.FIRST_ROW}:{letter}{last}")
            sheet.add_data_validation(listed)


def _indicators(sheet: Worksheet, submission: StateSubmission, reports: list[ProgressReport]) -> None:
    columns = layout.value_columns()
    _heads(sheet, columns)
    by_item = {report.assignment.item_id: report for report in reports}
    targets = IndicatorTarget.objects.filter(party=submission.party_id, indicator__item__in=by_item)
    for row, target in enumerate(
        targets.select_related("indicator__item").order_by("indicator__item__code", "indicator__code"),
        start=layout.FIRST_ROW,
    ):
        report = by_item[target.indicator.item_id]
        value = next((v.value for v in report.indicator_values.all() if v.indicator_id == target.indicator_id), None)
        texts = [
            target.indicator.item.code,
            target.indicator.code,
            badges.bare(target.indicator, "title"),
            badges.bare(target.indicator, "unit"),
            plain(target.baseline),
            plain(target.target),
            plain(value),
        ]
        for number, (column, text) in enumerate(zip(columns, texts, strict=True), start=1):
            write(sheet.cell(row, number), text, is_open=report.is_editable and not column.is_locked)


def plain(number: Any) -> str:
    """A decimal without its trailing zeros; an empty text for None."""
    return "" if number is None else f"{number.normalize():f}"


def _guide(sheet: Worksheet, submission: StateSubmission) -> None:
    lines = [
        f"{badges.bare(submission.party, 'short_name')}: {badges.bare(submission.round, 'period')}",
        _("Fill in the white cells; grey ones cannot be changed."),
        _("Write in one language or in both. Choose which of them is the original."),
        _("A blank cell leaves what the portal holds. To empty a text write [clear] or [очистить]."),
        _("When nothing has changed since the last round, choose “yes” there and leave the texts."),
        _("Save the file as XLSX and upload it at the desk. You see what will change before anything is saved."),
        _("If somebody saves at the desk after you downloaded this file, the portal says so and changes nothing."),
        _("An upload makes drafts only. Making ready and signing is done at the desk."),
    ]
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate(lines, start=1):
        write(sheet.cell(row, 1), line, is_open=False)
    sheet.cell(1, 1).font = Font(bold=True)
