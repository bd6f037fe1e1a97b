import pytest
from django.contrib import admin
from django.urls import reverse

from declarations.models import Document, Edition
from members.models import Mandate
from publishing import workflow
from tests import factories

TABLES = ["party", "meeting", "document", "plan", "actionitem", "governancesection"]


def record(name):
    made = {
        "party": factories.PartyFactory,
        "meeting": factories.MeetingFactory,
        "plan": factories.PlanFactory,
        "actionitem": factories.ActionItemFactory,
        "governancesection": factories.GovernanceSectionFactory,
    }.get(name)
    return made() if made else factories.ParagraphFactory().document


def at(kind, obj, *args):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{kind}", args=args)


def person(role):
    return {
        "editor": factories.editor,
        "publisher": factories.publisher,
        "superuser": factories.superuser,
        "coordinator": lambda: factories.MandateFactory().user,
    }[role]()


def pages(obj):
    views = [at("changelist", obj), at("add", obj), at("import", obj), at("export", obj)]
    views += [at(kind, obj, obj.pk) for kind in ("change", "history", "delete")]
    return [*views, at("step", obj, obj.pk, "submit")]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["anonymous", "coordinator"])
def test_nobody_outside_the_secretariat_opens_or_changes_anything(client, role, table):
    obj = record(table)
    if role != "anonymous":
        client.force_login(person(role))
    for address in pages(obj):
        for method in (client.get, client.post):
            answer = method(address, {"post": "yes"})
            assert answer.status_code == 302
            assert "/login/" in answer["Location"]
    obj.refresh_from_db()
    assert obj.status == "draft"


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["editor", "publisher", "superuser"])
def test_the_secretariat_opens_every_page_of_a_table(client, role, table):
    obj = record(table)
    client.force_login(person(role))
    assert {address: client.get(address).status_code for address in pages(obj)} == dict.fromkeys(pages(obj), 200)


@pytest.mark.django_db
def test_every_table_opens_for_a_superuser(client):
    client.force_login(factories.superuser())
    for model in admin.site._registry:
        meta = model._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        assert client.get(address, {"q": "x"}).status_code == 200, address
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.django_db
def test_an_editor_does_not_publish(client):
    meeting = workflow.submit(factories.MeetingFactory(), actor=factories.superuser())
    client.force_login(factories.editor())
    client.post(at("step", meeting, meeting.pk, "publish"), {"languages": ["ru", "en"], "reason": "x"})
    meeting.refresh_from_db()
    assert meeting.status == "in_review"


@pytest.mark.django_db
def test_a_publisher_publishes_through_the_confirmation(client):
    document = workflow.submit(factories.ParagraphFactory().document, actor=factories.superuser())
    client.force_login(factories.publisher())
    address = at("step", document, document.pk, "publish")
    assert "Russian" in client.get(address).content.decode()
    client.post(address, {"languages": ["ru", "en"]})
    document.refresh_from_db()
    assert (document.status, Edition.objects.count()) == ("published", 1)


@pytest.mark.django_db
def test_opening_a_step_takes_no_step(client):
    meeting = factories.MeetingFactory()
    client.force_login(factories.superuser())
    client.get(at("step", meeting, meeting.pk, "publish"))
    meeting.refresh_from_db()
    assert meeting.status == "draft"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_mandates_and_editions_are_not_the_secretariats_to_change(client, role):
    mandate = factories.MandateFactory()
    document = factories.published(factories.ParagraphFactory().document)
    client.force_login(person(role))
    for address in (at("changelist", mandate), at("add", mandate), at("change", mandate, mandate.pk)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"role": "contributor"}).status_code == 403
    edition = document.editions.get()
    assert client.get(at("change", edition, edition.pk)).status_code == 200
    assert client.post(at("change", edition, edition.pk), {"number": 9}).status_code == 403
    assert (Mandate.objects.get().role, Edition.objects.get().number) == ("coordinator", 1)


@pytest.mark.django_db
def test_what_was_published_is_not_deleted(client):
    document = factories.published(factories.ParagraphFactory().document)
    client.force_login(factories.superuser())
    assert client.post(at("delete", document, document.pk), {"post": "yes"}).status_code == 403
    assert Document.objects.count() == 1
