"""How many relationships are in each state over time: a step function, stacked, the best state at the bottom."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.counts import Counts
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.primitives import Item, Polygon
from netexplorer.scene.style import Style
from netexplorer.scene.timescale import TimelineView

F32 = npt.NDArray[np.float32]


class Area(Struct, frozen=True, eq=False):
    """The stacked steps in sight.

    Attributes
    ----------
    x : float32 (k + 1,)
        Left edges of the steps and the right end of the last one.
    counts : int32 (k, S)
        Relationships in each state during each step.
    order : int64 (S,)
        States from the bottom to the top.
    bottom, px_per_one : float
        The ground line, and the height of one relationship.
    """

    x: F32
    counts: npt.NDArray[np.int32]
    order: npt.NDArray[np.int64]
    bottom: float
    px_per_one: float


def stack_order(net: TemporalNetwork) -> npt.NDArray[np.int64]:
    """States from the bottom to the top: best rank first, then the order of the file."""
    return np.lexsort((np.arange(len(net.states)), -net.ranks.astype(np.int64))).astype(np.int64)


def area_steps(net: TemporalNetwork, counts: Counts, tview: TimelineView, *, top: float, bottom: float) -> Area:
    """The steps in sight; where there are more than pixels, the highest stack within each half of a pixel is shown.

    The height is scaled to the largest total of all time, so that it does not jump while time is panned.
    """
    width = len(net.states)
    highest = int(counts.counts.sum(axis=1).max()) if len(counts.ticks) else 0
    scale = (bottom - top) / highest if highest else 0.0
    t0, t1 = max(tview.x_to_tick(tview.clip_left), net.first), min(tview.x_to_tick(tview.clip_right), net.last)
    if not highest or t1 <= t0:
        return Area(np.zeros(1, np.float32), np.zeros((0, width), np.int32), stack_order(net), bottom, scale)
    inside = counts.ticks[(counts.ticks > t0) & (counts.ticks < t1)]
    columns = int(tview.plot_right - tview.plot_left) * 2
    if len(inside) > columns:
        edges = np.linspace(t0, t1, columns + 1).astype(np.int64)
        starts, row = edges[:-1], _highest(counts, edges)
    else:
        starts = np.concatenate([np.array([t0], dtype=np.int64), inside])
        row = np.searchsorted(counts.ticks, starts, side="right") - 1
    values = counts.counts[row]
    x = tview.ticks_to_x(np.append(starts, t1)).astype(np.float32)
    return Area(x, values, stack_order(net), bottom, scale)


def _highest(counts: Counts, edges: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """The row of the highest stack, and of equals the latest, from each edge until before the next, int (k,)."""
    first = np.searchsorted(counts.ticks, edges[:-1], side="right") - 1  # in force at the left edge
    last = np.maximum(np.searchsorted(counts.ticks, edges[1:], side="left") - 1, first)
    n = len(counts.ticks)
    key = counts.counts.sum(axis=1, dtype=np.int64) * n + np.arange(n)
    windows = np.stack([first, last + 1], axis=1).ravel()
    highest: npt.NDArray[np.intp] = np.maximum.reduceat(np.append(key, 0), windows)[::2] % n
    return highest


def area_items(area: Area, net: TemporalNetwork, style: Style) -> tuple[Item, ...]:
    """One polygon per state, each reaching down to the ground, worst first, so that no seams show between them."""
    looks = style.state_looks(net)
    if not len(area.counts):
        return ()
    heights = (np.cumsum(area.counts[:, area.order], axis=1) * area.px_per_one).astype(np.float64)
    items: list[Item] = []
    for place in reversed(range(len(area.order))):
        state = int(area.order[place])
        if area.counts[:, state].any():
            items.append(Polygon(_outline(area, heights[:, place]), looks[state].argb))
    return tuple(items)


def _outline(area: Area, height: npt.NDArray[np.float64]) -> F32:
    changes = np.concatenate([[True], height[1:] != height[:-1]])
    left = area.x[:-1][changes]
    right = np.append(left[1:], area.x[-1])
    level = (area.bottom - height[changes]).astype(np.float32)
    steps = np.stack([np.stack([left, level], axis=1), np.stack([right, level], axis=1)], axis=1).reshape(-1, 2)
    ground = np.array([[area.x[-1], area.bottom], [area.x[0], area.bottom]], dtype=np.float32)
    return np.concatenate([steps, ground]).astype(np.float32)
