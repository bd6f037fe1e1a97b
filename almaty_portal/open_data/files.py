"""A resource's rows as the bytes of a file. The same rows always give the same bytes."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, get_args

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from almaty_portal.lib.open_data import flat
from almaty_portal.lib.open_data.resource import Resource
from almaty_portal.lib.tables import escape

Rows = list[dict[str, Any]]
MOST_CHARACTERS = 32_000  # a cell of XLSX holds 32,767
CUT = " […]"
NO_TIME = datetime(2000, 1, 1)  # no clock: files of the same content are the same
ZIP_TIME = (2000, 1, 1, 0, 0, 0)


def jsonl(resource: Resource, rows: Rows) -> bytes:
    """One row a line, as the API gives it."""
    return b"".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows)


def csv_file(resource: Resource, rows: Rows) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; no cell can be run as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(flat.columns(resource))
    for row in rows:
        writer.writerow([_written(value) for value in flat.cells(resource, row).values()])
    return file.getvalue().encode("utf-8-sig")


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(value) if isinstance(value, str) else value


def xlsx(resource: Resource, rows: Rows) -> bytes:
    """Texts are strings whatever they begin with, numbers are numbers, days and moments are dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(resource.name)
    sheet.freeze_panes = "A2"
    names = flat.columns(resource)
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    kinds = {name: field.annotation for name, field in flat.fields(resource)}
    for row in rows:
        sheet.append([_cell(sheet, typed(value, kinds.get(n))) for n, value in flat.cells(resource, row).items()])
    book.properties.title, book.properties.creator = resource.name, ""
    book.properties.created = book.properties.modified = NO_TIME
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue())


def typed(value: Any, kind: Any) -> Any:
    """A written day or moment as what a spreadsheet calculates with: no time zones (it is UTC), no parts of seconds."""
    kinds = get_args(kind) or (kind,)
    if value and datetime in kinds:
        return datetime.fromisoformat(value).replace(tzinfo=None, microsecond=0)
    return date.fromisoformat(value) if value and date in kinds else value


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
        value = value[:MOST_CHARACTERS] + CUT if len(value) > MOST_CHARACTERS else value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _without_clock(data: bytes) -> bytes:
    """The workbook's archive with fixed times, and its own time of change with them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"]
    head, tag, rest = core.partition(b"<dcterms:modified")
    parts["docProps/core.xml"] = (
        head + tag + rest[: rest.index(b">") + 1] + b"2000-01-01T00:00:00Z" + rest[rest.index(b"</") :]
    )
    return archive_of(parts)


def archive_of(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, compress_type=zipfile.ZIP_DEFLATED)
    return file.getvalue()


MAKERS: dict[str, Callable[[Resource, Rows], bytes]] = {"csv": csv_file, "jsonl": jsonl, "xlsx": xlsx}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
