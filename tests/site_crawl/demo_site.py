"""The demo's whole site, with documents of every standing that its record does not hold yet."""

from django.core.files.uploadedfile import SimpleUploadedFile

from actionplan import evidence, reporting
from actionplan.models import StateSubmission
from almaty_portal import demo
from almaty_portal.open_data import dumps
from declarations import renditions
from declarations.models import Attachment, Document
from meetings.models import Meeting
from members.models import User
from publishing import workflow
from tests import factories
from tests.declarations import rich

#: Slugs of the documents added here.
ADDED = ["rich", "russian-only", "english-only", "gone"]


def build() -> None:
    """The demo as `make demo` makes it, then what stands here."""
    demo.prepare(lambda line: None)
    made = rich.document(slug="rich", symbol="AP/2013/RICH", title_ru="Образец", title_en="Sample")
    rich.published(made)
    workflow.reopen(made, actor=factories.superuser(), reason="test")
    made.paragraphs.filter(number_en="4.").update(text_en="After a gap, amended.", text_ru="После пропуска, изменено.")
    rich.published(made, reason="A correction")
    for code, language in (("ru", "Russian"), ("en", "English")):
        blank = {f"title_{other}": "" for other in ("ru", "en") if other != code}
        rich.edition([code], slug=f"{language.lower()}-only", symbol=f"AP/2013/{code.upper()}", **blank)
    gone = rich.edition(slug="gone", symbol="AP/2013/GONE").document
    workflow.withdraw(gone, actor=factories.superuser(), reason="It was published by mistake.")
    for edition_id, form, language in list(renditions.missing()):
        renditions.render(edition_id, form, language)
    factories.MeetingFileFactory(meeting=Meeting.objects.published().first())
    Attachment.objects.create(
        document=Document.objects.get(slug="communique-2013"),
        title_ru="Скан",
        title_en="Scan",
        file=SimpleUploadedFile("scan.pdf", b"%PDF-1.7 test"),
        is_public=True,
    )
    _kazakhstan_may_sign()
    for name in list(dumps.stale()):
        dumps.make(name)


def _kazakhstan_may_sign() -> None:
    """Kazakhstan's packet of the round that is open is complete, with evidence that is public and that is not."""
    packet = StateSubmission.objects.get(party__code="KZ", round__number=2)
    writer = User.objects.get(email="kz@demo.example")
    for report in packet.reports.filter(status="draft"):
        factories.answered(report, writer)
        for is_public in (True, False):
            file = SimpleUploadedFile("list.pdf", b"%PDF-1.7 test")
            titles = {"ru": "Список", "en": "List"}
            evidence.add_file(report, actor=writer, file=file, titles=titles, is_public=is_public)
        reporting.make_ready(report, actor=writer)
