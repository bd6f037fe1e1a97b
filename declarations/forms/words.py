"""What a form says of an edition beside its text, in one language: identity, force, meeting, states, edition."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from almaty_portal.lib import date_ranges, interface, language_names, languages
from declarations.content import reading
from declarations.models import Document, Edition


class NotInEditionError(ValueError):
    """The edition is not published in the language asked for."""


@dataclass(frozen=True)
class Words:
    """Empty strings stand for what is not known: no form prints a date, force or meeting that the record lacks.

    `notices`: (language, that this is a description and no official text), in every language, this one first.
    """

    language: str
    short_process: str
    process: str
    symbol: str
    day: str
    original: str
    authenticity: str
    title: str
    meeting: str
    held: str
    notices: list[tuple[str, str]]
    states_heading: str
    states: list[str]
    edition: str
    page: str
    of: str
    paragraphs: list[dict[str, Any]]

    @property
    def identity(self) -> list[str]:
        return [said for said in (self.symbol, self.day, self.original, self.authenticity) if said]


def address(edition: Edition) -> str:
    return f"{settings.SITE_URL}/d/{edition.content['symbol']}"


def absolute(href: str) -> str:
    """A link's whole address, for readers outside the portal; empty when it is none (`http://[`)."""
    try:
        return urljoin(f"{settings.SITE_URL}/", href)
    except ValueError:
        return ""


def _day(day: date | None, year: int) -> str:
    return date_format(day, "DATE_FORMAT") if day else str(year)


def _notices(first: str) -> list[tuple[str, str]]:
    found = []
    for code in sorted(interface.spoken(), key=lambda code: code != first):
        with translation.override(code):
            said = gettext("This is the secretariat’s description of the document, not its official text.")
            found.append((code, said))
    return found


def process_name(language: str) -> str:
    with translation.override(language):
        return gettext("Almaty Process on Refugee Protection and International Migration")


def words(edition: Edition, language: str) -> Words:
    """What is said in one language."""
    content, read = edition.content, reading(edition.content, language)
    with translation.override(language):
        original = language_names.name(content["original_language"])
        meeting = read["meeting"]
        held = meeting and [meeting["place"], date_ranges.written(meeting["starts_on"], meeting["ends_on"])]
        number = edition.number
        return Words(
            language=language,
            short_process=gettext("Almaty Process"),
            process=process_name(language),
            symbol=content["symbol"],
            day=_day(read["adopted_on"], content["year"]),
            original=gettext("Original: %(language)s") % {"language": original} if original else "",
            authenticity=capfirst(str(Document.Authenticity(read["authenticity"]).label))
            if read["authenticity"]
            else "",
            title=read["title"],
            meeting=meeting["title"] if meeting else "",
            held=", ".join(part for part in held if part) if held else "",
            notices=_notices(language) if content["basis"] == Document.Basis.DESCRIPTION else [],
            states_heading=gettext("Endorsed by"),
            states=[f"{s['name']} ({s['note']})" if s["note"] else s["name"] for s in read["states"]],
            edition=gettext("Edition %(number)s") % {"number": number}
            + ", "
            + date_format(timezone.localdate(edition.cut_at), "DATE_FORMAT"),
            page=pgettext("page X of Y", "page"),
            of=pgettext("page X of Y", "of"),
            paragraphs=read["paragraphs"],
        )


def in_languages(edition: Edition, language: str) -> list[Words]:
    """For `ru`, `en` or `ru-en`. Raises `NotInEditionError`."""
    if language not in edition.rendition_languages:
        raise NotInEditionError(f"{edition} is not published in {language}")
    return [words(edition, code) for code in languages.parts(language)]
