"""How good positions are: does distance on the plane mean distance in the network, and do neighbours stand together?

Each measure is a number of its own, as none alone says that a picture is good. All look at a sample, drawn by chance
from a seed, and so cost about the same in a large network as in a small one. Relationships ``src``, ``dst`` (m,) may be
parallel or loops.
"""

from __future__ import annotations

import numpy as np

from netexplorer.graph.layouts import structure
from netexplorer.graph.layouts.request import F32, F64, I32

SOURCES = 100
PAIRS = 200_000


def graph_of(n: int, src: I32, dst: I32) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], I32]:
    """The neighbours of n actors, each once (see :mod:`~netexplorer.graph.layouts.structure`)."""
    low, high = np.minimum(src, dst).astype(np.int64), np.maximum(src, dst).astype(np.int64)
    pairs = np.unique(low[low != high] * n + high[low != high])
    start, other, _ = structure.adjacency(
        n, (pairs // max(n, 1)).astype(np.int32), (pairs % max(n, 1)).astype(np.int32), np.ones(len(pairs), np.float32)
    )
    return start, other


def normalised_stress(xy: F32, src: I32, dst: I32, sources: int = SOURCES, seed: int = 0) -> float:
    """The mean of ((s·distance − hops) / hops)² over pairs with a path between them, with the best scale s.

    0 where distances follow the network exactly; the pairs are all those of ``sources`` actors drawn by chance (E. R.
    Gansner, Y. Hu, S. North: A maxent-stress model for graph layout, 2013, doi:10.1109/TVCG.2012.299). 0 without any
    such pair, 1 where all stand at one spot. O(sources · (n + m)).
    """
    start, other = graph_of(len(xy), src, dst)
    hops, queue = np.empty(len(xy), np.int16), np.empty(len(xy), np.int32)
    ratios = [np.zeros(0)]
    for source in _sample(len(xy), sources, seed).tolist():
        structure.hops_from(start, other, source, hops, queue)
        reached = hops > 0
        gap = np.hypot(*(xy[reached].astype(np.float64) - xy[source].astype(np.float64)).T)
        ratios.append(gap / hops[reached])
    ratio = np.concatenate(ratios)
    if not len(ratio):
        return 0.0
    square = float((ratio**2).mean())
    return 1.0 - float(ratio.mean()) ** 2 / square if square > 0 else 1.0


def neighbours_kept(xy: F32, src: I32, dst: I32, sources: int = SOURCES, seed: int = 0) -> float:
    """How much the neighbours in the network are the nearest on the plane, from 0 to 1.

    For each of ``sources`` actors that have any, the Jaccard index of its neighbours and of as many nearest actors (J.
    F. Kruiger and others: Graph layouts by t-SNE, 2017, doi:10.1111/cgf.13187). 1 where nobody has neighbours.
    """
    start, other = graph_of(len(xy), src, dst)
    degree = np.diff(start)
    some = np.flatnonzero(degree)
    found = []
    for i in some[_sample(len(some), sources, seed)]:
        mine = other[start[i] : start[i + 1]]
        gap = ((xy.astype(np.float64) - xy[i].astype(np.float64)) ** 2).sum(axis=1)
        gap[i] = np.inf
        nearest = np.argsort(gap, kind="stable")[: len(mine)]
        both = len(np.intersect1d(mine, nearest, assume_unique=True))
        found.append(both / (2 * len(mine) - both))
    return float(np.mean(found)) if found else 1.0


def crossings(xy: F32, src: I32, dst: I32, pairs: int = PAIRS, seed: int = 0) -> float:
    """The share of pairs of lines that cross, from 0 to 1, among ``pairs`` drawn by chance that share no actor."""
    rng = np.random.default_rng(seed)
    if len(src) < 2:
        return 0.0
    e, f = rng.integers(0, len(src), (2, pairs))
    parted = (src[e] != src[f]) & (src[e] != dst[f]) & (dst[e] != src[f]) & (dst[e] != dst[f])
    e, f = e[parted], f[parted]
    if not len(e):
        return 0.0
    a, b, c, d = (xy[rows].astype(np.float64) for rows in (src[e], dst[e], src[f], dst[f]))
    apart = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return float(apart.mean())


def _turn(a: F64, b: F64, c: F64) -> F64:
    """Above zero where a → b → c turns left, (k,)."""
    return np.asarray((b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]))


def _sample(n: int, count: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.random.default_rng(seed).choice(n, min(n, count), replace=False) if n else np.zeros(0, np.int64)
