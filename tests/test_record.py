from pathlib import Path

import pytest
from django.core.management import call_command

from almaty_portal import record
from declarations.models import Document
from meetings.models import Meeting
from members.models import Chairmanship, Party
from tests import factories

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"

TAKING_PART = {
    "regional-conference-2011": "AF AZ IR KG KZ RU TJ TM TR",
    "national-coordinators-2012": "KG KZ TJ TM",
    "ministerial-2013": "AF AZ IR KG KZ PK TJ TM TR",
}
SYMBOLS = ["AP/2011/DEC", "AP/2012/RAP", "AP/2012/RCF", "AP/2012/REC", "AP/2013/COM", "AP/2013/OM"]


@pytest.fixture
def loaded():
    return record.load(DATA)


@pytest.mark.parametrize("slug", TAKING_PART)
def test_the_three_founding_events_have_their_named_states(loaded, slug):
    attendances = Meeting.objects.get(slug=slug).attendances.filter(capacity__in=["participant", "observer"])
    assert sorted(attendances.values_list("party__code", flat=True)) == TAKING_PART[slug].split()


def test_iran_and_pakistan_are_observers_in_2013(loaded):
    observers = Meeting.objects.get(slug="ministerial-2013").attendances.filter(capacity="observer")
    assert sorted(observers.values_list("party__code", flat=True)) == ["IR", "PK"]


def test_the_six_documents_are_complete_in_both_languages_and_say_that_they_describe(loaded):
    documents = Document.objects.order_by("symbol")
    assert [d.symbol for d in documents] == SYMBOLS
    assert {d.basis for d in documents} == {"description"}
    assert [d.complete_languages() for d in documents] == [["ru", "en"]] * 6
    assert [d.endorsements.count() for d in documents] == [9, 4, 4, 4, 9, 9]


def test_loading_again_changes_nothing(loaded):
    again = record.load(DATA)
    assert {(c["created"], c["updated"]) for c in again.values()} == {(0, 0)}


def test_what_is_exported_loads_unchanged(loaded, tmp_path):
    record.export(tmp_path)
    assert {(c["created"], c["updated"]) for c in record.load(tmp_path).values()} == {(0, 0)}


def test_a_month_is_loaded_as_a_month(loaded):
    chair = Chairmanship.objects.get(party__code="KG")
    assert (chair.since.isoformat(), chair.since_precision) == ("2016-11-01", "month")
    assert (chair.until.isoformat(), chair.until_precision) == ("2018-11-30", "month")


def test_one_bad_row_stops_the_whole_load_and_is_named(tmp_path):
    (tmp_path / "parties.csv").write_bytes((DATA / "parties.csv").read_bytes())
    (tmp_path / "memberships.csv").write_text("party,role,since\nKZ,member,2013-06-05\nXX,member,2013-06-05\n")
    with pytest.raises(record.RecordError) as refused:
        record.load(tmp_path)
    assert refused.value.lines == [
        "memberships.csv, row 3: There is no party “XX”: check the code, or add that record first."
    ]
    assert Party.objects.count() == 0


def test_the_sample_plan_says_that_it_is_a_sample(loaded):
    record.load(DATA / "sample")
    from actionplan.models import ActionItem, Indicator

    items = ActionItem.objects.filter(cluster__plan__slug="sample-plan")
    indicators = Indicator.objects.filter(item__in=items)
    assert (items.count(), indicators.count()) == (18, 6)
    rows = [*items, *indicators]
    assert all(row.title_ru.startswith("Образец: ") and row.title_en.startswith("Sample: ") for row in rows)


def test_a_sample_target_is_of_a_state_that_reports_on_the_item(loaded):
    record.load(DATA / "sample")
    from actionplan.models import Assignment, IndicatorTarget

    targets = IndicatorTarget.objects.values_list("indicator__item", "party")
    assert set(targets) <= set(Assignment.objects.values_list("item", "party"))
    assert len(targets) == 18


def test_publishing_the_record_cuts_an_edition_of_each_document(loaded):
    boss = factories.superuser(email="boss@example.org")
    call_command("load_record", DATA, publish_as=boss.email)
    assert sorted(Document.objects.published().values_list("symbol", flat=True)) == SYMBOLS


