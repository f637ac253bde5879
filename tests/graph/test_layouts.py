"""Layouts: same request, same bytes; sides apart; labels have room; stopping is possible at every step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.layouts import LAYOUTS, LayoutRequest, layout, run_layout
from netexplorer.graph.layouts.crossings import cost, traded
from netexplorer.graph.layouts.sides import side_order
from netexplorer.graph.layouts.spacing import half_sizes, spread
from netexplorer.graph.layouts.stress import hop_distances, stress_steps

IDS = [row.id for row in LAYOUTS]


def request(
    n: int, pairs: list[tuple[int, int]], sides: list[int] | None = None, inner: int = 0, seed: int = 1
) -> LayoutRequest:
    """n actors named a0 … with the first ``inner`` of them to be placed in the middle."""
    ends = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return LayoutRequest(
        keys=tuple(f"a{i:03}" for i in range(n)),
        src=ends[:, 0].copy(),
        dst=ends[:, 1].copy(),
        weight=np.ones(len(ends), dtype=np.float32),
        side=np.array(sides if sides is not None else [-1] * n, dtype=np.int16),
        priority=(np.arange(n) < inner).astype(np.float32),
        label_px=np.full(n, 40, dtype=np.float32),
        seed=seed,
    )


def last(layout_id: str, asked: LayoutRequest) -> np.ndarray:
    return list(run_layout(layout_id, asked))[-1].xy


@st.composite
def requests(draw: st.DrawFn) -> LayoutRequest:
    n = draw(st.integers(0, 24))
    ends = st.integers(0, max(n - 1, 0))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=40)) if n else []
    sides = draw(st.lists(st.integers(-1, 3), min_size=n, max_size=n))
    return request(n, pairs, sides, inner=draw(st.integers(0, n)), seed=draw(st.integers(0, 5)))


@pytest.mark.parametrize("layout_id", IDS)
@given(asked=requests())
@settings(deadline=None, max_examples=40)
def test_every_position_is_finite_and_the_same_bytes_each_time(layout_id: str, asked: LayoutRequest) -> None:
    first = last(layout_id, asked)
    assert first.shape == (asked.n, 2) and first.dtype == np.float32
    assert np.isfinite(first).all()
    assert first.tobytes() == last(layout_id, asked).tobytes()


@pytest.mark.parametrize("layout_id", IDS)
@given(asked=requests(), shuffle=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_the_file_does_not_matter(layout_id: str, asked: LayoutRequest, shuffle: object) -> None:
    order = list(range(asked.n))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    new_row = np.argsort(np.array(order, dtype=int)).astype(np.int32)
    flipped = LayoutRequest(
        keys=tuple(asked.keys[i] for i in order),
        src=new_row[asked.dst[::-1]] if asked.n else asked.src,
        dst=new_row[asked.src[::-1]] if asked.n else asked.dst,
        weight=asked.weight[::-1],
        side=asked.side[order],
        priority=asked.priority[order],
        label_px=asked.label_px[order],
        seed=asked.seed,
    )
    assert last(layout_id, flipped)[new_row].tobytes() == last(layout_id, asked).tobytes()


@pytest.mark.parametrize("layout_id", IDS)
def test_a_layout_stops_within_one_step_when_nobody_asks_for_more(layout_id: str) -> None:
    steps = run_layout(layout_id, request(40, [(i, i + 1) for i in range(39)], [i % 2 for i in range(40)]))
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


def test_another_seed_gives_another_force_layout() -> None:
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (1, 5)]
    assert last("force", request(6, pairs, seed=1)).tobytes() != last("force", request(6, pairs, seed=2)).tobytes()


def test_the_two_poles_stand_left_and_right_and_what_they_share_between() -> None:
    # 0–7 on side 0, 8–15 on side 1, 16–17 on side 2 are each connected to both.
    sides = [0] * 8 + [1] * 8 + [2] * 2
    pairs = [(0, i) for i in range(1, 8)] + [(8, i) for i in range(9, 16)] + [(16, 0), (16, 8), (17, 0), (17, 8)]
    asked = request(18, pairs, sides, inner=18)
    assert side_order(asked) == [0, 2, 1]
    x = last("sides", asked)[:, 0]
    assert x[:8].max() < x[16:].min() and x[16:].max() < x[8:16].min()


def test_a_side_with_ties_to_one_pole_only_stands_on_its_flank() -> None:
    sides = [0] * 5 + [1] * 4 + [2] * 2
    pairs = [(0, 1), (0, 2), (0, 3), (0, 4), (5, 6), (5, 7), (5, 8), (0, 5), (9, 0), (10, 0)]
    assert side_order(request(11, pairs, sides, inner=11)) == [2, 0, 1]


def test_labels_of_the_inner_actors_have_room() -> None:
    rng = np.random.default_rng(4)
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, 40, (60, 2))]
    asked = request(60, pairs, [int(s) for s in rng.integers(0, 3, 60)], inner=40)
    xy = last("sides", asked)[:40].astype(float)
    need = half_sizes(asked.label_px[:40])
    over = (need[:, None] + need[None]) - np.abs(xy[:, None] - xy[None])
    clash = (over > 1.0).all(axis=2)
    np.fill_diagonal(clash, False)
    assert not clash.any()


def test_the_outer_actors_leave_the_inner_rectangle_alone() -> None:
    pairs = [(i, (i * 7 + 3) % 50) for i in range(50)]
    xy = last("sides", request(50, pairs, [i % 2 for i in range(50)], inner=20))
    low, high = xy[:20].min(axis=0), xy[:20].max(axis=0)
    assert not ((xy[20:] > low) & (xy[20:] < high)).all(axis=1).any()
    assert len(np.unique(xy[20:], axis=0)) == 30


def test_hops_count_the_shortest_path_and_part_components() -> None:
    hops = hop_distances(5, np.array([0, 1], np.int32), np.array([1, 2], np.int32))
    assert hops[0].tolist() == [0, 1, 2, 4, 4]


def test_stress_goes_down() -> None:
    hops = hop_distances(8, np.arange(7, dtype=np.int32), np.arange(1, 8, dtype=np.int32)) * 100
    ideal = hops[np.triu_indices(8, 1)]

    def stress(xy: np.ndarray) -> float:
        gap = np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(axis=2))[np.triu_indices(8, 1)]
        return float((((gap - ideal) / ideal) ** 2).sum())

    start = np.random.default_rng(0).normal(size=(8, 2)) * 100
    values = [stress(xy) for xy in stress_steps(start, hops, 50)]
    assert values[-1] < 0.05 < stress(start)
    assert all(b <= a + 1e-9 for a, b in zip(values, values[1:], strict=False))


def test_the_cost_counts_a_crossing_and_a_line_through_an_actor() -> None:
    src, dst = np.array([0, 1], np.int32), np.array([2, 3], np.int32)
    crossed = np.array([[0, 0], [100, 0], [100, 100], [0, 100]], np.float32)
    parallel = np.array([[0, 0], [100, 0], [0, 100], [100, 100]], np.float32)
    assert cost(crossed[None], src, dst, 2)[0] - cost(parallel[None], src, dst, 2)[0] > 1
    on_line = np.array([[0, 0], [0, 500], [100, 0], [100, 500], [50, 5]], np.float32)
    beside = np.array([[0, 0], [0, 500], [100, 0], [100, 500], [50, 90]], np.float32)
    assert cost(on_line[None], src, dst, 2)[0] == pytest.approx(cost(beside[None], src, dst, 2)[0] + 1.5)


def test_trades_stay_within_a_side_and_undo_a_crossing() -> None:
    xy = np.array([[0.0, 0], [0, 100], [200, 100], [200, 0]])
    src, dst = np.array([0, 1], np.int32), np.array([2, 3], np.int32)
    better = traded(xy, src, dst, 2, np.array([0, 0, 1, 1]))
    assert cost(better[None].astype(np.float32), src, dst, 2)[0] < cost(xy[None].astype(np.float32), src, dst, 2)[0]
    assert set(map(tuple, better[:2])) == set(map(tuple, xy[:2]))


def test_fixed_actors_do_not_give_way() -> None:
    xy = np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 0.0]])
    fixed = np.array([True, False, False])
    moved = spread(xy, half_sizes(np.full(3, 30, np.float32)), fixed)
    assert moved[0].tolist() == [0, 0]
    assert len({tuple(p) for p in moved.tolist()}) == 3


def test_a_thousand_actors_do_not_ask_for_all_pairs() -> None:
    n = 1200
    xy = last("sides", request(n, [(i, (i * 17) % n) for i in range(n)], [i % 3 for i in range(n)]))
    assert np.isfinite(xy).all() and np.ptp(xy) > 1000


def test_an_unknown_layout_names_those_there_are() -> None:
    with pytest.raises(UserError, match="sides, force"):
        layout("spiral")


def test_many_sides_of_one_actor_each_do_not_stand_in_a_row() -> None:
    n = 40
    spans = np.ptp(last("sides", request(n, [(i, (i * 7 + 1) % n) for i in range(n)], sides=list(range(n)))), axis=0)
    assert spans.min() > spans.max() / 5


def test_actors_at_one_spot_part_and_a_second_spread_moves_nothing() -> None:
    half = half_sizes(np.full(9, 40, dtype=np.float32))
    nobody = np.zeros(9, dtype=bool)
    once = spread(np.zeros((9, 2)), half, nobody, sweeps=1000)
    apart = np.abs(once[:, None, :] - once[None, :, :])
    room = half[:, None, :] + half[None, :, :] - 2e-3
    assert ((apart >= room).any(axis=2) | np.eye(9, dtype=bool)).all()
    assert np.array_equal(spread(once, half, nobody), once)
