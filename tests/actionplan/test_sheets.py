import io
import shutil
import subprocess
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from openpyxl import load_workbook

from actionplan import reporting
from actionplan.models import Indicator, IndicatorTarget
from actionplan.sheets import layout, making, reading, saving
from tests import factories

pytestmark = pytest.mark.django_db
KEYS = ["code", "title", "status", "implementation_status", "is_unchanged", "original_language"]
KEYS += ["narrative_ru", "narrative_en", "obstacles_ru", "obstacles_en", "next_steps_ru", "next_steps_en"]
COLUMNS = {key: number for number, key in enumerate(KEYS, start=1)}


@pytest.fixture
def packet():
    """A packet of two items with an indicator on the first, and its coordinator."""
    opened = factories.opened_round("KZ", "TJ")
    submission = opened.submissions.get(party__code="KZ")
    submission.coordinator = factories.coordinator(submission.party)
    item = submission.reports.first().assignment.item
    indicator = Indicator.objects.create(item=item, code="I1", title_ru="Семинары", title_en="Seminars", unit_en="no.")
    IndicatorTarget.objects.create(indicator=indicator, party=submission.party, baseline=2, target="12.5")
    return submission


def filled(content, cells, sheet=0):
    """The file with cells typed into it: {(row from 1, column key or number): text}."""
    book = load_workbook(io.BytesIO(content))
    for (row, key), text in cells.items():
        book.worksheets[sheet].cell(row + 2, COLUMNS.get(key, key)).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def state(submission):
    return list(submission.reports.order_by("pk").values_list("status", "revision", "narrative_ru", "narrative_en"))


def test_what_was_made_and_not_touched_changes_nothing(packet):
    factories.answered(packet.reports.first(), packet.coordinator, narrative_ru="=1+1", obstacles_en="-\nтри")
    found = reading.read(packet, making.make(packet))
    assert (found.changes, found.faults) == ([], [])


def test_a_code_that_was_typed_is_previewed_as_its_word(packet):
    content = filled(making.make(packet), {(1, "implementation_status"): "in_progress", (1, "original_language"): "en"})
    found = reading.read(packet, content)
    assert [change.new for change in found.changes] == [
        "выполняется · in progress",
        layout.choices("original_language")["en"],
    ]


def test_a_text_is_never_a_formula(packet):
    factories.answered(packet.reports.first(), packet.coordinator, narrative_ru="=HYPERLINK(1)")
    sheet = load_workbook(io.BytesIO(making.make(packet))).worksheets[0]
    cell = sheet.cell(3, COLUMNS["narrative_ru"])
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_codes_are_protected_and_answers_are_open(packet):
    sheet = load_workbook(io.BytesIO(making.make(packet))).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.cell(3, COLUMNS["code"]).protection.locked
    assert not sheet.cell(3, COLUMNS["narrative_ru"]).protection.locked


@pytest.mark.parametrize(("language", "typed"), [("ru", "выполняется"), ("en", "In progress"), ("en", "in_progress")])
def test_a_choice_is_read_in_either_language(packet, language, typed):
    with override(language):
        content = filled(
            making.make(packet), {(1, "implementation_status"): typed, (1, "original_language"): "русский"}
        )
        found = reading.read(packet, content)
    first = packet.reports.first()
    assert found.answers == {first.pk: {"implementation_status": "in_progress", "original_language": "ru"}}


def test_an_upload_makes_drafts_and_nothing_before_it_is_confirmed(packet):
    before = state(packet)
    content = filled(making.make(packet), {(1, "narrative_ru"): "Проведён семинар.", (2, "narrative_en"): "Done."})
    found = reading.read(packet, content)
    assert [(c.new) for c in found.changes] == ["Проведён семинар.", "Done."]
    assert state(packet) == before
    packed = saving.pack(packet, packet.coordinator, found)
    assert saving.save(packet, actor=packet.coordinator, packed=packed) == 2
    assert state(packet) == [("draft", 1, "Проведён семинар.", None), ("draft", 1, None, "Done.")]


def test_a_blank_cell_leaves_the_text_and_a_marker_empties_it(packet):
    report = factories.answered(packet.reports.first(), packet.coordinator)
    content = filled(making.make(packet), {(1, "narrative_ru"): None, (1, "narrative_en"): "[clear]"})
    found = reading.read(packet, content)
    assert found.answers == {report.pk: {"narrative_en": ""}}


@pytest.mark.parametrize(("typed", "value"), [("12,5", "12.5"), ("1 250", "1250"), (7, "7"), (2.25, "2.25")])
def test_a_number_is_read_with_a_comma_or_a_point(packet, typed, value):
    found = reading.read(packet, filled(making.make(packet), {(1, 7): typed}, sheet=1))
    assert list(found.values[packet.reports.first().pk].values()) == [value]


