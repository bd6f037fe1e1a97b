"""The pictures of README and docs, taken from the running demo: `.venv/bin/python docs/pictures.py http://127.0.0.1:8000`.

`make demo` has to be running on this machine as it was first made: the pictures show its sample rounds.
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from openpyxl import load_workbook  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from actionplan.models import ProgressReport, ReportStatus, StateSubmission  # noqa: E402
from members.models import User  # noqa: E402

FOLDER = ROOT / "docs" / "images"
DESK, PHONE = (1120, 760), (375, 740)
LARGEST = 90 * 1024  # bytes
COLOURS = 96  # of a picture's palette: text stays sharp, and the file small
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SAID = {"ru": "Образец: в мае проведён семинар.", "en": "Sample: a seminar was held in May."}


@dataclass
class Picture:
    """`name` of the file; `path` after the language; `who`: the demo's person before the @, "" for a reader."""

    name: str
    path: str
    who: str = ""
    size: tuple[int, int] = DESK
    languages: tuple[str, ...] = ("ru", "en")
    top: str = ""  # what stands at the top of the picture, as a selector


def pictures() -> list[Picture]:
    kazakhstan = StateSubmission.objects.get(round__number=2, party__code="KZ")
    returned = ProgressReport.objects.get(status=ReportStatus.RETURNED)
    waiting = ProgressReport.objects.filter(status=ReportStatus.SUBMITTED, indicator_values__isnull=False).earliest(
        "pk"
    )
    return [
        Picture("document", "documents/communique-2013/", languages=("en",)),
        Picture("home", "", languages=("en",)),
        Picture("members", "members/", languages=("en",)),
        Picture("home-phone", "", size=PHONE, languages=("ru",)),
        Picture("packet", f"desk/packets/{kazakhstan.pk}/", "kz"),
        Picture("returned-phone", f"desk/reports/{returned.pk}/", "tj", PHONE, top=".came-back"),
        Picture("sheet", f"desk/packets/{kazakhstan.pk}/sheet/", "kz"),
        Picture("review", f"desk/review/reports/{waiting.pk}/", "reviewer"),
        Picture("overview", f"desk/review/rounds/{kazakhstan.round_id}/", "publisher"),
        Picture("grid", "plan/sample-plan/grid/"),
    ]


def signed_in(who: str, url: str) -> Any:
    """The cookie of a session of the demo's person."""
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@demo.example"))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def fill_in(page: Page, language: str) -> None:
    """Upload the packet's spreadsheet with a text typed into it, up to the preview: nothing is saved."""
    book = load_workbook(io.BytesIO(page.request.get(page.url + "packet.xlsx").body()))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(5, columns["implementation_status"]).value = "in_progress"
    sheet.cell(5, columns["original_language"]).value = language
    sheet.cell(5, columns[f"narrative_{language}"]).value = SAID[language]
    out = io.BytesIO()
    book.save(out)
    page.set_input_files("#sheet-file", {"name": "packet.xlsx", "mimeType": "", "buffer": out.getvalue()})
    page.click(".stacked button")
    page.wait_for_selector(".sheet-changes")


def save(data: bytes, path: Path) -> int:
    """The picture with a palette; its bytes. Raises SystemExit when it is larger than a picture may be."""
    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    if (size := path.stat().st_size) > LARGEST:
        raise SystemExit(f"{path.name}: {size / 1024:.0f} KB")
    return size


def main(url: str) -> None:
    total = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for picture in pictures():
            width, height = picture.size
            for language in picture.languages:
                context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
                if picture.who:
                    context.add_cookies([signed_in(picture.who, url)])
                page = context.new_page()
                page.goto(f"{url}/{language}/{picture.path}")
                if picture.name == "sheet":
                    fill_in(page, language)
                if picture.top:
                    page.locator(picture.top).evaluate("element => scrollTo(0, element.offsetTop - 12)")
                total += save(page.screenshot(), FOLDER / f"{picture.name}-{language}.png")
                context.close()
        browser.close()
    print(f"{total / 1024:.0f} KB in {FOLDER}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
