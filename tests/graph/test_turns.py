"""What became of relationships between two dates, all of them at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from netexplorer.graph import schema
from netexplorer.graph.diff import diff, direction
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork, build
from netexplorer.graph.states import states_at
from netexplorer.graph.turns import Turn, cut_state, turns
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
