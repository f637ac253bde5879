"""A plain force layout: connected actors attract, all others repel.

T. M. J. Fruchterman, E. M. Reingold: Graph drawing by force-directed placement, 1991, doi:10.1002/spe.4380211102. Up
to some hundreds of actors stress majorisation gives the same picture in fewer sweeps; in larger networks actors repel
one another through the cells of a grid, so a sweep costs n + m + cells².
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netexplorer.graph.layouts.request import F32, F64, I32, LayoutRequest
from netexplorer.graph.layouts.spacing import half_sizes, spread
from netexplorer.graph.layouts.stress import LINK, hop_distances, stress_steps

STRESS_LIMIT = 700  # actors up to which all pairs are affordable
GRID = 24
SWEEPS = 120


def seeded_disc(n: int, seed: int, radius: float) -> F64:
    """n points spread evenly and irregularly over a disc, the same for the same seed."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, n)
    r = radius * np.sqrt(rng.uniform(0, 1, n))
    return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1)


def _grid_repulsion(xy: F64, strength: float) -> F64:
    """The push (n, 2) of everyone on everyone, everyone standing in the middle of their cell's crowd."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    cell = np.minimum(((xy - low) / np.maximum(high - low, 1e-9) * GRID).astype(np.int64), GRID - 1)
    index = cell[:, 0] * GRID + cell[:, 1]
    count = np.bincount(index, minlength=GRID * GRID).astype(np.float64)
    used = np.flatnonzero(count)
    crowd = count[used]
    centre = np.stack([np.bincount(index, xy[:, k], GRID * GRID)[used] / crowd for k in (0, 1)], axis=1)
    gap = centre[:, None] - centre[None]
    square = (gap**2).sum(axis=2) + 1.0
    by_cell = (gap * (crowd[None, :] / square)[:, :, None]).sum(axis=1)
    lookup = np.zeros(GRID * GRID, dtype=np.int64)
    lookup[used] = np.arange(len(used))
    mine = lookup[index]
    own = xy - centre[mine]
    inside = own * (crowd[mine] / ((own**2).sum(axis=1) + strength))[:, None]
    return np.asarray(strength * (by_cell[mine] + inside))


def _springs(xy: F64, src: I32, dst: I32, weight: F32, length: float) -> F64:
    gap = xy[dst] - xy[src]
    pull = gap * (np.sqrt((gap**2).sum(axis=1)) / length * weight)[:, None]
    out = np.zeros_like(xy)
    for k in (0, 1):
        out[:, k] = np.bincount(src, pull[:, k], len(xy)) - np.bincount(dst, pull[:, k], len(xy))
    return out


def force_layout(request: LayoutRequest) -> Iterator[F32]:
    """Positions ``(n, 2)`` float32 by attraction and repulsion alone, labels kept apart at the end."""
    n = request.n
    xy = seeded_disc(n, request.seed, LINK * np.sqrt(max(n, 1)) * 0.6)
    nobody = np.zeros(n, dtype=bool)
    if n < 3:
        yield spread(xy, half_sizes(request.label_px), nobody).astype(np.float32)
        return
    if n <= STRESS_LIMIT:
        for step in stress_steps(xy, hop_distances(n, request.src, request.dst) * LINK, SWEEPS):
            xy = step
            yield xy.astype(np.float32)
    else:
        degree = np.maximum(np.bincount(request.src, minlength=n) + np.bincount(request.dst, minlength=n), 1)
        for sweep in range(SWEEPS):
            heat = LINK * 3 * (1 - sweep / SWEEPS) + 1
            move = _grid_repulsion(xy, LINK**2) + _springs(xy, request.src, request.dst, request.weight, LINK)
            move -= xy  # gravity: balances repulsion at a radius of LINK · √n
            move /= np.sqrt(degree)[:, None]
            size = np.sqrt((move**2).sum(axis=1, keepdims=True))
            xy = xy + move * np.minimum(1, heat / np.maximum(size, 1e-9))
            yield xy.astype(np.float32)
    xy = xy * np.array([1.25, 0.85])  # a window is wider than it is high
    yield spread(xy, half_sizes(request.label_px), nobody).astype(np.float32)
