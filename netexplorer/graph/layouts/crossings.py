"""Fewer crossings: actors of one side trade places while that makes the drawing clearer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.layouts.request import F32, F64, I32

CROSSING, THROUGH, LENGTH = 1.0, 1.5, 0.005  # what a crossing, a line through an actor and a unit of length cost
CLEAR = 30.0  # world units a line should keep from an actor it does not belong to


def cost(xy: F32, src: I32, dst: I32, heavy: int) -> F64:
    """What k drawings ``xy`` (k, n, 2) of the same network cost, as (k,).

    Every line pays for its length; the first ``heavy`` lines also for each other line of these they cross and for each
    actor they run through. O(k · heavy · (heavy + n)).
    """
    a, b = xy[:, src], xy[:, dst]
    length = np.sqrt(((a - b) ** 2).sum(axis=2)).sum(axis=1)
    a, b = a[:, :heavy], b[:, :heavy]
    return np.asarray(LENGTH * length + CROSSING * _crossings(a, b) + THROUGH * _through(xy, a, b, src, dst))


def _crossings(a: F32, b: F32) -> F64:
    """How many pairs of segments a–b (k, e, 2) cross properly, per drawing."""
    ax, ay, bx, by = a[:, :, 0], a[:, :, 1], b[:, :, 0], b[:, :, 1]
    dx, dy = (bx - ax)[:, :, None], (by - ay)[:, :, None]
    start = dx * (ay[:, None, :] - ay[:, :, None]) - dy * (ax[:, None, :] - ax[:, :, None])
    end = dx * (by[:, None, :] - ay[:, :, None]) - dy * (bx[:, None, :] - ax[:, :, None])
    parted = start * end < 0  # the ends of the second segment lie on two sides of the first
    return np.asarray((parted & parted.transpose(0, 2, 1)).sum(axis=(1, 2)) / 2.0)


def _through(xy: F32, a: F32, b: F32, src: I32, dst: I32) -> F64:
    """How many actors lie closer than ``CLEAR`` to a segment a–b (k, e, 2) that does not end at them, per drawing."""
    e = a.shape[1]
    along = b - a
    square = np.maximum((along**2).sum(axis=2), 1e-6)[:, :, None]
    px = xy[:, None, :, 0] - a[:, :, None, 0]
    py = xy[:, None, :, 1] - a[:, :, None, 1]
    t = np.clip((px * along[:, :, None, 0] + py * along[:, :, None, 1]) / square, 0, 1)
    px = px - t * along[:, :, None, 0]
    py = py - t * along[:, :, None, 1]
    near = px * px + py * py < CLEAR**2
    rows = np.arange(e)
    near[:, rows, src[:e]] = False
    near[:, rows, dst[:e]] = False
    return np.asarray(near.sum(axis=(1, 2)), dtype=np.float64)


def traded(xy: F64, src: I32, dst: I32, heavy: int, groups: npt.NDArray[np.int_], sweeps: int = 2) -> F64:
    """Positions (n, 2) after trades of places within each group: each actor makes the best trade it has, if any helps.

    Every trade lowers the cost, so the result is never worse than the start.
    """
    xy32 = xy.astype(np.float32)
    current = float(cost(xy32[None], src, dst, heavy)[0])
    for _ in range(sweeps):
        before = current
        for i in range(len(xy32)):
            others = np.flatnonzero(groups == groups[i])
            others = others[others != i]
            if not len(others):
                continue
            tries = np.repeat(xy32[None], len(others), axis=0)
            k = np.arange(len(others))
            tries[k, i], tries[k, others] = xy32[others], xy32[i]
            costs = cost(tries, src, dst, heavy)
            best = int(np.argmin(costs))
            if costs[best] < current - 1e-3:
                xy32, current = tries[best], float(costs[best])
        if current >= before:
            break
    return xy32.astype(np.float64)


def cleared(xy: F64, src: I32, dst: I32, heavy: int) -> F64:
    """Positions (n, 2) with actors moved up or down, off the first ``heavy`` lines that run through them.

    One careful step: each actor gives way to the line nearest to it, by at most ``CLEAR``.
    """
    a, b = xy[src[:heavy]], xy[dst[:heavy]]
    along = b - a
    square = np.maximum((along**2).sum(axis=1), 1e-6)
    to_point = xy[None, :, :] - a[:, None, :]
    t = np.clip((to_point * along[:, None, :]).sum(axis=2) / square[:, None], 0.05, 0.95)
    off = to_point - t[:, :, None] * along[:, None, :]
    distance = np.sqrt((off**2).sum(axis=2))
    rows = np.arange(len(a))
    distance[rows, src[:heavy]] = distance[rows, dst[:heavy]] = np.inf
    nearest = distance.argmin(axis=0)
    columns = np.arange(len(xy))
    lack = np.maximum(CLEAR - distance[nearest, columns], 0.0)
    side = np.where(off[nearest, columns, 1] < 0, -1.0, 1.0)
    moved = xy.copy()
    moved[:, 1] += lack * side
    return moved
