"""The PDF of a round: made by a task, kept, and made anew when what is public changes."""

import io

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override
from pypdf import PdfReader

from actionplan import reporting, reviewing, round_reports, tasks
from actionplan.models import ProgressReport, RoundReport
from actionplan.round_content import content, digest
from almaty_portal.lib import pdf
from publishing import workflow
from tests import factories
from tests.actionplan.published import correct, publish, published_round, signed

pytestmark = pytest.mark.django_db


def address(made, language="en"):
    return f"/{language}/plan/{made.plan.slug}/rounds/{made.number}/report.pdf"


@pytest.fixture
def quick(monkeypatch):
    """Pages set in no time: the bytes are those of the HTML."""
    monkeypatch.setattr(pdf, "render", lambda html: b"%PDF-1.7 " + html.encode())


def words(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "Plan",
                "As of round {} (first half)",
                "completed: 2",
                "States and items",
                "State KZ",
                "A seminar was held.",
            ],
        ),
        (
            "ru",
            [
                "План",
                "По итогам раунда {} (первое полугодие)",
                "выполнено: 2",
                "Государства и меры",
                "Проведён семинар.",
            ],
        ),
    ],
)
def test_the_pdf_has_a_cover_the_grid_and_the_states_words(language, expected):
    made = published_round("KZ", implementation_status="completed")
    data = round_reports.render(made.pk, language).file.read()
    said = words(data)
    assert [text for text in expected if text.format(made.number) not in said] == []
    reader = PdfReader(io.BytesIO(data))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == language


def test_the_same_content_gives_the_same_bytes():
    made = published_round("KZ")
    published_round(plan=made.plan)
    page = round_reports.html(content(made.plan, made), "en")
    assert pdf.render(page) == pdf.render(page)
    assert page == round_reports.html(content(made.plan, made), "en")


def test_the_content_does_not_hang_on_the_language_in_which_it_is_read():
    made = published_round("KZ", "TJ", "AF")
    with override("ru"):
        russian = digest(content(made.plan, made), "en")
    assert russian == digest(content(made.plan, made), "en")


def test_a_request_never_makes_it(client, monkeypatch):
    made = published_round("KZ")
    monkeypatch.setattr(pdf, "render", lambda html: pytest.fail("rendered in a request"))
    response = client.get(address(made))
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    assert "The PDF is being made" in response.content.decode()
    assert not RoundReport.objects.exists()


def test_a_stored_one_is_served(client, quick):
    made = published_round("KZ")
    stored = round_reports.render(made.pk, "ru")
    response = client.get(address(made, "ru"))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["Content-Disposition"] == f'inline; filename="{made.plan.slug}-round-{made.number}-ru.pdf"'
    assert client.get(address(made, "ru"), headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(address(made, "ru") + "?download")["Content-Disposition"].startswith("attachment")
    assert client.get(address(made, "en")).status_code == 503


def test_rendering_again_returns_the_stored_one(quick):
    made = published_round("KZ")
    assert round_reports.render(made.pk, "en") == round_reports.render(made.pk, "en")
    assert RoundReport.objects.count() == 1


def test_a_stored_one_never_changes(quick):
    stored = round_reports.render(published_round("KZ").pk, "en")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        RoundReport.objects.filter(pk=stored.pk).update(size=1)


def test_publishing_queues_it_in_each_language_after_commit(django_capture_on_commit_callbacks, quick):
    with django_capture_on_commit_callbacks(execute=True):
        made = published_round("KZ")
    assert sorted(made.public_reports.values_list("language", flat=True)) == ["en", "ru"]


def test_an_assessment_queues_it_again(django_capture_on_commit_callbacks, quick):
    made = published_round("KZ")
    report, texts = ProgressReport.objects.first(), {"ru": "Срок истекает", "en": "It falls due"}
    with django_capture_on_commit_callbacks(execute=True):
        reviewing.assess(report, actor=factories.reviewer(), texts=texts, is_public=True)
    assert b"It falls due" in made.public_reports.get(language="en").file.read()


def correction(made):
    correct(ProgressReport.objects.first(), narrative_en="Set right")


def earlier_round(made):
    """The trend of a later report counts the earlier rounds."""
    earlier = factories.opened_round(plan=made.plan)
    type(made).objects.filter(pk=earlier.pk).update(number=0)
    publish(earlier, signed(earlier.submissions.get()))


def withdrawal(made):
    workflow.withdraw(ProgressReport.objects.first().assignment.item, actor=factories.publisher(), reason="Merged")


@pytest.mark.parametrize("change", [correction, earlier_round, withdrawal])
def test_what_changes_the_public_content_makes_it_due_anew(client, quick, change):
    made = published_round("KZ")
    stored = round_reports.render(made.pk, "en")
    change(made)
    assert client.get(address(made)).status_code == 503
    assert (made.pk, "en") in list(round_reports.missing())
    assert round_reports.render(made.pk, "en") != stored
    assert client.get(address(made)).status_code == 200


def test_working_text_does_not_make_it_due_anew(client, quick):
    made = published_round("KZ")
    round_reports.render(made.pk, "en")
    report = ProgressReport.objects.first()
    actor = factories.coordinator(report.submission.party)
    reporting.correct(report, actor=actor, reason="A slip")
    factories.answered(report, actor, narrative_en="Not public yet")
    assert client.get(address(made)).status_code == 200


def test_the_sweep_makes_what_is_missing_and_only_that(quick):
    made = published_round("KZ")
    factories.opened_round(plan=made.plan)
    round_reports.render(made.pk, "ru")
    assert tasks.render_missing_round_reports() == 1
    assert tasks.render_missing_round_reports() == 0
    assert RoundReport.objects.count() == 2


def test_a_round_of_a_withdrawn_plan_has_no_pdf_at_its_address(client, quick):
    made = published_round("KZ")
    round_reports.render(made.pk, "en")
    workflow.withdraw(made.plan, actor=factories.publisher(), reason="Replaced")
    assert client.get(address(made)).status_code == 404
    with pytest.raises(type(made).DoesNotExist):
        round_reports.render(made.pk, "en")
