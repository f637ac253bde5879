"""What the legend counts under certainty."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.network import build
from netexplorer.graph.testimony import Testimony
from netexplorer.scene.doubts import doubted
from netexplorer.session.doubts import Doubts, doubts
from netexplorer.session.moments import Resolver
from netexplorer.session.state import ViewState
from tests.graph.strategies import datasets, ticks
from tests.session.examples import at, places, small

NET = small()


def counted(date: str, **view: object) -> Doubts:
    state = at(NET, date, **view)
    resolver = Resolver()
    plan = resolver.plan(NET, state, places(NET))
    return doubts(resolver.frame(plan.net, state, plan.positions), plan)


def test_channels_are_counted_by_what_is_in_doubt_about_them() -> None:
    assert counted("2005-01-01") == Doubts(possible=0, disputed=0, unstated=1)
    assert counted("2014-05-01") == Doubts(possible=0, disputed=1, unstated=1)
    assert counted("2018-03-10") == Doubts(possible=1, disputed=1, unstated=1)


def test_what_is_left_out_is_counted_as_what_would_be_there() -> None:
    assert counted("2018-03-10", testimony=Testimony(stated=True)) == Doubts(1, 1, 1)
    assert counted("2018-03-10", testimony=Testimony(undisputed=True)) == Doubts(0, 1, 1)
    assert counted("2018-03-10", testimony=Testimony(source="s1")) == Doubts(0, 1, 0)


@given(datasets(), ticks, st.sampled_from(["", "core", "east"]))
def test_the_counts_are_those_of_the_changes_in_force(dataset, t, lens):
    net = build(dataset)
    view, resolver = ViewState(t, lens=lens), Resolver()
    positions = np.zeros((len(net.actor_ids), 2), dtype=np.float32)
    plan = resolver.plan(net, view, positions)
    frame = resolver.frame(net, view, positions)
    changes = [
        c for c in range(len(net.change_rel))
        if net.change_from[c] <= t < net.change_to[c]
        and plan.mask[net.change_rel[c]] and net.is_channel[net.change_rel[c]]
    ]  # fmt: skip
    found = doubts(frame, plan)
    disputed, unstated = doubted(net)
    assert found.disputed == sum(bool(disputed[c]) for c in changes)
    assert found.unstated == sum(bool(unstated[c]) and not disputed[c] for c in changes)
