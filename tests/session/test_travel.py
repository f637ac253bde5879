"""Steps through time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.session import travel
from tests.session.examples import small

NET = small()
text = NET.axis.text


def _tick(date: str) -> int:
    return NET.axis.parse(date).earliest


def test_a_year_is_the_same_day_of_another_year_within_the_span() -> None:
    assert text(travel.step_year(NET, _tick("2012-02-29"), 1)) == "2013-02-28"
    assert travel.step_year(NET, NET.last, 1) == NET.last
    assert travel.step_year(NET, NET.first, -1) == NET.first


@given(st.lists(st.integers(-50, 50), max_size=8), st.integers(-60, 60))
def test_next_and_previous_change_are_the_nearest_on_either_side(ticks: list[int], t: int) -> None:
    stops = np.unique(np.array(ticks, dtype=np.int64))
    assert travel.next_change(stops, t) == min((tick for tick in ticks if tick > t), default=None)
    assert travel.previous_change(stops, t) == max((tick for tick in ticks if tick < t), default=None)


@given(st.floats(0, 3), st.sampled_from(travel.SPEEDS))
def test_playing_always_moves_on_until_the_end(seconds: float, speed: float) -> None:
    t = _tick("2005-01-01")
    later = travel.play_step(NET, t, speed=speed, seconds=seconds)
    assert t < later <= NET.last
    assert travel.play_step(NET, NET.last, speed=speed, seconds=seconds) == NET.last


def test_a_second_at_one_year_per_second_is_a_year() -> None:
    assert text(travel.play_step(NET, _tick("2005-01-01"), speed=1.0, seconds=1.0)) == "2006-01-01"


def test_speeds_go_up_and_down_and_stop_at_the_ends() -> None:
    assert (travel.faster(1.0), travel.slower(1.0)) == (2.0, 0.5)
    assert (travel.faster(10.0), travel.slower(0.25)) == (10.0, 0.25)


@pytest.mark.parametrize(("speed", "label"), [(1.0, "1 year/s"), (2.0, "2 years/s"), (0.25, "3 months/s")])
def test_the_speed_reads_as_words(speed: float, label: str) -> None:
    assert travel.speed_label(NET, speed) == label


def test_home_goes_to_the_busy_part_and_then_to_the_very_beginning() -> None:
    assert travel.to_beginning(NET, NET.last) == travel.home(NET)
    assert travel.to_beginning(NET, travel.home(NET)) == NET.first
    assert travel.to_end(NET, NET.first) == travel.end(NET)
    assert travel.to_end(NET, travel.end(NET)) == NET.last
