"""Charts drawn on the server as SVG: a status is told by its pattern and shape as well as by its colour.

Numbers and words in, markup out. Colours are presentation attributes, for paper; on a screen `portal.css` says them
again by class, for light and dark. `alone` puts the patterns into the drawing itself, as a PDF needs it; pages
bring them once, by `definitions`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

COLOURS = {
    "completed": "#14499a",
    "in_progress": "#a9c4e8",
    "delayed": "#e0a13c",
    "not_started": "#e4e9f0",
    "not_applicable": "#b4bcc7",
    "no_report": "#ffffff",
}
INK = {"in_progress": "#14499a", "delayed": "#6b3600", "not_started": "#5a6b80", "not_applicable": "#4d5a6a"}
#: Status → the path of its pattern, in a square of 6 units.
PATTERNS = {
    "in_progress": "M-1 1 1 -1M0 6 6 0M5 7 7 5",
    "delayed": "M1.5 0V6M4.5 0V6",
    "not_started": "M2.5 3H3.5",
    "not_applicable": "M0 3H6",
}


def _svg(box: str, *, alone: str = "", **attributes: str) -> Element:
    """`alone` is a name, unique on the page, under which the drawing has patterns of its own."""
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    svg = Element("svg", {"viewBox": box, **named})
    if alone:
        svg.set("xmlns", "http://www.w3.org/2000/svg")
        _patterns(SubElement(svg, "defs"), alone)
    return svg


def _named(svg: Element, key: str, title: str, description: str = "") -> None:
    """A picture with a name, and a longer description where there is one; `key` is unique on the page."""
    svg.set("role", "img")
    SubElement(svg, "title").text = title  # named by it alone: a reference to it would have it read out twice
    if description:
        svg.set("aria-describedby", f"chart-{key}-desc")
        SubElement(svg, "desc", {"id": f"chart-{key}-desc"}).text = description


def _markup(element: Element) -> SafeString:
    return mark_safe(tostring(element, encoding="unicode"))  # noqa: S308 - ElementTree has escaped every text


def _patterns(parent: Element, alone: str = "") -> None:
    for status, path in PATTERNS.items():
        size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        pattern = SubElement(parent, "pattern", {"id": f"pattern-{status}{alone}", **size})
        line = {"d": path, "fill": "none", "stroke": INK[status], "stroke-width": "1.2", "class": f"ink-{status}"}
        SubElement(pattern, "path", line)


def _shape(parent: Element, status: str) -> None:
    """The status's symbol in a square of 16 units."""
    colour = {"completed": "#14499a", "in_progress": "#14499a", "delayed": "#8a4b08"}.get(status, "#4d5a6a")
    line = {"fill": "none", "stroke": colour, "stroke-width": "1.6"}
    white = {"fill": "none", "stroke": "#fff", "stroke-width": "1.8", "class": "mark-paper"}
    if status == "completed":
        SubElement(parent, "circle", {"cx": "8", "cy": "8", "r": "7", "fill": colour, "class": "mark-solid"})
        SubElement(parent, "path", {"d": "M4.6 8.2 7 10.6 11.4 5.6", **white})
    elif status == "in_progress":
        SubElement(parent, "circle", {"cx": "8", "cy": "8", "r": "6.2", **line, "class": "mark-line"})
        SubElement(parent, "path", {"d": "M8 1.8A6.2 6.2 0 0 1 8 14.2Z", "fill": colour, "class": "mark-solid"})
    elif status == "delayed":
        SubElement(parent, "path", {"d": "M8 1 15.4 14.6H.6Z", "fill": colour, "class": "mark-solid"})
        SubElement(parent, "path", {"d": "M8 5.6V10M8 11.4V13", **white})
    elif status == "not_started":
        SubElement(parent, "circle", {"cx": "8", "cy": "8", "r": "6.2", **line, "class": "mark-line"})
    elif status == "not_applicable":
        SubElement(parent, "rect", {"x": "2", "y": "2", "width": "12", "height": "12", **line, "class": "mark-line"})
        SubElement(parent, "path", {"d": "M5 8H11", **line, "class": "mark-line"})
    else:
        path = {"d": "M2 8H5M6.5 8H9.5M11 8H14", **line, "class": "mark-line"}
        SubElement(parent, "path", path)


@cache
def definitions() -> SafeString:
    """The patterns and symbols that a page's charts refer to. It takes no room."""
    svg = _svg("0 0 0 0", width="0", height="0", aria_hidden="true", focusable="false")
    svg.set("class", "chart-definitions")
    defs = SubElement(svg, "defs")
    _patterns(defs)
    for status in COLOURS:
        _shape(SubElement(defs, "symbol", {"id": f"symbol-{status}", "viewBox": "0 0 16 16"}), status)
    return _markup(svg)


@cache
def symbol(status: str, *, alone: bool = False) -> SafeString:
    """A small drawing that stands before the status's words; the words are its text alternative."""
    svg = _svg("0 0 16 16", width="16", height="16", aria_hidden="true")
    svg.set("class", f"status-symbol is-{status}")
    if alone:
        svg.set("xmlns", "http://www.w3.org/2000/svg")
        _shape(svg, status)
    else:
        SubElement(svg, "use", {"href": f"#symbol-{status}"})
    return _markup(svg)


@cache
def swatch(status: str, *, alone: bool = False) -> SafeString:
    """A piece of the bars' colour and pattern, for a legend."""
    own = f"-legend-{status}" if alone else ""
    svg = _svg("0 0 22 14", alone=own, width="22", height="14", aria_hidden="true")
    _area(svg, status, 0.5, 0.5, 21, 13, own)
    return _markup(svg)


