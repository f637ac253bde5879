"""Story speed: changes are held, what is empty passes quickly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.session.dwelling import LONGEST_S, SLOWEST_S, hold, passing, schedule
from tests.session.examples import small

NET = small()
YEAR = NET.axis.parse("2001").earliest - NET.axis.parse("2000").earliest
FIRST, LAST = (NET.axis.parse(date).earliest for date in ("2000", "2020"))
stops_told = st.lists(st.tuples(st.integers(FIRST - YEAR, LAST + YEAR), st.text("ab ", max_size=60)), max_size=6).map(
    lambda pairs: sorted(dict(pairs).items())
)


def test_a_longer_caption_is_held_longer_and_none_without_end() -> None:
    assert hold("") < hold("two words") < hold("some more words than before")
    assert hold("word " * 500) == LONGEST_S


@given(stops_told)
def test_every_change_within_is_held_as_long_as_reading_takes(stops: list[tuple[int, str]]) -> None:
    shown = schedule(NET, [t for t, _ in stops], [text for _, text in stops], FIRST, LAST)
    seconds = dict(shown)
    assert len(seconds) == len(shown)
    assert [tick for tick, _ in shown] == sorted(seconds)
    assert (shown[0][0], shown[-1][0]) == (FIRST, LAST)
    assert all(seconds[t] == hold(text) for t, text in stops if FIRST <= t <= LAST)
    assert not {t for t, _ in stops if not FIRST <= t <= LAST} & set(seconds)


@given(stops_told, st.floats(1, 600))
def test_it_lasts_as_long_as_it_is_to(stops: list[tuple[int, str]], wanted: float) -> None:
    shown = schedule(NET, [t for t, _ in stops], [text for _, text in stops], FIRST, LAST, wanted)
    assert sum(each for _, each in shown) == pytest.approx(wanted)
    assert all(each > 0 for _, each in shown)


def test_an_empty_stretch_passes_quickly_however_long_it_is() -> None:
    century = passing(NET, FIRST, FIRST + 100 * YEAR)
    assert sum(each for _, each in century) == pytest.approx(SLOWEST_S)
    assert all(FIRST < tick < FIRST + 100 * YEAR for tick, _ in century)
    assert passing(NET, FIRST, FIRST + 86_400) == ()


def test_a_span_of_one_instant_is_one_picture() -> None:
    assert schedule(NET, [FIRST], ["one two"], FIRST, FIRST) == ((FIRST, hold("one two")),)


@pytest.mark.parametrize(("last", "seconds"), [(FIRST - 1, None), (LAST, 0.0), (LAST, -1.0)])
def test_what_cannot_be_shown_is_refused(last: int, seconds: float | None) -> None:
    with pytest.raises(ValueError, match="nothing can be shown"):
        schedule(NET, [], [], FIRST, last, seconds)
