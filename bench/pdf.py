"""Tagged rendering against plain WeasyPrint of the same HTML: `python -m bench.pdf`; prints ratios of one run."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django.setup()

from almaty_portal.lib import pdf  # noqa: E402
from declarations import rendition_pages  # noqa: E402
from declarations.edition_cutting import content_of  # noqa: E402
from declarations.models import Document  # noqa: E402


def synthetic(paragraphs: int = 60) -> dict:
    ru, en = "Защита беженцев и международная миграция. " * 8, "Refugee protection and international migration. " * 8
    rows = [
        {"anchor": n, "kind": "operative", "number": str(n), "text_ru": ru, "text_en": en}
        for n in range(1, paragraphs + 1)
    ]
    head = {"symbol": "TEST/60", "title_ru": "Образец", "title_en": "Sample", "year": 2013, "adopted_on": None}
    return {
        **head,
        "original_language": "",
        "basis": "official",
        "meeting": None,
        "endorsements": [],
        "paragraphs": rows,
    }


def seconds(html: str, *, tagged: bool) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        pdf.render(html, tagged=tagged)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    contents = {"60 paragraphs": synthetic()}
    if documents := list(Document.objects.published()):
        longest = max((content_of(document) for document in documents), key=lambda c: len(c["paragraphs"]))
        contents[f"{longest['symbol']}"] = longest
    pdf.render('<html lang="en"><title>warm</title>')
    for name, content in contents.items():
        for language in rendition_pages.LANGUAGES:
            html = rendition_pages.html(content, language)
            tagged, plain = seconds(html, tagged=True), seconds(html, tagged=False)
            print(f"{name:16} {language:6} tagged {tagged:.2f} s, plain {plain:.2f} s, ×{tagged / plain:.2f}")  # noqa: T201