def images() -> dict[str, str]:
    """Class → the drawing as a `data:` address: what only decorates a line is a background of a PDF, not a figure."""
    drawn = {f"symbol-{status}": symbol(status, alone=True) for status in COLOURS}
    drawn |= {f"swatch-{status}": swatch(status, alone=True) for status in COLOURS}
    return {name: f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" for name, svg in drawn.items()}


def _area(parent: Element, status: str, x: float, y: float, width: float, height: float, own: str) -> None:
    box = {"x": f"{x:.4g}", "y": f"{y:.4g}", "width": f"{width:.4g}", "height": f"{height:.4g}"}
    edge = {"stroke": "#5a6b80", "stroke-width": "0.7"}
    if status == "no_report":
        edge["stroke-dasharray"] = "2 2"
    SubElement(parent, "rect", {**box, "fill": COLOURS[status], **edge, "class": f"area-{status}"})
    if status in PATTERNS:
        SubElement(parent, "rect", {**box, "fill": f"url(#pattern-{status}{own})"})


def bar(
    counts: Mapping[str, int], *, key: str, title: str, alone: bool = False, width: int = 300, height: int = 12
) -> SafeString:
    """One stacked bar; `counts`: status → number, in the order in which they are drawn."""
    own = f"-{key}" if alone else ""
    svg = _svg(f"0 0 {width} {height}", alone=own)
    svg.set("class", "chart-bar")
    _named(svg, key, title)
    total, x = sum(counts.values()), 0.4
    for status, count in counts.items():
        part = (width - 0.8) * count / total
        _area(svg, status, x, 0.4, part, height - 0.8, own)
        x += part
    return _markup(svg)


def columns(
    rounds: Sequence[tuple[str, Mapping[str, int]]], *, key: str, title: str, description: str, alone: bool = False
) -> SafeString:
    """Stacked columns of shares, one for each round: (its label, status → number) in the order of time."""
    left, top, width, height = 42, 8, 300, 130
    own = f"-{key}" if alone else ""
    svg = _svg("0 0 344 160", alone=own)
    svg.set("class", "chart-columns")
    _named(svg, key, title, description)
    for percent in (0, 50, 100):
        y = top + height * (100 - percent) / 100
        grid = {"x1": str(left), "x2": str(left + width), "y1": f"{y:g}", "y2": f"{y:g}", "stroke": "#9aa4b1"}
        SubElement(svg, "line", {**grid, "stroke-width": "0.6"})
        _text(svg, f"{percent} %", left - 5, y + 4, "end")
    step = width / max(len(rounds), 1)
    broad = min(step * 0.7, 44)
    for index, (label, counts) in enumerate(rounds):
        middle, y, total = left + step * (index + 0.5), float(top + height), sum(counts.values())
        for status, count in counts.items():
            part = height * count / total
            y -= part
            _area(svg, status, middle - broad / 2, y, broad, part, own)
        _text(svg, label, middle, top + height + 15, "middle")
    return _markup(svg)


def _text(parent: Element, text: str, x: float, y: float, anchor: str) -> None:
    at = {"x": f"{x:.4g}", "y": f"{y:.4g}", "text-anchor": anchor, "font-size": "10.5", "font-family": "PT Sans"}
    SubElement(parent, "text", {**at, "fill": "#333", "class": "chart-text"}).text = text


def progress(
    *,
    baseline: Decimal | None,
    value: Decimal | None,
    target: Decimal | None,
    key: str,
    title: str,
    alone: bool = False,
) -> SafeString:
    """Where a value stands between its baseline (a stroke) and its target (a diamond), smaller numbers on the left.

    Empty when fewer than two of the three are known.
    """
    known = [number for number in (baseline, value, target) if number is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min(known), max(known)
    span = high - low or Decimal(1)

    def x(number: Decimal) -> float:
        return 10 + 200 * float((number - low) / span)

    svg = _svg("0 0 220 20", width="220", height="20")
    if alone:
        svg.set("xmlns", "http://www.w3.org/2000/svg")
    svg.set("class", "chart-progress")
    _named(svg, key, title)
    axis = {"x1": "10", "x2": "210", "y1": "10", "y2": "10", "stroke": "#9aa4b1", "stroke-width": "1.5"}
    SubElement(svg, "line", axis)
    if baseline is not None and value is not None:
        way = {"x1": f"{x(baseline):.4g}", "x2": f"{x(value):.4g}", "y1": "10", "y2": "10", "stroke": "#14499a"}
        SubElement(svg, "line", {**way, "stroke-width": "4", "class": "way"})
    if baseline is not None:
        at = f"{x(baseline):.4g}"
        stroke = {
            "x1": at,
            "x2": at,
            "y1": "3",
            "y2": "17",
            "stroke": "#4d5a6a",
            "stroke-width": "2",
            "class": "mark-line",
        }
        SubElement(svg, "line", stroke)
    if target is not None:
        middle = x(target)
        diamond = f"M{middle:.4g} 3 {middle + 7:.4g} 10 {middle:.4g} 17 {middle - 7:.4g} 10Z"
        look = {"fill": "#ffffff", "stroke": "#8a4b08", "stroke-width": "2", "class": "target"}
        SubElement(svg, "path", {"d": diamond, **look})
    if value is not None:
        SubElement(
            svg, "circle", {"cx": f"{x(value):.4g}", "cy": "10", "r": "5", "fill": "#14499a", "class": "way-end"}
        )
    return _markup(svg)
