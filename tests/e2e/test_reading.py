"""A reader in a real browser: phone and desk, both languages, nothing refused by the content policy."""

import json

import pytest

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "documents/",
    "documents/communique-2013/",
    "documents/communique-2013/bilingual/",
    "meetings/",
    "members/",
]
PAGES += ["governance/", "plan/sample-plan/", "search/?q=refugee", "account/login/"]


def test_pages_fit_a_phone_and_a_desk_without_errors(browser, served):
    problems = []
    for width in (1280, 375):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        for language in ("ru", "en"):
            for path in PAGES:
                page.goto(f"{served}/{language}/{path}")
                if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
                    problems.append(f"{language}/{path} needs {needed} of {width} px")
    assert problems == []


def test_the_language_switch_stays_on_the_paragraph(browser, served):
    page = browser.new_page()
    page.goto(f"{served}/en/documents/communique-2013/#p3")
    page.get_by_role("link", name="Русский").click()
    assert page.url == f"{served}/ru/documents/communique-2013/#p3"


def test_an_official_finds_the_communique_in_russian(browser, served):
    page = browser.new_page()
    page.goto(f"{served}/ru/")
    page.get_by_role("searchbox").first.fill("беженец")
    page.keyboard.press("Enter")
    found = page.get_by_role("listitem").filter(has_text="Коммюнике Конференции министров").first
    found.get_by_role("listitem").get_by_role("link").first.click()
    assert "беженцев" in page.locator("p:target").inner_text()


def test_a_citation_is_copied(browser, served):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}/en/documents/communique-2013/")
    page.click("details.citation summary")
    page.click("details.citation pre[aria-label=BibTeX] + .copy")
    page.wait_for_selector("details.citation .copy:text-is('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content("pre[aria-label=BibTeX]")
    described = page.text_content("script[type='application/ld+json']")
    assert json.loads(described)["version"] == "1"
