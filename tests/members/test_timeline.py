from datetime import date
from types import SimpleNamespace

import pytest

from members import timeline
from members.timeline import EDGE, WIDTH, Lane, Stretch

TODAY = date(2026, 11, 24)


def drawn(*lanes):
    return timeline.draw(lanes, today=TODAY)


def test_bars_follow_the_calendar_from_the_first_year_to_the_end_of_this():
    made = drawn(Lane("Role", [Stretch("observer", date(2013, 1, 1), date(2020, 1, 1))]))
    bar = made.lanes[0].bars[0]
    assert (made.first, made.last) == (2013, 2026)
    assert bar.x == EDGE
    assert bar.end == pytest.approx(EDGE + (WIDTH - 2 * EDGE) / 2, abs=1)
    assert not bar.goes_on


def test_a_period_that_goes_on_ends_today():
    dot, bar = (
        drawn(Lane("Meetings", days=[TODAY]), Lane("Role", [Stretch("member", date(2013, 6, 5), None)])).lanes[n]
        for n in (0, 1)
    )
    assert bar.bars[0].end == dot.dots[0]
    assert bar.bars[0].goes_on


def test_a_period_of_unknown_beginning_begins_at_the_edge_and_is_marked():
    made = drawn(Lane("Role", [Stretch("partner", None, None)]), Lane("Meetings", days=[date(2011, 3, 14)]))
    assert (made.lanes[0].bars[0].x, made.lanes[0].bars[0].began_earlier) == (EDGE, True)


@pytest.mark.parametrize("lanes", [[], [Lane("Role")], [Lane("Role", [Stretch("member", None, None)])]])
def test_nothing_is_drawn_when_no_date_is_known(lanes):
    assert drawn(*lanes) is None


def test_a_lane_with_nothing_in_it_is_left_out():
    made = drawn(Lane("Role"), Lane("Meetings", days=[date(2019, 5, 14)]))
    assert [lane.name for lane in made.lanes] == ["Meetings"]


@pytest.mark.parametrize("first", [1900, 2011, 2026])
def test_the_axis_names_few_enough_years_to_be_read(first):
    years = [year for _x, year in drawn(Lane("Meetings", days=[date(first, 1, 1)])).years]
    assert years[0] == first
    assert len(years) <= timeline.MOST_YEARS


def test_a_chair_without_a_recorded_end_is_drawn_until_the_next():
    terms = [
        SimpleNamespace(
            since=date(2021, 1, 1),
            until=None,
            succeeded_on=date(2023, 1, 1),
            party={"short_name_en": "Türkiye", "short_name_ru": "Турция"},
        )
    ]
    bar = timeline.of_chairs(terms, today=TODAY).lanes[0].bars[0]
    assert not bar.goes_on
    assert bar.width == pytest.approx((WIDTH - 2 * EDGE) / 3, abs=2)
