"""Shows the kept pages in Chromium without a server; static files come from disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route

from tests.chromium import chromium
from tests.site_crawl.crawling import ADMIN, Page

AXE = settings.BASE_DIR / "tests/npm/node_modules/axe-core/axe.min.js"
#: What sticks to an edge lies over whatever is scrolled beneath it, which is no fault; the keyboard's test minds it.
STILL = ".intake-nav, .save-bar { position: static !important }"
RUN = "([where, rules]) => axe.run(where, {runOnly: rules, resultTypes: ['violations'], preload: false})"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HOST = "portal.example"


class Showing:
    """A browser's tab and what it asked for beyond the portal's own pages and files."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.strangers: list[str] = []
        self._shown: Page | None = None
        tab.route("**/*", self._answer)

    def show(self, page: Page) -> None:
        self._shown = page
        self.tab.goto(f"http://{HOST}{page.address}")

    def violations(self, page: Page, rules: list[str]) -> list[str]:
        """What axe-core finds on the page by rules with these tags, or of these names: rule, element, reason."""
        self.show(page)
        self.tab.add_style_tag(content=STILL)
        where = "#content" if page.who == ADMIN else "html"
        found = self.tab.evaluate(RUN, [where, rules])
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()} ({page.name})"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def _answer(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.netloc != HOST:
            self.strangers.append(route.request.url)
            route.abort()
        elif route.request.is_navigation_request() and self._shown:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self._shown.text)
        elif found := finders.find(asked.path.removeprefix("/static/")):
            route.fulfill(content_type=KINDS.get(Path(found).suffix, ""), body=Path(found).read_bytes())
        else:
            route.fulfill(status=404)


@contextmanager
def shown(**options: Any) -> Iterator[Showing]:
    """A tab with these options of a browser's context; the content policy is off, for axe comes as a script."""
    with chromium() as browser:
        tab = browser.new_context(bypass_csp=True, reduced_motion="reduce", **options).new_page()
        tab.add_init_script(path=AXE)
        yield Showing(tab)
