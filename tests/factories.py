"""Test records. Their names say that they are tests; statuses are reached through the workflow."""

from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from actionplan import reporting, rounds
from actionplan.models import ActionItem, Assignment, Cluster, Plan, ProgressReport, Round
from almaty_portal.roles import EDITORS, PUBLISHERS, REVIEWERS
from declarations.models import Document, Endorsement, Paragraph
from meetings.models import AgendaItem, Attendance, Meeting, MeetingFile
from members.models import Chairmanship, GovernanceSection, Mandate, Membership, NationalCoordinator, Party, User
from publishing import workflow
from publishing.models import Publishable


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    language = "en"


def editor(**fields: Any) -> User:
    user = UserFactory(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def publisher(**fields: Any) -> User:
    user = UserFactory(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=PUBLISHERS))
    return user


def superuser(**fields: Any) -> User:
    return UserFactory(is_staff=True, is_superuser=True, **fields)


def published(
    record: Publishable, languages: list[str] | None = None, reason: str = "test", revision: str = "amended"
) -> Any:
    """Publish through the workflow, as a superuser who did not write it; a document's later edition as `revision`."""
    if isinstance(record, Document) and record.editions.exists():
        Document.objects.filter(pk=record.pk).update(revision=revision)
    return workflow.publish(record, actor=superuser(), reason=reason, languages=languages)


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    kind = "state"
    # codes that no state has, so that a test which names one never meets it by chance
    code = factory.Sequence(lambda n: "QXZWJ"[n // 26 % 5] + chr(65 + n % 26))
    slug = factory.LazyAttribute(lambda o: f"party-{o.code.lower()}")
    short_name_ru = factory.LazyAttribute(lambda o: f"Страна {o.code}")
    short_name_en = factory.LazyAttribute(lambda o: f"State {o.code}")
    formal_name_ru = factory.LazyAttribute(lambda o: f"Республика {o.code}")
    formal_name_en = factory.LazyAttribute(lambda o: f"Republic of {o.code}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    party = factory.SubFactory(PartyFactory)
    role = "member"
    since = date(2013, 6, 5)


class ChairmanshipFactory(DjangoModelFactory):
    class Meta:
        model = Chairmanship

    party = factory.SubFactory(PartyFactory)
    since = date(2013, 6, 5)


class NationalCoordinatorFactory(DjangoModelFactory):
    class Meta:
        model = NationalCoordinator

    party = factory.SubFactory(PartyFactory)
    post_ru = "Национальный координатор"
    post_en = "National Coordinator"


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    party = factory.SubFactory(PartyFactory)
    role = "coordinator"


class GovernanceSectionFactory(DjangoModelFactory):
    class Meta:
        model = GovernanceSection

    slug = factory.Sequence(lambda n: f"section-{n}")
    position = factory.Sequence(lambda n: n)
    title_ru = "Раздел"
    title_en = "Section"
    text_ru = "Текст раздела."
    text_en = "The section’s text."


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    slug = factory.Sequence(lambda n: f"meeting-{n}")
    kind = "ministerial"
    title_ru = factory.Sequence(lambda n: f"Совещание {n}")
    title_en = factory.Sequence(lambda n: f"Meeting {n}")
    place_ru = "Алматы, Казахстан"
    place_en = "Almaty, Kazakhstan"
    starts_on = date(2013, 6, 5)
    ends_on = date(2013, 6, 5)
    event_status = "held"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    party = factory.SubFactory(PartyFactory)
    capacity = "participant"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_ru = "Пункт повестки дня"
    title_en = "Agenda item"


class MeetingFileFactory(DjangoModelFactory):
    class Meta:
        model = MeetingFile

    meeting = factory.SubFactory(MeetingFactory)
    title_ru = "Программа"
    title_en = "Programme"
    file = factory.django.FileField(filename="programme.pdf", data=b"%PDF-1.7 test")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    kind = "communique"
    symbol = factory.Sequence(lambda n: f"AP/2013/T{n}")
    slug = factory.Sequence(lambda n: f"document-{n}")
    title_ru = factory.Sequence(lambda n: f"Коммюнике {n}")
    title_en = factory.Sequence(lambda n: f"Communiqué {n}")
    meeting = factory.SubFactory(MeetingFactory)
    year = 2013


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = Paragraph

    document = factory.SubFactory(DocumentFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = "operative"
    number_ru = factory.LazyAttribute(lambda o: f"{o.position}.")
    number_en = factory.LazyAttribute(lambda o: f"{o.position}.")
    text_ru = factory.LazyAttribute(lambda o: f"Защита беженцев, пункт {o.position}.")
    text_en = factory.LazyAttribute(lambda o: f"Protection of refugees, paragraph {o.position}.")


class EndorsementFactory(DjangoModelFactory):
    class Meta:
        model = Endorsement

    document = factory.SubFactory(DocumentFactory)
    party = factory.SubFactory(PartyFactory)


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    slug = factory.Sequence(lambda n: f"plan-{n}")
    title_ru = "План"
    title_en = "Plan"


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = Cluster

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"C{n}")
    position = factory.Sequence(lambda n: n)
    title_ru = "Направление"
    title_en = "Cluster"


class ActionItemFactory(DjangoModelFactory):
    class Meta:
        model = ActionItem

    cluster = factory.SubFactory(ClusterFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    title_ru = "Мера"
    title_en = "Step"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    item = factory.SubFactory(ActionItemFactory)
    party = factory.SubFactory(PartyFactory)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    period_ru = "первое полугодие"
    period_en = "first half"
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=40))


def reviewer(**fields: Any) -> User:
    user = UserFactory(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return user


def coordinator(party: Party, role: str = "coordinator", **fields: Any) -> User:
    """A user with a mandate for the state; `role` may be contributor."""
    return MandateFactory(party=party, role=role, user=UserFactory(**fields)).user


def opened_round(*codes: str, items: int = 2, plan: Plan | None = None, **fields: Any) -> Round:
    """An open round of a published plan, every item of it assigned to every state named."""
    if plan is None:
        plan = published(PlanFactory())
        cluster = ClusterFactory(plan=plan)
        steps = [published(ActionItemFactory(cluster=cluster)) for _n in range(items)]
        states = [published(PartyFactory(code=code)) for code in codes or ("KZ",)]
        for item in steps:
            for state in states:
                AssignmentFactory(item=item, party=state)
    made = RoundFactory(plan=plan, **fields)
    rounds.open_round(made, actor=publisher())
    made.refresh_from_db()
    return made


def answered(report: ProgressReport, actor: User, **answer: Any) -> ProgressReport:
    """Working text in both languages, saved as the state's person."""
    given = {
        "implementation_status": "in_progress",
        "narrative_ru": "Проведён семинар.",
        "narrative_en": "A seminar was held.",
        "original_language": "ru",
        **answer,
    }
    report.refresh_from_db()
    return reporting.save_text(report, actor=actor, answer=given, revision=report.revision)
