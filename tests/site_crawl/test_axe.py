"""What axe-core finds by the rules of WCAG 2.2 A and AA and its own best practice: nothing.

The pages of one view in one language are alike: three of each are judged on a desk, one on a phone and, by what
depends on colours, one in the dark.
"""

from collections import Counter

import pytest

from tests.site_crawl.showing import shown

pytestmark = pytest.mark.django_db
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 740}


def alike(pages, *, at_most, public):
    seen, chosen = Counter(), []
    for page in pages:
        if page.kind == "text/html" and (page.who == "anonymous") == public:
            kind = (page.view, page.language, page.status, page.is_posted)
            seen[kind] += 1
            if seen[kind] <= at_most:
                chosen.append(page)
    return chosen


def judged(pages, rules=RULES, **options):
    with shown(**options) as showing:
        found = [fault for page in pages for fault in showing.violations(page, rules)]
        return found + showing.strangers


@pytest.mark.parametrize("public", [True, False], ids=["public", "signed in"])
class TestNothingIsFound:
    def test_on_a_desk(self, pages, public):
        assert judged(alike(pages, at_most=3, public=public), viewport=DESK) == []

    def test_in_the_dark(self, pages, public):
        assert judged(alike(pages, at_most=1, public=public), OF_COLOURS, viewport=DESK, color_scheme="dark") == []

    def test_on_a_phone(self, pages, public):
        assert judged(alike(pages, at_most=1, public=public), viewport=PHONE) == []


@pytest.mark.parametrize(
    ("rules", "change", "rule"),
    [
        (RULES, (' lang="', ' data-lang="'), "html-has-lang"),
        (OF_COLOURS, ("<h1", '<h1 style="color: #222"'), "color-contrast"),
    ],
    ids=["a language", "a colour"],
)
def test_a_fault_would_be_found(pages, rules, change, rule):
    page = next(page for page in pages if page.view == "home")
    broken = page.__class__(**{**page.__dict__, "text": page.text.replace(*change)})
    assert any(fault.startswith(rule) for fault in judged([broken], rules, viewport=DESK, color_scheme="dark"))
