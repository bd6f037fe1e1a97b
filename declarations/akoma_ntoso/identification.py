"""FRBR: what Work, Expression and Manifestation the file is, for the statement and for each annex in it."""

from typing import Any

from django.conf import settings

from declarations.akoma_ntoso.elements import Element, add
from declarations.akoma_ntoso.naming import JURISDICTION, Naming, iso_639_2
from declarations.models import Document

_TRANSLATIONS = (Document.Authenticity.OFFICIAL, Document.Authenticity.UNOFFICIAL)


def force_of(content: dict[str, Any], said: dict[str, Any]) -> Document.Authenticity | None:
    """The force of the text in this language, where it is known; a description has none."""
    force = said["authenticity"]
    return Document.Authenticity(force) if force and content["basis"] != "description" else None


def write(meta: Element, content: dict[str, Any], said: dict[str, Any], naming: Naming, others: list[str]) -> None:
    """`others`: the languages besides this one that the edition is published in."""
    identification = add(meta, "identification", source="#secretariat")
    symbol = content["symbol"]
    work = _level(identification, "FRBRWork", naming, aliases={"symbol": symbol, "permanentAddress": _address(symbol)})
    add(work, "FRBRsubtype", value="deliberation")
    add(work, "FRBRnumber", showAs=symbol, value=naming.work.rpartition("/")[2])
    aliases = {"title": said["title"]} if said["title"] else {}
    expression = _level(identification, "FRBRExpression", naming, aliases=aliases)
    language = expression[-1]
    language.addprevious(add(expression, "FRBRversionNumber", value=str(naming.cut.number)))
    force = force_of(content, said)
    if force or content["basis"] == "description":
        is_authentic = force == Document.Authenticity.AUTHENTIC
        language.addprevious(add(expression, "FRBRauthoritative", value="true" if is_authentic else "false"))
    original = content["original_language"]
    if force in _TRANSLATIONS and original in others:
        add(
            expression,
            "FRBRtranslation",
            authoritative="false",  # official or not, it is a translation: the cover page says which
            by="#translator",
            fromLanguage=iso_639_2(original),
            href=naming.expression(original),
        )
    manifestation = _level(identification, "FRBRManifestation", naming)
    add(manifestation, "FRBRformat", value="application/akn+xml")


def write_component(document: Element, naming: Naming, eid: str) -> None:
    """An annex's `meta`: the statement's own names, with the annex (eId `att_1__att_2`: `annex_1_2`) as component."""
    identification = add(add(document, "meta"), "identification", source="#secretariat")
    component = "annex" + eid.removeprefix("att").replace("__att", "")
    for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
        _level(identification, level, naming, component=component)


def _address(symbol: str) -> str:
    return f"{settings.SITE_URL}/d/{symbol}"


def _level(
    parent: Element, tag: str, naming: Naming, *, component: str = "main", aliases: dict[str, str] | None = None
) -> Element:
    """What each level must say: its IRIs, day and author; a Work its jurisdiction, an Expression its language."""
    is_work = tag == "FRBRWork"
    iri = naming.work if is_work else naming.expression()
    ending = ".xml" if tag == "FRBRManifestation" else ""
    level = add(parent, tag)
    add(level, "FRBRthis", value=f"{iri}/!{component}{ending}")
    add(level, "FRBRuri", value=iri + ending)
    for name, value in (aliases or {}).items():
        add(level, "FRBRalias", name=name, value=value)
    day, event = naming.dated if is_work else (naming.cut.on, "publication")
    add(level, "FRBRdate", date=day.isoformat(), name=event)
    if tag == "FRBRManifestation":
        add(level, "FRBRauthor", as_="#editor", href="#secretariat")
    else:
        add(level, "FRBRauthor", as_="#author", href=f"#{naming.author}")
    if is_work:
        add(level, "FRBRcountry", value=JURISDICTION)
    elif tag == "FRBRExpression":
        add(level, "FRBRlanguage", language=iso_639_2(naming.language))
    return level
