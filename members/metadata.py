"""The Process and its parties as machines read them (schema.org)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from almaty_portal.lib import languages, partial_dates
from almaty_portal.lib.linked_data import known
from members.models import Membership, Party

OPERATIONAL_SINCE = "2013-06-05"
#: A state is a country on the map and, where it is a member, host or organizer, its government: schema.org's
#: `identifier` by ISO 3166 belongs to the one, `memberOf` and `organizer` ask for the other.
TYPES = {Party.Kind.STATE: ["Country", "GovernmentOrganization"], Party.Kind.ORGANIZATION: "Organization"}


def process_id() -> str:
    return f"{settings.SITE_URL}/#process"


def process() -> dict[str, Any]:
    """An intergovernmental forum: of schema.org's types `GovernmentOrganization` comes nearest."""
    return known(
        at_type="GovernmentOrganization",
        at_id=process_id(),
        name=gettext("Almaty Process on Refugee Protection and International Migration"),
        alternateName=gettext("Almaty Process"),
        url=settings.SITE_URL + reverse("home"),
        logo=settings.SITE_URL + static("emblem.svg"),
        foundingDate=OPERATIONAL_SINCE,
        knowsLanguage=list(languages.codes()),
    )


def website() -> dict[str, Any]:
    target = {"@type": "EntryPoint", "urlTemplate": f"{settings.SITE_URL}{reverse('search')}?q={{words}}"}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=words"}
    return known(
        at_type="WebSite",
        at_id=f"{settings.SITE_URL}/#website",
        name=gettext("Almaty Process"),
        url=settings.SITE_URL + reverse("home"),
        inLanguage=list(languages.codes()),
        publisher={"@id": process_id()},
        potentialAction=search,
    )


def party(row: Party, language: str, memberships: Iterable[Membership] = ()) -> dict[str, Any]:
    names = [languages.say(row, field, language).text for field in ("short_name", "formal_name", "acronym")]
    code = {"@type": "PropertyValue", "propertyID": "ISO 3166-1 alpha-2", "value": row.code}
    return known(
        at_type=TYPES[Party.Kind(row.kind)],
        at_id=f"{settings.SITE_URL}/#party-{row.code}",  # one thing, whatever the language of the page
        name=names[0],
        alternateName=[name for name in names[1:] if name],
        identifier=code if row.kind == Party.Kind.STATE else None,
        memberOf=[_role(membership) for membership in memberships],
    )


def _role(membership: Membership) -> dict[str, Any]:
    """A role in the Process, of which the Process itself is the object."""
    return known(
        at_type="OrganizationRole",
        roleName=str(Membership.Role(membership.role).label),
        startDate=partial_dates.write(membership.since, membership.since_precision),
        endDate=partial_dates.write(membership.until, membership.until_precision),
        memberOf={"@id": process_id()},
    )
