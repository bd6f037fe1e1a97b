"""What machines read in a document's page: schema.org and Dublin Core. An unknown date or force is absent."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

from almaty_portal.lib import languages
from almaty_portal.lib.linked_data import CONTEXT, known
from declarations import citations
from declarations.forms.words import address, process_name
from declarations.models import Document, Edition, Relation, Rendition

#: What the portal says of a text's force, as schema.org names it.
LEGAL_VALUES = {
    "authentic": "AuthoritativeLegalValue",
    "official": "OfficialLegalValue",
    "unofficial": "UnofficialLegalValue",
}
RELATIONS = {
    Relation.Kind.AMENDS: "legislationChanges",
    Relation.Kind.REPLACES: "legislationChanges",
    Relation.Kind.IMPLEMENTS: "isBasedOn",
    Relation.Kind.ENDORSES: "citation",
    Relation.Kind.REFERS: "citation",
}


def _identifier(edition: Edition) -> str:
    """The document's permanent address for the edition in force; an older edition has its own."""
    is_current = edition.pk == edition.document.current_edition_id
    return address(edition) if is_current else citations.edition_address(edition)


def legal_value(content: dict[str, Any], language: str) -> str:
    """For a file in `ru`, `en` or both; empty when it is not known, or when the two differ."""
    if content["basis"] == Document.Basis.DESCRIPTION:
        return "UnofficialLegalValue"
    forces = {languages.text(content, "authenticity", code) for code in languages.parts(language)}
    return LEGAL_VALUES.get(forces.pop(), "") if len(forces) == 1 else ""


def _encoding(content: dict[str, Any], rendition: Rendition) -> dict[str, Any]:
    return known(
        at_type="LegislationObject",
        contentUrl=settings.SITE_URL + rendition.get_absolute_url(),
        encodingFormat=rendition.media_type,
        inLanguage=languages.parts(rendition.language),
        contentSize=f"{rendition.size} B",
        sha256=rendition.sha256,
        legislationLegalValue=legal_value(content, rendition.language),
    )


def legislation(
    edition: Edition, language: str, renditions: Iterable[Rendition], relations: Iterable[tuple[Relation, Document]]
) -> dict[str, Any]:
    """The edition as a schema.org `Legislation`; `relations`: from it to published documents."""
    content = edition.content
    meeting = content["meeting"]
    related: dict[str, list[dict[str, str]]] = {}
    for relation, other in relations:
        if name := RELATIONS.get(Relation.Kind(relation.kind)):
            found = {"@type": "Legislation", "@id": f"{settings.SITE_URL}/d/{other.symbol}"}
            related.setdefault(name, []).append(found)
    return known(
        at_context=CONTEXT,
        at_type="Legislation",
        at_id=_identifier(edition),
        legislationIdentifier=content["symbol"],
        name=[
            {"@language": code, "@value": title}
            for code in languages.codes()
            if (title := languages.text(content, "title", code))
        ],
        legislationType=str(Document.Kind(content["kind"]).label),
        legislationDate=content["adopted_on"],
        inLanguage=edition.languages,
        version=str(edition.number),
        dateModified=timezone.localdate(edition.cut_at).isoformat(),
        publisher={"@type": "Organization", "name": process_name(language)},
        recordedAt=meeting
        and known(
            at_type="Event",
            name=languages.say(meeting, "title").text,
            location=languages.say(meeting, "place").text,
            startDate=meeting["starts_on"],
            endDate=meeting["ends_on"],
        ),
        encoding=[_encoding(content, rendition) for rendition in renditions],
        **related,
    )


def dublin_core(edition: Edition, language: str) -> list[tuple[str, str, str]]:
    """(term of DCTERMS, its value, the value's language or "")."""
    content = edition.content
    titles = [("title", languages.text(content, "title", code), code) for code in languages.codes()]
    rows = [
        ("identifier", _identifier(edition), ""),
        ("bibliographicCitation", content["symbol"], ""),
        *titles,
        ("type", str(Document.Kind(content["kind"]).label), language),
        *(("language", code, "") for code in edition.languages),
        ("date", content["adopted_on"] or str(content["year"]), ""),
        ("modified", timezone.localdate(edition.cut_at).isoformat(), ""),
        ("publisher", process_name(language), language),
    ]
    return [row for row in rows if row[1]]


def downloads(renditions: Iterable[Rendition], language: str) -> dict[str, list[Rendition]]:
    """The files by group, `pdf`, `docx` and `other`, the reader's language first in each."""
    groups: dict[str, list[Rendition]] = {"pdf": [], "docx": [], "other": []}
    order = [Rendition.Form.TEXT, Rendition.Form.JSON, Rendition.Form.AKOMA_NTOSO]
    for rendition in sorted(renditions, key=lambda r: (r.language != language, len(r.language))):
        groups.get(rendition.form, groups["other"]).append(rendition)
    groups["other"].sort(key=lambda r: order.index(Rendition.Form(r.form)))
    return groups
