"""`{% load plan_parts %}`: a state's part in the plans on a page of a room below, which imports nothing from here."""

from typing import Any

from django import template

from actionplan import picture
from members.models import Party

register = template.Library()


@register.inclusion_tag("actionplan/_plan_parts.html")
def plan_parts(party: Party) -> dict[str, Any]:
    return {"party": party, "parts": picture.of_state(party)}
