from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages, linked_data
from members import metadata
from members.forms import AsOfForm
from members.listing import by_name
from members.models import Chairmanship, GovernanceSection, Membership, Party
from publishing.addresses import record_at

ROLE_HEADINGS = {
    Membership.Role.MEMBER: _("Member states"),
    Membership.Role.OBSERVER: _("Observers"),
    Membership.Role.PARTNER: _("Partner organizations"),
}
OPERATING_MODALITIES = "AP/2013/OM"


def members(request: HttpRequest) -> HttpResponse:
    """Who is a member, observer or partner on a day (`?on=2013-06-05`), and who chairs."""
    form = AsOfForm(request.GET if "on" in request.GET else None, initial={"on": timezone.localdate()})
    day: date = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    published = Party.objects.published()
    memberships = by_name(
        Membership.objects.as_of(day).filter(party__in=published).select_related("party"), lambda m: m.party
    )
    others = published.took_part(day).exclude(pk__in=[m.party_id for m in memberships])
    return render(
        request,
        "members/list.html",
        {
            "form": form,
            "day": day,
            "is_today": day == timezone.localdate(),
            "groups": [
                (role, heading, [m for m in memberships if m.role == role]) for role, heading in ROLE_HEADINGS.items()
            ],
            "others": by_name(others, lambda party: party),
            # one state chairs at a time: a term whose end is not known ended when the next one began
            "chairs": Chairmanship.objects.as_of(day)
            .filter(party__in=published)
            .select_related("party")
            .order_by(F("since").desc(nulls_last=True))[:1],
        },
    )


def party(request: HttpRequest, slug: str) -> HttpResponse:
    shown = record_at(Party.objects.published(), slug)
    if isinstance(shown, HttpResponse):
        return shown
    memberships, language = list(shown.memberships.order_by("since")), get_language() or settings.LANGUAGE_CODE
    return render(
        request,
        "members/party.html",
        {
            "party": shown,
            "linked_data": linked_data.as_script(linked_data.graph(metadata.party(shown, language, memberships))),
            "party_name": languages.say(shown, "short_name").text,
            "is_state": shown.kind == Party.Kind.STATE,
            "memberships": memberships,
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
