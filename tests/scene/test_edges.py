from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene import edges


def fan(count: int, centre=((0, 0), (200, 0)), ends=(0, 1)):
    src = np.array([ends[i % 2] for i in range(count)], np.int32)
    dst = np.array([ends[(i + 1) % 2] for i in range(count)], np.int32)
    rows = np.arange(count, dtype=np.int32)
    return edges.lines(rows, src, dst, np.array(centre, np.float32), np.full(len(centre), 10, np.float32))


def middles(drawn):
    return edges.points(drawn.xy.astype(float), np.full(len(drawn.xy), 0.5))


def test_a_single_line_is_straight():
    drawn = fan(1)
    assert drawn.straight.all()
    assert abs(middles(drawn)[0, 1]) < 1e-3


@given(st.integers(2, 12))
def test_parallel_lines_fan_out_whichever_way_they_point(count):
    drawn = fan(count)
    y = np.sort(middles(drawn)[:, 1])
    assert len(y) == count
    assert np.diff(y).min() > 3.0


def test_lines_stop_at_the_border_of_their_actors():
    drawn = fan(3)
    for column, centre in ((slice(0, 2), 0), (slice(4, 6), 1)):
        for k, (a, b) in enumerate(((0, 1), (1, 0), (0, 1))):
            at = np.array(((0, 0), (200, 0)))[(a, b)[centre]]
            assert abs(np.hypot(*(drawn.xy[k, column] - at)) - 10 - edges.NODE_GAP_PX) < 0.5


def test_a_line_between_actors_that_touch_is_left_out():
    assert len(fan(1, centre=((0, 0), (20, 0))).rows) == 0


def test_a_line_from_an_actor_without_a_place_is_left_out():
    assert len(fan(1, centre=((0, 0), (np.nan, 0))).rows) == 0


def test_loops_leave_their_actor_and_do_not_coincide():
    drawn = fan(6, centre=((50, 50), (0, 0)), ends=(0, 0))
    assert len(drawn.rows) == 6 and not drawn.straight.any()
    far = middles(drawn)
    assert np.hypot(*(far - 50).T).min() > 15
    apart = np.hypot(*(far[:, None] - far[None]).transpose(2, 0, 1)) + np.eye(6) * 99
    assert apart.min() > 5


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30), st.integers(0, 99))
def test_all_lines_are_finite(pairs, seed):
    centre = np.random.default_rng(seed).uniform(-500, 500, (5, 2)).astype(np.float32)
    centre[4] = centre[3]
    src, dst = (np.array([p[k] for p in pairs], np.int32) for k in (0, 1))
    drawn = edges.lines(np.arange(len(pairs), dtype=np.int32), src, dst, centre, np.full(5, 9, np.float32))
    assert np.isfinite(drawn.xy).all()
    assert len(drawn.rows) == len(drawn.xy) == len(drawn.straight)


def test_a_scar_has_a_gap_in_the_middle():
    drawn = fan(1)
    halves, at = edges.scars(drawn.xy, 24.0, np.array([0.5]))
    assert np.allclose(at, middles(drawn))
    assert abs((halves[1, 0] - halves[0, 4]) - 24.0) < 0.1
    assert np.allclose(halves[0, :2], drawn.xy[0, :2]) and np.allclose(halves[1, 4:], drawn.xy[0, 4:])


def test_a_short_scar_still_has_two_pieces():
    drawn = fan(1, centre=((0, 0), (34, 0)))
    halves, _ = edges.scars(drawn.xy, 24.0, np.array([0.5]))
    assert edges.lengths(halves).min() > 1.0


def test_the_mark_of_a_scar_keeps_clear_of_a_label():
    drawn = fan(1)
    label = np.array([[80.0, -10.0, 120.0, 10.0]])
    at = edges.points(drawn.xy.astype(float), edges.free_places(drawn.xy, 6.0, label))[0]
    assert at[0] < 74 or at[0] > 126


def test_a_scar_under_labels_everywhere_is_in_the_middle():
    drawn = fan(1)
    assert edges.free_places(drawn.xy, 6.0, np.array([[-999.0, -999, 999, 999]]))[0] == 0.5


@given(st.floats(0, 0.45), st.floats(0.55, 1))
def test_a_piece_of_a_curve_lies_on_the_curve(t0, t1):
    xy = np.array([[0, 0, 50, 80, 100, 0]], float)
    piece = edges.between(xy, np.array([t0]), np.array([t1]))
    half = edges.points(piece, np.array([0.5]))
    assert np.allclose(half, edges.points(xy, np.array([(t0 + t1) / 2])))


def test_distance_is_zero_on_the_curve_and_grows_off_it():
    xy = np.array([[0, 0, 50, 0, 100, 0]], np.float32)
    assert edges.distances(xy, 40, 0)[0] < 1e-6
    assert abs(edges.distances(xy, 40, 7)[0] - 7) < 1e-6
    assert abs(edges.distances(xy, 103, 4)[0] - 5) < 1e-6


def test_a_scar_may_be_cut_by_degrees():
    xy = fan(2, centre=((0, 0), (400, 0))).xy
    at, far = np.full(2, 0.5), np.array([0.0, 1.0], np.float32)
    halves, middles = edges.scars(xy, 24.0 * far, at)
    gaps = np.hypot(*(halves[2:, :2] - halves[:2, 4:]).T)
    assert gaps[0] < 1e-3
    assert abs(gaps[1] - 24.0) < 1.0
    arms = edges.crosses(middles, 5.0 * far)
    assert np.allclose(arms[0, 2:] - arms[0, :2], 0.0)
    assert np.allclose(arms[1, 2:] - arms[1, :2], 10.0)
