"""What stands in the text and is no paragraph: masthead, title, meeting, notice, endorsing states."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from almaty_portal.lib import alphabet, badges, interface, language_names
from declarations.akoma_ntoso.description import parties
from declarations.akoma_ntoso.elements import Element, add, append_text
from declarations.akoma_ntoso.identification import force_of


def write_cover_page(statement: Element, content: dict[str, Any], said: dict[str, Any]) -> None:
    cover = add(statement, "coverPage")
    process = _("Almaty Process on Refugee Protection and International Migration")
    add(add(cover, "p"), "docAuthority", process, refersTo="#almaty-process")
    add(add(cover, "p"), "docNumber", content["symbol"])
    if said["adopted_on"]:
        _day(add(cover, "p"), "docDate", said["adopted_on"])
    else:
        add(cover, "p", str(content["year"]))
    if original := language_names.name(content["original_language"]):
        said_original = _("Original: %(language)s") % {"language": original}
        add(add(cover, "p"), "inline", said_original, name="originalLanguage")
    if force := force_of(content, said):
        add(add(cover, "p"), "docStatus", str(force.label), refersTo=f"#force-{force}")


def write_title(preface: Element, content: dict[str, Any], said: dict[str, Any]) -> None:
    """Title, meeting and, when the text is a description, the notice of that in both languages."""
    add(add(preface, "p"), "docTitle", said["title"])
    if meeting := said["meeting"]:
        container = add(preface, "container", name="meeting")
        add(add(container, "p"), "event", meeting["title"], refersTo="#meeting")
        line = add(container, "p")
        add(line, "location", meeting["place"], refersTo="#place").tail = ", "
        _day(line, "date", meeting["starts_on"])
        if meeting["ends_on"] != meeting["starts_on"]:
            append_text(line, " – ")
            _day(line, "date", meeting["ends_on"])
    if content["basis"] == "description":
        container = add(preface, "container", name="notice")
        for code in sorted(interface.spoken(), key=lambda code: code != said["language"]):
            with translation.override(code):
                notice = _("This is the secretariat’s description of the document, not its official text.")
            add(add(container, "p", lang=code), "remark", notice)


def write_endorsements(closing: Element, content: dict[str, Any], language: str) -> None:
    """The states in the language's alphabetical order."""
    if not content["endorsements"]:
        return
    container = add(closing, "container", name="endorsements")
    add(container, "p", _("Endorsed by"))
    for party in sorted(parties(content, language), key=lambda party: alphabet.key(party["name"])):
        line = add(container, "p")
        add(line, "organization", party["name"], refersTo=f"#{party['eid']}")
        if note := badges.bare(party["row"], "note", language):
            append_text(line, f" ({note})")


def _day(line: Element, tag: str, day: date) -> None:
    add(line, tag, date_format(day, "DATE_FORMAT"), date=day.isoformat())
