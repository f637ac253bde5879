from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from netexplorer.graph import schema
from netexplorer.graph.dates import tick_of
from netexplorer.graph.diff import diff, direction, patch
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.states import states_at
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network

STORY = network(("1998", "open"), ("2005", "severed"), ("2008", "limited"), ("2015", "open", "2020"))


@given(datasets(), ticks, ticks)
def test_patching_with_the_difference_leads_from_one_date_to_the_other(dataset, t0, t1):
    net = build(dataset)
    assert patch(states_at(net, t0), diff(net, t0, t1)).tolist() == states_at(net, t1).tolist()


@given(datasets(), ticks)
def test_a_date_does_not_differ_from_itself(dataset, t):
    assert diff(build(dataset), t, t) == ()


@given(datasets(), ticks, ticks)
def test_the_way_back_meets_the_same_changes_in_reverse(dataset, t0, t1):
    net = build(dataset)
    there, back = diff(net, t0, t1), diff(net, t1, t0)
    assert [(d.rel, d.before, d.after, d.steps) for d in there] == [
        (d.rel, d.after, d.before, d.steps[::-1]) for d in back
    ]


def test_a_difference_lists_the_changes_in_between():
    (difference,) = diff(STORY, tick_of(2000), tick_of(2010))
    assert (difference.before, difference.after, difference.direction) == (0, 1, "worse")
    assert [STORY.change(c).from_ for c in difference.steps] == ["2005", "2008"]


def test_what_is_the_same_again_is_not_listed():
    assert diff(STORY, tick_of(2000), tick_of(2016)) == ()


def test_only_the_relationships_asked_for_are_compared():
    assert diff(STORY, tick_of(2000), tick_of(2010), np.array([False])) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 3, "worse"), (3, 1, "better"), (NOT_YET, 3, "opened"), (ENDED, 0, "opened"), (0, ENDED, "ended"),
        (NOT_YET, ENDED, "ended"), (0, NOT_YET, "ended"), (ENDED, NOT_YET, "same"), (2, 2, "same"),
    ],
)  # fmt: skip
def test_the_direction_follows_the_ranks(before, after, expected):
    assert direction(STORY, before, after) == expected


def test_two_states_of_one_rank_are_neither_better_nor_worse():
    states = (schema.State(id="entente", rank=1), schema.State(id="neutrality", rank=1))
    net = network(("1904", "entente"), ("1914", "neutrality"), states=states)
    assert [d.direction for d in diff(net, tick_of(1905), tick_of(1915))] == ["same"]


def test_a_patch_leaves_its_input_alone():
    before = states_at(STORY, tick_of(2000))
    patch(before, diff(STORY, tick_of(2000), tick_of(2010)))
    assert before.tolist() == [0]
