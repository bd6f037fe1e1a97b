"""One world for the whole table: two states alike, in a round of each standing, and a person of each role."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actionplan import evidence, models, reporting, reviewing, rounds
from tests import factories


@pytest.fixture
def world(db):
    return build()


def build():
    opened = {"draft": factories.opened_round("KZ", "TJ")}
    plan = opened["draft"].plan
    opened |= {name: factories.opened_round(plan=plan) for name in ("ready", "submitted", "published")}
    kz, tj = [opened["draft"].submissions.get(party__code=code).party for code in ("KZ", "TJ")]
    people = {
        "anonymous": None,
        "contributor": factories.coordinator(kz, role="contributor"),
        "coordinator": factories.coordinator(kz),
        "stranger": factories.coordinator(tj),
        "gone": factories.coordinator(kz),
        "editor": factories.editor(),
        "reviewer": factories.reviewer(),
        "publisher": factories.publisher(),
    }
    yesterday = timezone.localdate() - timedelta(days=1)
    people["gone"].mandates.update(valid_from=yesterday, valid_until=yesterday)
    made = SimpleNamespace(people=people, rounds=opened, plan=plan)
    made.states = {
        "KZ": state(opened, kz, people["coordinator"]),
        "TJ": state(opened, tj, people["stranger"]),
    }
    reviewer, publisher = factories.reviewer(), factories.publisher()
    for things in made.states.values():
        for report in things.packets["published"].reports.all():
            reviewing.approve(report, actor=reviewer)
        reviewing.approve(things.approved, actor=reviewer)
        things.comment = reviewing.comment(things.submitted, actor=reviewer, text="When?")
        things.assessment = reviewing.assess(
            things.published, actor=reviewer, texts={"en": "Assessed."}, is_public=True
        )
        # the review of what was only commented on is not said to have begun, so that it can be taken back
        models.ProgressReport.objects.filter(pk=things.submitted.pk).update(review_began_at=None)
        reviewing.excuse(things.excused, actor=reviewer, reason="Not its turn")
    opened["unopened"] = factories.RoundFactory(plan=plan)
    rounds.publish_round(opened["published"], actor=publisher, accept_one_language=True)
    made.indicator = models.Indicator.objects.create(item=things.draft.assignment.item, code="I1", title_en="Trained")
    made.target = models.IndicatorTarget.objects.create(indicator=made.indicator, party=kz, target=2)
    made.reminder = models.Reminder.objects.create(
        key="k", kind="digest", recipient=reviewer, due_on=timezone.localdate()
    )
    return made


def state(opened, party, actor):
    packets = {name: opened[name].submissions.get(party=party) for name in opened}
    for name in ("ready", "submitted", "published"):
        for report in packets[name].reports.all():
            factories.answered(report, actor)
            if name == "submitted":
                signed = attach(report, actor)
            if name == "published":
                public = attach(report, actor, is_public=True)
            reporting.make_ready(report, actor=actor)
        if name != "ready":
            reporting.sign(packets[name], actor=actor)
    draft, excused = packets["draft"].reports.order_by("pk")
    factories.answered(draft, actor)
    submitted, approved = packets["submitted"].reports.order_by("pk")
    return SimpleNamespace(
        party=party,
        packets=packets,
        draft=draft,
        excused=excused,
        ready=packets["ready"].reports.first(),
        submitted=submitted,
        approved=approved,
        published=packets["published"].reports.first(),
        unsigned=attach(draft, actor),
        signed=signed,
        public=public,
    )


def attach(report, actor, **also):
    file = SimpleUploadedFile("programme.pdf", b"%PDF-1.7 test")
    return evidence.add_file(report, actor=actor, file=file, titles={"en": "Programme"}, **also)
