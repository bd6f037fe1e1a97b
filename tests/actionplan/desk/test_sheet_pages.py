import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from actionplan.models import ProgressReport
from actionplan.sheets import making
from tests import factories
from tests.actionplan.test_sheets import filled

pytestmark = pytest.mark.django_db


def address(name, packet):
    return reverse(f"desk:{name}", args=[packet.pk])


def upload(client, packet, content, name="packet.xlsx"):
    return client.post(address("sheet", packet), {"file": SimpleUploadedFile(name, content)})


def stored():
    return list(ProgressReport.objects.order_by("pk").values())


@pytest.fixture
def desk(client, packet):
    client.force_login(packet.contributor)
    return client


def test_the_packet_is_downloaded_filled_in_previewed_and_saved(desk, packet):
    content = desk.get(address("sheet_download", packet)).content
    before = stored()
    page = upload(desk, packet, filled(content, {(1, "narrative_ru"): "Проведён семинар."}))
    assert "Проведён семинар." in page.content.decode()
    assert stored() == before
    answer = desk.post(address("sheet_confirm", packet), {"packed": page.context["packed"]})
    assert answer.url == address("packet", packet)
    assert packet.reports.filter(narrative_ru="Проведён семинар.", status="draft").count() == 1


def test_faults_are_listed_and_stand_in_the_file_given_back(desk, packet):
    page = upload(desk, packet, filled(making.make(packet), {(1, "implementation_status"): "почти"}))
    assert "packed" not in page.context
    book = load_workbook(io.BytesIO(desk.get(address("sheet_marked", packet)).content))
    assert any("почти" in str(cell.value) for cell in book.worksheets[0][3])


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_what_is_no_workbook_is_answered_with_a_sentence(desk, packet, content):
    page = upload(desk, packet, content)
    assert page.status_code == 422
    assert page.context["problems"]


def test_no_file_given_back_is_not_found(desk, packet):
    assert desk.get(address("sheet_marked", packet)).status_code == 404


def test_another_members_preview_is_not_confirmed(client, packet):
    client.force_login(packet.contributor)
    packed = upload(client, packet, filled(making.make(packet), {(1, "narrative_ru"): "Текст."})).context["packed"]
    client.force_login(factories.coordinator(packet.party))
    before = stored()
    client.post(address("sheet_confirm", packet), {"packed": packed})
    assert stored() == before
