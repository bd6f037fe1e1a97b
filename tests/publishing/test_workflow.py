import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from members.models import Party
from publishing import workflow
from publishing.models import Status, Transition
from tests import factories

pytestmark = pytest.mark.django_db


def written_by(user):
    with pghistory.context(user=user.pk):
        return factories.PartyFactory()


def test_an_editor_submits_and_a_publisher_publishes():
    party = written_by(factories.editor())
    workflow.submit(party, actor=factories.editor())
    published = workflow.publish(party, actor=factories.publisher())
    assert published.status == Status.PUBLISHED
    assert list(Party.objects.published()) == [published]
    assert [(t.from_status, t.to_status) for t in Transition.objects.order_by("id")] == [
        ("draft", "in_review"),
        ("in_review", "published"),
    ]


def test_an_editor_may_not_publish():
    party = factories.PartyFactory()
    workflow.submit(party, actor=factories.editor())
    with pytest.raises(PermissionDenied):
        workflow.publish(party, actor=factories.editor())
    party.refresh_from_db()
    assert party.status == Status.IN_REVIEW


def test_nobody_publishes_what_they_alone_wrote():
    publisher = factories.publisher()
    party = written_by(publisher)
    workflow.submit(party, actor=factories.editor())
    with pytest.raises(ValidationError, match="You alone wrote"):
        workflow.publish(party, actor=publisher)
    assert Transition.objects.filter(to_status="published").count() == 0


def test_a_text_of_two_hands_may_be_published_by_one_of_them():
    publisher = factories.publisher()
    party = written_by(publisher)
    with pghistory.context(user=factories.editor().pk):
        party.short_name_en = "Better name"
        party.save()
    workflow.submit(party, actor=publisher)
    assert workflow.publish(party, actor=publisher).status == Status.PUBLISHED


def test_returning_needs_a_reason():
    party = factories.PartyFactory()
    workflow.submit(party, actor=factories.editor())
    with pytest.raises(ValidationError, match="Say why"):
        workflow.send_back(party, actor=factories.publisher(), reason=" ")


def test_an_incomplete_language_stops_publication_and_is_named():
    party = factories.PartyFactory(formal_name_en="")
    workflow.submit(party, actor=factories.editor())
    with pytest.raises(ValidationError, match=r"“English”.*formal name"):
        workflow.publish(party, actor=factories.publisher())
    published = workflow.publish(party, actor=factories.publisher(), languages=["ru"])
    assert published.status == Status.PUBLISHED


def test_a_status_trusted_from_a_stale_page_is_refused():
    party = factories.PartyFactory()
    stale = Party.objects.get(pk=party.pk)
    workflow.submit(party, actor=factories.editor())
    with pytest.raises(ValidationError, match="not open"):
        workflow.submit(stale, actor=factories.editor())


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_the_database_refuses_a_status_without_its_record(status):
    party = factories.PartyFactory()
    with pytest.raises(DatabaseError, match="recorded transition"), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(status=status)
    party.refresh_from_db()
    assert party.status == Status.DRAFT


def test_the_database_refuses_a_record_born_published():
    with pytest.raises(DatabaseError, match="begins as a draft"), transaction.atomic():
        factories.PartyFactory(status="published")


def test_a_transition_cannot_be_rewritten():
    factories.published(factories.PartyFactory())
    for change in (lambda: Transition.objects.update(reason="other"), lambda: Transition.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Transition.objects.get().reason == "test"


def test_both_languages_are_in_the_history_of_a_bulk_change():
    party = factories.PartyFactory(short_name_ru="Старое", short_name_en="Old")
    Party.objects.filter(pk=party.pk).update(short_name_ru="Новое", short_name_en="New")
    names = list(party.events.order_by("pgh_id").values_list("short_name_ru", "short_name_en"))
    assert names == [("Старое", "Old"), ("Новое", "New")]
