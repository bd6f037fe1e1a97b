"""In what capacity a person acts on a report. Asked of the database at the moment of the deed, never remembered."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from actionplan.models import SECRETARIAT, ReportTransition
from members.models import Mandate, Party

Role = ReportTransition.Role
PERMISSIONS = dict(zip((Role.EDITOR, Role.REVIEWER, Role.PUBLISHER), SECRETARIAT, strict=True))


def mandate_role(user: Any, party: Party) -> Role | None:
    """Coordinator or contributor of that state by a mandate in force today, the higher of them; else None."""
    if not user.is_active:
        return None
    held = set(Mandate.objects.in_force().filter(user=user.pk, party=party).values_list("role", flat=True))
    return next((role for role in (Role.COORDINATOR, Role.CONTRIBUTOR) if role in held), None)


def need_mandate(user: Any, party: Party, *allowed: Role) -> Role:
    """The role by mandate, if it is one of those allowed. Raises PermissionDenied with a sentence for people."""
    role = mandate_role(user, party)
    if role is None:
        raise PermissionDenied(_("You hold no mandate in force for this state. Ask the secretariat."))
    if role not in allowed:
        raise PermissionDenied(_("Only the state’s coordinator may do this."))
    return role


def need_staff(user: Any, role: Role) -> Role:
    """The secretariat's role, by permission. Raises PermissionDenied."""
    if not user.is_active or not user.has_perm(PERMISSIONS[role]):
        raise PermissionDenied(_("Your account may not do this. Ask the secretariat."))
    return role


def states_of(user: Any) -> Any:
    """The states for which the user holds a mandate today."""
    mandates = Mandate.objects.in_force().filter(user=user.pk)
    return Party.objects.filter(pk__in=mandates.values("party")).order_by("code")


def is_secretariat(user: Any) -> bool:
    """Whether the user enters letters, reviews or publishes: then they read every packet."""
    return user.is_active and any(user.has_perm(permission) for permission in SECRETARIAT)


def need_secretariat(user: Any) -> None:
    """Raises PermissionDenied."""
    if not is_secretariat(user):
        raise PermissionDenied(_("Only the secretariat may open this page."))
