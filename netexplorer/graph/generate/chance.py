"""Chance that is the same everywhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Int64s = npt.NDArray[np.int64]
_HALF = np.uint64(32)


class Chance:
    """Integers out of the raw stream of PCG64 (O'Neill 2014), which NumPy promises never to change.

    The methods of ``numpy.random.Generator`` may give other numbers in another version of NumPy, so none is used.
    """

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed)

    def below(self, bound: int | Int64s, size: int) -> Int64s:
        """Integers from 0 to ``bound`` - 1, int64 (size,); one bound for all or one for each, under 2**32.

        The upper half of 64 random bits times the bound, shifted back (Lemire 2019, doi:10.1145/3230636): the odds of
        two numbers differ by less than one in 2**32 / bound.
        """
        raw = np.asarray(self._bits.random_raw(size), dtype=np.uint64) >> _HALF
        numbers: Int64s = ((raw * np.asarray(bound, dtype=np.uint64)) >> _HALF).astype(np.int64)
        return numbers

    def between(self, least: int, most: int, size: int) -> Int64s:
        """Integers from ``least`` to ``most``, both included."""
        return least + self.below(most - least + 1, size)

    def percent(self, share: int, size: int) -> npt.NDArray[np.bool_]:
        """True in ``share`` of a hundred cases."""
        drawn: npt.NDArray[np.bool_] = self.below(100, size) < share
        return drawn

    def weighted(self, weights: Int64s, size: int) -> Int64s:
        """Rows of ``weights``, each as often as it weighs; the weights are integers with a sum under 2**32."""
        edges = np.cumsum(weights)
        return np.searchsorted(edges, self.below(int(edges[-1]), size), side="right").astype(np.int64)
