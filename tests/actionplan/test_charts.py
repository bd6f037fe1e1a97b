from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from actionplan import charts
from actionplan.picture import LABELS, ORDER

COUNTS = {"completed": 3, "delayed": 1}


def widths(svg):
    return [float(r.get("width")) for r in fromstring(svg).iter("rect") if (r.get("class") or "").startswith("area-")]


def test_a_bar_is_divided_as_the_numbers_are():
    first, second = widths(charts.bar(COUNTS, key="k", title="t"))
    assert first == pytest.approx(3 * second, rel=0.01)
    assert first + second == pytest.approx(299.2, rel=0.01)


def test_every_status_has_a_colour_and_every_pair_a_different_symbol():
    assert set(charts.COLOURS) == set(ORDER) == set(LABELS)
    drawings = [fromstring(charts.symbol(status, alone=True)) for status in ORDER]
    shapes = {"".join(f"{e.tag}{e.get('d')}{e.get('r')}" for e in svg.iter()) for svg in drawings}
    assert len(shapes) == len(ORDER)


def test_the_statuses_of_a_report_differ_by_pattern_where_they_are_not_plain():
    assert len(set(charts.PATTERNS.values())) == len(charts.PATTERNS)
    assert set(ORDER) - set(charts.PATTERNS) == {"completed", "no_report"}


def test_a_chart_has_a_title_and_a_description_for_those_who_do_not_see_it():
    svg = fromstring(charts.columns([("1", COUNTS)], key="k", title="Shares", description="Round 1: 3 of 4"))
    assert svg.get("role") == "img"
    assert (svg.find("title").text, svg.find("desc").text) == ("Shares", "Round 1: 3 of 4")
    assert svg.get("aria-describedby") == svg.find("desc").get("id")


def test_a_title_cannot_bring_markup_in():
    assert "<script>" not in charts.bar(COUNTS, key="k", title="<script>alert(1)</script>")


def test_a_column_is_as_high_as_the_scale_whatever_was_counted():
    svg = fromstring(charts.columns([("1", {"completed": 7, "delayed": 21})], key="k", title="t", description="d"))
    heights = [float(r.get("height")) for r in svg.iter("rect") if (r.get("class") or "").startswith("area-")]
    assert sum(heights) == pytest.approx(130, rel=0.01)


def test_a_drawing_for_paper_brings_its_patterns_and_one_for_a_page_does_not():
    assert 'id="pattern-delayed-k"' in charts.bar(COUNTS, key="k", title="t", alone=True)
    assert "url(#pattern-delayed-k)" in charts.bar(COUNTS, key="k", title="t", alone=True)
    assert "<defs>" not in charts.bar(COUNTS, key="k", title="t")
    assert 'id="pattern-delayed"' in charts.definitions()


def test_nothing_is_styled_in_the_markup():
    drawn = [
        charts.definitions(),
        charts.bar(COUNTS, key="k", title="t"),
        charts.progress(baseline=Decimal(1), value=Decimal(2), target=Decimal(3), key="k", title="t"),
        charts.columns([("1", COUNTS)], key="k", title="t", description="d"),
    ]
    assert [svg for svg in drawn if "style" in svg] == []


@pytest.mark.parametrize(("target", "order"), [(30, "baseline value target"), (5, "target baseline value")])
def test_an_indicator_runs_from_the_smaller_number_to_the_larger(target, order):
    numbers = {"baseline": Decimal(10), "value": Decimal(20), "target": Decimal(target)}
    svg = fromstring(charts.progress(**numbers, key="k", title="t"))
    places = {
        "baseline": float(next(e for e in svg.iter("line") if e.get("class") == "mark-line").get("x1")),
        "value": float(svg.find("circle").get("cx")),
        "target": float(svg.find("path").get("d")[1:].split()[0]),
    }
    assert " ".join(sorted(places, key=places.get)) == order


def test_a_number_alone_is_no_chart_and_equal_ones_are():
    assert charts.progress(baseline=None, value=Decimal(5), target=None, key="k", title="t") == ""
    assert charts.progress(baseline=Decimal(5), value=Decimal(5), target=Decimal(5), key="k", title="t")
