import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from almaty_portal import record
from declarations.acknowledgements import acknowledge, take_back
from declarations.models import Acknowledgement, Document, Paragraph
from declarations.quality import checklist
from publishing import workflow
from tests import factories
from tests.site.test_pages import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """With one finding that may stand: the numbers differ."""
    made = factories.DocumentFactory(title_ru="Коммюнике", title_en="Communiqué")
    factories.ParagraphFactory(
        document=made, position=1, number_ru="1.", number_en="1.", text_ru="15 мер.", text_en="14 steps."
    )
    return made


def address(document):
    return reverse("admin:declarations_document_checks", args=[document.pk])


def only(document):
    (finding,) = checklist.findings(document)
    return finding


def posted(finding, reason="The original says so"):
    return {"fingerprint": finding.fingerprint, "reason": reason}


def test_the_record_of_the_process_has_no_finding():
    boss = factories.superuser()
    record.load(DATA, publish_as=boss)
    assert {d.symbol: [f.sentence for f in checklist.findings(d)] for d in Document.objects.all()} == {
        symbol: [] for symbol in Document.objects.values_list("symbol", flat=True)
    }


def test_the_page_names_the_finding_and_leads_to_its_paragraph(client, document):
    client.force_login(factories.editor())
    page = client.get(address(document)).content.decode()
    assert "only Russian has 15, only English has 14" in page
    form = reverse("admin:declarations_document_change", args=[document.pk])
    anchor = document.paragraphs.get().anchor
    assert f'href="{form}#paragraph-{anchor}"' in page
    change = client.get(form).content.decode()
    assert f'id="paragraph-{anchor}"' in change
    assert "Check list (1)" in change


def test_the_publish_step_says_how_many_are_open(client, document):
    client.force_login(factories.superuser())
    page = client.get(reverse("admin:declarations_document_step", args=[document.pk, "publish"])).content.decode()
    assert "Check list (1)" in page
    assert address(document) in page


def test_a_finding_stands_with_a_reason_until_its_text_changes(client, document):
    client.force_login(factories.editor())
    assert client.post(address(document), posted(only(document))).status_code == 302
    made = Acknowledgement.objects.get()
    assert (made.reason, made.code) == ("The original says so", "figures")
    assert checklist.still_open(document, checklist.findings(document)) == []
    document.paragraphs.update(text_en="13 steps.")
    assert [f.code for f in checklist.still_open(document, checklist.findings(document))] == ["figures"]


def test_moving_the_paragraph_leaves_the_acknowledgement(document):
    acknowledge(document, actor=factories.editor(), **posted(only(document)))
    document.paragraphs.update(position=7)
    assert checklist.still_open(document, checklist.findings(document)) == []


def test_it_needs_a_reason(client, document):
    client.force_login(factories.editor())
    answer = client.post(address(document), posted(only(document), reason="  "), follow=True)
    assert "Say why the finding may stand" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


def test_it_can_be_taken_back_and_both_are_in_the_history(client, document):
    client.force_login(factories.editor())
    client.post(address(document), posted(only(document)))
    assert client.post(address(document), {"take_back": Acknowledgement.objects.get().pk}).status_code == 302
    assert not Acknowledgement.objects.exists()
    history = client.get(reverse("admin:declarations_document_history", args=[document.pk])).content.decode()
    assert "acknowledgement: added" in history
    assert "acknowledgement: deleted" in history


def test_letting_a_finding_stand_makes_no_open_form_stale(client, document):
    client.force_login(factories.editor())
    form = reverse("admin:declarations_document_change", args=[document.pk])
    before = client.get(form).context["opened_at"]
    client.post(address(document), posted(only(document)))
    assert client.get(form).context["opened_at"] == before


def test_what_stops_publication_cannot_be_let_stand(document):
    document.paragraphs.update(text_ru="15 мер[^1].", text_en="15 steps.")
    finding = only(document)
    with pytest.raises(ValidationError, match="has to be mended"):
        acknowledge(document, actor=factories.editor(), **posted(finding))


@pytest.mark.parametrize("fingerprint", ["", "0" * 64, "x'\"<"])
def test_a_finding_that_is_not_there_is_refused(document, fingerprint):
    with pytest.raises(ValidationError, match="no longer there"):
        acknowledge(document, fingerprint=fingerprint, reason="x", actor=factories.editor())


@pytest.mark.parametrize("data", [{"take_back": "9" * 30}, {"take_back": "²"}, {"reason": "\x00"}, {}])
def test_odd_posts_are_no_error_and_change_nothing(client, document, data):
    client.force_login(factories.editor())
    answer = client.post(address(document), {"fingerprint": only(document).fingerprint, **data})
    assert answer.status_code == 302
    assert not Acknowledgement.objects.exists()


def test_an_acknowledgement_of_another_document_is_not_taken_back(document):
    made = acknowledge(document, actor=factories.editor(), **posted(only(document)))
    take_back(factories.DocumentFactory(), pk=made.pk, actor=factories.editor())
    assert Acknowledgement.objects.count() == 1


def test_it_is_open_in_review_and_closed_once_published(document):
    workflow.submit(document, actor=factories.superuser())
    made = acknowledge(document, actor=factories.publisher(), **posted(only(document)))
    factories.published(document)
    with pytest.raises(ValidationError, match="neither a draft nor in review"):
        take_back(document, pk=made.pk, actor=factories.publisher())
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("role", ["anonymous", "reader", "coordinator"])
def test_nobody_else_sees_or_takes_anything(client, document, role):
    if role == "reader":
        client.force_login(factories.UserFactory())
    if role == "coordinator":
        client.force_login(factories.MandateFactory().user)
    assert client.get(address(document)).status_code == 302
    assert client.post(address(document), posted(only(document))).status_code == 302
    assert not Acknowledgement.objects.exists()


def test_staff_without_the_permission_to_change_may_not(client, document):
    user = factories.UserFactory(is_staff=True)
    client.force_login(user)
    assert client.post(address(document), posted(only(document))).status_code == 403
    with pytest.raises(PermissionDenied):
        acknowledge(document, actor=user, **posted(only(document)))
    assert not Acknowledgement.objects.exists()


def test_an_unknown_document_is_not_found(client):
    client.force_login(factories.editor())
    assert client.get(reverse("admin:declarations_document_checks", args=[999999])).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_thirty_paragraphs(client, document, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(factories.editor())
    client.get(address(document))
    with CaptureQueriesContext(connection) as one:
        client.get(address(document))
    for position in range(2, 31):
        factories.ParagraphFactory(document=document, position=position, text_ru="15 мер.", text_en="14 steps.")
    assert Paragraph.objects.count() == 30
    with django_assert_num_queries(len(one)):
        client.get(address(document))
