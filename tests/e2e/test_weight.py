"""What a reader on a bad line has to fetch: little, from the portal alone, and the words before any script.

The tests' own server sends bodies as the views made them. Each is compressed here with the brotli that the portal
serves it with (pages at quality 5, static files at their best), so the sizes are those of production, headers apart.
"""

from urllib.parse import urlsplit

import brotli
import pytest

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_REQUESTS = 60 * 1024, 10
PAGES = {
    "": "main h1",
    "documents/": "main .record-list",
    "documents/communique-2013/": "main .document p.operative",
    "documents/communique-2013/bilingual/": "main .parallel",
    "documents/communique-2013/editions/1/": "main .document p.operative",
    "meetings/": "main a[href*='/meetings/']",
    "meetings/ministerial-2025/": "main h1",
    "members/": "main h1",
    "members/kazakhstan/": "main h1",
    "governance/": "main h1",
    "plan/": "main h1",
    "plan/sample-plan/": "main .record-list",
    "plan/sample-plan/grid/": "main h1",
    "plan/sample-plan/trend/": "main h1",
    "search/?q=refugee": "main a[href*='/documents/']",
    "verify/": "main form",
    "account/login/": "main form",
}
COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")


def size(response) -> int:
    """Bytes of the body as the portal sends it in production."""
    body, kind = response.body(), response.headers.get("content-type", "")
    if not kind.startswith(COMPRESSED):
        return len(body)
    is_static = urlsplit(response.url).path.startswith("/static/")
    return len(brotli.compress(body, quality=11 if is_static else 5))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_and_all_it_loads_is_light_and_comes_from_the_portal_alone(browser, served, language):
    too_heavy, foreign = {}, set()
    for path in PAGES:
        context = browser.new_context()  # its cache is empty
        page, answers = context.new_page(), []
        page.on("response", lambda answer, found=answers: found.append(answer))
        page.on("request", lambda request: foreign.add(request.url) if not request.url.startswith(served) else None)
        assert page.goto(f"{served}/{language}/{path}", wait_until="networkidle").status == 200
        weight = sum(size(answer) for answer in answers if answer.ok)
        if weight > MOST_BYTES or len(answers) > MOST_REQUESTS:
            too_heavy[path] = (weight, len(answers))
        context.close()
    assert foreign - {url for url in foreign if url.startswith("data:")} == set()
    assert too_heavy == {}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_words_are_there_without_any_script(browser, served, language):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    empty = []
    for path, what in PAGES.items():
        page.goto(f"{served}/{language}/{path}")
        if not page.locator(what).count() or not page.locator(what).first.inner_text().strip():
            empty.append(path)
    assert empty == []
