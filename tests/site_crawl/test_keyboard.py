"""The portal with the Tab key alone, enlarged, and with wide text (WCAG 1.4.10, 1.4.12, 2.1, 2.4.1, 2.4.7, 2.4.11)."""

import pytest

from tests.site_crawl.crawling import tree
from tests.site_crawl.showing import shown

pytestmark = pytest.mark.django_db
DESK, PHONE, NARROW = ({"width": width, "height": height} for width, height in ((1280, 800), (375, 740), (320, 640)))
#: What is gone through with the keyboard: (who, view, what its address has).
WAYS = [
    ("anonymous", "home", ""),
    ("anonymous", "declarations:list", ""),
    ("anonymous", "declarations:document", "rich"),
    ("anonymous", "search", "q=refugee"),
    ("anonymous", "members:list", ""),
    ("anonymous", "meetings:list", ""),
    ("anonymous", "actionplan:grid", ""),
    ("anonymous", "account_login", ""),
    ("anonymous", "accessibility", ""),
    ("tj", "desk:report", ""),
    ("kz", "desk:packet", ""),
    ("reviewer", "desk:review_report", ""),
]
TABBABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled)
  .filter(e => e.type !== 'radio' || e.checked || !document.querySelector(`input[name="${e.name}"]:checked`))"""
#: What has the focus: where it stands in the page's order, how it looks, and whether something lies over all of it.
FOCUSED = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
  const seen = [...e.getClientRects()].some(r => [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const top = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
    return top && (e.contains(top) || top.contains(e) && !['HTML', 'BODY', 'MAIN'].includes(top.tagName)
                   || e.labels && [...e.labels].some(l => l.contains(top)));
  }));
  const drawn = e.querySelector('.map-area');
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    || drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 4;
  window.walked ??= []; const before = window.walked.at(-1); window.walked.push(e);
  return {again: before === e, name: e.outerHTML.slice(0, 120), seen, ring: Boolean(ring),
    follows: !before || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)};
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const style = getComputedStyle(e);
  return ['hidden', 'clip'].includes(style.overflowX) && e.tagName !== 'INPUT' && style.position !== 'absolute'
    && !e.closest('svg') && style.webkitLineClamp === 'none' && e.checkVisibility()
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 100))"""


def page_of(pages, who, view, part, language="ru"):
    return next(
        p
        for p in pages
        if (p.who, p.view, p.language, p.is_posted) == (who, view, language, False)
        and part in p.address
        and (view != "desk:report" or "report-form" in p.text)
    )


def one_of_each(pages):
    found = {}
    for page in pages:
        if page.is_ours:
            found.setdefault((page.view, page.language, page.status), page)
    return found.values()


@pytest.mark.parametrize("way", WAYS, ids=[view for _who, view, _part in WAYS])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_tab_key_leads_through_the_page_and_is_seen_where_it_is(pages, way, viewport):
    with shown(viewport=viewport) as showing:
        showing.show(page_of(pages, *way))
        tab = showing.tab
        expected = tab.evaluate(f"({TABBABLE})().length")
        stations = []
        for _press in range(expected + 10):  # a field for a date has a stop for each of its parts
            tab.keyboard.press("Tab")
            if (station := tab.evaluate(FOCUSED)) is None:
                break
            stations += [] if station["again"] else [station]
        wrong = [s["name"] for s in stations if not (s["seen"] and s["ring"] and s["follows"])]
        assert (wrong, len(stations)) == ([], expected)


def test_the_skip_link_leads_to_the_content(pages):
    with shown(viewport=DESK) as showing:
        showing.show(page_of(pages, "anonymous", "home", ""))
        showing.tab.keyboard.press("Tab")
        assert showing.tab.locator(".skip").bounding_box()["x"] >= 0
        showing.tab.keyboard.press("Enter")
        assert showing.tab.evaluate("document.activeElement.id") == "content"


def test_what_folds_opens_and_closes_by_key(pages):
    with shown(viewport=DESK) as showing:
        showing.show(page_of(pages, "anonymous", "declarations:document", "rich"))
        folded = showing.tab.locator("details.citation")
        folded.locator("summary").focus()
        showing.tab.keyboard.press("Enter")
        assert folded.get_attribute("open") is not None
        showing.tab.keyboard.press("Space")
        assert folded.get_attribute("open") is None


def test_a_form_with_errors_has_the_focus_on_their_list(pages):
    failed = next(page for page in pages if page.view == "account_login" and page.is_posted)
    with shown(viewport=PHONE) as showing:
        showing.show(failed)
        assert "error-summary" in showing.tab.evaluate("document.activeElement.className")
        showing.tab.keyboard.press("Tab")
        showing.tab.keyboard.press("Enter")
        assert showing.tab.evaluate("location.hash") == "#id_login"


@pytest.mark.parametrize("spacing", ["", SPACED], ids=["plain", "wide text"])
def test_nothing_is_cut_or_needs_scrolling_sideways_at_320_pixels(pages, spacing):
    wrong = []
    with shown(viewport=NARROW) as showing:
        for page in one_of_each(pages):
            showing.show(page)
            if spacing:
                showing.tab.add_style_tag(content=spacing)
            if (needed := showing.tab.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
                wrong.append((page.name, needed))
            wrong += [(page.name, cut) for cut in showing.tab.evaluate(CUT)] if spacing else []
    assert wrong == []


def test_fields_about_a_person_say_what_they_are(pages):
    """So that a browser or a password manager fills them in (WCAG 1.3.5, 3.3.8)."""
    kinds = "//input[@type='password' or @type='email' or @name='code'][not(@autocomplete)]/@name"
    assert {(page.view, name) for page in pages if page.is_ours for name in tree(page).xpath(kinds)} == set()
