"""The values that occur in an array, and where codes come first.

``np.unique`` says the same. It loads ``numpy.ma`` for it, 20 ms of a start, and sorts a million codes where looking
through them once is enough.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Scalar = TypeVar("Scalar", bound=np.generic)
_FEW = 1_000  # rows to each code; then nearly always each is among the first rows


def distinct(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """The values of an array of any shape, each once, ascending (k,)."""
    ordered = np.sort(values, axis=None)
    is_new: Any = np.ones(len(ordered), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    found: npt.NDArray[Scalar] = ordered[is_new]
    return found


def firsts(codes: npt.NDArray[Any], most: int) -> npt.NDArray[np.int64]:
    """The row at which each of the codes below ``most`` comes first; how many rows there are for one that does not."""
    is_alike = codes.strides == (0,)  # one value repeated
    part = 1 if is_alike and codes.size else codes.size // 16
    if is_alike or _FEW * most < codes.size:
        first = _firsts(codes[:part], most)
        if is_alike or np.array_equal(first < part, occurring(codes, most)):
            first[first == part] = codes.size
            return first
    return _firsts(codes, most)


def _firsts(codes: npt.NDArray[Any], most: int) -> npt.NDArray[np.int64]:
    first = np.full(most, codes.size, dtype=np.int64)
    first[codes[::-1]] = np.arange(codes.size)[::-1]
    return first


def occurring(codes: npt.NDArray[Any], most: int) -> npt.NDArray[np.bool_]:
    """Which of the codes below ``most`` occur."""
    found = np.zeros(most, dtype=np.bool_)
    found[codes[:1] if codes.strides == (0,) else codes] = True
    return found


def first_rows(codes: npt.NDArray[Any], most: int) -> npt.NDArray[np.int64]:
    """The rows in which a code below ``most`` comes first, ascending."""
    first = firsts(codes, most)
    return np.sort(first[first < codes.size])


def in_turn(codes: npt.NDArray[Any], most: int) -> list[int]:
    """The codes below ``most`` that occur, in the order in which they come first."""
    found: list[int] = codes[first_rows(codes, most)].tolist()
    return found
