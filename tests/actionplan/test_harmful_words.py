"""Words that would act if a page or a file believed them: links that run, HTML, formulas, nulls, very long texts."""

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from actionplan import tables_out
from actionplan.packet_pdf import page as packet_page
from actionplan.round_content import content
from actionplan.round_reports import html
from actionplan.sheets import making
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db
HARMFUL = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [run](javascript:alert(3)) [data](data:text/html,x) "
    "[file](file:///etc/passwd) [vb](vbscript:x) <svg onload=alert(4)>"
)
FORMULAS = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\uff1d1+1"]


def harmless(page):
    assert not re.search(r"<script>alert|<img src=x|<svg onload", page)
    assert not re.search(r"""(?:href|src)\s*=\s*["']?\s*(?:javascript|data:text|file|vbscript):""", page, re.I)
    return True


def test_words_that_would_act_are_shown_as_they_were_typed(client):
    shown = published_round("KZ", narrative_en=HARMFUL, obstacles_en=HARMFUL, next_steps_ru=HARMFUL)
    packet = shown.submissions.get()
    report = packet.reports.first()
    plan, item, state = shown.plan.slug, report.assignment.item.code, packet.party.slug
    for rest in (f"{item}/", f"states/{state}/", f"states/{state}/{item}/"):
        said = client.get(f"/en/plan/{plan}/{rest}").content.decode()
        assert "&lt;script&gt;" in said
        assert harmless(said)
    client.force_login(factories.superuser())
    for name in ("report", "history", "review_report"):
        assert harmless(client.get(reverse(f"desk:{name}", args=[report.pk])).content.decode())
    for language in ("ru", "en"):
        assert harmless(html(content(shown.plan, shown), language))
        assert harmless(packet_page(packet, language))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_spreadsheet_runs_what_a_state_wrote(formula):
    shown = published_round("KZ", narrative_en=formula, obstacles_en=formula)
    made = content(shown.plan, shown)
    for book in (
        load_workbook(io.BytesIO(tables_out.xlsx_file(made, "en"))),
        load_workbook(io.BytesIO(making.make(shown.submissions.get()))),
    ):
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert formula.strip() in [str(cell.value).strip() for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    rows = list(csv.reader(io.StringIO(tables_out.csv_file(made, "en").decode("utf-8-sig"), newline="")))
    dangerous = [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\uff1d"))]
    assert dangerous == []
