"""The open data of this room: parties, their roles over time, and who chaired."""

from datetime import date
from typing import Annotated, Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from pydantic import Field

from almaty_portal.lib.open_data.asking import CODE, Asked, Day, InLanguage, narrowed
from almaty_portal.lib.open_data.endpoints import about_one, add_list, one
from almaty_portal.lib.open_data.fields import Addresses, PartialDate, Text, Texts, addresses, choice
from almaty_portal.lib.open_data.resource import Resource
from almaty_portal.lib.open_data.rows import Record
from members.models import Chairmanship, Membership, Party
from publishing.models import Source

router = Router()
SOURCE = _("Where the fact comes from and how certain it is.")
PARTY = _("The code of the party.")
LIVE = _("Live record, kept by the secretariat.")


class PartyRow(Record):
    code: str = Field(
        description=_("ISO 3166-1 alpha-2 for a state, the acronym for an organization. Its key everywhere."),
        examples=["KZ"],
    )
    kind: str = choice(Party.Kind, _("A state or an organization."))
    short_name: Text = Field(description=_("The name in everyday use."))
    formal_name: Text = Field(description=_("The full official name."))
    acronym: Text = Field(description=_("The acronym, of an organization."))
    note: Text = Field(description=_("A remark of the secretariat."))
    source: str = choice(Source, SOURCE)
    address: Addresses = Field(description=_("The page of the party on the portal."))

    @staticmethod
    def read_address(record: Party) -> Texts:
        return addresses(record.get_absolute_url)


class PartyFilters(Asked):
    kind: str | None = choice(Party.Kind, _("Parties of this kind only."), default=None)
    code: str | None = Field(
        default=None, pattern=CODE, description=_("The party with this code only."), examples=["KZ"]
    )

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(rows, kind=self.kind, code=self.code)


class MembershipRow(Record):
    party: str = Field(description=PARTY, examples=["KZ"])
    role: str = choice(Membership.Role, _("The role of the party in the Process."))
    since: PartialDate = Field(
        description=_("Since when: a day, a month or a year, as far as it is known; null when it is not."),
        examples=["2013-06-05"],
    )
    until: PartialDate = Field(
        description=_("Until when, the last day, month or year; null while the role lasts or when it is not known."),
        examples=["2016-11"],
    )
    basis: Text = Field(description=_("What the role rests on."))
    source: str = choice(Source, SOURCE)

    @staticmethod
    def read_party(record: Membership) -> str:
        return record.party.code


class MembershipFilters(Asked):
    party: str | None = Field(
        default=None, pattern=CODE, description=_("Of the party with this code only."), examples=["KZ"]
    )
    on: Day | None = Field(
        default=None,
        description=_("In force on this day only; an unknown beginning or end counts as open."),
        examples=["2019-05-01"],
    )
    role: str | None = choice(Membership.Role, _("With this role only."), default=None)

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        in_force = rows if self.on is None else rows.as_of(self.on)
        return narrowed(in_force, party__code=self.party, role=self.role)


class ChairmanshipRow(Record):
    party: str = Field(description=_("The code of the state that chairs."), examples=["KZ"])
    since: PartialDate = Field(
        description=_("The first day, month or year of the term, as far as it is known."), examples=["2013-06"]
    )
    until: PartialDate = Field(
        description=_("The last day, month or year of the term; null while it lasts or when it is not known."),
        examples=["2016-11"],
    )
    chair_name: Text = Field(description=_("Who presides, where the record knows it."))
    chair_post: Text = Field(description=_("The post of the person who presides."))
    source: str = choice(Source, SOURCE)

    @staticmethod
    def read_party(record: Chairmanship) -> str:
        return record.party.code


class ChairmanshipFilters(Asked):
    party: str | None = Field(
        default=None, pattern=CODE, description=_("Of the party with this code only."), examples=["KZ"]
    )
    on: Day | None = Field(
        default=None,
        description=_("In the chair on this day only; a term whose end is not known ended when the next one began."),
        examples=["2019-05-01"],
    )

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(rows if self.on is None else rows.in_chair(self.on), party__code=self.party)


def _roles() -> QuerySet[Any]:
    return Membership.objects.filter(party__in=Party.objects.published()).select_related("party")


def _terms() -> QuerySet[Any]:
    return Chairmanship.objects.public().select_related("party").annotate(began=Coalesce(F("since"), date.min))


PARTIES = Resource(
    name="parties",
    title=_("Parties"),
    about=_("States and organizations that take part in the Process, with their names."),
    nature=LIVE,
    row=PartyRow,
    published=Party.objects.published,
    key=("code",),
    filters=PartyFilters,
)
MEMBERSHIPS = Resource(
    name="memberships",
    title=_("Memberships"),
    about=_("Members, observers and partners over time: one row for each role of a party."),
    nature=LIVE,
    row=MembershipRow,
    published=_roles,
    key=("party__code", "role", "pk"),
    filters=MembershipFilters,
)
CHAIRMANSHIPS = Resource(
    name="chairmanships",
    title=_("Chairmanships"),
    about=_("Which state chaired the Process, from when until when, and who presided; in the order of the terms."),
    nature=LIVE,
    row=ChairmanshipRow,
    published=_terms,
    key=("began", "pk"),
    filters=ChairmanshipFilters,
)
RESOURCES = (PARTIES, MEMBERSHIPS, CHAIRMANSHIPS)
for resource in RESOURCES:
    add_list(router, resource)


@router.get("/parties/{code}", operation_id="get_party", **about_one(PARTIES, _("One party")))
def party(
    request: HttpRequest,
    code: Annotated[str, Path(pattern=CODE, description=_("The code of the party."), examples=["KZ"])],
    asked: Query[InLanguage],
) -> HttpResponse:
    return one(request, PARTIES, get_object_or_404(Party.objects.published(), code=code), asked)
