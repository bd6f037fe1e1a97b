"""What a page depends on is read out of its statements."""

import pytest
from django.db import connection
from django.db.models import Count

from almaty_portal.record_hits import records
from declarations.models import Document
from meetings.models import Meeting
from members.models import Party
from publishing.basis import recorded, tables_of


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('SELECT "members_party"."id" FROM "members_party"', {"members_party"}),
        ("select 1 from meetings_meeting m join members_party on true", {"meetings_meeting", "members_party"}),
        ("SELECT word FROM ts_stat($$ SELECT text_ru FROM declarations_passage $$)", {"declarations_passage"}),
        ("SELECT 1 WHERE id IN (%s, %s)", set()),
        ('SELECT 1 FROM "members_partyevent"', {"members_partyevent"}),
        ('INSERT INTO "members_party" VALUES (1)', {"members_party"}),
    ],
)
def test_a_statements_tables_are_those_that_it_names(sql, tables):
    assert tables_of(sql) == tables


def test_joins_subqueries_prefetches_and_iterators_are_recorded(db):
    with recorded() as basis:
        list(Meeting.objects.filter(attendances__party__code="KZ").prefetch_related("files"))
        list(Document.objects.filter(current_edition__in=Document.objects.values("pk")).iterator(chunk_size=1))
        list(Party.objects.annotate(n=Count("memberships")))
        list(records("plan"))
    assert basis.tables >= {
        "meetings_meeting",
        "meetings_attendance",
        "members_party",
        "declarations_document",
        "members_membership",
        "actionplan_actionitem",
        "actionplan_cluster",
        "actionplan_plan",
    }


def test_a_statement_of_any_other_kind_counts_as_reading_everything(db):
    from psycopg import sql

    with recorded() as basis, connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT 1"))
    assert {"members_party", "actionplan_plan"} <= basis.tables


def test_nothing_is_recorded_outside(db):
    with recorded() as basis:
        pass
    list(Party.objects.all())
    assert basis.tables == set()
