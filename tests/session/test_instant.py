"""How relationships stand at one instant."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.network import ENDED, NOT_YET, build
from netexplorer.graph.states import current_change, states_at, uncertain_at
from netexplorer.session.instant import changes_of, in_force, instant, standing
from tests.graph.strategies import datasets, ticks


@given(datasets(), ticks)
def test_one_pass_finds_states_changes_and_doubts(dataset, t):
    net = build(dataset)
    now, current = instant(net, t), current_change(net, t)
    assert now.states.tolist() == states_at(net, t).tolist()
    assert now.rels.tolist() == np.flatnonzero(current >= 0).tolist()
    assert now.changes.tolist() == current[now.rels].tolist()
    assert now.rels[now.uncertain].tolist() == np.flatnonzero(uncertain_at(net, t)).tolist()
    assert [part.tolist() for part in in_force(net, t)] == [now.rels.tolist(), now.changes.tolist()]


@given(datasets(), ticks, st.data())
def test_some_relationships_stand_as_they_do_among_all(dataset, t, data):
    net = build(dataset)
    rows = st.lists(st.sampled_from(range(len(net.rel_ids)))) if len(net.rel_ids) else st.just([])
    rels = np.array(data.draw(rows), dtype=np.int32)
    now, current = standing(net, t, rels), current_change(net, t)
    assert now.states.tolist() == states_at(net, t)[rels].tolist()
    assert now.in_force.tolist() == (current[rels] >= 0).tolist()
    assert now.uncertain.tolist() == uncertain_at(net, t)[rels].tolist()
    for rel, state, told in zip(rels.tolist(), now.states.tolist(), now.told.tolist(), strict=True):
        start, stop = net.change_start[rel : rel + 2].tolist()
        begun = [row for row in range(start, stop) if net.change_from[row] <= t]
        assert told == (begun[-1] if begun else start if start < stop else -1)
        assert state in (ENDED, int(net.change_state[told])) if begun else state == NOT_YET
    lists = [list(range(*net.change_start[rel : rel + 2].tolist())) for rel in rels.tolist()]
    changes, count = changes_of(net, rels)
    assert changes.tolist() == [row for each in lists for row in each]
    assert count.tolist() == [len(each) for each in lists]


@given(datasets(), ticks, ticks)
def test_two_instants_have_one_key_exactly_where_all_stands_alike(dataset, t, other):
    net = build(dataset)
    every = np.arange(len(net.rel_ids))
    one, two = standing(net, t, every), standing(net, other, every)
    fields = ("states", "told", "uncertain", "in_force")
    alike = all(getattr(one, name).tolist() == getattr(two, name).tolist() for name in fields)
    assert (one.key() == two.key()) == alike
