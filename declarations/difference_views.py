"""The public page of what differs between two published editions."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from almaty_portal.lib.numbers import whole
from declarations import differences, side_by_side
from declarations.addresses import document_at
from declarations.models import Document, Edition


def _nearest(asked: str, numbers: list[int], default: int) -> int:
    """The edition asked for, or the one nearest to the number; the default when it is no number."""
    wanted = whole(asked)
    return default if wanted is None else min(numbers, key=lambda number: abs(number - wanted))


def differences_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = document_at(request, slug, "declarations:differences")
    if not isinstance(found, Document):
        return found
    editions = {edition.number: edition for edition in found.editions.defer("content")}
    numbers = sorted(editions)
    first, second = _chosen(request, numbers)
    contents = Edition.objects.in_bulk([editions[first].pk, editions[second].pk])
    old, new = contents[editions[first].pk], contents[editions[second].pk]
    codes = side_by_side.chosen(request, [*old.languages, *new.languages], get_language() or settings.LANGUAGE_CODE)
    context = {
        "document": found,
        "content": found.current_edition.content,  # type: ignore[union-attr]
        "editions": [editions[number] for number in numbers],
        "old": old,
        "new": new,
        "codes": codes,
        "lacking": [(edition, code) for edition in (old, new) for code in codes if code not in edition.languages],
        "facts": differences.facts(old.content, new.content, codes),
        "stretches": differences.paragraphs(old.content, new.content, codes),
    }
    return render(request, "declarations/differences.html", context)


def _chosen(request: HttpRequest, numbers: list[int]) -> tuple[int, int]:
    """Two editions, the older first; without a choice (or with the same twice) the last one and that before it."""
    second = _nearest(request.GET.get("to", ""), numbers, numbers[-1])
    before = [number for number in numbers if number < second]
    first = _nearest(request.GET.get("from", ""), numbers, before[-1] if before else second)
    if first == second:
        neighbours = before or [number for number in numbers if number > second] or [second]
        first = neighbours[-1] if before else neighbours[0]
    return min(first, second), max(first, second)
