"""Components side by side: the largest in the middle, the smaller in rows below and above it."""

from __future__ import annotations

import numpy as np

from netexplorer.graph.compiled import compiled
from netexplorer.graph.layouts.request import F32, F64, I32

ASPECT = 1.6  # width over height of the whole, about
MARGIN = 1.0  # between two components


@compiled
def boxes(xy: F32, component: I32, count: int) -> F64:
    """The box of each component's positions, as (count, 4): left, bottom, right, top."""
    box = np.empty((count, 4), np.float64)
    box[:, :2] = np.inf
    box[:, 2:] = -np.inf
    for i in range(len(component)):
        c = component[i]
        for k in range(2):
            box[c, k] = min(box[c, k], xy[i, k])
            box[c, 2 + k] = max(box[c, 2 + k], xy[i, k])
    return box


@compiled
def places(size: F64, order: I32) -> F64:
    """The middles (count, 2) of boxes of ``size`` (count, 2), in shelves; ``order`` names them from large to small.

    The first shelf lies in the middle, the others are stacked below and above it by turns.
    """
    count = len(size)
    middle = np.zeros((count, 2), np.float64)
    area = 0.0
    for c in range(count):
        area += size[c, 0] * size[c, 1]
    width = max(size[order[0], 0], np.sqrt(area * ASPECT))
    top, bottom = 0.0, 0.0
    begin, shelves = 0, 0
    while begin < count:
        end, used, high = begin, 0.0, 0.0
        while end < count and (end == begin or used + size[order[end], 0] <= width + 1e-9):
            used += size[order[end], 0]
            high = max(high, size[order[end], 1])
            end += 1
        if shelves == 0:
            at, top, bottom = 0.0, high / 2, -high / 2
        elif bottom + top > -1e-9 and shelves > 0:  # not longer below than above
            at, bottom = bottom - high / 2, bottom - high
        else:
            at, top = top + high / 2, top + high
        x = -used / 2
        for k in range(begin, end):
            c = order[k]
            middle[c, 0], middle[c, 1] = x + size[c, 0] / 2, at
            x += size[c, 0]
        begin = end
        shelves += 1
    return middle


def packed(xy: F32, component: I32, count: int, order: I32) -> F32:
    """Positions (n, 2) with every component moved, as it is, to a place of its own; ``order`` says which goes first."""
    if count < 2:
        return xy
    box = boxes(xy, component, count)
    middle = places(box[:, 2:] - box[:, :2] + MARGIN, order)
    shift = middle - (box[:, :2] + box[:, 2:]) / 2
    return (xy + shift[component]).astype(np.float32)
