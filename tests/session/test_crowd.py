from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netexplorer.graph.adjacency import adjacency
from netexplorer.graph.network import build
from netexplorer.scene.density.warmth import warm
from netexplorer.scene.frame import Hover
from netexplorer.scene.spatial import spatial_index
from netexplorer.scene.viewport import Viewport, fit
from netexplorer.session import crowd as crowds
from netexplorer.session import selection
from netexplorer.session.crowd import Crowd, foreground
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.state import ViewState
from tests.graph.strategies import datasets
from tests.session.crowds import crowd_document, network_of


def views(net, draw):
    """A view with some filters and a selection."""
    hidden = {
        "hidden_states": [state.id for state in net.states],
        "hidden_sides": [side.id for side in net.sides],
        "hidden_kinds": [kind.id for kind in net.kinds],
    }
    chosen = {name: tuple(sorted(draw(st.sets(st.sampled_from(ids))))) if ids else () for name, ids in hidden.items()}
    names = ["", *(selection.actor(net, i) for i in range(len(net.actor_ids)))]
    names += [selection.relationship(net, i) for i in range(len(net.rel_ids))]
    return ViewState(t=net.first, selected=draw(st.sampled_from(names)), **chosen)


def planned(dataset, draw):
    net = build(dataset)
    n = len(net.actor_ids)
    xy = np.stack([np.arange(n) * 10.0, np.arange(n) % 3 * 10.0], axis=1).astype(np.float32).reshape(n, 2)
    return make_plan(net, views(net, draw), xy)


@given(datasets(), st.data())
def test_a_crowd_that_walked_counts_what_a_pass_over_everything_counts(dataset, data):
    plan = planned(dataset, data.draw)
    net, walked = plan.net, Crowd(plan, plan.net.first)
    for t in data.draw(st.lists(st.integers(net.first, net.last), max_size=5)):
        walked.seek(t)
        fresh = Crowd(plan, t)
        assert walked.states.tolist() == fresh.states.tolist()
        assert walked.alive.tolist() == fresh.alive.tolist()
        states = frame_at(plan, t).states
        on = plan.mask & (states >= 0) & np.append(plan.state_ok, [False, False])[states]
        ends = np.concatenate([net.src[on], net.dst[on]])
        assert walked.alive.tolist() == np.bincount(ends, minlength=len(net.actor_ids)).tolist()


@given(datasets(), st.data())
def test_where_all_is_seen_the_foreground_is_the_frame(dataset, data):
    plan = planned(dataset, data.draw)
    net, t = plan.net, data.draw(st.integers(plan.net.first, plan.net.last))
    view = fit(plan.positions, 800, 600)
    front = foreground(plan, adjacency(net.src, net.dst, len(net.actor_ids)), spatial_index(plan.xy), view)
    assert front.is_all
    part, whole = front.frame(Crowd(plan, t)), frame_at(plan, t)
    for name in ("states", "shown", "uncertain", "recent", "disputed", "selected_rels"):
        assert getattr(part, name).tolist() == getattr(whole, name)[front.rels].tolist()
    drawn = whole.shown & whole.actor_shown[net.src] & whole.actor_shown[net.dst]
    assert set(np.flatnonzero(drawn).tolist()) <= set(front.rels.tolist())
    for name in ("actor_shown", "actor_faint", "importance", "pinned"):
        assert getattr(part, name).tolist() == getattr(whole, name)[front.actors].tolist()
    assert set(np.flatnonzero(whole.actor_shown & plan.actor_ok).tolist()) <= set(front.actors.tolist())


@pytest.fixture
def crowded(monkeypatch):
    """A star of 300 actors around a hub, of which few may stand in front."""
    monkeypatch.setattr(crowds, "CROWD", 40)
    monkeypatch.setattr(crowds, "FOREMOST", 10)
    monkeypatch.setattr(crowds, "MOST_NEIGHBOURS", 25)
    actors = tuple({"id": f"a{i}", "name": f"A {i}"} for i in range(300))
    changes = ({"from": "2000", "state": "open"}, {"from": "2010", "state": "severed"})
    rels = tuple({"source": "a0", "target": f"a{i}", "changes": changes} for i in range(1, 300))
    raw = {"format": "netexplorer/1", "actors": actors, "relationships": rels}
    from netexplorer.graph.formats.native import read_bytes

    return build(read_bytes(msgspec.json.encode(raw), "star").dataset)


def front_of(net, selected="", hover=Hover(), view=None):
    xy = np.array([[i % 20 * 50, i // 20 * 50] for i in range(300)], np.float32)
    plan = make_plan(net, ViewState(t=net.first, selected=selected), xy)
    index, touching = spatial_index(plan.xy), adjacency(net.src, net.dst, 300)
    return foreground(plan, touching, index, view or fit(xy, 800, 600), hover), plan


def test_in_a_crowd_only_the_foremost_stand_in_front_and_no_line(crowded):
    front, _ = front_of(crowded)
    assert not front.is_all
    assert len(front.actors) == 10 and 0 in front.actors
    assert not len(front.rels)


def test_what_is_selected_or_pointed_at_stands_in_front_with_its_lines(crowded):
    front, _ = front_of(crowded, selected="actor:a7")
    assert 7 in front.actors and front.rels.tolist() == [6]
    front, _ = front_of(crowded, hover=Hover(rel=8))
    assert {0, 9} <= set(front.actors.tolist()) and front.rels.tolist() == [8]
    assert front.hover(Hover(rel=8)) == Hover(rel=0)
    assert front.hover_of_whole(Hover(rel=0)) == Hover(rel=8)
    assert front.hover(Hover(actor=299)) == Hover()


def test_of_a_hub_only_some_lines_stand_in_front(crowded):
    front, _ = front_of(crowded, selected="actor:a0")
    assert len(front.rels) == 25


def test_nearer_there_is_no_crowd_any_more(crowded):
    front, _ = front_of(crowded, view=Viewport(900, 650, 8.0, 300, 200))
    assert front.is_all
    assert 0 < len(front.rels) <= 12


@settings(deadline=None)  # the first time the loop is compiled
@given(datasets(), st.data())
def test_a_compiled_loop_counts_the_same(dataset, data):
    pytest.importorskip("numba")
    plan = planned(dataset, data.draw)
    times = data.draw(st.lists(st.integers(plan.net.first, plan.net.last), max_size=4))
    walked, compiled = Crowd(plan, plan.net.first), Crowd(plan, plan.net.first)
    warm()
    for t in times:
        walked.seek(t)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(crowds, "MANY", -1)
            compiled.seek(t)
        assert compiled.alive.tolist() == walked.alive.tolist()


def test_only_what_goes_far_is_counted_in_one_pass(monkeypatch):
    net = network_of(crowd_document())
    n = len(net.actor_ids)
    plan = make_plan(net, ViewState(t=net.first), np.zeros((n, 2), np.float32))
    walked, passes = Crowd(plan, net.first), []
    counted = crowds.counted
    monkeypatch.setattr(crowds, "counted", lambda *args: passes.append(args) or counted(*args))
    month = (net.last - net.first) // 240
    walked.seek(net.first + month)
    assert not passes
    walked.seek(net.last)
    assert len(passes) == 1
    assert walked.alive.tolist() == Crowd(plan, net.last).alive.tolist()
