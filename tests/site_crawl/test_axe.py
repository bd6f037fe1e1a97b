"""What axe-core finds by the rules of WCAG 2.2 A and AA and its own best practice: nothing.

The pages of one view in one language are alike: three of each are judged on a desk, one in the dark and one on a phone.
"""

from collections import Counter

import pytest

from tests.site_crawl.showing import shown

pytestmark = pytest.mark.django_db
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


def judged(pages, **options):
    with shown(**options) as showing:
        found = [fault for page in pages for fault in showing.violations(page)]
        return found + showing.strangers


@pytest.mark.parametrize("public", [True, False], ids=["public", "signed in"])
class TestNothingIsFound:
    def test_on_a_desk(self, pages, public):
        assert judged(alike(pages, at_most=3, public=public), viewport=DESK) == []

    def test_in_the_dark(self, pages, public):
        assert judged(alike(pages, at_most=1, public=public), viewport=DESK, color_scheme="dark") == []

    def test_on_a_phone(self, pages, public):
        assert judged(alike(pages, at_most=1, public=public), viewport=PHONE) == []


def test_a_fault_would_be_found(pages):
    page = next(page for page in pages if page.view == "home")
    broken = page.__class__(**{**page.__dict__, "text": page.text.replace(' lang="', ' data-lang="')})
    assert any(fault.startswith("html-has-lang") for fault in judged([broken], viewport=DESK))
