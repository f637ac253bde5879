"""Where actors stand, sorted into the cells of a grid, so that a pointer finds one of a hundred thousand at once.

The grid of a point file is the oldest of spatial indexes: J. L. Bentley, J. H. Friedman: Data structures for range
searching, 1979, doi:10.1145/356789.356797.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

F32 = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int32]

PER_CELL = 4.0  # actors in a cell on average


class SpatialIndex(Struct, frozen=True, eq=False):
    """The actors with a place, by cell; made once for a layout.

    Attributes
    ----------
    xy : float32 (n, 2)
        The places; actors whose place is not finite are in no cell.
    rows : int32 (k,)
        Actors cell by cell, the cells line by line.
    start : int32 (cells + 1,)
        The actors of cell c are ``rows[start[c]:start[c + 1]]``.
    """

    xy: F32
    rows: Rows
    start: Rows
    low: tuple[float, float]
    cell: tuple[float, float]
    across: int
    down: int

    def inside(self, x0: float, y0: float, x1: float, y1: float) -> Rows:
        """The actors in a rectangle, its borders included, ascending; int32."""
        left, right = (self._column(x, 0, self.across) for x in (x0, x1))
        top, bottom = (self._column(y, 1, self.down) for y in (y0, y1))
        lines = np.arange(top, bottom + 1) * self.across
        # The cells of one line lie side by side, and so do their actors.
        found = np.concatenate([self.rows[self.start[at + left] : self.start[at + right + 1]] for at in lines])
        x, y = self.xy[found, 0], self.xy[found, 1]
        answer: Rows = np.sort(found[(x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)])
        return answer

    def nearest(self, x: float, y: float, reach: float, allowed: Bools | None = None) -> int:
        """The nearest actor no further away than ``reach``, -1 if there is none; of equals the first row.

        Parameters
        ----------
        allowed : bool (n,), optional
            The actors that count; absent, all.
        """
        found = self.inside(x - reach, y - reach, x + reach, y + reach)
        if allowed is not None:
            found = found[allowed[found]]
        if not len(found):
            return -1
        away = np.hypot(self.xy[found, 0].astype(float) - x, self.xy[found, 1].astype(float) - y)
        best = int(away.argmin())
        return int(found[best]) if away[best] <= reach else -1

    def _column(self, at: float, axis: int, count: int) -> int:
        return int(min(max((at - self.low[axis]) / self.cell[axis], 0), count - 1))


def spatial_index(xy: F32) -> SpatialIndex:
    """Sort the places ``xy`` (n, 2) into cells; n log n."""
    rows = np.flatnonzero(np.isfinite(xy).all(axis=1)).astype(np.int32)
    placed = xy[rows].astype(np.float64)
    low, high = (placed.min(axis=0), placed.max(axis=0)) if len(rows) else (np.zeros(2), np.zeros(2))
    size = np.maximum(high - low, 1e-6)
    cells = max(len(rows) / PER_CELL, 1.0)
    across = int(np.clip(np.sqrt(cells * size[0] / size[1]), 1, cells))
    down = int(np.clip(cells / across, 1, cells))
    cell = size / [across, down]
    place = np.minimum(((placed - low) / cell).astype(np.int64), [across - 1, down - 1])
    at = place[:, 1] * across + place[:, 0]
    order = np.argsort(at, kind="stable")
    start = np.zeros(across * down + 1, dtype=np.int32)
    np.cumsum(np.bincount(at, minlength=across * down), out=start[1:])
    return SpatialIndex(
        xy, rows[order], start, (float(low[0]), float(low[1])), (float(cell[0]), float(cell[1])), across, down
    )
