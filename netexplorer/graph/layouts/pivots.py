"""Kernels of stress: distances on the plane follow distances in the network, as seen from some pivots at a time.

All pairs are too many in a large network. A few pivots speak for all actors instead (M. Ortmann, M. Klimenta,
U. Brandes: A sparse stress model, 2017, doi:10.7155/jgaa.00440), and every sweep takes others, by chance and with
smaller and smaller steps, so that no actor is bent towards pivots of its own (J. X. Zheng, S. Pawar, D. F. M. Goodman:
Graph drawing by stochastic gradient descent, 2018, doi:10.1109/TVCG.2018.2859997).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled
from netexplorer.graph.layouts.request import F32, I32

Hops = npt.NDArray[np.int16]
Ints = npt.NDArray[np.int64]


@compiled
def best_scale(xy: F32, pivots: I32, hops: Hops) -> float:
    """The factor on positions (n, 2) that makes the stress to the pivots least; ``hops`` is (pivots, n)."""
    once, twice = 0.0, 0.0
    for p in range(len(pivots)):
        for i in range(len(xy)):
            if hops[p, i] > 0:
                ratio = np.hypot(xy[i, 0] - xy[pivots[p], 0], xy[i, 1] - xy[pivots[p], 1]) / hops[p, i]
                once += ratio
                twice += ratio * ratio
    return once / twice if twice > 0 else 1.0


@compiled
def stress_sweep(
    low: int, high: int, xy: F32, start: Ints, other: I32, pivots: I32, hops: Hops, share: float, step: float, out: F32
) -> None:
    """Move the actors low … high by ``step`` (0 … 1) towards where stress is least for each, into ``out`` (n, 2).

    A neighbour counts 1, a pivot farther away ``share`` / hops²: it speaks for as many actors.
    """
    for i in range(low, high):
        px, py = xy[i, 0], xy[i, 1]
        tx, ty, total = 0.0, 0.0, 0.0
        for e in range(start[i], start[i + 1]):
            j = other[e]
            dx, dy = px - xy[j, 0], py - xy[j, 1]
            stretch = 1.0 / (np.sqrt(dx * dx + dy * dy) + 1e-6)
            tx += xy[j, 0] + dx * stretch
            ty += xy[j, 1] + dy * stretch
            total += 1.0
        for p in range(len(pivots)):
            far = hops[p, i]
            if far > 1:
                j = pivots[p]
                heavy = share / (far * far)
                dx, dy = px - xy[j, 0], py - xy[j, 1]
                stretch = far / (np.sqrt(dx * dx + dy * dy) + 1e-6)
                tx += heavy * (xy[j, 0] + dx * stretch)
                ty += heavy * (xy[j, 1] + dy * stretch)
                total += heavy
        out[i, 0], out[i, 1] = px, py
        if total > 0:
            out[i, 0] += step * (tx / total - px)
            out[i, 1] += step * (ty / total - py)
