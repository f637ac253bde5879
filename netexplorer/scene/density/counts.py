"""Counts of lines by state and pixel: how they lie in memory, and how threads share the work on them.

Density is additive: a line adds 16 units to a pixel that it covers wholly, fewer at its rims, and the same line taken
out subtracts the same. So what was added and removed is as if it had never been, and order does not matter.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import Bools, Int32s

TILE = 32
HELPERS = 8  # threads; nobody waits for those of another
CARRY = 14  # bits of a count: how much of it one in ``high`` stands for


class Band(Struct, frozen=True, eq=False):
    """Rows ``top`` to ``bottom`` of the image, which one thread draws; ``at_y`` finds them in the counts."""

    top: int
    bottom: int
    at_y: Int32s


class Counts:
    """The counts of ``n_states`` states over rows ``row0`` (a whole tile) to ``row1`` of a picture ``width`` px wide.

    Units are held as 16 bits in ``low`` and what goes beyond, in 2¹⁴, in ``high``, whose pages cost no memory before a
    pixel is crossed by 3 000 lines. Both lie as (tiles down + 1, tiles across + 1, states, 32, 32); the last row and
    column of tiles catch what is drawn out of sight. ``tiles`` holds the bits of each tile and how many lines came by
    since its counts were last looked at; it is the end of ``marks``, which begins at the top of the picture.
    """

    def __init__(self, width: int, row0: int, row1: int, n_states: int) -> None:
        self.width, self.row0, self.row1, self.n_states = width, row0, row1, n_states
        self.across, self.down = -(-width // TILE), -(-(row1 - row0) // TILE)
        self.tile_size = TILE * TILE * n_states
        length = (self.across + 1) * (self.down + 1) * self.tile_size
        self.low = np.zeros(length, dtype=np.uint16)
        self.high = np.zeros(length, dtype=np.int16)
        above = self.across * (row0 // TILE)
        self.marks = np.zeros(above + self.across * self.down, dtype=np.uint16)
        self.tiles = self.marks[above:]
        x = np.arange(-1, width + 1)
        beyond = np.where(x < 0, self.across, x // TILE)
        self.at_x = (beyond * self.tile_size + x % TILE).astype(np.int32)

    def band(self, top: int, bottom: int) -> Band:
        """The rows ``top`` to ``bottom`` of the picture."""
        y = np.arange(-1, bottom + 1) - self.row0
        row = np.where((y < top - self.row0) | (y >= bottom - self.row0), self.down, y // TILE)
        return Band(top, bottom, (row * (self.across + 1) * self.tile_size + y % TILE * TILE).astype(np.int32))

    def parts(self, count: int) -> list[tuple[int, int]]:
        """The rows of tiles in ``count`` parts of the same size."""
        count = min(count, self.down)
        return [(self.down * part // count, self.down * (part + 1) // count) for part in range(count)]

    def plane(self) -> npt.NDArray[np.int32]:
        """The counts as int32 (states, rows, width), a copy."""
        shape = (self.down + 1, self.across + 1, self.n_states, TILE, TILE)
        units = self.low.reshape(shape).astype(np.int32) + (self.high.reshape(shape).astype(np.int32) << CARRY)
        flat = units[: self.down, : self.across].transpose(2, 0, 3, 1, 4)
        flat = flat.reshape(self.n_states, self.down * TILE, self.across * TILE)
        return np.ascontiguousarray(flat[:, : self.row1 - self.row0, : self.width])


def share(work: Callable[..., None], parts: Sequence[tuple[Any, ...]]) -> None:
    """Do ``work(*part)`` for all parts at once, the first in this thread; work must not fail."""
    helpers = _helpers(threading.current_thread() is threading.main_thread())
    others = [helpers.submit(work, *part) for part in parts[1:]]
    if parts:
        work(*parts[0])
    for other in others:
        other.result()


@cache
def _helpers(for_window: bool) -> ThreadPoolExecutor:
    """Threads that wait for work: to start one costs more than to draw a day.

    A thread inherits the priority of the one that starts it, so what the window waits for has threads of its own: those
    that a job has started step back as it does, and would stand in line with a layout while the window waits for them.
    """
    return ThreadPoolExecutor(HELPERS, thread_name_prefix="density" if for_window else "density-ahead")


def around(touched: Bools, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixels around all tiles (down, across) that were touched, as x, y, w, h; none if no tile was.

    To paint these costs no more than to paint runs of tiles one by one.
    """
    rows, columns = np.flatnonzero(touched.any(axis=1)).tolist(), np.flatnonzero(touched.any(axis=0)).tolist()
    if not rows:
        return None
    x, y = columns[0] * TILE, rows[0] * TILE
    return x, y, min((columns[-1] + 1) * TILE, size[0]) - x, min((rows[-1] + 1) * TILE, size[1]) - y
