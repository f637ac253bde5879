"""Layouts of large networks: the same bytes, true progress, room for every component and side, and odd input."""

from __future__ import annotations

import threading

import msgspec
import numpy as np
import pytest

from netexplorer.graph.layouts import LAYOUTS, LayoutRequest, run_layout
from netexplorer.graph.layouts.quality import neighbours_kept, normalised_stress
from tests.graph.layouts.examples import asked, communities, path, result

IDS = [row.id for row in LAYOUTS]
N, M = 900, 3000


def usual(**more: object) -> LayoutRequest:
    src, dst, group = communities(N, M)
    return asked(N, src, dst, side=group % 3, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("layout_id", IDS)
def test_a_large_network_gets_the_same_bytes_on_threads_side_by_side(layout_id: str) -> None:
    alone = result(layout_id, usual()).tobytes()
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(result(layout_id, usual()).tobytes())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 3


@pytest.mark.parametrize("layout_id", IDS)
def test_the_order_of_a_large_file_does_not_matter(layout_id: str) -> None:
    request = usual()
    order = np.random.default_rng(1).permutation(N)
    new_row = np.argsort(order).astype(np.int32)
    shuffled = msgspec.structs.replace(
        request,
        keys=tuple(request.keys[i] for i in order),
        src=new_row[request.dst[::-1]],
        dst=new_row[request.src[::-1]],
        side=request.side[order],
    )
    assert result(layout_id, shuffled)[new_row].tobytes() == result(layout_id, request).tobytes()


@pytest.mark.parametrize("layout_id", IDS)
def test_another_seed_gives_another_large_layout(layout_id: str) -> None:
    assert result(layout_id, usual()).tobytes() != result(layout_id, usual(seed=2)).tobytes()


@pytest.mark.parametrize("layout_id", IDS)
@pytest.mark.parametrize("n", [60, N])
def test_progress_rises_to_the_end_and_every_step_has_everybody(layout_id: str, n: int) -> None:
    src, dst, group = communities(n, 3 * n)
    steps = list(run_layout(layout_id, asked(n, src, dst, side=group % 3)))
    done = [step.done for step in steps]
    assert all(b >= a for a, b in zip(done, done[1:], strict=False))
    assert done[-1] == pytest.approx(1.0) and done[0] < 0.1
    assert all(step.xy.shape == (n, 2) and np.isfinite(step.xy).all() for step in steps)


def test_progress_never_leaps() -> None:
    src, dst, _ = communities(4000, 12_000)
    done = [step.done for step in run_layout("force", asked(4000, src, dst))]
    assert np.diff(done).max() < 0.03


@pytest.mark.parametrize("layout_id", IDS)
def test_what_is_shown_on_the_way_is_no_larger_than_a_screen_can_show(layout_id: str) -> None:
    sizes = [float(np.ptp(step.xy, axis=0).max()) for step in run_layout(layout_id, usual())]
    assert max(sizes) < 12 * sizes[-1]


def test_communities_stand_together_and_distances_follow_the_network() -> None:
    src, dst, group = communities(2000, 8000)
    request = asked(2000, src, dst)
    scattered = np.random.default_rng(0).random((2000, 2))
    xy = result("force", request)
    assert normalised_stress(xy, src, dst) < 0.75 * normalised_stress(scattered, src, dst)
    assert neighbours_kept(xy, src, dst) > 3 * neighbours_kept(scattered, src, dst)
    centres = np.stack([xy[group == g].mean(axis=0) for g in range(8)])
    own = np.linalg.norm(xy - centres[group], axis=1).mean()
    other = np.linalg.norm(xy[:, None] - centres[None], axis=2).mean()
    assert own < 0.6 * other


def test_by_distance_has_less_stress_than_by_connections() -> None:
    src, dst, _ = communities(1500, 5000)
    force, stress = (normalised_stress(result(name, asked(1500, src, dst)), src, dst) for name in ("force", "stress"))
    assert stress < force


def test_a_long_path_is_unfolded() -> None:
    xy = result("stress", asked(1000, *path(1000)))
    assert normalised_stress(xy, *path(1000)) < 0.05


def test_components_do_not_lie_on_one_another() -> None:
    sizes = [400, 200, 150, *[5] * 30, *[1] * 40]
    first = np.cumsum([0, *sizes])
    src = np.concatenate([np.arange(a, b - 1) for a, b in zip(first, first[1:], strict=False)])
    xy = result("force", asked(int(first[-1]), src, src + 1))
    boxes = [(xy[a:b].min(axis=0), xy[a:b].max(axis=0)) for a, b in zip(first, first[1:], strict=False)]
    for i, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[:i]:
            assert ((low > other_high) | (high < other_low)).any()
    middle = (xy.min(axis=0) + xy.max(axis=0)) / 2
    tall = np.ptp(xy[:, 1])
    assert abs(float((boxes[0][0] + boxes[0][1])[1] / 2 - middle[1])) < 0.3 * tall


def test_every_side_of_a_large_network_has_its_own_strip() -> None:
    src, dst, group = communities(N, M)
    side = np.where(group < 3, 0, np.where(group < 6, 1, 2))
    x = result("sides", asked(N, src, dst, side=side))[:, 0]
    low, high = [x[side == s].min() for s in range(3)], [x[side == s].max() for s in range(3)]
    order = sorted(range(3), key=lambda s: low[s])
    assert order.index(0) < order.index(1)
    for left, right in zip(order, order[1:], strict=False):
        assert high[left] < low[right]


@pytest.mark.parametrize("is_warm", [False, True])
def test_nobody_is_lined_up_along_the_edge_of_a_strip(is_warm: bool) -> None:
    src, dst, group = communities(N, M)  # ten ties in a hundred lead out of a community: a wall stops their ends
    request = asked(N, src, dst, side=group % 4)
    if is_warm:
        request = msgspec.structs.replace(request, start=result("sides", request))
    xy = result("sides", request)
    for side in range(4):
        assert np.unique(xy[request.side == side, 0], return_counts=True)[1].max() <= 3


def test_sides_of_a_large_network_without_relationships_are_apart_too() -> None:
    none = np.zeros(0, dtype=np.int32)
    side = np.arange(1000) % 2
    xy = result("sides", asked(1000, none, none, side=side))
    assert xy[side == 0, 0].max() < xy[side == 1, 0].min() and np.ptp(xy[:, 1]) > 100


@pytest.mark.parametrize("layout_id", IDS)
@pytest.mark.parametrize("n", [30, N])
def test_a_warm_start_moves_little_and_gives_the_same_bytes(layout_id: str, n: int) -> None:
    src, dst, group = communities(n, 3 * n)
    request = asked(n, src, dst, side=group % 3)
    before = result(layout_id, request)
    warm = msgspec.structs.replace(request, start=before)
    after = result(layout_id, warm)
    assert after.tobytes() == result(layout_id, warm).tobytes()
    moved = np.linalg.norm(after - before, axis=1)
    assert np.median(moved) < 0.25 * np.ptp(before, axis=0).max()
    if n > 700:
        again = result(layout_id, msgspec.structs.replace(request, seed=2))
        assert np.median(moved) < 0.5 * np.median(np.linalg.norm(again - before, axis=1))


def test_an_actor_whose_place_is_unknown_begins_near_its_neighbours() -> None:
    src, dst, _ = communities(N, M)
    before = result("force", asked(N, src, dst))
    start = before.copy()
    start[:5] = np.nan
    first = next(run_layout("force", asked(N, src, dst, start=start))).xy
    for i in range(5):
        around = np.unique(np.concatenate([dst[src == i], src[dst == i]]))
        middle = before[around[around >= 5]].mean(axis=0)
        assert np.linalg.norm(first[i] - middle) < 0.1 * np.ptp(before, axis=0).max()
    assert np.array_equal(first[5:], before[5:])


@pytest.mark.parametrize("layout_id", IDS)
@pytest.mark.parametrize("value", [0.0, 5.0, np.nan, np.inf, 1e30])
@pytest.mark.parametrize("n", [12, N])
def test_any_start_ends_in_finite_positions_apart(layout_id: str, value: float, n: int) -> None:
    src, dst, group = communities(n, 2 * n)
    start = np.full((n, 2), value, dtype=np.float32)
    xy = result(layout_id, asked(n, src, dst, side=group % 2, start=start))
    assert np.isfinite(xy).all() and len(np.unique(xy, axis=0)) > 0.9 * n


@pytest.mark.parametrize("layout_id", IDS)
def test_points_on_one_line_are_a_start(layout_id: str) -> None:
    start = np.zeros((N, 2), dtype=np.float32)
    start[:, 0] = np.arange(N)
    src, dst, group = communities(N, M)
    xy = result(layout_id, asked(N, src, dst, side=group % 2, start=start))
    assert np.isfinite(xy).all() and np.ptp(xy[:, 1]) > 0


@pytest.mark.parametrize("layout_id", IDS)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_any_actors_are_placed(layout_id: str, n: int) -> None:
    none = np.zeros(0, dtype=np.int32)
    xy = result(layout_id, asked(n, none, none))
    assert xy.shape == (n, 2) and np.isfinite(xy).all()
    assert len(np.unique(xy, axis=0)) == n


def test_a_hundred_thousand_isolated_actors_each_have_a_place() -> None:
    none = np.zeros(0, dtype=np.int32)
    xy = result("force", asked(100_000, none, none))
    assert np.isfinite(xy).all() and len(np.unique(xy, axis=0)) == 100_000
    width, height = np.ptp(xy, axis=0)
    assert 1 < width / height < 3


def test_a_hub_of_fifty_thousand_neighbours_stands_in_their_middle() -> None:
    n = 50_001
    xy = result("force", asked(n, np.zeros(n - 1, np.int32), np.arange(1, n)))
    assert np.isfinite(xy).all()
    far = np.linalg.norm(xy[1:] - xy[0], axis=1)
    assert np.linalg.norm(xy[1:].mean(axis=0) - xy[0]) < 0.1 * far.mean()
    assert len(np.unique(xy, axis=0)) > 0.99 * n


def test_a_million_relationships_between_two_are_one() -> None:
    src, dst, _ = communities(N, M)
    many = np.zeros(1_000_000, np.int32)
    xy = result("force", asked(N, np.concatenate([src, many]), np.concatenate([dst, many + 1])))
    assert np.isfinite(xy).all()
    assert 0 < np.linalg.norm(xy[0] - xy[1]) < 0.5 * np.ptp(xy, axis=0).max()
