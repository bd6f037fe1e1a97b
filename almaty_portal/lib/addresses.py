"""Addresses of records, worked out once: a page names the same ones many times, and lists name hundreds."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language


def address(name: str, *args: Any) -> str:
    """What `reverse` says of the name and its arguments, in the active language."""
    return _address(get_language(), name, args)


@lru_cache(maxsize=8192)
def _address(language: str | None, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args)
