"""What stands beside an edition's text on its page: files, citation, related documents, description for machines.

An uncached page is as quick as its queries are few and narrow: each reads the columns that the page shows.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.fields.json import KT

from almaty_portal.lib import languages
from almaty_portal.lib.linked_data import as_script
from declarations import citations, metadata, side_by_side
from declarations.models import Document, Edition, Relation
from members.models import Party


def _forces() -> dict[str, Any]:
    """The force of an edition's text in each language as `authenticity_ru`, without reading the whole content."""
    return {column: KT(f"content__{column}") for column in languages.columns("authenticity")}


def _editions(found: Document) -> list[Edition]:
    """The document's, with what the page says of each; those that have no other are told without a query."""
    current = found.current_edition
    if current is not None and current.number == 1:
        return [current]
    heads = found.editions.only("document", "number", "kind", "cut_at", "reason", "languages")
    return list(heads.annotate(**_forces()))


def _related(found: Document) -> tuple[list[tuple[Relation, Document]], list[tuple[Relation, Document]]]:
    """The document's relations to published ones, and theirs to it, each with the other document."""
    relations = Relation.objects.filter(Q(from_document=found) | Q(to_document=found)).order_by()
    ends = list(relations.only("kind", "from_document", "to_document"))
    other = {r: r.to_document_id if r.from_document_id == found.pk else r.from_document_id for r in ends}
    published = Document.objects.published().with_heads().only("slug", "symbol").order_by()
    documents = published.in_bulk(other.values()) if other else {}
    pairs = [(r, documents[other[r]]) for r in ends if other[r] in documents]
    pairs.sort(key=lambda pair: (pair[0].kind, pair[1].symbol))
    away = [pair for pair in pairs if pair[0].from_document_id == found.pk]
    return away, [pair for pair in pairs if pair not in away]


def beside(found: Document, shown: Edition, language: str) -> dict[str, Any]:
    """`shown`: one of the published document's editions; `language`: the reader's."""
    files = list(shown.renditions.defer("file", "made_at"))
    relations_out, relations_in = _related(found)
    return {
        "editions": _editions(found),
        "side_by_side": [
            (pair, side_by_side.address(found, pair, shown.languages, language))
            for pair in side_by_side.pairs(shown.languages)
        ],
        "files": files,
        "downloads": metadata.downloads(files, language),
        "is_pending": len(files) < len(shown.due()),
        "legislation": as_script(metadata.legislation(shown, language, files, relations_out)),
        "dublin_core": metadata.dublin_core(shown, language),
        "citation": partial(citations.all_of, shown, language),  # the page asks once, and keeps what it made of it
        "attachments": found.attachments.filter(is_public=True).only(*languages.columns("title")),
        "party_slugs": shown.party_codes and dict(Party.objects.published().order_by().values_list("code", "slug")),
        "relations_out": relations_out,
        "relations_in": relations_in,
        "site": settings.SITE_URL,
        "permanent": f"{settings.SITE_URL}/d/{shown.content['symbol']}",
    }
