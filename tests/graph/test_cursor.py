from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.cursor import Cursor, change_ticks
from netexplorer.graph.dates import BEGINNING, DAY, tick_of
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.schema import DEFAULT_STATES, Dataset
from netexplorer.graph.states import states_at
from netexplorer.graph.tables import dataset_of
from netexplorer.graph.tabling import day_words, from_arrays
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network

GAP = (("1998", "open", "2001"), ("2005", "open"), ("2005-06", "open"), ("2010", "severed"))


@given(datasets(), st.lists(st.tuples(ticks, st.sampled_from([Cursor.seek, Cursor.leap])), min_size=1, max_size=8))
def test_walking_and_leaping_equal_jumping(dataset, path):
    net = build(dataset)
    cursor = Cursor(net, path[0][0])
    for t, go in path:
        go(cursor, t)
        assert cursor.t == t
        assert cursor.states.tolist() == states_at(net, t).tolist()


@given(datasets(), ticks, ticks)
def test_a_seek_names_each_relationship_that_differs_once(dataset, t0, t1):
    net = build(dataset)
    before, after = states_at(net, t0), states_at(net, t1)
    steps = Cursor(net, t0).seek(t1)
    assert sorted(steps.rel.tolist()) == np.flatnonzero(before != after).tolist()
    assert steps.before.tolist() == before[steps.rel].tolist()
    assert steps.after.tolist() == after[steps.rel].tolist()


@given(datasets(), ticks)
def test_going_nowhere_changes_nothing(dataset, t):
    cursor = Cursor(build(dataset), t)
    assert cursor.seek(t).rel.size == 0


def test_the_states_are_one_view_that_seeks_change_and_nobody_else_can():
    cursor = Cursor(network(("1998", "open")), tick_of(1997))
    states = cursor.states
    cursor.seek(tick_of(1999))
    assert states is cursor.states
    assert states.tolist() == [0]
    with pytest.raises(ValueError, match="read-only"):
        states[0] = 2


def test_a_cursor_begins_at_the_first_instant_of_the_network():
    net = network(("1998", "open"), ("2001", "severed"))
    assert (Cursor(net).t, Cursor(net).states.tolist()) == (net.first, [0])


def test_transitions_tell_the_whole_story_and_pass_over_changes_of_nothing():
    moves = network(*GAP).transitions
    story = list(zip(moves.tick.tolist(), moves.before.tolist(), moves.after.tolist(), strict=True))
    assert story == [
        (tick_of(1998), NOT_YET, 0), (tick_of(2002), 0, ENDED), (tick_of(2005), ENDED, 0), (tick_of(2010), 0, 3),
    ]  # fmt: skip


def test_change_ticks_are_the_bounded_instants_of_the_relationships_asked_for():
    net = network(("", "open"), *GAP)
    assert change_ticks(net).tolist() == [tick_of(1998), tick_of(2002), tick_of(2005), tick_of(2005, 6), tick_of(2010)]
    assert change_ticks(net, np.array([False])).tolist() == []


@given(datasets(), ticks, ticks)
def test_between_two_change_ticks_nothing_changes(dataset, t0, t1):
    net = build(dataset)
    ticks_between = change_ticks(net)
    if np.searchsorted(ticks_between, t0, side="right") == np.searchsorted(ticks_between, t1, side="right"):
        assert states_at(net, t0).tolist() == states_at(net, t1).tolist()


@given(datasets())
def test_transitions_are_in_the_order_of_time_and_start_at_not_yet(dataset):
    net = build(dataset)
    moves = net.transitions
    assert (np.diff(moves.tick) >= 0).all()
    assert (moves.before != moves.after).all()
    firsts = moves.before[np.unique(moves.rel, return_index=True)[1]]
    assert (firsts == NOT_YET).all()
    assert states_at(net, BEGINNING - 1).tolist() == [NOT_YET] * len(net.rel_ids)


def busy(count):
    """Relationships that open and close again and again, at days that many of them share."""
    rng = np.random.default_rng(count)
    start = np.arange(count + 1) * 6
    days = np.sort(rng.integers(0, 40, (count, 6)), axis=1).ravel()
    changes = {"from_": day_words(days), "state": (rng.integers(0, 4, count * 6), [s.id for s in DEFAULT_STATES])}
    ends = rng.integers(0, 5, (2, count))
    tables = from_arrays(actors={"id": list("abcde")}, src=ends[0], dst=ends[1], change_start=start, changes=changes)
    return build(dataset_of(Dataset(), tables))


@pytest.mark.parametrize("count", [3, 40, 900])
def test_near_and_far_every_way_of_seeking_gives_the_same(count):
    net = busy(count)
    rng = np.random.default_rng(1)
    far, near = rng.integers(-2, 43, 60), np.cumsum(rng.integers(-3, 4, 60)) + 20
    cursor = Cursor(net)
    for t in (np.concatenate([far, near]) * DAY).tolist():
        before = cursor.states.copy()
        steps = cursor.seek(t)
        after = states_at(net, t)
        assert cursor.states.tolist() == after.tolist()
        assert sorted(steps.rel.tolist()) == np.flatnonzero(before != after).tolist()
        assert steps.before.tolist() == before[steps.rel].tolist()
        assert steps.after.tolist() == after[steps.rel].tolist()


def test_what_is_far_is_told_by_what_happens_between():
    net = busy(40)
    cursor = Cursor(net, net.first)
    assert not cursor.is_far(net.first)
    assert cursor.is_far(net.last)
    cursor.seek(net.last)
    assert cursor.is_far(net.first)
    assert not cursor.is_far(net.last - 1)
