"""A list asks the database the same number of questions for 1 row and for 30."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almaty_portal.api import RESOURCES
from declarations.models import Rendition
from tests import factories
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db


def parties(count):
    for _n in range(count):
        state = factories.published(factories.PartyFactory())
        factories.MembershipFactory(party=state)
        factories.ChairmanshipFactory(party=state)


def meetings(count):
    for _n in range(count):
        meeting = factories.published(factories.MeetingFactory())
        factories.AttendanceFactory(meeting=meeting)
        factories.AgendaItemFactory(meeting=meeting)
        factories.MeetingFileFactory(meeting=meeting)


def documents(count):
    """Each refers to the one before and has a file."""
    before = None
    for _n in range(count):
        document = factories.DocumentFactory()
        factories.ParagraphFactory(document=document)
        edition = factories.published(document).current_edition
        if before:
            document.relations_out.create(kind="refers", to_document=before)
        Rendition.objects.create(edition=edition, form="txt", language="ru", file="a.txt", sha256="0" * 64, size=1)
        before = document


def plans(count):
    for _n in range(count):
        plan = factories.published(factories.PlanFactory())
        item = factories.published(factories.ActionItemFactory(cluster__plan=plan))
        factories.AssignmentFactory(item=item)


def rounds(count):
    for _n in range(count):
        published_round(factories.PartyFactory.build().code, items=1)


def reports(count):
    published_round(*[factories.PartyFactory.build().code for _n in range(count)], items=1)


MADE = {
    "parties": parties,
    "memberships": parties,
    "chairmanships": parties,
    "meetings": meetings,
    "documents": documents,
    "editions": documents,
    "paragraphs": documents,
    "plans": plans,
    "items": plans,
    "assignments": plans,
    "rounds": rounds,
    "reports": reports,
}


def asked(client, name):
    """How many queries a page of the list takes, and how many rows it has."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/api/v1/{name}?limit={20 if name == 'editions' else 40}")
    assert response.status_code == 200
    return len(queries), len(response.json()["items"])


@pytest.mark.parametrize("name", [resource.name for resource in RESOURCES])
def test_the_number_of_queries_is_that_of_one_row(client, name):
    MADE[name](1)
    few, one = asked(client, name)
    MADE[name](5 if name == "rounds" else 29)
    many, more = asked(client, name)
    assert one == 1
    assert more >= (6 if name == "rounds" else 20)
    assert few == many
