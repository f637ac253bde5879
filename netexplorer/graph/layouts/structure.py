"""Kernels that read a network: neighbours, components, hops, and a smaller network that stands for a larger one.

A network of n actors is three arrays here: ``start`` (n + 1), ``other`` and ``weight`` (2 m): the neighbours of i are
``other[start[i]:start[i + 1]]``, each relationship stands at both of its ends, and none twice.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import compiled
from netexplorer.graph.layouts.request import F32, I32

Ints = npt.NDArray[np.int64]


@compiled
def adjacency(n: int, src: I32, dst: I32, weight: F32) -> tuple[Ints, I32, F32]:
    """The neighbours of each of n actors, for relationships (m,) that are all different and no loops."""
    start = np.zeros(n + 1, np.int64)
    for e in range(len(src)):
        start[src[e] + 1] += 1
        start[dst[e] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    at = start[:-1].copy()
    other = np.empty(2 * len(src), np.int32)
    pull = np.empty(2 * len(src), np.float32)
    for e in range(len(src)):
        a, b = src[e], dst[e]
        other[at[a]] = b
        pull[at[a]] = weight[e]
        at[a] += 1
        other[at[b]] = a
        pull[at[b]] = weight[e]
        at[b] += 1
    return start, other, pull


@compiled
def components(start: Ints, other: I32) -> tuple[I32, int]:
    """The component of each actor (n,), numbered in the order of their first actors, and how many there are."""
    n = len(start) - 1
    found = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    count = 0
    for first in range(n):
        if found[first] >= 0:
            continue
        queue[0] = first
        found[first] = count
        read, written = 0, 1
        while read < written:
            i = queue[read]
            read += 1
            for k in range(start[i], start[i + 1]):
                j = other[k]
                if found[j] < 0:
                    found[j] = count
                    queue[written] = j
                    written += 1
        count += 1
    return found, count


@compiled
def hops_from(start: Ints, other: I32, source: int, hops: npt.NDArray[np.int16], queue: I32) -> int:
    """Fill ``hops`` (n,) with the steps from ``source``, -1 where no path leads; gives how many actors it reaches.

    ``queue`` (n,) is room to work in, and holds those actors afterwards, the nearest first.
    """
    hops[:] = -1
    hops[source] = 0
    queue[0] = source
    read, written = 0, 1
    while read < written:
        i = queue[read]
        read += 1
        for k in range(start[i], start[i + 1]):
            j = other[k]
            if hops[j] < 0:
                hops[j] = min(hops[i] + 1, 32767)
                queue[written] = j
                written += 1
    return written


@compiled
def matched(start: Ints, other: I32, weight: F32, mass: F32, group: I32, order: I32) -> tuple[I32, int]:
    """Which actor of a smaller network stands for each actor (n,), and how many there are.

    In ``order``, each actor that is still alone joins the neighbour of its own ``group`` to which it is tied most for
    its size: one that is alone, too, or else one that has joined already. So the number at least halves where there
    are ties, even around a hub (heavy-edge matching: C. Walshaw: A multilevel algorithm for force-directed graph
    drawing, 2003, doi:10.7155/jgaa.00070).
    """
    n = len(start) - 1
    found = np.full(n, -1, np.int32)
    count = 0
    for i in order:
        if found[i] >= 0:
            continue
        alone, taken = -1, -1
        most, next_most = -1.0, -1.0
        for k in range(start[i], start[i + 1]):
            j = other[k]
            if group[j] != group[i]:
                continue
            tie = weight[k] / mass[j]
            if found[j] < 0:
                if tie > most:
                    alone, most = j, tie
            elif tie > next_most:
                taken, next_most = found[j], tie
        if alone < 0 and taken >= 0:
            found[i] = taken
            continue
        found[i] = count
        if alone >= 0:
            found[alone] = count
        count += 1
    return found, count


@compiled
def shrunk(start: Ints, other: I32, weight: F32, mass: F32, parent: I32, count: int) -> tuple[Ints, I32, F32, F32]:
    """The network of ``count`` actors that stand for others: their neighbours with summed weights, and their masses."""
    n = len(start) - 1
    first = np.zeros(count + 1, np.int64)
    for i in range(n):
        first[parent[i] + 1] += 1
    for c in range(count):
        first[c + 1] += first[c]
    member = np.empty(n, np.int32)
    at = first[:-1].copy()
    new_mass = np.zeros(count, np.float32)
    for i in range(n):
        c = parent[i]
        member[at[c]] = i
        at[c] += 1
        new_mass[c] += mass[i]
    new_start = np.zeros(count + 1, np.int64)
    new_other = np.empty(len(other), np.int32)
    new_weight = np.empty(len(other), np.float32)
    place = np.full(count, -1, np.int64)
    written = 0
    for c in range(count):
        begin = written
        for k in range(first[c], first[c + 1]):
            i = member[k]
            for e in range(start[i], start[i + 1]):
                d = parent[other[e]]
                if d == c:
                    continue
                if place[d] >= begin:
                    new_weight[place[d]] += weight[e]
                else:
                    place[d] = written
                    new_other[written] = d
                    new_weight[written] = weight[e]
                    written += 1
        new_start[c + 1] = written
    return new_start, new_other[:written].copy(), new_weight[:written].copy(), new_mass


@compiled
def induced(start: Ints, other: I32, weight: F32, members: I32, row: I32) -> tuple[Ints, I32, F32]:
    """The network of ``members`` (k,) alone, to which all their ties must lead; ``row`` (n,) is room to work in."""
    total = 0
    for k in range(len(members)):
        row[members[k]] = k
        total += start[members[k] + 1] - start[members[k]]
    new_start = np.zeros(len(members) + 1, np.int64)
    new_other = np.empty(total, np.int32)
    new_weight = np.empty(total, np.float32)
    written = 0
    for k in range(len(members)):
        for e in range(start[members[k]], start[members[k] + 1]):
            new_other[written] = row[other[e]]
            new_weight[written] = weight[e]
            written += 1
        new_start[k + 1] = written
    return new_start, new_other, new_weight
