"""Whether the portal issued a file, and what has become of it since. Only what was made public is ever found."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from almaty_portal.lib import languages
from declarations.models import Attachment, Document, Edition, Rendition

#: What stands around a SHA-256 when it is copied from elsewhere: spaces, colons between bytes, a name before it.
_AROUND = re.compile(r"^sha-?256[:=]?|[\s:]", re.IGNORECASE)


class UnreadableError(ValueError):
    """What was typed is no SHA-256, or no edition's name."""


@dataclass(frozen=True)
class Issued:
    """A file or an edition that the portal made public: `state` is current, superseded or withdrawn."""

    document: Document
    edition: Edition | None = None
    rendition: Rendition | None = None
    attachment: Attachment | None = None

    @property
    def state(self) -> str:
        if self.document.current_edition_id is None:
            return "withdrawn"
        return (
            "current" if self.edition is None or self.edition.pk == self.document.current_edition_id else "superseded"
        )

    @property
    def content(self) -> dict[str, Any]:
        """The edition's own content; an attachment's is that of the current edition."""
        edition = self.edition or self.document.current_edition
        return dict(edition.content) if edition else {}

    @property
    def forces(self) -> list[tuple[str, str]]:
        """(language, what force its text has) of the file's languages, where that is known."""
        if self.edition is None:
            return []
        codes = languages.parts(self.rendition.language) if self.rendition else self.edition.languages
        said = [(code, languages.text(self.content, "authenticity", code)) for code in codes]
        return [(code, str(Document.Authenticity(force).label)) for code, force in said if force]

    @property
    def renditions(self) -> QuerySet[Rendition]:
        return self.edition.renditions.all() if self.edition else Rendition.objects.none()


def digest(typed: str) -> str:
    """The SHA-256 as 64 lower-case hexadecimal digits. Raises `UnreadableError`."""
    cleaned = _AROUND.sub("", typed.strip()).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", cleaned):
        raise UnreadableError(typed)
    return cleaned


def issued(sha256: str) -> Issued | None:
    """The public file with this SHA-256 (of `digest`)."""
    found = (
        Rendition.objects.filter(sha256=sha256)
        .select_related("edition__document__current_edition")
        .order_by("-edition__cut_at")
        .first()
    )
    if found:
        return Issued(document=found.edition.document, edition=found.edition, rendition=found)
    attachment = (
        Attachment.objects.filter(sha256=sha256, is_public=True, document__in=Document.objects.published())
        .select_related("document__current_edition")
        .first()
    )
    return Issued(document=attachment.document, attachment=attachment) if attachment else None


def edition(name: str) -> Issued | None:
    """The edition called `AP/2013/COM/1`: its document's symbol and its number. Raises `UnreadableError`."""
    symbol, _, number = name.strip().strip("/").rpartition("/")
    if not symbol or "\x00" in symbol or not re.fullmatch(r"[0-9]{1,4}", number):
        raise UnreadableError(name)
    found = (
        Edition.objects.filter(content__symbol=symbol, number=int(number))
        .select_related("document__current_edition")
        .order_by("-cut_at")
        .first()
    )
    return Issued(document=found.document, edition=found) if found else None
