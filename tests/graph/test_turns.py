"""What became of relationships between two dates, all of them at once."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given

from netexplorer.graph import schema
from netexplorer.graph.certainty import only_possible
from netexplorer.graph.diff import diff, direction
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork, build
from netexplorer.graph.states import states_at
from netexplorer.graph.turns import Turn, cut_state, tally, turns
from netexplorer.scene.style import load_style
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network

RANKED = network(("1998", "open"))
EQUALS = build(schema.Dataset(states=tuple(schema.State(id=name, rank=1) for name in ("allied", "neutral"))))
SAID = {"opened": Turn.OPENED, "better": Turn.BETTER, "worse": Turn.WORSE, "ended": Turn.ENDED}


def turn(net: TemporalNetwork, before: int, after: int) -> Turn:
    return Turn(int(turns(net, np.array([before], np.int8), np.array([after], np.int8))[0]))


@given(datasets(), ticks, ticks)
def test_they_go_in_the_direction_that_the_difference_says(dataset: schema.Dataset, t0: int, t1: int) -> None:
    net, (start, end) = build(dataset), sorted((t0, t1))
    found = turns(net, states_at(net, start), states_at(net, end))
    listed = {each.rel: each for each in diff(net, start, end)}
    for rel, code in enumerate(found.tolist()):
        if rel not in listed:
            assert code in (Turn.STAYED, Turn.ABSENT)
        elif code == Turn.SEVERED:
            assert listed[rel].after == cut_state(net)
        else:
            assert code == SAID.get(listed[rel].direction, Turn.OTHER)


@pytest.mark.parametrize("before", [NOT_YET, ENDED, 0, 1, 2])
def test_what_is_cut_now_was_severed_wherever_it_came_from(before: int) -> None:
    assert turn(RANKED, before, 3) is Turn.SEVERED


def test_what_was_cut_before_and_is_still_is_unchanged_and_may_get_better() -> None:
    assert turn(RANKED, 3, 3) is Turn.STAYED
    assert turn(RANKED, 3, 2) is Turn.BETTER


def test_what_was_there_on_neither_date_is_absent_and_what_came_and_went_has_ended() -> None:
    assert turn(RANKED, NOT_YET, NOT_YET) is Turn.ABSENT
    assert turn(RANKED, ENDED, ENDED) is Turn.ABSENT
    assert turn(RANKED, NOT_YET, ENDED) is Turn.ENDED
    assert direction(RANKED, NOT_YET, ENDED) == "ended"


def test_states_of_one_rank_change_without_getting_better_or_worse() -> None:
    assert cut_state(EQUALS) == -1
    assert turn(EQUALS, 0, 1) is Turn.OTHER


@given(datasets())
def test_the_cut_state_is_the_one_that_is_drawn_cut(dataset: schema.Dataset) -> None:
    net = build(dataset)
    marks = [look.mark for look in load_style("light").state_looks(net)]
    assert cut_state(net) == (marks.index("cross") if "cross" in marks else -1)


@given(datasets(), ticks, ticks)
def test_the_tally_counts_as_the_difference_does_with_the_severed_among_the_worse(
    dataset: schema.Dataset, t0: int, t1: int
) -> None:
    net, (start, end) = build(dataset), sorted((t0, t1))
    before, after = states_at(net, start), states_at(net, end)
    found = tally(turns(net, before, after), before, np.ones(len(net.src), dtype=np.bool_))
    ways = [each.direction for each in diff(net, start, end)]
    assert (found.worse, found.better, found.opened, found.ended) == tuple(
        ways.count(way) for way in ("worse", "better", "opened", "ended")
    )
    severed = [each for each in diff(net, start, end) if each.after == cut_state(net) >= 0]
    assert found.severed == sum(each.direction == "worse" for each in severed)
    assert found.anew == sum(each.direction == "opened" for each in severed)


HISTORY = (("2000-01-01", "open"), ("2005", "limited"), ("2007", "severed", "2009"))
ROUGH = ("2005", "2007", "2009")
DATES = ("1999", "2001", "2005-03", "2005-09", "2006", "2007-03", "2007-09", "2008", "2009-03", "2009-09", "2010")


def _read(readings: tuple[str, ...]) -> TemporalNetwork:
    """The history with each of its rough dates read as a certain day."""
    days = dict(zip(ROUGH, readings, strict=True))
    return network(*(tuple(days.get(each, each) for each in change) for change in HISTORY))


def _between(net: TemporalNetwork, t0: int, t1: int) -> int:
    return int(turns(net, states_at(net, t0), states_at(net, t1))[0])


@pytest.mark.parametrize(("start", "end"), tuple(itertools.combinations(DATES, 2)))
def test_what_became_is_only_possible_where_other_readings_of_the_dates_give_something_else(
    start: str, end: str
) -> None:
    net = network(*HISTORY)
    t0, t1 = (net.axis.parse(date).earliest for date in (start, end))
    readings = itertools.product(*((f"{year}-01-01", f"{year}-06-15", f"{year}-12-31") for year in ROUGH))
    became = {_between(_read(days), t0, t1) for days in readings}
    found = only_possible(net, t0, t1, states_at(net, t0), states_at(net, t1))
    assert bool(found[0]) == (len(became) > 1)


def test_what_was_open_or_limited_and_is_severed_for_certain_was_severed_for_certain() -> None:
    net = network(*HISTORY)
    t0, t1 = (net.axis.parse(date).earliest for date in ("2005-03", "2008"))
    assert not only_possible(net, t0, t1, states_at(net, t0), states_at(net, t1)).any()


def test_the_tally_tells_what_is_only_possible() -> None:
    net = network(*HISTORY)
    t0, t1 = (net.axis.parse(date).earliest for date in ("2001", "2007-03"))
    before, after = states_at(net, t0), states_at(net, t1)
    found = tally(turns(net, before, after), before, np.ones(1, np.bool_), only_possible(net, t0, t1, before, after))
    assert (found.severed, found.severed_possible, found.maybe) == (1, 1, 1)
