"""The design language in a real browser: every kind of page fits, can be touched, printed and read in the dark."""

import pytest

from publishing import workflow
from tests import factories
from tests.declarations import rich
from tests.e2e.test_reading import PAGES

pytestmark = pytest.mark.django_db
MORE = [
    "documents/rich/",
    "documents/rich/bilingual/",
    "documents/rich/differences/",
    "documents/rich/editions/1/",
    "documents/issued-in-error/",
    "documents/none/",
    "meetings/ministerial-2013/",
    "members/kazakhstan/",
    "plan/",
    "plan/sample-plan/S1.1/",
    "search/?q=AP/2013/COM",
    "search/?q=xyzzy",
    "verify/",
    "account/password/reset/",
    "account/signup/",
]
#: What a finger meets that is not a word within a sentence, and is smaller than 24 × 24 px.
SMALL = """() => [...document.querySelectorAll(
  "header a, header button, footer a, .button, button, select, summary, input:not([type=hidden]), .contents a, .tabs a"
)].filter(e => e.checkVisibility() && !e.closest(".skip, .visually-hidden") && !e.matches(".skip")).map(e => {
  const box = e.getBoundingClientRect();
  return [e.outerHTML.slice(0, 90), Math.round(box.width), Math.round(box.height)];
}).filter(([, width, height]) => width < 24 || height < 24)"""
LOW = """() => [...document.querySelectorAll("main .button, main button:not(.copy)")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def portal(served):
    """The record, and a document of every kind of paragraph in two editions, and one that was withdrawn."""
    made = rich.document(slug="rich", title_en="Convention on " + "intergovernmental " * 8 + "cooperation")
    rich.published(made)
    workflow.reopen(made, actor=factories.editor())
    made.paragraphs.filter(number_en="4.").delete()
    rich.published(made, reason="A paragraph was left out")
    withdrawn = factories.DocumentFactory(slug="issued-in-error")
    factories.ParagraphFactory(document=withdrawn)
    factories.published(withdrawn)
    workflow.withdraw(withdrawn, actor=factories.publisher(), reason="Issued in error")
    return served


def opened(browser, address, *, width=1280, **options):
    page = browser.new_page(viewport={"width": width, "height": 740}, **options)
    page.goto(address)
    return page


def test_no_kind_of_page_has_to_be_moved_sideways(browser, portal):
    wide = []
    for width in (320, 375, 1280):
        page = opened(browser, f"{portal}/ru/", width=width)
        for language in ("ru", "en"):
            for path in PAGES + MORE:
                page.goto(f"{portal}/{language}/{path}")
                if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
                    wide.append((language, path, width, needed))
    assert wide == []


def test_what_is_touched_is_large_enough(browser, portal):
    """24 px for everything that stands alone (WCAG 2.2, 2.5.8), 44 px for what a page's work is done with."""
    page = opened(browser, f"{portal}/ru/", width=375, has_touch=True)
    small = {}
    for path in PAGES + MORE:
        page.goto(f"{portal}/ru/{path}")
        if found := page.evaluate(SMALL) + page.evaluate(LOW):
            small[path] = found
    assert small == {}


def test_the_masthead_leaves_a_phone_to_the_page(browser, portal):
    for language in ("ru", "en"):
        page = opened(browser, f"{portal}/{language}/", width=375)
        assert page.locator(".site-header").bounding_box()["height"] < 740 / 4


def test_the_current_part_is_marked_in_the_navigation(browser, portal):
    page = opened(browser, f"{portal}/en/documents/rich/")
    assert page.locator("nav.main [aria-current]").all_inner_texts() == ["Documents"]
    page.goto(f"{portal}/en/governance/")
    assert page.locator("nav.main [aria-current=page]").all_inner_texts() == ["Governance"]


def test_contents_stand_beside_a_text_and_fold_above_it_on_a_phone(browser, portal):
    desk = opened(browser, f"{portal}/en/documents/rich/")
    link = desk.locator(".contents .rail a").last
    assert link.is_visible()
    link.click()
    assert desk.locator(".contents .rail a").first.is_visible()
    assert desk.evaluate("scrollY > 0")
    phone = opened(browser, f"{portal}/en/documents/rich/", width=375)
    assert not phone.locator(".contents a").first.is_visible()
    phone.locator(".contents summary").click()
    assert phone.locator(".contents details a").first.is_visible()


def test_a_paragraphs_own_link_is_seen_on_touch_hover_and_focus(browser, portal):
    shown = "getComputedStyle(document.querySelector('.text .operative .anchor')).opacity"
    assert opened(browser, f"{portal}/en/documents/rich/", has_touch=True, is_mobile=True).evaluate(shown) == "1"
    page = opened(browser, f"{portal}/en/documents/rich/")
    assert page.evaluate(shown) == "0"
    page.locator(".text .operative").first.hover()
    assert page.evaluate(shown) == "1"
    page.mouse.move(0, 0)
    page.locator(".text .operative .anchor").first.focus()
    assert page.evaluate(shown) == "1"


def test_a_printed_document_is_its_text_and_nothing_to_click(browser, portal):
    page = opened(browser, f"{portal}/en/documents/rich/", color_scheme="dark")
    page.emulate_media(media="print")
    gone = [".site-header", ".site-footer", ".breadcrumbs", ".contents", ".titling .actions", ".forms", ".anchor"]
    assert [name for name in gone if page.locator(name).first.is_visible()] == []
    assert page.locator(".masthead strong").is_visible()
    assert page.locator(".text .operative").first.is_visible()
    assert page.locator(".running").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.text .operative')).color") == "rgb(0, 0, 0)"
    assert page.pdf().startswith(b"%PDF")


def test_dark_readers_get_dark_paper_and_forced_colours_keep_edges(browser, portal):
    page = opened(browser, f"{portal}/en/", color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(17, 22, 29)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.emulate_media(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('main button')).borderTopStyle") == "solid"
