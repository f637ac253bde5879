from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.axis import TICKS_PER_UNIT, TimeAxis
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, Precision, civil_of, tick_of

CALENDAR = TimeAxis()
SECONDS = TimeAxis("number", "s")
axes = st.sampled_from([CALENDAR, SECONDS])
some_tick = st.integers(tick_of(-5000), tick_of(9000))


def labels(axis, t0, t1, most):
    return [mark.label for mark in axis.marks(t0, t1, most)]


def test_a_year_may_be_written_as_a_number():
    assert CALENDAR.parse(1998) == CALENDAR.parse("1998")
    assert CALENDAR.parse(-427) == CALENDAR.parse("-0427")


@pytest.mark.parametrize("value", [1998.5, 123456, True, "soon"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(UserError, match="is no date"):
        CALENDAR.parse(value)


@pytest.mark.parametrize(
    ("value", "tick"),
    [(20, 20_000_000), (-1.5, -1_500_000), ("42", 42_000_000), (0.1, 100_000), (2e12, 2 * 10**18)],
)
def test_numbers_are_kept_to_a_millionth(value, tick):
    date = SECONDS.parse(value)
    assert (date.earliest, date.end, date.precision) == (tick, tick + 1, Precision.NUMBER)
    assert date.is_exact


@pytest.mark.parametrize("value", ["", "soon", float("nan"), float("inf"), 1e13, -1e13, 10**400])
def test_a_number_the_axis_cannot_hold_is_refused(value):
    with pytest.raises(UserError):
        SECONDS.parse(value)


def test_reading_leniently_gives_nothing_for_what_is_no_date():
    assert CALENDAR.read("") is CALENDAR.read("soon") is SECONDS.read("soon") is None
    assert CALENDAR.read("1998") == CALENDAR.parse("1998")


@given(st.integers(-(10**15), 10**15))
def test_the_text_of_a_number_reads_back_as_the_same_tick(tick):
    assert SECONDS.parse(SECONDS.text(tick)).earliest == pytest.approx(tick, abs=1)
    assert SECONDS.parse(SECONDS.text(tick // 10**6 * 10**6)).earliest == tick // 10**6 * 10**6


def test_labels_carry_the_unit():
    assert SECONDS.label(1_500_000) == "1.5 s"
    assert CALENDAR.label(tick_of(2021, 11, 1)) == "1 November 2021"
    assert CALENDAR.label(tick_of(2021, 11, 1), Precision.MONTH) == "November 2021"
    assert SECONDS.label(FOREVER) == CALENDAR.label(BEGINNING) == ""


def test_intervals_of_numbers_may_be_open():
    start, end = SECONDS.parse_interval("3/..")
    assert (start.earliest, end) == (3 * TICKS_PER_UNIT, None)
    with pytest.raises(UserError):
        SECONDS.parse_interval("5/3")


@pytest.mark.parametrize(
    ("day", "unit", "count", "expected"),
    [
        ((2021, 1, 31), "month", 1, (2021, 2, 28)),
        ((2021, 3, 31), "month", -1, (2021, 2, 28)),
        ((2020, 2, 29), "year", 1, (2021, 2, 28)),
        ((2021, 12, 15), "month", 1, (2022, 1, 15)),
        ((2021, 1, 15), "month", -13, (2019, 12, 15)),
        ((2021, 2, 28), "day", 1, (2021, 3, 1)),
        ((1, 1, 1), "year", -1, (0, 1, 1)),
    ],
)
def test_a_step_follows_the_calendar(day, unit, count, expected):
    assert CALENDAR.step(tick_of(*day), unit, count) == tick_of(*expected)


@given(some_tick, st.sampled_from(["year", "month", "day"]), st.integers(-40, 40), axes)
def test_a_step_keeps_the_time_of_day_and_goes_the_right_way(tick, unit, count, axis):
    moved = axis.step(tick, unit, count)
    assert (moved > tick) == (count > 0)
    assert (moved < tick) == (count < 0)
    if axis is CALENDAR:
        assert moved % DAY == tick % DAY


def test_steps_stay_within_the_bounds_of_time():
    assert CALENDAR.step(FOREVER - 1, "day", 5) < FOREVER
    assert CALENDAR.step(FOREVER - 1, "year", 5) < FOREVER
    assert SECONDS.step(BEGINNING + 1, "year", -5) > BEGINNING


@given(some_tick, st.integers(0, 10**12) | st.integers(0, 10**6), st.integers(1, 60), axes)
def test_marks_lie_in_the_span_in_order_and_are_not_too_many(t0, length, most, axis):
    ticks = [mark.tick for mark in axis.marks(t0, t0 + length, most)]
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(t0 <= tick <= t0 + length for tick in ticks)


@given(some_tick, st.integers(2, 10**12), axes)
def test_an_axis_with_room_is_never_empty(t0, length, axis):
    assert len(axis.marks(t0, t0 + length, 12)) >= 2


def test_no_marks_where_there_is_no_room():
    assert CALENDAR.marks(10, 5, 10) == CALENDAR.marks(0, DAY, 0) == ()


def test_a_long_span_is_marked_with_round_years_and_decades_stand_out():
    marks = CALENDAR.marks(tick_of(1990), tick_of(2023), 10)
    assert [mark.label for mark in marks] == ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]
    assert [mark.label for mark in marks if mark.major] == ["1990", "2000", "2010", "2020"]


def test_a_span_of_two_years_is_marked_with_quarters():
    expected = ["2014", "Apr", "Jul", "Oct", "2015", "Apr", "Jul", "Oct", "2016"]
    assert labels(CALENDAR, tick_of(2014), tick_of(2016), 12) == expected


def test_a_span_without_a_new_year_names_the_year_at_its_first_mark():
    expected = ["8 Mar 2021", "15", "22", "Apr", "8", "15", "22", "May"]
    assert labels(CALENDAR, tick_of(2021, 3, 7), tick_of(2021, 5, 6), 10) == expected


def test_a_span_of_hours_is_marked_by_the_clock():
    t0 = tick_of(2021, 3, 7)
    assert labels(CALENDAR, t0, t0 + DAY // 2, 6) == ["7 Mar 2021", "03:00", "06:00", "09:00", "12:00"]


def test_numbers_are_marked_with_one_two_and_five():
    assert labels(SECONDS, 0, 3_300_000, 10) == ["0", "0.5", "1", "1.5", "2", "2.5", "3"]


@given(some_tick, st.integers(0, 10**10), axes)
def test_whole_years_hold_the_span(t0, length, axis):
    start, end = axis.whole_years(t0, t0 + length)
    assert start <= t0 and t0 + length <= end and start < end
    if axis is CALENDAR:
        assert civil_of(start)[1:] == civil_of(end)[1:] == (1, 1)


def test_a_span_of_fractions_is_not_widened_to_whole_units():
    numbers = TimeAxis("number", "s")
    start, end = numbers.whole_years(250_000, 510_000)
    assert (start, end) == (200_000, 600_000)
    assert numbers.whole_years(1, 3) == (1, 3)
    assert numbers.whole_years(1_500_000, 9_200_000) == (1_000_000, 10_000_000)
