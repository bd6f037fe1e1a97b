"""The open data of this room: meetings, with who attended and what was on the agenda."""

from datetime import date
from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from pydantic import Field

from almaty_portal.lib.open_data.asking import CODE, SLUG, Asked, Day, InLanguage, narrowed
from almaty_portal.lib.open_data.endpoints import about_one, add_list, one
from almaty_portal.lib.open_data.fields import Addresses, Text, Texts, addresses, choice, texts
from almaty_portal.lib.open_data.resource import Resource
from almaty_portal.lib.open_data.rows import Record, Row
from meetings.models import AgendaItem, Attendance, Meeting, MeetingFile
from members.api import LIVE, PARTY, SOURCE
from publishing.addresses import moved
from publishing.models import Source

router = Router()


class AttendanceRow(Row):
    party: str = Field(description=PARTY, examples=["KZ"])
    name: Text = Field(description=_("The name in everyday use."))
    capacity: str = choice(Attendance.Capacity, _("In which capacity it attended."))
    head_of_delegation: Text = Field(description=_("Who led the delegation, where the record knows it."))
    source: str = choice(Source, SOURCE)

    @staticmethod
    def read_party(record: Attendance) -> str:
        return record.party.code

    @staticmethod
    def read_name(record: Attendance) -> Texts:
        return texts(record.party, "short_name")


class AgendaRow(Row):
    position: int = Field(description=_("The place in the order of the agenda."))
    number: str | None = Field(description=_("The number as the agenda writes it."))
    title: Text = Field(description=_("The title of the agenda item."))


class MeetingFileRow(Row):
    title: Text = Field(description=_("What the file is."))
    language: str | None = Field(description=_("The language of the file; null when it has several."))
    address: Addresses = Field(description=_("Where the file is."))

    @staticmethod
    def read_address(record: MeetingFile) -> Texts:
        return addresses(record.get_absolute_url)


class MeetingRow(Record):
    slug: str = Field(description=_("The key of the meeting, as in its address."), examples=["ministerial-2013"])
    kind: str = choice(Meeting.Kind, _("What kind of meeting it is."))
    title: Text = Field(description=_("The title of the meeting."))
    place: Text = Field(description=_("City and country."))
    starts_on: date = Field(description=_("The first day."), examples=["2013-06-05"])
    ends_on: date = Field(description=_("The last day."), examples=["2013-06-05"])
    status: str = choice(Meeting.EventStatus, _("Whether the meeting is planned, was held, postponed or cancelled."))
    summary: Text = Field(description=_("What it was about, in the secretariat’s words."))
    source: str = choice(Source, SOURCE)
    attendance: list[AttendanceRow] = Field(description=_("Who attended: one row for each party and capacity."))
    agenda: list[AgendaRow] = Field(description=_("The agenda, in its order."))
    files: list[MeetingFileRow] = Field(description=_("Files of the meeting."))
    address: Addresses = Field(description=_("The page of the meeting on the portal."))

    @staticmethod
    def read_status(record: Meeting) -> str:
        return record.event_status

    @staticmethod
    def read_attendance(record: Meeting) -> list[AttendanceRow]:
        return [AttendanceRow.of(row) for row in record.attendances.all()]

    @staticmethod
    def read_agenda(record: Meeting) -> list[AgendaRow]:
        return [AgendaRow.of(row) for row in record.agenda.all()]

    @staticmethod
    def read_files(record: Meeting) -> list[MeetingFileRow]:
        return [MeetingFileRow.of(row) for row in record.files.all()]

    @staticmethod
    def read_address(record: Meeting) -> Texts:
        return addresses(record.get_absolute_url)


class MeetingFilters(Asked):
    kind: str | None = choice(Meeting.Kind, _("Meetings of this kind only."), default=None)
    status: str | None = choice(Meeting.EventStatus, _("Meetings with this status only."), default=None)
    party: str | None = Field(
        default=None, pattern=CODE, description=_("Meetings that this party attended only."), examples=["KZ"]
    )
    since: Day | None = Field(
        default=None, description=_("Meetings that ended on this day or later."), examples=["2013-01-01"]
    )
    until: Day | None = Field(
        default=None, description=_("Meetings that began on this day or earlier."), examples=["2019-12-31"]
    )

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.party is not None:
            rows = rows.filter(pk__in=Attendance.objects.filter(party__code=self.party).values("meeting"))
        return narrowed(
            rows, kind=self.kind, event_status=self.status, ends_on__gte=self.since, starts_on__lte=self.until
        )


def _published() -> QuerySet[Any]:
    return Meeting.objects.published().prefetch_related(
        Prefetch("attendances", Attendance.objects.select_related("party").order_by("party__code", "capacity")),
        Prefetch("agenda", AgendaItem.objects.order_by("position")),
        Prefetch("files", MeetingFile.objects.select_related("meeting")),
    )


MEETINGS = Resource(
    name="meetings",
    title=_("Meetings"),
    about=_("Conferences and meetings of the Process with attendance, agenda and files; the earliest first."),
    nature=LIVE,
    row=MeetingRow,
    published=_published,
    key=("starts_on", "slug"),
    filters=MeetingFilters,
)
RESOURCES = (MEETINGS,)
add_list(router, MEETINGS)


@router.get("/meetings/{slug}", operation_id="get_meeting", **about_one(MEETINGS, _("One meeting"), 301))
def meeting(
    request: HttpRequest,
    slug: Annotated[str, Path(pattern=SLUG, description=_("The key of the meeting."), examples=["ministerial-2013"])],
    asked: Query[InLanguage],
) -> HttpResponse:
    """301 when the meeting has moved to another key."""
    if found := _published().filter(slug=slug).first():
        return one(request, MEETINGS, found, asked)
    past = moved(Meeting, slug)
    if past and Meeting.objects.published().filter(pk=past.pk).exists():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse("api:meeting", args=[past.slug]) + query)
    raise Http404