def test_each_fault_stands_beside_its_cell_in_the_file_given_back(packet):
    content = filled(making.make(packet), {(1, "implementation_status"): "почти", (2, "code"): "X9"})
    content = filled(content, {(1, 7): "много"}, sheet=1)
    found = reading.read(packet, content)
    assert {fault.cell for fault in found.faults} == {"D3", "A4", "G3"}
    book = load_workbook(io.BytesIO(reading.marked(content, found.faults)))
    assert "почти" in book.worksheets[0].cell(3, len(COLUMNS) + 1).value
    assert "много" in book.worksheets[1].cell(3, 8).value
    assert reading.read(packet, reading.marked(content, found.faults)).faults == found.faults


def test_a_file_is_stale_once_somebody_saved_at_the_desk(packet):
    content = filled(making.make(packet), {(1, "narrative_ru"): "Из файла."})
    factories.answered(packet.reports.first(), packet.coordinator)
    with pytest.raises(ValidationError, match="saved at the desk after this file was made"):
        reading.read(packet, content)


def test_somebody_saving_between_preview_and_confirmation_stops_it_whole(packet):
    content = filled(making.make(packet), {(1, "narrative_ru"): "Первый.", (2, "narrative_ru"): "Второй."})
    packed = saving.pack(packet, packet.coordinator, reading.read(packet, content))
    factories.answered(packet.reports.last(), packet.coordinator)
    before = state(packet)
    with pytest.raises(ValidationError, match="saved this report after"):
        saving.save(packet, actor=packet.coordinator, packed=packed)
    assert state(packet) == before


def test_another_states_or_rounds_file_is_refused(packet):
    other = packet.round.submissions.get(party__code="TJ")
    with pytest.raises(ValidationError, match="another state or round"):
        reading.read(packet, making.make(other))


def test_another_persons_preview_is_refused(packet):
    found = reading.read(packet, filled(making.make(packet), {(1, "narrative_ru"): "Текст."}))
    packed = saving.pack(packet, packet.coordinator, found)
    with pytest.raises(ValidationError):
        saving.save(packet, actor=factories.coordinator(packet.party), packed=packed)


def test_a_foreign_coordinator_saves_nothing_with_their_own_preview(packet):
    stranger = factories.coordinator(packet.round.submissions.get(party__code="TJ").party)
    found = reading.read(packet, filled(making.make(packet), {(1, "narrative_ru"): "Чужой текст."}))
    before = state(packet)
    with pytest.raises(PermissionDenied):
        saving.save(packet, actor=stranger, packed=saving.pack(packet, stranger, found))
    assert state(packet) == before


def test_a_report_that_is_not_open_is_locked_and_refuses_a_change(packet):
    for report in packet.reports.all():
        factories.answered(report, packet.coordinator)
        reporting.make_ready(report, actor=packet.coordinator)
    content = making.make(packet)
    assert load_workbook(io.BytesIO(content)).worksheets[0].cell(3, COLUMNS["narrative_ru"]).protection.locked
    (fault,) = reading.read(packet, filled(content, {(1, "narrative_ru"): "Позже."})).faults
    assert "cannot be changed" in fault.message


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (reading.MOST_INFLATED + 1))
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", bomb], ids=["empty", "cut", "text", "bomb"])
def test_what_is_no_workbook_is_refused_with_a_sentence(packet, content):
    with pytest.raises(ValidationError) as refused:
        reading.read(packet, content() if callable(content) else content)
    assert len(refused.value.messages[0].split()) > 5


def test_a_workbook_of_somebody_elses_making_is_refused(packet):
    book = load_workbook(io.BytesIO(making.make(packet)))
    book["token"].cell(1, 1).value = "forged"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ValidationError, match="not made by the portal"):
        reading.read(packet, out.getvalue())


@pytest.mark.parametrize("locale", ["ru_RU", "en_GB"])
def test_libreoffice_opens_and_saves_it_without_losing_anything(packet, tmp_path, locale):
    factories.answered(packet.reports.first(), packet.coordinator, narrative_ru="=1+1 «ёлка»\nвторая строка")
    content = filled(making.make(packet), {(2, "narrative_en"): "Typed in.", (2, "implementation_status"): "выполнено"})
    content = filled(content, {(1, 7): "3,5"}, sheet=1)
    (tmp_path / "packet.xlsx").write_bytes(content)
    soffice = shutil.which("soffice")
    run = [
        soffice,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*run, "--outdir", tmp_path / "out", tmp_path / "packet.xlsx"],
        check=True, capture_output=True, timeout=120, env={"LC_ALL": f"{locale}.UTF-8", "HOME": str(tmp_path)},
    )  # fmt: skip
    found = reading.read(packet, (tmp_path / "out" / "packet.xlsx").read_bytes())
    assert found.faults == []
    assert [change.new for change in found.changes] == ["выполнено · completed", "Typed in.", "3.5"]
