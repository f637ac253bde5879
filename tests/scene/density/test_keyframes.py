from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.density import keyframes as module
from netexplorer.scene.density.counts import Counts
from netexplorer.scene.density.keyframes import Keyframes, jump, keyframes
from netexplorer.scene.density.picture import Density, drawn
from netexplorer.scene.density.request import Request
from tests.graph.strategies import datasets, ticks


def still(_: float) -> None: ...


def never() -> bool:
    return False


def request(net, seed: int, t: int, **more) -> Request:
    xy = np.random.default_rng(seed).uniform(-10, 80, (len(net.actor_ids), 2)).astype(np.float32)
    return Request(net.src, net.dst, xy, (70, 50), max(len(net.states), 1), states_at(net, t), **more)


def density(asked: Request) -> Density:
    done = drawn(asked, still, never)
    assert done is not None
    return done


def frames_of(done: Density, net, every: int, budget: int = 10**9) -> Keyframes:
    before = module.FEWEST_MOVES, module.UNPACKING
    module.FEWEST_MOVES = every
    try:
        frames = keyframes(done.now(), net.transitions, still, never, budget=budget)
    finally:
        module.FEWEST_MOVES, module.UNPACKING = before
    assert frames is not None
    return frames


@settings(deadline=None)
@given(datasets(), st.integers(0, 9), st.integers(1, 4), st.lists(ticks, min_size=2, max_size=5))
def test_a_jump_arrives_where_drawing_afresh_would(dataset, seed, every, path):
    net = build(dataset)
    done = density(request(net, seed, path[0]))
    frames = frames_of(done, net, every)
    kept, module.UNPACKING = module.UNPACKING, -(10**6)  # a keyframe is always the cheaper way
    try:
        for t in path[1:]:
            jump(done, frames, t, states_at(net, t))
            fresh = density(request(net, seed, t))
            assert np.array_equal(done.counts.plane(), fresh.counts.plane())
            assert done.states.tolist() == fresh.states.tolist()
    finally:
        module.UNPACKING = kept


@settings(deadline=None)
@given(datasets(), ticks, ticks, st.integers(0, 40))
def test_keyframes_keep_their_budget_and_a_jump_without_any_arrives_too(dataset, t0, t1, kilobytes):
    net = build(dataset)
    done = density(request(net, 1, t0))
    frames = frames_of(done, net, 1, budget=1000 * kilobytes)
    assert frames.nbytes <= 1000 * kilobytes
    jump(done, frames, t1, states_at(net, t1))
    assert np.array_equal(done.counts.plane(), density(request(net, 1, t1)).counts.plane())


@settings(deadline=None)
@given(datasets(), ticks)
def test_keyframes_of_another_view_are_not_used(dataset, t):
    net = build(dataset)
    one, other = density(request(net, 1, t)), density(request(net, 2, t))
    frames = frames_of(one, net, 2)
    assert frames.fit(one)
    assert not frames.fit(other)
    one.show(np.zeros(net.src.size, dtype=np.bool_))
    assert not frames.fit(one)
    assert frames_of(one, net, 2).fit(one)


counts = st.one_of(st.integers(0, 20), st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**30))


@settings(deadline=None)
@given(st.integers(0, 2**30), counts, st.integers(1, 40), st.booleans())
def test_counts_of_any_size_come_back_from_a_keyframe(base, spread, seed, was_carried):
    chance = np.random.default_rng(seed)
    full, back = Counts(40, 0, 33, 2), Counts(40, 0, 33, 2)
    values = (base + chance.integers(0, spread + 1, full.low.size)) * (chance.random(full.low.size) < 0.7)
    full.low[:], full.high[:] = values & 0xFFFF, values >> 16
    if was_carried:
        back.high[:], back.tiles[:] = 5, 2
    packed = module._packed(full, 0, np.empty(full.low.size * 4, dtype=np.uint8))
    module.frame_kernels().unpack(
        packed.kinds,
        packed.bases,
        packed.starts,
        packed.data,
        back.low,
        back.high,
        back.tiles,
        back.across,
        2,
        0,
        back.down,
    )
    assert np.array_equal(back.plane(), full.plane())
    carried = (back.plane() > 0xFFFF).any()
    assert (back.tiles & 1).all()
    assert not carried or (back.tiles & 2).any()


def test_cancelled_keyframes_are_none():
    from tests.graph.test_network import network

    net = network(("1998", "open"))
    assert keyframes(density(request(net, 1, 0)).now(), net.transitions, still, lambda: True) is None
