import io

import openpyxl
import pytest
import tablib

from almaty_portal.lib.tables import Csv, NumberWidget, Xlsx, YesNoWidget
from meetings.resources import MeetingResource
from members.models import Party
from members.resources import MembershipResource, PartyResource
from tests import factories


@pytest.mark.parametrize("written", ["да", "Yes", "ИСТИНА", "TRUE", "1"])
def test_yes_is_read_in_both_languages(written):
    assert YesNoWidget().clean(written) is True


@pytest.mark.parametrize("written", ["нет", "no", "ЛОЖЬ", "False", "0"])
def test_no_is_read_in_both_languages(written):
    assert YesNoWidget().clean(written) is False


@pytest.mark.parametrize("written", ["может быть", "2", "x"])
def test_neither_yes_nor_no_is_refused(written):
    with pytest.raises(ValueError, match="neither yes nor no"):
        YesNoWidget().clean(written)


@pytest.mark.parametrize("written", ["2.7", "inf", "nan", "two"])
def test_what_is_not_a_whole_number_is_refused(written):
    with pytest.raises(ValueError, match="not a whole number"):
        NumberWidget().clean(written)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_read(separator):
    dataset = Csv().create_dataset(f"code{separator}kind\nKZ{separator}state\n".encode())
    assert dataset.dict == [{"code": "KZ", "kind": "state"}]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["=1+1", "+7 727", "-1", "@SUM(A1)"])
def test_no_cell_of_a_workbook_is_a_formula_and_it_comes_back_as_it_was(text):
    factories.PartyFactory(code="KZ", note_en=text)
    content = Xlsx().export_data(PartyResource().export())
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.rows for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert "'" + text in [cell.value for cell in cells]
    result = PartyResource().import_data(Xlsx().create_dataset(content))
    assert not result.has_errors()
    assert result.totals["skip"] == 1
    assert Party.objects.get().note_en == text


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["31.02.2026", "2026-13-01", "soon"])
def test_an_impossible_date_is_refused_and_nothing_is_saved(written):
    head = ["slug", "kind", "title_en", "place_en", "starts_on", "ends_on"]
    table = tablib.Dataset(["m", "experts", "M", "P", written, written], headers=head)
    result = MeetingResource().import_data(table)
    assert result.has_errors() or result.has_validation_errors()
    assert MeetingResource._meta.model.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["05.06.2013", "2013-06-05"])
def test_a_partial_date_is_read_in_the_russian_form_too(written):
    party = factories.PartyFactory(code="KZ")
    table = tablib.Dataset(["KZ", "member", written], headers=["party", "role", "since"])
    MembershipResource().import_data(table, raise_errors=True)
    membership = party.memberships.get()
    assert (membership.since.isoformat(), membership.since_precision) == ("2013-06-05", "day")


@pytest.mark.django_db
def test_an_account_without_the_permission_changes_no_row():
    factories.PartyFactory(code="KZ", note_en="Kept")
    table = tablib.Dataset(["KZ", "Other"], headers=["code", "note_en"])
    result = PartyResource(user=factories.UserFactory()).import_data(table)
    assert result.has_errors() or result.has_validation_errors()
    assert Party.objects.get().note_en == "Kept"


@pytest.mark.django_db
def test_no_table_has_a_column_for_the_status_or_for_an_unsuffixed_text():
    from almaty_portal.record import TABLES

    columns = {field.column_name for table in TABLES.values() for field in table().get_import_fields()}
    assert not columns & {"status", "id", "title", "text", "note", "summary"}
