"""The `meta` block: what the document is (FRBR), its editions, its adoption, and who and what it speaks of."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from almaty_portal.lib import languages
from declarations.akoma_ntoso.elements import Element, add
from declarations.akoma_ntoso.naming import ACTOR, JURISDICTION, LANGUAGES, Naming
from declarations.models import Document, Edition

_ONTOLOGY = "/akn/ontology"
_TRANSLATIONS = (Document.Authenticity.OFFICIAL, Document.Authenticity.UNOFFICIAL)


def parties(content: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The endorsing parties in the edition's order: name in the language, short name, eId, the endorsement's row."""
    found: list[dict[str, Any]] = []
    for place, row in enumerate(content["endorsements"], start=1):
        code = re.sub(r"[^A-Za-z0-9]+", "-", row["code"]).strip("-")
        eid = f"party-{code}" if code else f"party--{place}"
        if any(party["eid"] == eid for party in found):
            eid = f"party--{place}"
        short = languages.text(row, "short", language)
        name = languages.text(row, "formal", language) or short
        found.append({"row": row, "eid": eid, "name": name, "short": short})
    return found


def force_of(content: dict[str, Any], said: dict[str, Any]) -> Document.Authenticity | None:
    """The force of the text in this language, where it is known; a description has none."""
    force = said["authenticity"]
    return Document.Authenticity(force) if force and content["basis"] != "description" else None


def write(
    statement: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming, *, others: list[str]
) -> None:
    """`others`: the languages besides this one that the edition is published in."""
    meta = add(statement, "meta")
    identification = add(meta, "identification", source="#secretariat")
    _work(identification, content, said, naming)
    _expression(identification, content, said, naming, others)
    _manifestation(identification, naming)
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
            add(references, "alternativeReference", href=naming.expression(code), showAs=LANGUAGES[code])
    _references(meta, content, said, naming)


def write_component(document: Element, naming: Naming, eid: str) -> None:
    """The `meta` of an annex: the statement's own names with the annex as their component."""
    identification = add(add(document, "meta"), "identification", source="#secretariat")
    component = "annex" + eid.removeprefix("att").replace("__att", "")
    first = naming.cuts[0].on.isoformat()
    for level, iri, ending in _levels(naming):
        element = add(identification, level)
        add(element, "FRBRthis", value=f"{iri}/!{component}{ending}")
        add(element, "FRBRuri", value=iri + ending)
        day = first if level == "FRBRWork" else naming.cut.on.isoformat()
        add(element, "FRBRdate", date=day, name="publication")
        add(element, "FRBRauthor", as_="#author", href=f"#{ACTOR}")
        if level == "FRBRWork":
            add(element, "FRBRcountry", value=JURISDICTION)
        elif level == "FRBRExpression":
            add(element, "FRBRlanguage", language=LANGUAGES[naming.language])


def _levels(naming: Naming) -> list[tuple[str, str, str]]:
    """(element, IRI, ending) of Work, Expression and Manifestation."""
    expression = naming.expression()
    return [
        ("FRBRWork", naming.work, ""),
        ("FRBRExpression", expression, ""),
        ("FRBRManifestation", expression, ".xml"),
    ]


def _named(identification: Element, level: str, naming: Naming) -> Element:
    iri, ending = next((iri, ending) for name, iri, ending in _levels(naming) if name == level)
    element = add(identification, level)
    add(element, "FRBRthis", value=f"{iri}/!main{ending}")
    add(element, "FRBRuri", value=iri + ending)
    return element


def _work(identification: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming) -> None:
    """Its date: the day of adoption; not known, the last day of the meeting; without one, the first edition's."""
    work = _named(identification, "FRBRWork", naming)
    add(work, "FRBRalias", name="symbol", value=content["symbol"])
    add(work, "FRBRalias", name="permanentAddress", value=f"{settings.SITE_URL}/d/{content['symbol']}")
    if said["adopted_on"]:
        name, day = "adoption", said["adopted_on"]
    elif said["meeting"]:
        name, day = "meeting", said["meeting"]["ends_on"]
    else:
        name, day = "publication", naming.cuts[0].on
    add(work, "FRBRdate", date=day.isoformat(), name=name)
    add(work, "FRBRauthor", as_="#author", href=f"#{ACTOR}")
    add(work, "FRBRcountry", value=JURISDICTION)
    add(work, "FRBRsubtype", value="deliberation")
    add(work, "FRBRnumber", showAs=content["symbol"], value=naming.work.rpartition("/")[2])


def _expression(
    identification: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming, others: list[str]
) -> None:
    expression = _named(identification, "FRBRExpression", naming)
    if said["title"]:
        add(expression, "FRBRalias", name="title", value=said["title"])
    add(expression, "FRBRdate", date=naming.cut.on.isoformat(), name="publication")
    is_description = content["basis"] == "description"
    add(expression, "FRBRauthor", as_="#author", href="#secretariat" if is_description else f"#{ACTOR}")
    add(expression, "FRBRversionNumber", value=str(naming.cut.number))
    force = force_of(content, said)
    if force or is_description:
        add(expression, "FRBRauthoritative", value="true" if force == Document.Authenticity.AUTHENTIC else "false")
    add(expression, "FRBRlanguage", language=LANGUAGES[naming.language])
    original = content["original_language"]
    if force in _TRANSLATIONS and original in others:
        add(
            expression,
            "FRBRtranslation",
            authoritative="false",  # official or not, it is a translation: the cover page says which
            by="#translator",
            fromLanguage=LANGUAGES[original],
            href=naming.expression(original),
        )


def _manifestation(identification: Element, naming: Naming) -> None:
    manifestation = _named(identification, "FRBRManifestation", naming)
    add(manifestation, "FRBRdate", date=naming.cut.on.isoformat(), name="publication")
    add(manifestation, "FRBRauthor", as_="#editor", href="#secretariat")
    add(manifestation, "FRBRformat", value="application/akn+xml")


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
    if force := force_of(content, said):
        refer("TLCConcept", f"force-{force}", f"concept/{ACTOR}/force/{force}", str(force.label))
    if said["adopted_on"] and (manner := content["manner"]):
        shown = str(dict(Document.Manner.choices).get(manner, manner))
        refer("TLCConcept", f"manner-{manner}", f"concept/{ACTOR}/manner/{manner}", shown)
    for kind in sorted({cut.kind for cut in naming.cuts}):
        refer("TLCConcept", f"edition-{kind}", f"concept/{ACTOR}/edition/{kind}", str(Edition.Kind(kind).label))
