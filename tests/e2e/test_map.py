"""The map of members in a real browser: names that can be read, states that a keyboard reaches."""

from itertools import combinations

import pytest

pytestmark = pytest.mark.django_db
CHAIRS = ["2014-01-01", "2017-01-01", "2019-01-01", "2022-01-01", "2024-01-01"]
BOXES = """() => [...document.querySelectorAll('.map-names > text, .map-names > use')].map(named => {
    const box = named.getBoundingClientRect();
    return [named.textContent || 'star', box.left, box.top, box.right, box.bottom];
})"""


def overlapping(one, other):
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


@pytest.mark.parametrize("width", [1280, 375])
def test_names_and_the_chairs_star_stand_inside_the_map_and_apart(browser, served, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    problems, seen = [], set()
    for language in ("ru", "en"):
        for day in CHAIRS:
            page.goto(f"{served}/{language}/members/?on={day}")
            boxes = page.evaluate(BOXES)
            frame = page.locator(".map").first.bounding_box()
            right, bottom = frame["x"] + frame["width"], frame["y"] + frame["height"]
            seen |= {box[0] for box in boxes}
            problems += [
                (language, day, box[0])
                for box in boxes
                if box[1] < frame["x"] or box[2] < frame["y"] or box[3] > right or box[4] > bottom
            ]
            problems += [(language, day, a[0], b[0]) for a, b in combinations(boxes, 2) if overlapping(a, b)]
    assert problems == []
    assert len(seen) == 2 * 11 + 1


def test_a_keyboard_walks_the_states_and_sees_where_it_is(browser, served):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}/en/members/?on=2019-05-01")
    stroke = "element => getComputedStyle(element.querySelector('.map-area')).strokeWidth"
    page.locator(".map a").first.focus()
    names = []
    for _state in range(11):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert page.locator(".map a:focus-visible").evaluate(stroke) == "10px"
        page.keyboard.press("Tab")
    assert names[0] == "Afghanistan: member state"
    assert "Tajikistan: member state, in the chair" in names
    assert len(set(names)) == 11
    assert page.evaluate("document.activeElement.closest('.map')") is None


def test_a_click_on_a_state_or_on_its_name_opens_its_page(browser, served):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for language in ("ru", "en"):
        page.goto(f"{served}/{language}/members/")
        box = page.locator(".map text", has_text={"ru": "Иран", "en": "Iran"}[language]).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url(f"{served}/{language}/members/iran/")


def test_a_day_is_chosen_without_scripts(browser, served):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served}/en/members/")
    page.get_by_label("As of", exact=True).fill("2016-12-01")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("heading", name="As of 1 December 2016").is_visible()
    page.get_by_role("link", name="27 September 2018").click()
    assert page.get_by_role("heading", name="As of 27 September 2018").is_visible()
