from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages, linked_data
from members import map_drawing, metadata, timeline
from members.forms import AsOfForm
from members.listing import by_name
from members.models import Chairmanship, GovernanceSection, Membership, Party
from members.standing import Roster
from publishing.addresses import record_at

ROLE_HEADINGS = {
    Membership.Role.MEMBER: _("Member states"),
    Membership.Role.OBSERVER: _("Observers"),
    Membership.Role.PARTNER: _("Partner organizations"),
}
OPERATING_MODALITIES = "AP/2013/OM"
#: What a party's page holds → what it says while there is none.
EXPECTED = {
    "memberships": _("a formal role, with its dates"),
    "coordinators": _("the National Coordinator"),
    "chairmanships": _("terms in the chair"),
    "attendances": _("meetings attended"),
    "documents": _("documents endorsed"),
    "assignments": _("a part in a published action plan"),
}


def members(request: HttpRequest) -> HttpResponse:
    """Who is a member, observer or partner on a day (`?on=2013-06-05`), and who chairs: a map and its table."""
    form = AsOfForm(request.GET if "on" in request.GET else None, initial={"on": timezone.localdate()})
    day: date = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    roster = Roster()
    standing = roster.on(day)
    drawn = map_drawing.draw(standing, list(roster.parties.values()))
    return render(
        request,
        "members/list.html",
        {
            "form": form,
            "day": day,
            "is_today": day == timezone.localdate(),
            "standing": standing,
            "groups": [(role, heading, standing.in_role(role)) for role, heading in ROLE_HEADINGS.items()],
            "changes": roster.changes(),
            "outlines": map_drawing.outlines(),
            "drawn": drawn,
            "legend": map_drawing.legend(drawn),
        },
    )


def party(request: HttpRequest, slug: str) -> HttpResponse:
    shown = record_at(Party.objects.published(), slug)
    if isinstance(shown, HttpResponse):
        return shown
    today = timezone.localdate()
    memberships = list(shown.memberships.order_by("since"))
    terms = list(Chairmanship.objects.public().filter(party=shown).order_by("-since"))
    attendances = list(shown.attendances.public().select_related("meeting"))
    records = {
        "memberships": memberships,
        "coordinators": list(shown.coordinators.order_by("-since")),
        "chairmanships": terms,
        "attendances": attendances,
        "documents": list(_documents().endorsed_by(shown).select_related("current_edition")),
        "assignments": shown.assignments.public().exists(),
    }
    outlines = map_drawing.outlines()
    language = get_language() or settings.LANGUAGE_CODE
    return render(
        request,
        "members/party.html",
        {
            **records,
            "party": shown,
            "linked_data": linked_data.as_script(linked_data.graph(metadata.party(shown, language, memberships))),
            "party_name": languages.say(shown, "short_name").text,
            "roles": [row for row in memberships if row.is_in_force(today)],
            "chair": next((row for row in terms if row.is_in_chair(today)), None),
            "timeline": timeline.of_party(memberships, terms, [row.meeting for row in attendances], today=today),
            "outlines": outlines if shown.code in outlines.paths else None,
            "missing": _missing(shown, records),
        },
    )


def _missing(party: Party, records: dict[str, Any]) -> list[str]:
    """What is expected of such a party and not recorded, in words; what only states have is expected of states only."""
    expected = {"memberships", "attendances"} if party.kind == Party.Kind.ORGANIZATION else set(records)
    return [str(words) for name, words in EXPECTED.items() if name in expected and not records[name]]


def governance(request: HttpRequest) -> HttpResponse:
    """How the Process works, and who has chaired it."""
    partners = Membership.objects.as_of(timezone.localdate()).filter(
        role=Membership.Role.PARTNER, party__in=Party.objects.published()
    )
    terms = list(Chairmanship.objects.public().select_related("party"))
    return render(
        request,
        "members/governance.html",
        {
            "sections": GovernanceSection.objects.published(),
            "chairmanships": terms,
            "timeline": timeline.of_chairs(terms, today=timezone.localdate()),
            "partners": by_name(partners.select_related("party"), lambda m: m.party),
            "modalities": _documents().filter(symbol=OPERATING_MODALITIES).select_related("current_edition").first(),
        },
    )


def _documents() -> Any:
    """Published documents, looked up by name: `declarations` stands above this room and is not imported here."""
    return apps.get_model("declarations", "Document")._default_manager.published()
