"""A small record with something of everything that the public reads."""

from types import SimpleNamespace

from django.core.files.base import ContentFile

from declarations import renditions
from declarations.models import Attachment, Document, Relation
from publishing import workflow
from tests import factories


def document(**fields) -> Document:
    made = factories.DocumentFactory(**fields)
    factories.ParagraphFactory(document=made, position=1)
    factories.published(made)
    return made


def corrected(made: Document, text: str) -> None:
    """A new edition with this text."""
    workflow.reopen(made, actor=factories.editor())
    made.paragraphs.update(text_ru=text, text_en=text)
    factories.published(Document.objects.get(pk=made.pk))


def made() -> SimpleNamespace:
    party, guest = factories.published(factories.PartyFactory()), factories.PartyFactory()
    factories.MembershipFactory(party=party)
    factories.ChairmanshipFactory(party=party)
    factories.NationalCoordinatorFactory(party=party)
    section = factories.published(factories.GovernanceSectionFactory(slug="about"))
    meeting = factories.published(factories.MeetingFactory())
    for each in (party, guest):
        factories.AttendanceFactory(meeting=meeting, party=each)
    factories.AgendaItemFactory(meeting=meeting)
    factories.MeetingFileFactory(meeting=meeting)
    first, second, gone = document(meeting=meeting), document(meeting=meeting), document()
    workflow.reopen(first, actor=factories.editor())
    Relation.objects.create(from_document=first, to_document=second, kind="refers")
    scan = Attachment(document=first, title_en="Scan", is_public=True)
    scan.file.save("scan.pdf", ContentFile(b"%PDF-1.7 test"))
    factories.EndorsementFactory(document=first, party=party)
    edition = factories.published(Document.objects.get(pk=first.pk)).editions.first()
    renditions.render(edition.pk, "txt", "en")
    workflow.withdraw(gone, actor=factories.publisher(), reason="Issued in error")
    return SimpleNamespace(
        party=party, guest=guest, section=section, meeting=meeting, document=first, other=second, gone=gone
    )
