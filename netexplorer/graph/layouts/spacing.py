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
ALL_PAIRS_LIMIT = 1_500


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
    x, y = xy[:, 0].copy(), xy[:, 1].copy()
    need_x, need_y = (half[:, None, k] + half[None, :, k] for k in (0, 1))
    share = np.where(fixed, 0.0, 1.0)
    both = share[:, None] + share[None, :]
    part = np.divide(share[:, None], both, out=np.zeros_like(both), where=both > 0) * 0.5
    rank = np.arange(len(xy))
    order = np.sign(rank[:, None] - rank[None, :])
    for _ in range(sweeps):
        hit = (need_x - np.abs(x[:, None] - x[None, :]) > 1e-3) & (need_y - np.abs(y[:, None] - y[None, :]) > 1e-3)
        np.fill_diagonal(hit, False)
        rows = np.flatnonzero(hit.any(axis=1))  # soon only a few still touch anybody
        if not rows.size:
            break
        gap_x, gap_y = x[rows, None] - x[None, :], y[rows, None] - y[None, :]
        over_x, over_y = need_x[rows] - np.abs(gap_x), need_y[rows] - np.abs(gap_y)
        push = np.where(hit[rows], part[rows], 0.0)
        horizontal = over_x < over_y
        x[rows] += (push * np.where(horizontal, over_x * _direction(gap_x, order[rows]), 0)).sum(axis=1)
        y[rows] += (push * np.where(horizontal, 0, over_y * _direction(gap_y, order[rows]))).sum(axis=1)
    return np.stack([x, y], axis=1)


def _direction(gap: F64, order: npt.NDArray[np.int_]) -> F64:
    """Which way a push goes; who stands on the very spot of another gives way by rank."""
    return np.where(gap == 0, order, np.sign(gap))


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
    columns, rows = np.meshgrid(np.linspace(-1, 1, 72), np.linspace(-1, 1, 36))
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