BAD_TABLES = {
    "wrong encoding": ("code,kind\nKZ,страна\n".encode("cp1251"), "not in UTF-8"),
    "missing column": (b"kind,slug\nstate,kz\n", "column “code” is missing"),
    "unknown column": (b"code,status\nKZ,published\n", "column “status” is not known"),
    "duplicate key": (b"code,kind\nKZ,state\nKZ,state\n", "Rows 2 and 3 have the same key"),
    "unknown choice": (b"code,kind,slug,short_name_en\nKZ,empire,kz,K\n", "row 2, kind"),
    "empty": (b"", "file is empty"),
    "too many cells": (b"code,kind\nKZ,state,x\n", "Row 2 has more cells"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
def test_a_malformed_table_is_refused_with_its_cure(tmp_path, case):
    content, message = BAD_TABLES[case]
    (tmp_path / "parties.csv").write_bytes(content)
    with pytest.raises(record.RecordError) as refused:
        record.load(tmp_path)
    assert message in str(refused.value)
    assert Party.objects.count() == 0


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path):
    head = "code;kind;slug;short_name_ru;short_name_en"
    (tmp_path / "parties.csv").write_text(f"\ufeff{head}\nKZ;state;kz;Казахстан;Kazakhstan\n", encoding="utf-8")
    assert record.load(tmp_path) == {"parties": {"created": 1, "updated": 0, "unchanged": 0}}


@pytest.mark.parametrize("marker", ["[clear]", "[очистить]"])
def test_a_blank_cell_leaves_the_value_and_a_marker_clears_it(tmp_path, marker):
    factories.PartyFactory(code="KZ", slug="kz", note_en="Kept")
    (tmp_path / "parties.csv").write_text("code,note_en\nKZ,\n")
    record.load(tmp_path)
    assert Party.objects.get().note_en == "Kept"
    (tmp_path / "parties.csv").write_text(f"code,note_en\nKZ,{marker}\n")
    record.load(tmp_path)
    assert not Party.objects.get().note_en


@pytest.mark.parametrize("written", ["31.12.2026", "2026-12-31"])
def test_russian_and_iso_dates_are_read(tmp_path, written):
    head = "slug,kind,title_en,place_en,starts_on,ends_on"
    (tmp_path / "meetings.csv").write_text(f"{head}\nm,experts,M,P,{written},{written}\n")
    record.load(tmp_path)
    assert Meeting.objects.get().starts_on.isoformat() == "2026-12-31"


def test_a_published_document_is_not_changed_by_a_table(loaded, tmp_path):
    factories.published(Document.objects.get(symbol="AP/2013/OM"))
    (tmp_path / "paragraphs.csv").write_text("document,anchor,text_en\nAP/2013/OM,1,Other\n")
    with pytest.raises(record.RecordError, match="open a revision"):
        record.load(tmp_path)


def test_a_formula_is_exported_as_text_and_comes_back_as_it_was(tmp_path):
    factories.PartyFactory(note_en="=1+1")
    record.export(tmp_path)
    assert ",'=1+1," in (tmp_path / "parties.csv").read_text()
    assert record.load(tmp_path)["parties"]["unchanged"] == 1


def test_publishing_a_load_leaves_other_drafts_alone(tmp_path):
    other = factories.PartyFactory(code="ZZ", slug="zz")
    boss = factories.superuser(email="boss@example.org")
    call_command("load_record", DATA, publish_as=boss.email)
    other.refresh_from_db()
    assert other.status == "draft"
    assert Party.objects.get(code="KZ").status == "published"


def test_a_plan_is_changed_while_its_document_is_published(loaded, tmp_path):
    factories.published(Document.objects.get(symbol="AP/2012/RAP"))
    (tmp_path / "plans.csv").write_text("slug,title_en\nregional-action-plan,Other\n")
    assert record.load(tmp_path)["plans"]["updated"] == 1


def test_a_published_document_gains_no_relation_from_a_table(loaded, tmp_path):
    factories.published(Document.objects.get(symbol="AP/2013/OM"))
    (tmp_path / "relations.csv").write_text("from_document,kind,to_document\nAP/2013/OM,implements,AP/2013/COM\n")
    with pytest.raises(record.RecordError, match="open a revision"):
        record.load(tmp_path)


def test_a_date_that_becomes_more_precise_is_a_change(loaded, tmp_path):
    (tmp_path / "memberships.csv").write_text("party,role,since\nKZ,member,2013\n")
    record.load(tmp_path)
    (tmp_path / "memberships.csv").write_text("party,role,since\nKZ,member,2013-01\n")
    assert record.load(tmp_path)["memberships"]["updated"] == 1
    assert Party.objects.get(code="KZ").memberships.get().since_precision == "month"


def test_half_a_number_is_refused(loaded, tmp_path):
    (tmp_path / "governance.csv").write_text("slug,position\nchair,2.7\n")
    with pytest.raises(record.RecordError, match="not a whole number"):
        record.load(tmp_path)


def test_an_oversize_table_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("almaty_portal.lib.tables.MOST_BYTES", 100)
    (tmp_path / "parties.csv").write_bytes((DATA / "parties.csv").read_bytes())
    with pytest.raises(record.RecordError, match="split it"):
        record.load(tmp_path)
