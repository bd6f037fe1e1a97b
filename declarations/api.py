"""The open data of this room: documents, their editions and paragraphs. All of it is read from editions."""

from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from almaty_portal.lib.open_data import keyset
from almaty_portal.lib.open_data.asking import SYMBOL, Asked, InLanguage, Number, RefusedError
from almaty_portal.lib.open_data.endpoints import about_one, add_list, one
from almaty_portal.lib.open_data.resource import Resource
from declarations.addresses import withdrawal
from declarations.models import Document, Edition, Relation
from declarations.open_data.filters import DocumentFilters, EditionFilters, ParagraphFilters
from declarations.open_data.rows import SYMBOL_OF, DocumentRow, EditionRow, ParagraphOf, ParagraphRow

router = Router()
FROZEN = _("Edition: frozen when it was published, never changed.")
Symbol = Annotated[str, Path(pattern=SYMBOL, max_length=40, description=SYMBOL_OF, examples=["AP/2013/COM"])]


def _editions() -> QuerySet[Any]:
    """Every edition of the documents that the public may read."""
    return Edition.objects.filter(document__in=Document.objects.published()).select_related("document")


def _in_force() -> QuerySet[Any]:
    related = Relation.objects.filter(to_document__in=Document.objects.published())
    fields = ("from_document_id", "kind", "to_document__current_edition__symbol")
    related = related.select_related("to_document__current_edition").only(*fields)
    return (
        Edition.objects.filter(pk__in=Document.objects.published().values("current_edition"))
        .select_related("document")
        .prefetch_related("renditions", Prefetch("document__relations_out", related))
    )


class Paragraphs(Resource):
    """Paragraphs lie inside editions: a page walks the editions from the cursor on until it is full."""

    def page(self, asked: Asked, after: list[Any] | None, limit: int) -> list[tuple[list[Any], Any]]:
        assert isinstance(asked, ParagraphFilters)  # noqa: S101 - the only filters of this resource
        editions = asked.chosen(self.published()).order_by(*self.key)
        if after is not None:
            editions = keyset.after(editions, self.key, after[:-1], inclusive=True)
        found: list[tuple[list[Any], Any]] = []
        for edition in editions.iterator(chunk_size=20):
            for place, content in enumerate(edition.content["paragraphs"], 1):
                key = [*keyset.key_of(edition, self.key), place]
                if (after is None or key > after) and asked.fits(content):
                    found.append((key, ParagraphOf(edition, place, content)))
                    if len(found) == limit:
                        return found
        return found


DOCUMENTS = Resource(
    name="documents",
    title=_("Documents"),
    about=_("The documents in force, each as its current edition says it, with its files and its relations."),
    nature=FROZEN,
    row=DocumentRow,
    published=_in_force,
    key=("symbol",),
    filters=DocumentFilters,
)
EDITIONS = Resource(
    name="editions",
    title=_("Editions"),
    about=_("Every edition of every published document with all its paragraphs; earlier ones stay."),
    nature=FROZEN,
    row=EditionRow,
    published=_editions,
    key=("symbol", "number"),
    filters=EditionFilters,
    apart=("paragraphs",),
)
PARAGRAPHS = Paragraphs(
    name="paragraphs",
    title=_("Paragraphs"),
    about=_("The documents’ texts, one row for each paragraph of the editions in force."),
    nature=FROZEN,
    row=ParagraphRow,
    published=_editions,
    key=("symbol", "number"),
    filters=ParagraphFilters,
)
RESOURCES = (DOCUMENTS, EDITIONS, PARAGRAPHS)
for resource in RESOURCES:
    add_list(router, resource)


def _refuse_withdrawn(symbol: str) -> None:
    """Raises `RefusedError` (410) when that document was withdrawn, Http404 when it was never published."""
    document = get_object_or_404(Document, symbol=symbol, current_edition=None)
    if not document.editions.exists():
        raise Http404
    step = withdrawal(document)
    said = gettext("The document %(symbol)s was withdrawn.") % {"symbol": symbol}
    if step:
        said = gettext("The document %(symbol)s was withdrawn on %(day)s: %(reason)s") % {
            "symbol": symbol,
            "day": date_format(step.at, "DATE_FORMAT"),
            "reason": step.reason,
        }
    raise RefusedError(410, said, "symbol")


@router.get(
    "/documents/{path:symbol}/editions/{int:number}",
    operation_id="get_edition",
    **about_one(EDITIONS, _("One edition of a document"), 410),
)
def edition(
    request: HttpRequest,
    symbol: Symbol,
    number: Annotated[Number, Path(description=_("The number of the edition, from 1."), examples=[1])],
    asked: Query[InLanguage],
) -> HttpResponse:
    found = _editions().filter(symbol=symbol, number=number).first()
    if found is None:
        if not _editions().filter(symbol=symbol).exists():
            _refuse_withdrawn(symbol)
        raise Http404
    return one(request, EDITIONS, found, asked)


@router.get("/documents/{path:symbol}", operation_id="get_document", **about_one(DOCUMENTS, _("One document"), 410))
def document(request: HttpRequest, symbol: Symbol, asked: Query[InLanguage]) -> HttpResponse:
    found = _in_force().filter(symbol=symbol).first()
    if found is None:
        _refuse_withdrawn(symbol)
    return one(request, DOCUMENTS, found, asked)
