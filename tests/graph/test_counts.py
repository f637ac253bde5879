from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.counts import counts_at, counts_over_time
from netexplorer.graph.dates import BEGINNING, tick_of
from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.schema import Dataset
from netexplorer.graph.states import states_at
from tests.graph.strategies import datasets, ticks
from tests.graph.test_network import network


@given(datasets(), ticks, st.randoms(use_true_random=False))
def test_the_step_function_counts_what_is_so_at_every_instant(dataset, t, random):
    net = build(dataset)
    mask = np.array([random.random() < 0.6 for _ in net.rel_ids], dtype=np.bool_)
    states = states_at(net, t)[mask]
    assert counts_over_time(net, mask).at(t).tolist() == [int((states == code).sum()) for code in range(4)]


@given(datasets())
def test_the_steps_are_in_order_and_the_first_is_before_all_time(dataset):
    counts = counts_over_time(build(dataset))
    assert counts.ticks[0] == BEGINNING
    assert (np.diff(counts.ticks) > 0).all()
    assert (counts.counts >= 0).all()


def test_counts_of_one_relationship_follow_its_changes():
    counts = counts_over_time(network(("1998", "open"), ("2001", "severed", "2002")))
    assert counts.ticks.tolist() == [BEGINNING, tick_of(1998), tick_of(2001), tick_of(2003)]
    assert counts.counts.tolist() == [[0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]


def test_an_empty_network_counts_nothing():
    assert counts_over_time(build(Dataset())).at(0).tolist() == [0, 0, 0, 0]


def test_counts_are_read_by_state_code():
    counts = counts_at(np.array([0, 3, 3, ENDED, NOT_YET, NOT_YET, NOT_YET], dtype=np.int8), 4)
    assert counts.tolist()[:4] == [1, 0, 0, 2]
    assert (counts[ENDED], counts[NOT_YET], counts.sum()) == (1, 3, 7)
