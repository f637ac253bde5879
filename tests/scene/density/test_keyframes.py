from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.density import keyframes as module
from netexplorer.scene.density.counts import CARRY, Counts
from netexplorer.scene.density.keyframes import Keyframes, jump, keyframes
from netexplorer.scene.density.picture import Density, drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shelf import Shelf
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


counts = st.one_of(st.integers(0, 20), st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**28))


def filled(values: np.ndarray) -> Counts:
    """Two states of 40 × 33 pixels, of which each count is as given, however it is carried."""
    full = Counts(40, 0, 33, 2)
    full.high[:] = np.maximum((values >> CARRY) - 1, 0)
    full.low[:] = values - (full.high.astype(np.int64) << CARRY)
    return full


@settings(deadline=None)
@given(st.integers(0, 2**28), counts, st.integers(1, 40), st.booleans())
def test_counts_of_any_size_come_back_from_a_keyframe(base, spread, seed, was_carried):
    chance = np.random.default_rng(seed)
    back = Counts(40, 0, 33, 2)
    values = (base + chance.integers(0, spread + 1, back.low.size)) * (chance.random(back.low.size) < 0.7)
    full = filled(values)
    if was_carried:
        back.high[:], back.tiles[:] = 5, 2
    packed = module._packed(full, np.empty(full.low.size, dtype=np.uint32))
    arrays = (packed.widths, packed.starts, packed.data, back.low, back.high, back.tiles)
    module.frame_kernels().unpack(*arrays, back.across, 2, 0, back.down)
    assert np.array_equal(back.plane(), full.plane())
    assert (back.tiles & 1).all()
    assert (back.low.reshape(3, 3, -1)[:2, :2].max() <= 48_000) or not was_carried
    assert not (back.plane() > 0xFFFF).any() or (back.tiles & 2).any()


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_lines_come_and_go_over_counts_from_a_keyframe(many, more):
    m = many + more
    states = np.repeat(np.int8([0, -1]), [many, more])
    rows = np.zeros(m, dtype=np.int32)
    xy = np.float32([[3, 9.5], [66, 9.5]])
    asked = Request(rows, rows + 1, xy, (70, 50), 2, states)
    done, back = density(asked), density(asked)
    packed = module._packed(done.counts, np.empty(done.counts.low.size, dtype=np.uint32))
    counts = back.counts
    arrays = (packed.widths, packed.starts, packed.data, counts.low, counts.high, counts.tiles)
    module.frame_kernels().unpack(*arrays, counts.across, 2, 0, counts.down)
    for there in (np.int8(1), np.int8(0), np.int8(-1)):
        back.go(np.full(m, there))
        assert back.counts.plane()[:, 9, 30].tolist() == [m * 16 * (there == state) for state in range(2)]


def test_cancelled_keyframes_are_none():
    from tests.graph.test_network import network

    net = network(("1998", "open"))
    assert keyframes(density(request(net, 1, 0)).now(), net.transitions, still, lambda: True) is None


def test_keyframes_take_a_part_of_what_is_free_on_the_disk(monkeypatch):
    from tests.graph.test_network import network

    net = network(("1998", "open", "2001", "severed", "2003"))
    done = density(request(net, 1, 0))
    monkeypatch.setattr(module, "room", lambda: 0)
    assert keyframes(done.now(), net.transitions, still, never).frames == ()
    monkeypatch.setattr(module, "room", lambda: 10**9)
    assert keyframes(done.now(), net.transitions, still, never).frames


def test_a_disk_that_is_full_keeps_the_keyframes_that_it_took_and_a_jump_arrives(monkeypatch):
    from tests.graph.test_network import network

    net = network(("1998", "open", "2001", "severed", "2003"), ("1999", "open"))
    done = density(request(net, 1, net.first))
    put, taken = Shelf.put, []

    def once(self, *arrays):
        if taken:
            raise OSError(28, "No space left on device")
        taken.append(arrays)
        return put(self, *arrays)

    monkeypatch.setattr(Shelf, "put", once)
    frames = frames_of(done, net, 1)
    assert len(frames.frames) == 1
    monkeypatch.setattr(module, "UNPACKING", -(10**6))
    for t in (net.last, net.first, net.last):
        jump(done, frames, t, states_at(net, t))
        assert np.array_equal(done.counts.plane(), density(request(net, 1, t)).counts.plane())


def test_a_disk_that_fails_costs_no_picture(monkeypatch):
    from tests.graph.test_network import network

    net = network(("1998", "open", "2001", "severed", "2003"), ("1999", "open"))
    done = density(request(net, 1, net.first))
    frames = frames_of(done, net, 1)
    monkeypatch.setattr(module, "UNPACKING", -(10**6))
    asked = []

    def failing(self, begin, size):
        asked.append((begin, size))
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Shelf, "get", failing)
    jump(done, frames, net.last, states_at(net, net.last))
    assert asked
    assert np.array_equal(done.counts.plane(), density(request(net, 1, net.last)).counts.plane())


def test_two_threads_draw_what_one_does_where_counts_are_carried():
    m = 200_000
    rows = np.zeros(m, dtype=np.int32)
    chance = np.random.default_rng(1)
    xy = np.vstack([[(35.5, 25.5)], chance.uniform(0, 70, (999, 2))]).astype(np.float32)
    states = chance.integers(0, 2, m).astype(np.int8)
    asked = Request(rows, chance.integers(1, 1000, m).astype(np.int32), xy, (70, 70), 2, states)
    one = density(replace(asked, threads=1)).counts.plane()
    assert one.max() > 0xFFFF
    assert np.array_equal(one, density(replace(asked, threads=3)).counts.plane())
