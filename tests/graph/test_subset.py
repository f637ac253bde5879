from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.network import build
from netexplorer.graph.states import since, states_at, uncertain_at
from netexplorer.graph.subset import subset
from tests.graph.strategies import datasets


def rows_of(net, draw):
    rels = np.array(sorted(draw(st.sets(st.sampled_from(range(len(net.rel_ids)))))) if len(net.rel_ids) else [], int)
    more = draw(st.sets(st.sampled_from(range(len(net.actor_ids))))) if len(net.actor_ids) else set()
    return np.array(sorted({*net.src[rels].tolist(), *net.dst[rels].tolist(), *more}), int), rels


@given(datasets(), st.data())
def test_a_part_of_a_network_says_of_its_relationships_what_the_whole_says(dataset, data):
    net = build(dataset)
    actors, rels = rows_of(net, data.draw)
    part = subset(net, actors, rels)
    for t in (net.first, data.draw(st.integers(net.first, net.last)), net.last):
        for answer in (states_at, since, uncertain_at):
            assert answer(part, t).tolist() == answer(net, t)[rels].tolist()
    assert [part.label(i) for i in range(len(rels))] == [net.label(int(i)) for i in rels]
    assert [part.actor(i) for i in range(len(actors))] == [net.actor(int(i)) for i in actors]
    for i, rel in enumerate(rels.tolist()):
        assert part.rel_row[net.rel_ids[rel]] == i
        assert part.actor_ids[part.src[i]] == net.actor_ids[net.src[rel]]
        ours = range(part.change_start[i], part.change_start[i + 1])
        theirs = range(net.change_start[rel], net.change_start[rel + 1])
        assert [part.change(c) for c in ours] == [net.change(c) for c in theirs]


@given(datasets())
def test_all_of_a_network_is_the_network(dataset):
    net = build(dataset)
    whole = subset(net, np.arange(len(net.actor_ids)), np.arange(len(net.rel_ids)))
    for name in net.__struct_fields__:
        mine, theirs = getattr(whole, name), getattr(net, name)
        if isinstance(theirs, np.ndarray):
            assert mine.dtype == theirs.dtype
            assert mine.tolist() == theirs.tolist()
            assert not mine.flags.writeable
        else:
            assert mine == theirs or mine is theirs


@given(datasets())
def test_a_relationship_without_its_ends_is_refused(dataset):
    net = build(dataset)
    if len(net.rel_ids):
        with pytest.raises(ValueError, match="both ends"):
            subset(net, np.array([], int), np.array([0]))
