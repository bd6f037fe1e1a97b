"""The pairs of colours that the style sheet sets on each other are legible, in light and in dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = (ROOT / "static" / "portal.css").read_text(encoding="utf-8")
#: What is read as words: ink on ground, at least 4.5 : 1 (SC 1.4.3).
WORDS = [
    *[(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "tint", "warm-tint", "mark")],
    *[("warm", ground) for ground in ("paper", "tint", "warm-tint")],
    ("on-blue", "blue"),
    ("gone", "gone-tint"),
    ("new", "new-tint"),
]
#: What has to be seen to work the page: edges of fields, marks of the current part, focus; 3 : 1 (SC 1.4.11).
PARTS = [
    *[(part, ground) for part in ("control", "rule", "focus") for ground in ("paper", "tint")],
    ("focus", "warm-tint"),
    *[(area, "paper") for area in ("done", "edge")],
]


def tokens(scheme):
    """Name → six hexadecimal digits: all `:root` blocks outside media queries, then those of the dark scheme."""
    screen = STYLES[: STYLES.index("@media print")]
    dark = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", screen, re.S)
    light = re.findall(r"^:root \{(.*?)^\}", screen, re.S | re.M)
    blocks = light + (dark if scheme == "dark" else [])
    return {name: value for block in blocks for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6})\b", block)}


def luminance(colour):
    """Of six hexadecimal digits, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guidelines_define_it():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (PARTS, 3)], ids=["words", "parts"])
def test_every_declared_pair_is_legible(scheme, pairs, least):
    colours = tokens(scheme)
    found = {(one, other): contrast(colours[one], colours[other]) for one, other in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}


def test_the_dark_scheme_names_every_colour_that_the_light_one_does():
    screen = STYLES[: STYLES.index("@media print")]
    named = [
        set(re.findall(r"--([\w-]+): #", block))
        for block in re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", screen, re.S)
    ]
    assert set(tokens("light")) == set().union(*named)


def test_colours_are_named_once_and_used_by_name():
    """A colour written into a rule would have no dark value. White paper under a QR code stays white."""
    rules = re.sub(r":root \{.*?\}", "", STYLES, flags=re.S)
    assert [row.strip() for row in rules.splitlines() if re.search(r"#[0-9a-f]{3,8}\b[^{]*;", row)] == [
        ".qr { background: #fff; padding: 0.6rem; display: block; }",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ratios_in_the_documentation_are_those_of_the_style_sheet(scheme):
    said = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    colours = tokens(scheme)
    column = 2 if scheme == "light" else 3
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in said.splitlines() if " on " in row]
    rows = [row for row in rows if len(row) == 4 and re.fullmatch(r"[\d.]+", row[column])]
    assert len(rows) > 8
    for row in rows:
        one, other = row[0].replace("`", "").split(" on ")
        assert f"{contrast(colours[one], colours[other]):.1f}" == row[column], row[0]
