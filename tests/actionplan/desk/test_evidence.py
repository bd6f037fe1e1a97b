"""Evidence: what is accepted, what a version keeps, who may have the file."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from actionplan import evidence, paper, reporting, reviewing
from actionplan.models import Evidence
from tests import factories
from tests.actionplan.desk.conftest import published, ready, signed

pytestmark = pytest.mark.django_db
TITLES = {"ru": "Программа", "en": "Programme"}


def upload(name="programme.pdf", content=b"%PDF-1.7 test"):
    return SimpleUploadedFile(name, content)


def add(report, packet, **given):
    return evidence.add_file(report, actor=packet.contributor, file=upload(), titles=TITLES, **given)


def send(client, report, **data):
    return client.post(reverse("desk:evidence_add", args=[report.pk]), data)


def test_a_file_is_added_with_a_title_in_both_languages(client, packet, report):
    client.force_login(packet.contributor)
    response = send(client, report, title_ru="Программа", title_en="Programme", file=upload(), is_public="on")
    assert response.status_code == 302
    made = report.evidence.get()
    assert (made.title_ru, made.title_en, made.is_public, len(made.sha256)) == ("Программа", "Programme", True, 64)
    assert made.added_by == packet.contributor


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title_en": "A", "file": ("a.exe", b"MZ")}, "not allowed"),
        ({"title_en": "A", "file": ("a.pdf", b"<html>")}, "is not what its name says"),
        ({"title_en": "A", "url": "javascript:alert(1)"}, "valid URL"),
        ({"title_en": "A", "url": "ftp://example.org/a"}, "valid URL"),
        ({"title_en": "A"}, "either a file or a link"),
        ({"title_en": "A", "url": "https://example.org/", "file": ("a.pdf", b"%PDF-1.7")}, "either a file or a link"),
        ({"url": "https://example.org/"}, "Give a title"),
    ],
    ids=["kind", "content", "script", "ftp", "nothing", "both", "no title"],
)
def test_what_is_not_evidence_is_refused_with_a_reason_at_its_field(client, packet, report, data, said):
    client.force_login(packet.contributor)
    data = {name: upload(*value) if name == "file" else value for name, value in data.items()}
    response = send(client, report, **data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not report.evidence.exists()


def test_a_large_file_is_refused(client, packet, report, settings):
    settings.UPLOAD_MAX_MEGABYTES = 0
    client.force_login(packet.contributor)
    assert send(client, report, title_en="A", file=upload()).status_code == 422


def test_a_ready_or_signed_report_takes_no_evidence(packet, report):
    ready(packet)
    with pytest.raises(ValidationError, match="ready for signature"):
        add(report, packet)
    assert not Evidence.objects.exists()


def test_what_no_version_uses_is_gone_when_taken_away(client, packet, report):
    piece = add(report, packet)
    client.force_login(packet.contributor)
    client.post(reverse("desk:evidence_remove", args=[piece.pk]))
    assert client.get(reverse("desk:evidence", args=[piece.pk])).status_code == 404


def test_a_frozen_version_keeps_evidence_that_leaves_the_next_one(packet, report):
    piece = add(report, packet)
    signed(packet)
    reviewing.send_back(report, actor=factories.reviewer(), reason="Another file, please")
    evidence.remove(piece, actor=packet.contributor)
    reporting.sign(packet, actor=packet.coordinator)
    second, first = report.versions.all()
    assert ([*first.evidence.all()], [*second.evidence.all()]) == ([piece], [])
    assert piece in Evidence.objects.readable_by(packet.coordinator)


def test_the_states_letter_is_not_taken_away(packet, report):
    answer = {"implementation_status": "completed", "narrative_en": "Done.", "original_language": "en"}
    paper.enter(report, actor=factories.editor(), answer=answer, letter=upload("letter.pdf"))
    reviewing.send_back(report, actor=factories.reviewer(), reason="Which year?")
    with pytest.raises(ValidationError, match="letter stays"):
        evidence.remove(report.evidence.get(), actor=packet.coordinator)


def test_evidence_is_never_deleted(packet, report):
    piece = add(report, packet)
    with pytest.raises(DatabaseError), transaction.atomic():
        piece.delete()


def test_a_file_is_handed_out_to_be_kept_and_opens_nothing(client, packet, report):
    piece = add(report, packet)
    client.force_login(packet.contributor)
    response = client.get(reverse("desk:evidence", args=[piece.pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 test"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="programme')
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_link_is_no_file(client, packet, report):
    piece = evidence.add_link(report, actor=packet.contributor, url="https://example.org/", titles=TITLES)
    client.force_login(packet.contributor)
    assert client.get(reverse("desk:evidence", args=[piece.pk])).status_code == 404


def test_only_what_may_be_public_in_a_published_version_is_public(packet, report):
    public, hidden = add(report, packet, is_public=True), add(report, packet)
    assert not Evidence.objects.public().exists()
    published(packet)
    assert list(Evidence.objects.public()) == [public]
    assert hidden in Evidence.objects.readable_by(packet.contributor)
