from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages, linked_data
from meetings import metadata
from meetings.models import Attendance, Meeting
from members.listing import by_name, linked
from members.models import Party
from publishing.addresses import record_at

PAGE_SIZE = 20
#: Who made the meeting possible stands with its date and place; who attended stands in a list.
MADE_BY = {
    Attendance.Capacity.HOST: _("Host"),
    Attendance.Capacity.CHAIR: _("Chair"),
    Attendance.Capacity.ORGANIZER: _("Organizers"),
    Attendance.Capacity.SUPPORTER: _("Supported by"),
}
#: What a meeting's page holds → what it says while there is none.
EXPECTED = {
    "attended_by": _("the participants, by capacity"),
    "agenda": _("the agenda"),
    "documents": _("documents, if it adopted any"),
}
ATTENDED_BY = {
    Attendance.Capacity.PARTICIPANT: _("Participants"),
    Attendance.Capacity.OBSERVER: _("Observers"),
}


def meetings(request: HttpRequest) -> HttpResponse:
    """Upcoming meetings, and past ones by year; `?kind=` and `?party=` choose among both."""
    kind, slug = request.GET.get("kind", ""), request.GET.get("party", "")
    parties = by_name(Party.objects.published().attending(), lambda party: party)
    party = next((p for p in parties if p.slug == slug), None)
    chosen = Meeting.objects.published()
    if kind in Meeting.Kind.values:
        chosen = chosen.filter(kind=kind)
    if party:
        chosen = chosen.filter(attendances__party=party).distinct()
    page = Paginator(chosen.past().order_by("-starts_on", "slug"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/list.html",
        {
            "upcoming": chosen.upcoming(),
            "page": page,
            "years": [(year, list(rows)) for year, rows in groupby(page, key=lambda m: m.starts_on.year)],
            "kinds": Meeting.Kind.choices,
            "parties": parties,
            "kind": kind,
            "kind_label": dict(Meeting.Kind.choices).get(kind, ""),
            "party": party,
            "is_filtered": bool(kind or slug),
            "is_unknown": bool((kind and kind not in Meeting.Kind.values) or (slug and not party)),
        },
    )


def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    shown = record_at(Meeting.objects.published(), slug)
    if isinstance(shown, HttpResponse):
        return shown
    attendances = by_name(shown.attendances.select_related("party"), lambda a: a.party)
    records = {
        "attended_by": _groups(attendances, ATTENDED_BY),
        "agenda": list(shown.agenda.all()),
        "documents": list(shown.documents.published().select_related("current_edition").order_by("symbol")),
    }
    same_kind = {"kind": shown.kind}
    language = get_language() or settings.LANGUAGE_CODE
    return render(
        request,
        "meetings/meeting.html",
        {
            **records,
            "meeting": shown,
            "linked_data": linked_data.as_script(metadata.event(shown, language, attendances, records["documents"])),
            "meeting_title": languages.say(shown, "title").text,
            "made_by": _groups(attendances, MADE_BY),
            "linked": linked(),
            "files": shown.files.all(),
            "missing": [str(words) for name, words in EXPECTED.items() if not records[name]],
            "earlier": shown.earlier().first(),
            "later": shown.later().first(),
            "earlier_of_kind": shown.earlier().filter(**same_kind).first(),
            "later_of_kind": shown.later().filter(**same_kind).first(),
        },
    )


def _groups(attendances: list[Attendance], headings: dict[Any, Any]) -> list[tuple[Any, list[Attendance]]]:
    """(heading, rows) of each capacity in which somebody is recorded."""
    found = [(heading, [a for a in attendances if a.capacity == capacity]) for capacity, heading in headings.items()]
    return [(heading, rows) for heading, rows in found if rows]


def meeting_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """A file of a published meeting, under its own name, Cyrillic included."""
    shown = get_object_or_404(Meeting.objects.published(), slug=slug)
    record = get_object_or_404(shown.files, pk=pk)
    try:
        opened = record.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(opened, as_attachment=True, filename=record.filename)
