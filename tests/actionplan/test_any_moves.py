"""Random moves, legal and illegal, by random people over several states and rounds: what must hold after each."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actionplan import paper, reporting, reviewing, rounds
from actionplan.models import ProgressReport, ReportTransition, ReportVersion, ReviewComment
from tests import factories

#: (from, to) → who may take that step: written down from the rules, not from the code.
LEGAL = {
    ("draft", "ready"): {"contributor", "coordinator"},
    ("ready", "draft"): {"contributor", "coordinator"},
    ("ready", "submitted"): {"coordinator", "editor"},
    ("draft", "submitted"): {"editor"},
    ("returned", "submitted"): {"coordinator", "editor"},
    ("correction", "submitted"): {"coordinator", "editor"},
    ("submitted", "ready"): {"coordinator"},
    ("submitted", "returned"): {"reviewer"},
    ("submitted", "approved"): {"reviewer"},
    ("approved", "published"): {"publisher"},
    ("published", "correction"): {"coordinator"},
    ("draft", "excused"): {"reviewer"},
    ("ready", "excused"): {"reviewer"},
    ("excused", "draft"): {"reviewer"},
}
WITH_REASON = {"returned", "correction", "excused"}
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a walk of database steps takes minutes
REPORTS = st.integers(0, 7)
PEOPLE = st.integers(0, 9)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
REASONS = st.sampled_from(["", "  ", "a reason"])


class World:
    """Two states, two open rounds of one plan, and everybody who might try something."""

    def __init__(self):
        first = factories.opened_round("KZ", "TJ", number=1)
        second = factories.opened_round(plan=first.plan, number=2)
        self.rounds = [first, second]
        self.reports = list(ProgressReport.objects.order_by("pk").values_list("pk", flat=True))
        kz, tj = (first.submissions.get(party__code=code).party for code in ("KZ", "TJ"))
        expired = factories.coordinator(kz)
        yesterday = timezone.localdate() - timedelta(days=1)
        expired.mandates.update(valid_from=yesterday, valid_until=yesterday)
        two_roles = factories.editor()
        two_roles.groups.add(*factories.reviewer().groups.all())
        self.people = [
            factories.coordinator(kz),
            factories.coordinator(kz, role="contributor"),
            factories.coordinator(tj),
            factories.coordinator(tj, role="contributor"),
            expired,
            factories.editor(),
            factories.reviewer(),
            two_roles,
            factories.publisher(),
            factories.UserFactory(),
        ]
        self.states = {person.pk: state for person, state in zip(self.people, [kz, kz, tj, tj], strict=False)}


def stored():
    """Everything that a refused move must leave alone."""
    reports = ProgressReport.objects.order_by("pk").values_list(
        "pk", "status", "revision", "narrative_ru", "narrative_en", "implementation_status", "public_version"
    )
    counts = [model.objects.count() for model in (ReportVersion, ReportTransition, ReviewComment)]
    return list(reports), counts


class Moves(RuleBasedStateMachine):
    world: World

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.written = {}  # text → nothing: every narrative that was ever saved
        self.frozen = {}  # version → its answer when it was made
        self.wrote = {}  # report → the people who wrote or entered its text

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def attempt(self, deed, *args, **kwargs):
        """Whether the deed was done; when it was refused, nothing changed and the refusal is a sentence."""
        before = stored()
        try:
            deed(*args, **kwargs)
        except (PermissionDenied, ValidationError) as refusal:
            said = str(refusal) if isinstance(refusal, PermissionDenied) else " ".join(refusal.messages)
            assert len(said.split()) > 3
            assert stored() == before
            return False
        return True

    def report(self, number):
        return ProgressReport.objects.get(pk=self.world.reports[number])

    @rule(number=REPORTS, person=PEOPLE, text=TEXTS, lag=st.sampled_from([0, 0, 0, 1]), unchanged=st.booleans())
    def write(self, number, person, text, lag, unchanged):
        report, actor = self.report(number), self.world.people[person]
        answer = {
            "narrative_ru": text,
            "narrative_en": text,
            "implementation_status": "in_progress",
            "original_language": "ru",
            "is_unchanged": unchanged and lag == 0 and number % 3 == 0,
        }
        if self.attempt(reporting.save_text, report, actor=actor, answer=answer, revision=report.revision - lag):
            assert lag == 0
            assert self.world.states[actor.pk] == report.submission.party
            assert report.status in ("draft", "returned", "correction")
            self.written[(report.pk, text)] = None
            self.wrote.setdefault(report.pk, set()).add(actor.pk)

    @rule(number=REPORTS, far=st.integers(1, 4))
    def go_the_legal_way(self, number, far):
        """The right people take the packet as far as it goes, so that random moves meet late states too."""
        submission = self.report(number).submission
        coordinator = self.world.people[0 if submission.party.code == "KZ" else 2]
        reviewer, publisher = self.world.people[6], self.world.people[8]
        for report in submission.reports.all():
            number = self.world.reports.index(report.pk)
            self.write(number, self.world.people.index(coordinator), f"text {report.revision}", 0, False)
            self.attempt(reporting.make_ready, report, actor=coordinator)
        if far > 1:
            self.packet(number, self.world.people.index(coordinator), reporting.sign)
        for report in submission.reports.all() if far > 2 else ():
            self.attempt(reviewing.approve, report, actor=reviewer)
        if far > 3:
            self.attempt(rounds.publish_round, submission.round, actor=publisher, accept_one_language=True)

    @rule(number=REPORTS, person=PEOPLE, deed=st.sampled_from([reporting.make_ready, reporting.reopen]))
    def prepare(self, number, person, deed):
        self.attempt(deed, self.report(number), actor=self.world.people[person])

    @rule(number=REPORTS, person=PEOPLE, deed=st.sampled_from([reporting.sign, reporting.sign, reporting.withdraw]))
    def packet(self, number, person, deed):
        submission, actor = self.report(number).submission, self.world.people[person]
        if self.attempt(deed, submission, actor=actor) and deed is reporting.sign:
            for pk in ReportVersion.objects.filter(submitted_by=actor).values_list("report", flat=True):
                self.wrote.setdefault(pk, set()).add(actor.pk)

    @rule(number=REPORTS, person=PEOPLE, reason=REASONS, deed=st.sampled_from([reviewing.send_back, reporting.correct]))
    def send_back(self, number, person, reason, deed):
        self.attempt(deed, self.report(number), actor=self.world.people[person], reason=reason)

    @rule(number=REPORTS, person=PEOPLE, reason=REASONS, deed=st.sampled_from([reviewing.excuse, reviewing.reinstate]))
    def excuse(self, number, person, reason, deed):
        self.attempt(deed, self.report(number), actor=self.world.people[person], reason=reason)

    @rule(number=REPORTS, person=PEOPLE, text=TEXTS)
    def comment(self, number, person, text):
        self.attempt(reviewing.comment, self.report(number), actor=self.world.people[person], text=text)

    @rule(number=REPORTS, person=PEOPLE)
    def approve(self, number, person):
        report, actor = self.report(number), self.world.people[person]
        if self.attempt(reviewing.approve, report, actor=actor):
            assert actor.pk not in self.wrote.get(report.pk, set())

    @rule(number=REPORTS, person=PEOPLE, text=TEXTS, with_letter=st.booleans())
    def enter_letter(self, number, person, text, with_letter):
        report, actor = self.report(number), self.world.people[person]
        letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test") if with_letter else None
        answer = {
            "narrative_ru": text,
            "narrative_en": "",
            "implementation_status": "completed",
            "original_language": "ru",
            "is_unchanged": False,
        }
        if self.attempt(paper.enter, report, actor=actor, answer=answer, letter=letter):
            assert with_letter
            self.written[(report.pk, text)] = None
            self.wrote.setdefault(report.pk, set()).add(actor.pk)

    @rule(number=REPORTS, text=TEXTS)
    def enter_and_approve_alone(self, number, text):
        self.enter_letter(number, 7, text, True)
        self.approve(number, 7)

    @rule(number=st.integers(0, 1), person=PEOPLE, accept=st.booleans())
    def publish(self, number, person, accept):
        self.attempt(
            rounds.publish_round, self.world.rounds[number], actor=self.world.people[person], accept_one_language=accept
        )

    @invariant()
    def a_frozen_version_never_changes(self):
        for version in ReportVersion.objects.all():
            assert self.frozen.setdefault(version.pk, version.answer()) == version.answer()
        assert set(self.frozen) == set(ReportVersion.objects.values_list("pk", flat=True))

    @invariant()
    def no_text_is_ever_lost(self):
        events = ProgressReport._meta.get_field("events").related_model
        kept = set(events.objects.values_list("pgh_obj", "narrative_ru"))
        assert set(self.written) <= kept

    @invariant()
    def every_change_has_its_record(self):
        for report in ProgressReport.objects.prefetch_related("transitions"):
            steps = sorted(report.transitions.all(), key=lambda step: step.pk)
            way = ["draft", *(step.to_status for step in steps)]
            assert [step.from_status for step in steps] == way[:-1]
            assert report.status == way[-1]
            for step in steps:
                assert step.role in LEGAL[step.from_status, step.to_status]
                assert step.reason.strip() or step.to_status not in WITH_REASON

    @invariant()
    def nothing_unpublished_is_public(self):
        for version in ReportVersion.objects.public().select_related("report"):
            assert version.report.public_version_id == version.pk
            assert version.transitions.filter(to_status="published", role="publisher").exists()
            assert version.transitions.filter(to_status="approved", role="reviewer").exists()


@pytest.mark.django_db
def test_whatever_anybody_tries_no_text_is_lost_and_nothing_unpublished_is_public():
    Moves.world = World()
    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
