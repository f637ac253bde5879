"""The distinct dates of a dataset, each read once, and columns that look their values up in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.texts import Ints

Int64s = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Periods(Struct, frozen=True, eq=False):
    """The period of each of k distinct dates; the first one is no date at all, and nothing is known of its bounds.

    Attributes
    ----------
    is_date, is_exact : bool (k,)
        An absent date counts as one and is exact.
    start, stop : int64 (k,)
        From where a change of this date holds, and until where; ``BEGINNING`` and ``FOREVER`` without one.
    earliest, possible, end : int64 (k,)
        The bounds of the period, and from where such a change is only possible; 0 without a date.
    """

    is_date: Bools
    is_exact: Bools
    start: Int64s
    stop: Int64s
    earliest: Int64s
    possible: Int64s
    end: Int64s

    @classmethod
    def read(cls, axis: TimeAxis, values: Iterable[schema.DateText]) -> Periods:
        """Read the distinct dates of a column, of which the first is the absent one."""
        rows: list[tuple[int, ...]] = []
        for value in values:
            date = axis.read(value)
            if date is None:
                rows.append((value == "", 1, BEGINNING, FOREVER, 0, 0, 0))
            else:
                rows.append((1, date.is_exact, date.earliest, date.end, date.earliest, date.possible_from, date.end))
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 7).T
        return cls(
            table[0].astype(np.bool_), table[1].astype(np.bool_), *(np.ascontiguousarray(row) for row in table[2:])
        )


class Taken(Struct, frozen=True, eq=False):
    """A read-only column int64 (c,) of which only codes are held: value i is ``table[codes[i]]``.

    It is indexed and compared like an array, which it becomes by ``numpy.asarray``.

    Attributes
    ----------
    table : int64 (k,)
        The distinct values.
    codes : int8, int16 or int32 (c,)
        Which of them each row has.
    """

    table: Int64s
    codes: Ints

    @property
    def size(self) -> int:
        """How many rows."""
        return int(self.codes.size)

    def __len__(self) -> int:
        return self.size

    def of(self, rows: npt.NDArray[np.integer[Any]]) -> Taken:
        """The column of some rows."""
        codes = self.codes[rows]
        codes.setflags(write=False)
        return Taken(self.table, codes)

    def __getitem__(self, rows: Any) -> Any:
        return self.table[self.codes[rows]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Taken) and self.tolist() == other.tolist()

    __hash__ = None  # type: ignore[assignment]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        return np.asarray(self.table[self.codes], dtype=dtype)

    def tolist(self) -> list[int]:
        """The values as a list."""
        values: list[int] = self.table[self.codes].tolist()
        return values

    def __le__(self, other: Any) -> Bools:
        return np.asarray(np.asarray(self) <= np.asarray(other))

    def __lt__(self, other: Any) -> Bools:
        return np.asarray(np.asarray(self) < np.asarray(other))

    def __ge__(self, other: Any) -> Bools:
        return np.asarray(np.asarray(self) >= np.asarray(other))

    def __gt__(self, other: Any) -> Bools:
        return np.asarray(np.asarray(self) > np.asarray(other))
