"""Stress majorisation: distances on the plane follow distances in the network.

E. R. Gansner, Y. Koren, S. North: Graph Drawing by Stress Majorization, 2005, doi:10.1007/978-3-540-31843-9_25, in its
local (Jacobi) form, which needs no linear solver.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netexplorer.graph.layouts.request import F32, F64, I32

LINK = 170.0  # world units between two actors that are directly connected


def hop_distances(n: int, src: I32, dst: I32) -> F32:
    """Hops between all pairs (n, n); between components two more than the longest path there is.

    O(diameter · n³) multiplications in single precision, which BLAS does in milliseconds up to some hundreds of actors.
    """
    adjacency = np.zeros((n, n), dtype=np.float32)
    adjacency[src, dst] = 1
    adjacency[dst, src] = 1
    hops = np.full((n, n), -1, dtype=np.float32)
    np.fill_diagonal(hops, 0)
    frontier = np.eye(n, dtype=np.float32)
    step = 0
    while True:
        step += 1
        frontier = ((frontier @ adjacency > 0) & (hops < 0)).astype(np.float32)
        if not frontier.any():
            break
        hops[frontier > 0] = step
    hops[hops < 0] = hops.max() + 2
    return hops


def stress_steps(start: F64, distances: F32, iterations: int) -> Iterator[F64]:
    """Positions ``(n, 2)`` after each sweep of majorisation from ``start`` towards ``distances`` (n, n).

    Weights are d⁻². The sum of squared relative errors does not rise from one sweep to the next by more than rounding.
    """
    ideal = distances.astype(np.float64)
    with np.errstate(divide="ignore"):
        weights = np.where(ideal > 0, 1 / ideal**2, 0.0)
    pull = weights * ideal
    total = weights.sum(axis=1, keepdims=True)
    total[total == 0] = 1
    xy = start.astype(np.float64, copy=True)
    for _ in range(iterations):
        dx = xy[:, None, 0] - xy[None, :, 0]
        dy = xy[:, None, 1] - xy[None, :, 1]
        gap = np.sqrt(dx * dx + dy * dy)
        gap[gap < 1e-9] = 1e-9
        ratio = pull / gap
        moved = np.empty_like(xy)
        moved[:, 0] = weights @ xy[:, 0] + (ratio * dx).sum(axis=1)
        moved[:, 1] = weights @ xy[:, 1] + (ratio * dy).sum(axis=1)
        xy = moved / total
        yield xy
