"""Pages that no link leads to: what is answered to something that was sent, and the secretariat's own ones."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actionplan.models import ProgressReport, StateSubmission
from actionplan.sheets import making
from almaty_portal.lib.languages import codes
from declarations.models import Document
from members.models import User
from tests import factories
from tests.actionplan.test_sheets import filled
from tests.site_crawl.crawling import ADMIN, Page, asked, posted

PAIR = Path(__file__).parents[1] / "declarations/word_corpus/11-misaligned"


def of_the_desk(client: Client, who: str) -> list[Page]:
    """Two texts of one report; a spreadsheet that changes something, and one with faults. `client` is Tajikistan's."""
    report = ProgressReport.objects.filter(submission__party__code="TJ", status="returned").first()
    stale = {"revision": "0", "narrative_ru": "Другой текст.", "narrative_en": "Another text.", "press": "save"}
    stale |= {"implementation_status": "delayed", "original_language": "ru"}
    packet = StateSubmission.objects.get(pk=report.submission_id)
    made = making.make(packet)
    row = list(packet.reports.order_by("assignment__item__code")).index(report) + 1
    sheets = [filled(made, {(row, "narrative_ru"): "Иной текст."}), filled(made, {(row, "original_language"): "xx"})]
    pages = []
    for code in codes():
        pages.append(posted(client, who, f"/{code}/desk/reports/{report.pk}/", stale))
        for sheet in sheets:
            sent = {"file": SimpleUploadedFile("packet.xlsx", sheet)}
            pages.append(posted(client, who, f"/{code}/desk/packets/{packet.pk}/sheet/", sent))
    return pages


def of_the_admin() -> list[Page]:
    """The pages that the portal adds to the admin; the rest of it is Unfold's."""
    client = Client()
    client.force_login(User.objects.get(email="admin@demo.example"))
    draft = factories.DocumentFactory(slug="draft", symbol="AP/2013/DRAFT", meeting=None)
    again = Document.objects.get(slug="rich")
    client.post(address("word", draft), {f"file_{code}": (PAIR / f"{code}.docx").open("rb") for code in codes()})
    imported = draft.word_imports.get()
    factories.ParagraphFactory(document=draft, text_en="Twelve states and 3 more.", text_ru="Двенадцать государств.")
    addresses = [address(name, draft) for name in ("paste", "word", "checks", "changes", "history")]
    addresses += [address(name, again) for name in ("checks", "changes")]
    addresses += [
        address("step", draft, "publish"),
        address("step", again, "reopen"),
        address("intake", draft, imported.pk),
    ]
    addresses += [reverse("admin:actionplan_round_open", args=[factories.RoundFactory().pk]), reverse("admin:index")]
    pages = []
    for code in codes():
        client.post("/i18n/setlang/", {"language": code})
        pages += [asked(client, ADMIN, f"{path}?{code}", "") for path in addresses]
        pages.append(posted(client, ADMIN, address("word", draft), {}))
        pages.append(asked(client, "preview", address("page", draft, code), ""))
    return pages


def address(name: str, document: Document, *more: object) -> str:
    return reverse(f"admin:declarations_document_{name}", args=[document.pk, *more])
