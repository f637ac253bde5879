"""How high the rows of a long list are: as estimated until one was looked at, and where each begins."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Int64s = npt.NDArray[np.int64]


class Heights:
    """Heights in px of r rows, of which only those that somebody saw are known."""

    def __init__(self, estimates: npt.NDArray[np.int32]) -> None:
        self._heights = estimates.astype(np.int32)
        self._is_known = np.zeros(len(estimates), dtype=np.bool_)
        self._tops: Int64s | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def tops(self) -> Int64s:
        """Where each row begins and the last one ends, int64 (r + 1,)."""
        if self._tops is None:
            self._tops = np.insert(np.cumsum(self._heights, dtype=np.int64), 0, 0)
        return self._tops

    @property
    def total(self) -> int:
        """How high all of them are."""
        return int(self.tops[-1])

    def at(self, y: int) -> int:
        """The row at a height: the first above all, the last below; -1 where there is none."""
        return min(max(int(np.searchsorted(self.tops, y, side="right")) - 1, 0), len(self) - 1)

    def is_known(self, row: int) -> bool:
        """Whether somebody saw it."""
        return bool(self._is_known[row])

    def of(self, row: int) -> int:
        """The height of a row."""
        return int(self._heights[row])

    def learn(self, row: int, height: int) -> bool:
        """Take note of a height; says whether anything moves."""
        self._is_known[row] = True
        if self._heights[row] == height:
            return False
        self._heights[row] = height
        self._tops = None
        return True

    def forget(self) -> None:
        """Of another width everything is of another height; until then the last ones are the best estimates."""
        self._is_known[:] = False
