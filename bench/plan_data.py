"""A plan as large as asked for, with rounds that were reported on in full. For a database of the benchmark's own."""

from collections.abc import Iterable
from datetime import date, timedelta
from string import ascii_uppercase

from django.db import connection
from django.utils import timezone

from actionplan.models import ActionItem, Assignment, Cluster, Plan, Round, StateSubmission
from members.models import Party, User
from publishing.models import Status

CLUSTERS = 10
SHARE = 3  # a state has a part in every third item, as in the sample plan

#: Reports, versions, transitions of one round; `%(status)s` is where they come to stand, `%(at)s` when.
REPORTS = """
    INSERT INTO actionplan_progressreport
        (submission_id, assignment_id, status, revision, implementation_status, narrative_ru, narrative_en, narrative,
         obstacles, next_steps, next_steps_ru, next_steps_en, original_language, is_unchanged, edited_at, edited_by_id)
    SELECT s.id, a.id, 'submitted', 1,
           (ARRAY['completed', 'in_progress', 'in_progress', 'delayed', 'not_started'])[1 + (a.id + s.id) %% 5],
           %(ru)s, %(en)s, %(en)s, '', '', %(ru)s, %(en)s, 'ru', FALSE, %(at)s, %(user)s
    FROM actionplan_statesubmission s
    JOIN actionplan_assignment a ON a.party_id = s.party_id
    WHERE s.round_id = %(round)s
"""
VERSIONS = """
    INSERT INTO actionplan_reportversion
        (report_id, number, submitted_at, submitted_by_id, on_paper, values, implementation_status, narrative,
         narrative_ru, narrative_en, obstacles, next_steps, next_steps_ru, next_steps_en, original_language,
         is_unchanged)
    SELECT r.id, 1, %(at)s, %(user)s, FALSE, '[]', r.implementation_status, r.narrative, r.narrative_ru, r.narrative_en,
           '', '', r.next_steps_ru, r.next_steps_en, 'ru', FALSE
    FROM actionplan_progressreport r JOIN actionplan_statesubmission s ON s.id = r.submission_id
    WHERE s.round_id = %(round)s
"""
TRANSITIONS = """
    INSERT INTO actionplan_reporttransition (report_id, from_status, to_status, actor_id, role, reason, version_id, at)
    SELECT v.report_id, %(before)s, %(status)s, %(user)s, 'publisher', '', v.id, %(at)s
    FROM actionplan_reportversion v JOIN actionplan_progressreport r ON r.id = v.report_id
    JOIN actionplan_statesubmission s ON s.id = r.submission_id
    WHERE s.round_id = %(round)s
"""
PUBLIC = """
    UPDATE actionplan_progressreport r SET public_version_id = v.id, status = 'published'
    FROM actionplan_reportversion v, actionplan_statesubmission s
    WHERE v.report_id = r.id AND s.id = r.submission_id AND s.round_id = %(round)s
"""
TEXT = {
    "ru": "Проведены семинары для сотрудников пограничной службы, и подготовлен проект закона об убежище. " * 4,
    "en": "Seminars were held for officers of the border service, and a bill on asylum was prepared. " * 4,
}


def without_triggers() -> None:
    """In this transaction what the triggers guard and record is neither guarded nor recorded: the rows are made up."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


def plan(states: int, items: int, user: User) -> Plan:
    """A published plan whose items are published and assigned; no round yet."""
    made = Plan.objects.create(slug="bench", title_ru="План", title_en="Plan", status=Status.PUBLISHED)
    parties = Party.objects.bulk_create(
        Party(
            kind="state",
            code=f"{ascii_uppercase[n // 26]}{ascii_uppercase[n % 26]}",
            slug=f"state-{n}",
            short_name_ru=f"Государство {n}",
            short_name_en=f"State {n}",
            status=Status.PUBLISHED,
        )
        for n in range(states)
    )
    clusters = Cluster.objects.bulk_create(
        Cluster(plan=made, code=f"B{n}", position=n, title_ru="Направление", title_en="Cluster")
        for n in range(CLUSTERS)
    )
    steps = ActionItem.objects.bulk_create(
        ActionItem(
            cluster=clusters[n % CLUSTERS],
            code=f"B{n % CLUSTERS}.{n // CLUSTERS + 1:03}",
            title_ru="Обучение пограничных служб",
            title_en="Training of border services",
            status=Status.PUBLISHED,
        )
        for n in range(items)
    )
    Assignment.objects.bulk_create(
        Assignment(item=item, party=party, role="lead" if n == place else "participant")
        for n, item in enumerate(steps)
        for place, party in enumerate(parties)
        if (n + place) % SHARE == 0
    )
    return made


def rounds(made: Plan, numbers: Iterable[int], user: User, *, waiting: int | None = None) -> None:
    """Rounds with these numbers, every report published; in the round `waiting` every report waits for review."""
    for number in numbers:
        opens = date(2010, 1, 1) + timedelta(days=182 * number)
        now = timezone.now()
        row = Round.objects.create(
            plan=made,
            number=number,
            period_ru=f"полугодие {number}",
            period_en=f"half-year {number}",
            opens_on=opens,
            due_on=opens + timedelta(days=31),
            closes_on=opens + timedelta(days=60),
            opened_at=now,
            published_at=None if number == waiting else now,
        )
        parties = Party.objects.filter(assignments__item__cluster__plan=made).distinct()
        StateSubmission.objects.bulk_create(
            StateSubmission(round=row, party=party, first_signed_at=now, signed_at=now, signed_by=user)
            for party in parties
        )
        is_waiting = number == waiting
        values = {
            "round": row.pk,
            "at": now,
            "user": user.pk,
            "before": "ready" if is_waiting else "approved",
            "status": "submitted" if is_waiting else "published",
            **TEXT,
        }
        with connection.cursor() as cursor:
            for statement in (REPORTS, VERSIONS, TRANSITIONS, *([] if is_waiting else [PUBLIC])):
                cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
