"""Kernels for the many small components a network may have: each is placed by the stress of all its pairs.

E. R. Gansner, Y. Koren, S. North: Graph Drawing by Stress Majorization, 2005, doi:10.1007/978-3-540-31843-9_25, one
actor at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled
from netexplorer.graph.layouts.request import F32, I32

Ints = npt.NDArray[np.int64]
Hops = npt.NDArray[np.int16]


@compiled
def hops_within(mine: I32, start: Ints, other: I32, row: I32) -> Hops:
    """Steps (k, k) between the members ``mine`` (k,) of one component; ``row`` (n,) is room to work in."""
    n = len(mine)
    for k in range(n):
        row[mine[k]] = k
    hops = np.full((n, n), -1, np.int16)
    queue = np.empty(n, np.int32)
    for s in range(n):
        hops[s, s] = 0
        queue[0] = s
        read, written = 0, 1
        while read < written:
            i = queue[read]
            read += 1
            for e in range(start[mine[i]], start[mine[i] + 1]):
                j = row[other[e]]
                if hops[s, j] < 0:
                    hops[s, j] = hops[s, i] + 1
                    queue[written] = j
                    written += 1
    return hops


@compiled
def sunflower(n: int) -> F32:
    """n points (n, 2) spread evenly over a disc."""
    xy = np.empty((n, 2), np.float32)
    for k in range(n):
        r, angle = 0.6 * np.sqrt(k + 0.5), 2.399963 * k
        xy[k, 0], xy[k, 1] = r * np.cos(angle), r * np.sin(angle)
    return xy


@compiled
def small_components(
    low: int, high: int, first: Ints, members: I32, start: Ints, other: I32, row: I32, sweeps: int, xy: F32
) -> None:
    """Place the components low … high around their origins, into ``xy`` (n, 2), in lengths of a tie.

    Component c is ``members[first[c]:first[c + 1]]``; ``row`` (n,) is room to work in.
    """
    for c in range(low, high):
        mine = members[first[c] : first[c + 1]]
        n = len(mine)
        if n == 1:
            xy[mine[0], 0], xy[mine[0], 1] = 0, 0
            continue
        hops = hops_within(mine, start, other, row)
        at = sunflower(n)
        for _ in range(sweeps):
            for i in range(n):
                tx, ty, total = 0.0, 0.0, 0.0
                for j in range(n):
                    if j != i:
                        heavy = 1.0 / (hops[i, j] * hops[i, j])
                        dx, dy = at[i, 0] - at[j, 0], at[i, 1] - at[j, 1]
                        stretch = hops[i, j] / (np.sqrt(dx * dx + dy * dy) + 1e-6)
                        tx += heavy * (at[j, 0] + dx * stretch)
                        ty += heavy * (at[j, 1] + dy * stretch)
                        total += heavy
                at[i, 0], at[i, 1] = tx / total, ty / total
        for k in range(n):
            xy[mine[k], 0], xy[mine[k], 1] = at[k, 0], at[k, 1]
