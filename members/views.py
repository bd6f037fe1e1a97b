from datetime import date
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import map_drawing
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
    return render(
        request,
        "members/party.html",
        {
            "party": shown,
            "is_state": shown.kind == Party.Kind.STATE,
            "memberships": shown.memberships.order_by("since"),
            "coordinators": shown.coordinators.order_by("-since"),
            "chairmanships": shown.chairmanships.order_by("-since"),
            "attendances": shown.attendances.public().select_related("meeting"),
            "documents": _documents().endorsed_by(shown).select_related("current_edition"),
            "assignments": shown.assignments.public().select_related("item__cluster__plan"),
        },
    )


def governance(request: HttpRequest) -> HttpResponse:
    """How the Process works, and who has chaired it."""
    published = Party.objects.published()
    partners = Membership.objects.as_of(timezone.localdate()).filter(role=Membership.Role.PARTNER, party__in=published)
    return render(
        request,
        "members/governance.html",
        {
            "sections": GovernanceSection.objects.published(),
            "chairmanships": Chairmanship.objects.filter(party__in=published).select_related("party"),
            "partners": by_name(partners.select_related("party"), lambda m: m.party),
            "modalities": _documents().filter(symbol=OPERATING_MODALITIES).select_related("current_edition").first(),
        },
    )


def _documents() -> Any:
    """Published documents, looked up by name: `declarations` stands above this room and is not imported here."""
    return apps.get_model("declarations", "Document")._default_manager.published()
