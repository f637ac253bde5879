"""Which date each picture of a film shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.publish.film.schedule import (
    LEAST_STAY_S,
    MOST_STAY_S,
    along,
    calendar_steps,
    even,
    fade_weights,
    length_s,
    reading_s,
    standing,
    stays,
    stepped,
)

ROOM = st.integers(2, 400)


@given(ROOM, st.integers(0, 20), st.integers(0, 10**9), st.integers(1, 10**9))
def test_even_time_begins_and_ends_where_it_should_and_never_goes_back(
    pictures: int, still: int, start: int, span: int
) -> None:
    still = min(still, (pictures - 1) // 2)
    ticks = even(start, start + span, pictures, still)
    assert len(ticks) == pictures
    assert ticks[0] == start
    assert (np.diff(ticks) >= 0).all()
    assert (ticks[: still + 1] == start).all()
    if pictures - 2 * still > 1:
        assert (ticks[len(ticks) - still - 1 :] == start + span).all()


def test_even_time_passes_evenly() -> None:
    assert even(0, 90, 12, 1).tolist() == [0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 90]


def test_each_step_stands_equally_long() -> None:
    assert stepped((0, 5, 9), 8, 1).tolist() == [0, 0, 0, 5, 5, 9, 9, 9]


def test_steps_go_to_the_end_even_where_it_is_none_of_them() -> None:
    assert calendar_steps(0, 25, lambda tick, k: tick + 10 * k) == (0, 10, 20, 25)
    assert calendar_steps(0, 20, lambda tick, k: tick + 10 * k) == (0, 10, 20)


def test_a_long_caption_stands_longer_but_not_for_ever() -> None:
    assert reading_s("") == LEAST_STAY_S
    assert LEAST_STAY_S < reading_s("NATO suspends practical cooperation") < reading_s("x" * 90) < MOST_STAY_S
    assert reading_s("x" * 4000) == MOST_STAY_S


def test_each_change_stays_until_its_caption_is_read() -> None:
    captions = ["", "Short words", "A caption with a good many more words in it than the other"]
    way = stays([0, 1000, 1500], captions)
    ticks = along(way, round(length_s(way) * 100))
    for tick, words in zip((0, 1000, 1500), captions, strict=True):
        assert np.count_nonzero(ticks == tick) >= reading_s(words) * 100 - 2
    assert (np.diff(ticks) >= 0).all()


@pytest.mark.parametrize("seconds", [3.0, 60.0])
def test_a_way_takes_as_long_as_is_wished(seconds: float) -> None:
    assert length_s(stays([0, 10, 20], ["", "a", "b"], seconds)) == pytest.approx(seconds)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20, unique=True).map(sorted), ROOM)
def test_a_way_is_never_before_a_stop_it_says_it_has_reached(stops: list[int], pictures: int) -> None:
    ticks = along(stays(stops, [""] * len(stops)), pictures)
    assert len(ticks) == pictures
    assert ticks[0] >= stops[0] and ticks[-1] == stops[-1]
    assert (np.diff(ticks) >= 0).all()


def test_only_what_stands_long_enough_stands() -> None:
    assert standing(np.array([1, 1, 1, 2, 3, 3]), 2).tolist() == [True, True, True, False, True, True]


@given(st.integers(1, 60))
def test_a_fade_is_whole_and_begins_slowly(pictures: int) -> None:
    weights = fade_weights(pictures, 256)
    assert len(weights) == pictures and sum(weights) == 256 and min(weights) >= 0
    assert weights[-1] <= max(weights)
