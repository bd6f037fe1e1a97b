"""How an edition is cited: in words, as BibTeX and as RIS. What the record does not know is left out."""

import re
from datetime import date

from django.conf.locale import LANG_INFO
from django.utils.translation import override

from almaty_portal.lib import languages
from declarations.forms.words import Words, address, words
from declarations.models import Document, Edition

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBTEX = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def language_of(edition: Edition, language: str) -> str:
    """The language to cite in: the one asked for, or what the edition has."""
    return language if language in edition.languages else str(edition.languages[0])


def edition_address(edition: Edition) -> str:
    """The permanent address of this very edition."""
    return f"{address(edition)}?edition={edition.number}"


def _force(edition: Edition, said: Words) -> str:
    with override(said.language):
        return str(Document.Basis.DESCRIPTION.label) if said.notices else said.authenticity


def _line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text).split())


def text(edition: Edition, language: str, said: Words | None = None) -> str:
    """One sentence in the language, without mark-up."""
    said = said or words(edition, language_of(edition, language))
    meeting = ", ".join(part for part in (said.meeting, said.held) if part)
    force = _force(edition, said)
    more = "; ".join(part for part in (meeting, force[:1].lower() + force[1:]) if part)
    title = f"«{said.title}»" if said.language == "ru" else f"“{said.title}”"
    named = ", ".join([said.process, title, said.symbol, said.day]) + (f" ({more})" if more else "")
    return _line(f"{named.rstrip('.')}. {said.edition.rstrip('.')}. {edition_address(edition)}")


def bibtex(edition: Edition, language: str, said: Words | None = None) -> str:
    """An entry of type `misc` in UTF-8; a proper name and a title keep their capitals by double braces."""
    said = said or words(edition, language_of(edition, language))

    def written(value: str) -> str:
        return "".join(_BIBTEX.get(sign, sign) for sign in _line(value))

    adopted = _adopted(edition)
    fields = {
        "author": f"{{{written(said.process)}}}",
        "title": f"{{{written(said.title)}}}",
        "year": str(edition.content["year"]),
        "month": MONTHS[adopted.month - 1] if adopted else "",
        "number": written(said.symbol),
        "edition": str(edition.number),
        "language": LANG_INFO[said.language]["name"].lower(),
        "note": written("; ".join(part for part in (said.meeting, said.held, _force(edition, said)) if part)),
        "url": edition_address(edition),
    }
    key = f"{said.symbol.replace('/', '-')}-{edition.number}-{said.language}"
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def ris(edition: Edition, language: str, said: Words | None = None) -> str:
    """A record of the type GOVDOC in UTF-8, lines ended by CR LF as the format wants."""
    said = said or words(edition, language_of(edition, language))
    adopted, meeting = _adopted(edition), edition.content["meeting"] or {}
    fields = [
        ("TY", "GOVDOC"),
        ("ID", f"{said.symbol}-{edition.number}-{said.language}"),
        ("AU", said.process),
        ("TI", said.title),
        ("T2", said.meeting),
        ("CY", languages.text(meeting, "place", said.language)),
        ("PY", str(edition.content["year"])),
        ("DA", adopted.strftime("%Y/%m/%d") if adopted else ""),
        ("M1", said.symbol),
        ("ET", str(edition.number)),
        ("LA", said.language),
        ("N1", _force(edition, said)),
        ("UR", edition_address(edition)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if _line(value)]
    return "\r\n".join([*lines, "ER  - ", ""])


def all_of(edition: Edition, language: str) -> dict[str, str]:
    """What a page shows: the language it is cited in, and the citation in each form."""
    cited = language_of(edition, language)
    said = words(edition, cited)
    return {
        "language": cited,
        "text": text(edition, cited, said),
        "bibtex": bibtex(edition, cited, said),
        "ris": ris(edition, cited, said).replace("\r\n", "\n").strip(),
    }


def _adopted(edition: Edition) -> date | None:
    day = edition.content["adopted_on"]
    return date.fromisoformat(day) if day else None
