"""`{% load calendars %}`: a meeting's hours, and the addresses that calendars subscribe to."""

from typing import Any

from django import template
from django.conf import settings

from meetings import hours

register = template.Library()


@register.simple_tag
def meeting_hours(meeting: Any) -> str:
    return hours.written(meeting)


@register.simple_tag
def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def webcal(path: str) -> str:
    """The address under the scheme that calendar programs open."""
    return f"webcal:{settings.SITE_URL.partition(':')[2]}{path}"
