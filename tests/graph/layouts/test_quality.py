"""Measures of layouts, on cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from netexplorer.graph.layouts.quality import crossings, neighbours_kept, normalised_stress
from tests.graph.layouts.examples import communities, path

NONE = np.zeros(0, dtype=np.int32)


def row(n: int, gap: float = 1.0) -> np.ndarray:
    """n actors in a row."""
    return np.stack([np.arange(n) * gap, np.zeros(n)], axis=1).astype(np.float32)


@pytest.mark.parametrize("gap", [0.01, 1.0, 170.0])
def test_a_straight_path_has_no_stress_at_any_scale(gap: float) -> None:
    assert normalised_stress(row(50, gap), *path(50)) == pytest.approx(0, abs=1e-6)


def test_a_bent_path_has_stress_and_a_scattered_one_more() -> None:
    angle = np.linspace(0, 1.5 * np.pi, 50)
    bent = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    scattered = np.random.default_rng(0).random((50, 2))
    assert 0.01 < normalised_stress(bent, *path(50)) < normalised_stress(scattered, *path(50)) < 1


def test_stress_of_a_triangle_on_a_line_is_that_of_the_formula() -> None:
    """Distances 1, 1, 2 for one step each: the best scale is 4 / 6, so stress is (1/9 + 1/9 + 1/9) / 3."""
    ends = np.array([0, 1, 2], np.int32), np.array([1, 2, 0], np.int32)
    assert normalised_stress(row(3), *ends) == pytest.approx(1 / 9)


def test_everybody_at_one_spot_is_the_worst_and_nobody_connected_is_no_stress() -> None:
    assert normalised_stress(np.zeros((5, 2), np.float32), *path(5)) == 1
    assert normalised_stress(row(5), NONE, NONE) == 0
    assert normalised_stress(row(0), NONE, NONE) == 0


def test_parallel_relationships_and_loops_change_no_measure() -> None:
    src, dst = path(30)
    more = np.concatenate([src, dst, src]), np.concatenate([dst, src, src])
    scattered = np.random.default_rng(0).random((30, 2))
    assert normalised_stress(scattered, *more) == normalised_stress(scattered, src, dst)
    assert neighbours_kept(scattered, *more) == neighbours_kept(scattered, src, dst)


def test_neighbours_are_kept_where_pairs_stand_together_and_lost_where_they_do_not() -> None:
    src, dst = np.arange(0, 40, 2, dtype=np.int32), np.arange(1, 40, 2, dtype=np.int32)
    together = np.repeat(np.arange(20) * 10.0, 2)[:, None] + np.tile([[0, 0], [1, 0]], (20, 1))
    assert neighbours_kept(together, src, dst) == 1
    assert neighbours_kept(np.roll(together, 1, axis=0), src, dst) == 0
    assert neighbours_kept(row(3), NONE, NONE) == 1


def test_half_of_two_neighbours_near_is_a_third() -> None:
    """0 has the neighbours 1 and 3; nearest are 1 and 2: one in both, three in either. The others have one, 0."""
    xy = np.array([[0, 0], [0, 1], [2, 0], [0, -9]])
    src, dst = np.array([0, 0], np.int32), np.array([1, 3], np.int32)
    assert neighbours_kept(xy, src, dst) == pytest.approx((1 / 3 + 1 + 1) / 3)


def test_crossings_are_those_of_a_crossed_square() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    assert crossings(square, np.array([0, 1]), np.array([2, 3])) == 1
    assert crossings(square, np.array([0, 3]), np.array([1, 2])) == 0
    assert crossings(square, np.array([0, 1]), np.array([1, 2])) == 0  # they share an actor
    assert crossings(square, NONE, NONE) == 0


def test_a_scattered_network_crosses_more_than_a_path_in_a_row() -> None:
    src, dst, _ = communities(400, 800)
    scattered = np.random.default_rng(0).random((400, 2))
    assert crossings(row(400), *path(400)) == 0
    assert crossings(scattered, src, dst) == pytest.approx(0.23, abs=0.03)
