"""Room for labels: boxes around actors that must not overlap.

Overlaps are pushed apart along the axis that needs the smaller move, in the spirit of the force transfer of X. Huang,
W. Lai, A. Sajeev, J. Gao: A new algorithm for removing node overlapping in graph visualization, 2007,
doi:10.1016/j.ins.2007.02.016.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.layouts.request import F32, F64

ROW = 62.0  # world units from one actor to the one below it: a mark, its label and a subtitle
ALL_PAIRS_LIMIT = 800


def half_sizes(label_px: F32) -> F64:
    """Half widths and heights ``(n, 2)`` of the boxes that hold a mark and its label."""
    wide = np.clip(label_px.astype(np.float64) + 8, 26, 92)
    return np.stack([wide, np.full(len(wide), ROW / 2)], axis=1)


def spread(xy: F64, half: F64, fixed: npt.NDArray[np.bool_], sweeps: int = 120) -> F64:
    """Positions ``(n, 2)`` moved as little as need be until no two boxes overlap, or the sweeps are used up.

    Fixed actors stay; the others give way. All pairs at once, hence meant for up to ``ALL_PAIRS_LIMIT`` actors.
    """
    if len(xy) < 2 or len(xy) > ALL_PAIRS_LIMIT:
        return xy
    xy = xy.copy()
    a, b = np.triu_indices(len(xy), 1)
    keep = ~(fixed[a] & fixed[b])
    a, b = a[keep], b[keep]
    need_x, need_y = (half[a] + half[b]).T
    # Both give way by half, or the one that can by all of it.
    share = np.where(fixed[a] | fixed[b], 1.0, 0.5)
    give_a, give_b = np.where(fixed[a], 0.0, share), np.where(fixed[b], 0.0, share)
    for _ in range(sweeps):
        dx, dy = xy[b, 0] - xy[a, 0], xy[b, 1] - xy[a, 1]
        hit = np.flatnonzero((np.abs(dx) < need_x - 1e-3) & (np.abs(dy) < need_y - 1e-3))
        if not len(hit):
            break
        dx, dy = dx[hit], dy[hit]
        over_x, over_y = need_x[hit] - np.abs(dx), need_y[hit] - np.abs(dy)
        aside = over_x < over_y
        push = np.where(aside, np.where(dx < 0, -over_x, over_x), np.where(dy < 0, -over_y, over_y)) * 0.5
        for axis, rows in ((0, aside), (1, ~aside)):
            some, pairs = push[rows], hit[rows]
            xy[:, axis] -= np.bincount(a[pairs], some * give_a[pairs], len(xy))
            xy[:, axis] += np.bincount(b[pairs], some * give_b[pairs], len(xy))
    return xy


def evened(values: F64, low: float, high: float, amount: float) -> F64:
    """Values (k,) drawn towards an even distribution over [low, high] that keeps their order; ``amount`` 0 … 1."""
    if not len(values):
        return values
    order = np.argsort(values, kind="stable")
    even = np.empty(len(values))
    even[order] = low + (np.arange(len(values)) + 0.5) / len(values) * (high - low)
    span = values.max() - values.min()
    scaled = low + (values - values.min()) / span * (high - low) if span > 1e-9 else even
    return np.asarray(amount * even + (1 - amount) * scaled)


def relaxed(xy: F64, half_size: F64, steps: int) -> F64:
    """Positions (n, 2) drawn towards an even distribution over the rectangle −half_size … half_size.

    Each actor moves towards the middle of the part of the rectangle that is nearest to it (S. P. Lloyd: Least squares
    quantization in PCM, 1982, doi:10.1109/TIT.1982.1056489). Distances count less in width, as labels are wide.
    """
    columns, rows = np.meshgrid(np.linspace(-1, 1, 48), np.linspace(-1, 1, 24))
    ground = np.stack([columns.ravel(), rows.ravel()], axis=1) * half_size
    metric = np.array([0.5, 1.0])
    xy = np.clip(xy, -half_size, half_size)
    for _ in range(steps):
        apart = (((ground[:, None] - xy[None]) * metric) ** 2).sum(axis=2)
        owner = apart.argmin(axis=1)
        count = np.maximum(np.bincount(owner, minlength=len(xy)), 1)
        middle = np.stack([np.bincount(owner, ground[:, k], len(xy)) / count for k in (0, 1)], axis=1)
        owns = np.bincount(owner, minlength=len(xy)) > 0
        xy = np.where(owns[:, None], 0.4 * xy + 0.6 * middle, xy)
    return np.asarray(xy)
