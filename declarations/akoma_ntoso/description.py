"""The `meta` block: what the document is, its editions, its adoption, and who and what it speaks of."""

import re
from typing import Any

from django.utils.translation import gettext as _

from almaty_portal.lib import badges, languages
from declarations.akoma_ntoso import identification
from declarations.akoma_ntoso.elements import Element, add
from declarations.akoma_ntoso.naming import ACTOR, JURISDICTION, Naming, iso_639_2
from declarations.models import Document, Edition

_ONTOLOGY = "/akn/ontology"


def parties(content: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The endorsing parties in the edition's order: name in the language, short name, eId, the endorsement's row."""
    found: list[dict[str, Any]] = []
    for place, row in enumerate(content["endorsements"], start=1):
        code = re.sub(r"[^A-Za-z0-9]+", "-", row["code"]).strip("-")
        eid = f"party-{code}" if code else f"party--{place}"
        if any(party["eid"] == eid for party in found):
            eid = f"party--{place}"
        short = badges.bare(row, "short", language)
        name = languages.text(row, "formal", language) or short
        found.append({"row": row, "eid": eid, "name": name, "short": short})
    return found


def write(
    statement: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming, *, others: list[str]
) -> None:
    """`others`: the languages besides this one that the edition is published in."""
    meta = add(statement, "meta")
    identification.write(meta, content, said, naming, others)
    cut = naming.cut
    edition = _("Edition %(number)s") % {"number": cut.number}
    add(meta, "publication", date=cut.on.isoformat(), name="edition", number=str(cut.number), showAs=edition)
    lifecycle = add(meta, "lifecycle", source="#secretariat")
    for each in naming.cuts:
        add(
            lifecycle,
            "eventRef",
            date=each.on.isoformat(),
            eId=f"event_{each.number}",
            originatingExpression="true" if each is cut else None,
            refersTo=f"#edition-{each.kind}",
            source="#secretariat",
            type="generation" if each is naming.cuts[0] else "amendment",
        )
    manner = content["manner"]
    if said["adopted_on"] and manner:
        workflow = add(meta, "workflow", source="#secretariat")
        day = said["adopted_on"].isoformat()
        add(workflow, "step", as_="#author", by=f"#{ACTOR}", date=day, outcome=f"#manner-{manner}")
    if others:
        analysis = add(meta, "analysis", source="#secretariat")
        references = add(analysis, "otherReferences", source="#secretariat")
        for code in others:
            add(references, "alternativeReference", href=naming.expression(code), showAs=iso_639_2(code))
    _references(meta, content, said, naming)


def _references(meta: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming) -> None:
    references = add(meta, "references", source="#secretariat")

    def refer(tag: str, eid: str, path: str, shown: str, short: str | None = None) -> None:
        add(references, tag, eId=eid, href=f"{_ONTOLOGY}/{path}", shortForm=short, showAs=shown)

    process = _("Almaty Process on Refugee Protection and International Migration")
    refer("TLCOrganization", ACTOR, f"organization/{JURISDICTION}/{ACTOR}", process, _("Almaty Process"))
    refer(
        "TLCOrganization",
        "secretariat",
        f"organization/{JURISDICTION}/{ACTOR}-secretariat",
        _("Secretariat of the Almaty Process"),
    )
    if meta.find(".//{*}FRBRtranslation") is not None:
        refer("TLCOrganization", "translator", "organization/unknown", _("translator not stated"))
    for party in parties(content, naming.language):
        path = f"organization/{party['eid'].removeprefix('party-').lower()}"
        refer("TLCOrganization", party["eid"], path, party["name"], party["short"] or None)
    if said["meeting"]:
        refer("TLCEvent", "meeting", f"event/{ACTOR}/{content['meeting']['slug']}", said["meeting"]["title"])
        refer("TLCLocation", "place", f"location/{ACTOR}/{content['meeting']['slug']}", said["meeting"]["place"])
    refer("TLCRole", "author", "role/author", _("author"))
    refer("TLCRole", "editor", "role/editor", _("editor"))
    if force := identification.force_of(content, said):
        refer("TLCConcept", f"force-{force}", f"concept/{ACTOR}/force/{force}", str(force.label))
    if said["adopted_on"] and (manner := content["manner"]):
        shown = str(dict(Document.Manner.choices).get(manner, manner))
        refer("TLCConcept", f"manner-{manner}", f"concept/{ACTOR}/manner/{manner}", shown)
    for kind in sorted({cut.kind for cut in naming.cuts}):
        refer("TLCConcept", f"edition-{kind}", f"concept/{ACTOR}/edition/{kind}", str(Edition.Kind(kind).label))
