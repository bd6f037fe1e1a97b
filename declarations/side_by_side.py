"""Two languages of an edition beside each other on a page: which two, and where that page is."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from almaty_portal.lib import languages
from declarations.models import Document


def pairs(there: Sequence[str]) -> list[tuple[str, str]]:
    """Every two of the languages that are there."""
    return [pair for pair in languages.pairs() if set(pair) <= set(there)]


def chosen(request: HttpRequest, there: Sequence[str], reader: str) -> list[str]:
    """The reader's language and the one that `?with=` names, or else the first other; in the portal's order."""
    codes = [code for code in languages.codes() if code in there]
    first = reader if reader in codes else codes[0]
    others = [code for code in codes if code != first]
    beside = request.GET.get("with", "")
    return [code for code in codes if code in (first, beside if beside in others else next(iter(others), first))]


def address(document: Document, pair: tuple[str, str], there: Sequence[str], reader: str) -> str:
    """The page of the pair, in the reader's language if it is one of them or if there are no other two."""
    first = reader if reader in pair or len(there) == 2 else pair[0]
    with override(first):
        page = reverse("declarations:bilingual", args=[document.slug])
    beside = pair[1] if first == pair[0] else pair[0]
    return page if len(there) == 2 else f"{page}?with={beside}"
