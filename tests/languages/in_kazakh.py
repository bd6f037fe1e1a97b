"""Run in a copy of the tree, as two processes: `before` with Russian and English, `after` with Kazakh added.

Each writes what it found as JSON to the file named second. Its database is its own; nothing of it is a test's.
"""

import io
import json
import os
import re
import sys
from collections import deque
from pathlib import Path
from typing import Any

import django

SAMPLE = "Үлгі мәтін, ресми емес: Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі."  # “Sample text, not official”
SYMBOL = "AP/2013/COM"
MOST_PAGES = 400


def main(step: str, file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "almaty_portal.settings"
    django.setup()
    found = before() if step == "before" else after()
    Path(file).write_text(json.dumps(found, ensure_ascii=False))


def asked(*arguments: str, **options: Any) -> str:
    from django.core.management import call_command

    said = io.StringIO()
    try:
        call_command(*arguments, stdout=said, stderr=said, **options)
    except SystemExit as end:
        return f"{said.getvalue()} (ended with {end.code})"
    return said.getvalue()


def before() -> dict[str, Any]:
    from almaty_portal import demo
    from declarations.models import Edition

    unchanged = asked("makemigrations", check_changes=True, dry_run=True)
    demo.prepare(lambda said: None)
    return {"unchanged": unchanged, "editions": dict(Edition.objects.values_list("content__symbol", "sha256"))}


def after() -> dict[str, Any]:
    from django.db import connection

    from actionplan import round_reports
    from declarations import renditions

    made = asked("makemigrations", interactive=False)
    again = asked("makemigrations", check_changes=True, dry_run=True)
    asked("migrate", verbosity=0)
    due = list(renditions.missing())
    for round_id, language in list(round_reports.missing()):
        round_reports.render(round_id, language)
    form = Crawl.client("admin@demo.example").get("/admin/meetings/meeting/1/change/", follow=True).content.decode()
    crawl = Crawl()
    crawl.public()
    crawl.signed_in()
    return {
        "made": made,
        "again": again,
        "due": due,
        "form": re.findall(r'name="(title_\w+)"', form),
        "pages": crawl.pages,
        "broken": crawl.broken,
        "unmarked": crawl.unmarked,
        "unsaid": crawl.unsaid,
        "old": old_edition(),
        "new": new_edition(),
        "searched": searched(),
        "columns": columns(connection),
    }


def texts() -> list[tuple[str, str]]:
    """(language, text) of all that the record says in Russian and in English."""
    from modeltranslation.translator import translator

    from almaty_portal.lib import inline
    from declarations.models import Passage

    found = set()
    models = [
        (model, list(translator.get_options_for_model(model).fields))
        for model in translator.get_registered_models(abstract=False)
    ]
    for model, fields in [*models, (Passage, ["text"])]:
        for language in ("ru", "en"):
            columns = [f"{field}_{language}" for field in fields]
            for row in model._default_manager.values_list(*columns):
                for text in row:
                    found |= {(language, inline.plain(part)) for part in re.split(r"\n+", text or "") if part.strip()}
    both = {text for language, text in found if language == "ru"} & {
        text for language, text in found if language == "en"
    }
    return [(language, text) for language, text in found if text not in both]


class Crawl:
    """Every page that can be reached in Kazakh. `unmarked`: what is in another language there and does not say so."""

    def __init__(self) -> None:
        from django.conf import settings

        from tests.languages.honesty import Texts

        interface = (settings.BASE_DIR / "locale/ru/LC_MESSAGES/django.po").read_text().replace('"\n"', "")
        self.texts = Texts(texts(), interface)
        self.pages: list[str] = []
        self.broken: list[tuple[str, Any]] = []
        self.unmarked: list[tuple[str, str, str]] = []
        self.unsaid: list[str] = []

    @staticmethod
    def client(email: str = "") -> Any:
        from django.test import Client

        from members.models import User

        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.cookies["django_language"] = "kk"
        if email:
            client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def public(self) -> None:
        from django.urls import reverse
        from django.utils.translation import override

        client = self.client()
        starts = ["/", "/robots.txt", "/sitemap.xml", f"/d/{SYMBOL}", f"/d/{SYMBOL}?lang=kk", f"/v/{SYMBOL}/1"]
        with override("kk"):
            starts += [
                reverse("home"),
                reverse("verify") + f"?edition={SYMBOL}/1",
                *(reverse("search") + f"?q={words}" for words in ("беженцы", "refugees&lang=all", "жоқ", "")),
                reverse("search-feed") + "?q=refugees&lang=all",
                reverse("meetings:calendar"),
                *(reverse(f"{room}:feed") for room in ("declarations", "meetings", "actionplan")),
            ]
        resources = re.findall(r"/api/v1/[a-z-]+(?=[\"?])", client.get("/api/v1/").content.decode())
        starts += [f"{address}{query}" for address in sorted(set(resources)) for query in ("", "?lang=kk")]
        self.follow(client, starts, r"/kk/(?!desk/|account/)|/d/|/v/|/i18n/")

    def signed_in(self) -> None:
        from declarations.models import Document

        document = Document.objects.get(symbol=SYMBOL).pk
        steps = ["checks/", "changes/", "page/kk/", "pdf/kk/", "pdf/ru-kk/", "step/reopen/", "history/", "change/"]
        admin = self.client("admin@demo.example")
        self.follow(
            admin,
            ["/admin/", *(f"/admin/declarations/document/{document}/{step}" for step in steps)],
            r"/admin/[a-z_]+/[a-z_]+/(add/)?$",
            honest=False,
        )
        self.follow(self.client("kz@demo.example"), ["/kk/desk/"], r"/kk/desk/(?!.*(sheet|signed))")
        self.follow(self.client("reviewer@demo.example"), ["/kk/desk/review/"], r"/kk/desk/review/")

    def follow(self, client: Any, starts: list[str], within: str, *, honest: bool = True) -> None:
        waiting, seen = deque(starts), set(starts)
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.popleft()
            answer = client.get(address)
            if answer.status_code in (301, 302):
                hrefs = [answer["Location"]]
            elif answer.status_code != 200 or not (content := b"".join(answer)):
                self.broken.append((address, answer.status_code))
                continue
            elif "html" in answer.get("Content-Type", ""):
                hrefs = self.read(address, content, honest)
            else:
                hrefs = []
            self.pages.append(address)
            for href in hrefs:
                href = href.replace("http://127.0.0.1:8000", "").partition("#")[0]
                if href not in seen and re.match(within, href):
                    seen.add(href)
                    waiting.append(href)

    def read(self, address: str, content: bytes, honest: bool) -> list[str]:
        from lxml import html

        from tests.languages.honesty import unmarked

        page = html.fromstring(content)
        if honest and address.startswith("/kk/"):
            self.unmarked += [(address, what, text[:120]) for what, text in unmarked(content, self.texts)]
            if page.get("lang") != "en" or "not translated into this language yet" not in page.text_content():
                self.unsaid.append(address)
        page.make_links_absolute("http://127.0.0.1:8000" + address)
        return [str(href) for _e, attribute, href, _p in page.iterlinks() if attribute == "href"]


def old_edition() -> dict[str, Any]:
    """The edition cut before there was Kazakh, as a Kazakh reader finds it."""
    from declarations.models import Document

    edition = Document.objects.get(symbol=SYMBOL).current_edition
    page = Crawl.client().get("/kk/documents/communique-2013/").content.decode()
    return {"sha256": edition.sha256, "languages": edition.languages, "page": page}


def new_edition() -> dict[str, Any]:
    """The same document published anew with a Kazakh text, and the text of its Kazakh PDF."""
    from pypdf import PdfReader

    from declarations.models import Document
    from declarations.quality import checklist
    from members.models import User
    from publishing import workflow

    admin = User.objects.get(email="admin@demo.example")
    document = workflow.reopen(Document.objects.get(symbol=SYMBOL), actor=admin)
    document.title_kk, document.revision = SAMPLE, "amended"
    document.save()
    rows = pasted(document)
    found = [(finding.code, finding.languages, finding.sentence) for finding in checklist.findings(document)]
    workflow.publish(document, actor=admin, reason="Sample text in Kazakh", languages=["ru", "en", "kk"])
    document.refresh_from_db()
    edition = document.current_edition
    files = {f"{r.form} {r.language}": r for r in edition.renditions.all()}
    client = Crawl.client()
    page = client.get("/kk/documents/communique-2013/")
    return {
        "rows": rows,
        "findings": found,
        "due": sorted(f"{form} {language}" for form, language in edition.due()),
        "files": sorted(files),
        "pdf": "\n".join(p.extract_text() for p in PdfReader(files["pdf kk"].file.open("rb")).pages),
        "pair": "\n".join(p.extract_text() for p in PdfReader(files["pdf ru-kk"].file.open("rb")).pages),
        "language": PdfReader(files["pdf kk"].file.open("rb")).trailer["/Root"]["/Lang"],
        "page": page.content.decode(),
        "permanent": client.get(f"/d/{SYMBOL}?lang=kk&format=pdf")["Location"],
        "side_by_side": client.get("/kk/documents/communique-2013/bilingual/?with=ru").content.decode(),
        "history": list(document.events.order_by("-pgh_id").values_list("title_kk", flat=True)[:1]),
    }


def pasted(document: Any) -> list[list[str]]:
    """A text pasted in three languages takes the place of the document's own. Returns the rows of the preview."""
    from declarations.models import WordImport

    client = Crawl.client("admin@demo.example")
    address = f"/admin/declarations/document/{document.pk}/"
    typed = {
        "text_ru": "1. Государства встречаются раз в 2 года;\n2. координатор готовит встречу.",
        "text_en": "1. States meet every 2 years;\n2. the coordinator prepares the meeting.",
        "text_kk": f"1. {SAMPLE} 3 жыл;\n2. {SAMPLE}",
    }
    preview = client.post(f"{address}paste/", typed)["Location"]
    staged = WordImport.objects.get()
    page = client.get(preview).content.decode()
    names = ("kind", "level", *(f"{name}_{code}" for name in ("number", "text") for code in ("ru", "en", "kk")))
    sent = {name: [row[name] for row in staged.rows] for name in names} | {"read": ["||"] * len(staged.rows)}
    client.post(preview, {**sent, "confirm": "1", "mode": "replace"})
    return [[row.text_ru, row.text_en, row.text_kk] for row in document.paragraphs.all() if row.text_ru in page]


def searched() -> str:
    return Crawl.client().get("/kk/search/?q=мәтін").content.decode()


def columns(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%search_kk%' ORDER BY indexname")
        return [row[0] for row in cursor.fetchall()]


if __name__ == "__main__":
    main(*sys.argv[1:])
