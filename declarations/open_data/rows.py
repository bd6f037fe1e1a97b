"""What a document, an edition and a paragraph of the open data hold."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _
from pydantic import Field

from almaty_portal.lib import languages
from almaty_portal.lib.open_data.fields import Addresses, Text, Texts, addresses, choice, texts
from almaty_portal.lib.open_data.rows import Record, Row
from declarations.forms.words import address
from declarations.models import Document, Edition, Paragraph, Relation, Rendition
from members.api import PARTY, SOURCE
from publishing.models import Source

SYMBOL_OF = _("The symbol of the document, its key and permanent address.")


class ParagraphOf(NamedTuple):
    """A paragraph with the edition that holds it, and its place there, from 1."""

    edition: Edition
    place: int
    content: dict[str, Any]


class EndorsementRow(Row):
    party: str = Field(description=PARTY, examples=["KZ"])
    name: Text = Field(description=_("The name of the party as the edition has it."))
    note: Text = Field(description=_("A note on the endorsement."))

    @staticmethod
    def read_party(record: dict[str, Any]) -> str:
        return str(record["code"])

    @staticmethod
    def read_name(record: dict[str, Any]) -> Texts:
        return texts(record, "short")


class RelationRow(Row):
    kind: str = choice(Relation.Kind, _("How this document stands to the other."))
    document: str = Field(description=_("The symbol of the other document."), examples=["AP/2013/OM"])

    @staticmethod
    def read_document(record: Any) -> str:
        return str(record.to_document.current_edition.symbol)


class FileRow(Row):
    form: str = choice(Rendition.Form, _("The form of the file."))
    language: str = Field(
        description=_("The language of the file, or several, joined by a hyphen."), examples=["ru-en"]
    )
    address: str = Field(description=_("Where the file is."), json_schema_extra={"format": "uri"})
    size: int = Field(description=_("Bytes."))
    sha256: str = Field(description=_("The SHA-256 of the file."))

    @staticmethod
    def read_address(record: Rendition) -> str:
        codes = languages.codes()
        found = addresses(record.get_absolute_url)
        return str(found[record.language if record.language in codes else codes[0]])


class TextParagraphRow(Row):
    """A paragraph inside its edition."""

    anchor: int = Field(description=_("The stable number of the paragraph in its document: #p12 is 12."), examples=[12])
    kind: str = choice(Paragraph.Kind, _("What part of the document the paragraph is."))
    level: int = Field(description=_("The depth among paragraphs of its kind, 1 outermost."))
    number: Text = Field(description=_("The number as the text writes it, its punctuation included."))
    text: Text = Field(description=_("The text, in light Markdown: italics, bold, links; a table is a pipe table."))


class OfEdition(Record):
    """What documents and editions have in common, all of it as the edition froze it."""

    symbol: str = Field(description=SYMBOL_OF, examples=["AP/2013/COM"])
    kind: str = choice(Document.Kind, _("What kind of document it is."))
    title: Text = Field(description=_("The title of the document."))
    authenticity: Text = Field(
        description=_("The force of each language’s text: authentic, official (translation), unofficial (translation).")
    )
    year: int = Field(description=_("The year of the document."), examples=[2013])
    adopted_on: date | None = Field(description=_("The day of adoption; null when it is not known."))
    manner: str | None = choice(Document.Manner, _("How it was adopted; null when it is not known."))
    original_language: str | None = Field(description=_("The language in which it was drawn up; null when not known."))
    basis: str = choice(Document.Basis, _("Whether this is the official text or the secretariat’s description of it."))
    source: str = choice(Source, SOURCE)
    meeting: str | None = Field(
        description=_("The key of the meeting, as the edition has it."), examples=["ministerial-2013"]
    )
    endorsements: list[EndorsementRow] = Field(description=_("The parties that endorsed the document."))
    edition: int = Field(description=_("The number of the edition, from 1."), examples=[1])
    edition_kind: str = choice(Edition.Kind, _("What the edition is to the one before."))
    published_at: datetime = Field(description=_("When the edition was published (UTC)."))
    languages: list[str] = Field(description=_("The languages the edition is published in."))
    sha256: str = Field(description=_("The SHA-256 of the edition’s content."))

    @classmethod
    def of(cls, record: Edition) -> Any:
        found = {name: cls._value(record, name, field) for name, field in cls.model_fields.items() if name not in _KEPT}
        kept = {name: cls._value(record.content, name, cls.model_fields[name]) for name in _KEPT}
        return cls(**found, **kept)

    @staticmethod
    def read_meeting(content: dict[str, Any]) -> str | None:
        return content["meeting"] and content["meeting"]["slug"]

    @staticmethod
    def read_endorsements(content: dict[str, Any]) -> list[EndorsementRow]:
        return [EndorsementRow.of(row) for row in content["endorsements"]]

    @staticmethod
    def read_edition(record: Edition) -> int:
        return record.number

    @staticmethod
    def read_edition_kind(record: Edition) -> str:
        return record.kind

    @staticmethod
    def read_published_at(record: Edition) -> datetime:
        return record.cut_at.astimezone(UTC)


#: Fields that are read from the edition's content, not from its row.
_KEPT = (
    "symbol", "kind", "title", "authenticity", "year", "adopted_on", "manner", "original_language", "basis", "source",
    "meeting", "endorsements",
)  # fmt: skip


class DocumentRow(OfEdition):
    relations: list[RelationRow] = Field(description=_("How it stands to other published documents."))
    files: list[FileRow] = Field(description=_("The files of the edition in force."))
    permanent_address: str = Field(
        description=_("The address that never changes and leads to the form and language asked for."),
        json_schema_extra={"format": "uri"},
    )
    address: Addresses = Field(description=_("The page of the document on the portal."))

    @staticmethod
    def read_relations(record: Edition) -> list[RelationRow]:
        return [RelationRow.of(row) for row in record.document.relations_out.all()]

    @staticmethod
    def read_files(record: Edition) -> list[FileRow]:
        found = []
        for row in record.renditions.all():
            row.edition = record
            found.append(FileRow.of(row))
        return found

    @staticmethod
    def read_permanent_address(record: Edition) -> str:
        return address(record)

    @staticmethod
    def read_address(record: Edition) -> Texts:
        return addresses(record.document.get_absolute_url)


class EditionRow(OfEdition):
    reason: str | None = Field(
        description=_("Why the edition was made, as the secretariat said it; null for a first one.")
    )
    is_current: bool = Field(description=_("Whether it is the edition in force."))
    paragraphs: list[TextParagraphRow] = Field(description=_("The paragraphs of the edition, in their order."))
    address: Addresses = Field(description=_("The page of the edition on the portal."))

    @staticmethod
    def read_is_current(record: Edition) -> bool:
        return record.pk == record.document.current_edition_id

    @staticmethod
    def read_paragraphs(record: Edition) -> list[TextParagraphRow]:
        return [TextParagraphRow.of(row) for row in record.content["paragraphs"]]

    @staticmethod
    def read_address(record: Edition) -> Texts:
        return addresses(record.get_absolute_url)


class ParagraphRow(Record):
    document: str = Field(description=SYMBOL_OF, examples=["AP/2013/COM"])
    edition: int = Field(description=_("The number of the edition, from 1."), examples=[1])
    position: int = Field(description=_("The place of the paragraph in the edition, from 1."))
    anchor: int = Field(description=_("The stable number of the paragraph in its document: #p12 is 12."), examples=[12])
    kind: str = choice(Paragraph.Kind, _("What part of the document the paragraph is."))
    level: int = Field(description=_("The depth among paragraphs of its kind, 1 outermost."))
    number: Text = Field(description=_("The number as the text writes it, its punctuation included."))
    text: Text = Field(description=_("The text, in light Markdown: italics, bold, links; a table is a pipe table."))
    address: Addresses = Field(description=_("The paragraph on the page of its edition."))

    @classmethod
    def of(cls, record: ParagraphOf) -> Any:
        edition, own = record.edition, TextParagraphRow.of(record.content)
        return cls(
            document=edition.content["symbol"],
            edition=edition.number,
            position=record.place,
            address=addresses(lambda: f"{edition.get_absolute_url()}#p{own.anchor}"),
            **dict(own),
        )
