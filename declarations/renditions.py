"""Making an edition's PDFs, each exactly once."""

from collections.abc import Iterator

from declarations.models import Edition, Rendition


def missing() -> Iterator[tuple[int, str]]:
    """(edition id, language) of every rendition that is due and not made."""
    made = set(Rendition.objects.values_list("edition_id", "language"))
    for edition in Edition.objects.order_by("pk"):
        for language in edition.rendition_languages:
            if (edition.pk, language) not in made:
                yield edition.pk, language


def render(edition_id: int, language: str) -> None:
    return
