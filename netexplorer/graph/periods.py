"""The distinct dates of a dataset, each read once, and columns that look their values up in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER
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
        values = list(values)
        table = np.zeros((7, len(values)), dtype=np.int64)
        days, ticks = (np.zeros(0, dtype=np.int64),) * 2 if axis.is_number else days_in(values)
        table[:2, days] = 1
        table[2:, days] = np.stack([ticks, ticks + DAY, ticks, ticks + 1, ticks + DAY])
        is_day = table[0].astype(np.bool_)
        for row in np.flatnonzero(~is_day).tolist():
            date = axis.read(values[row])
            if date is None:
                table[:4, row] = (values[row] == "", 1, BEGINNING, FOREVER)
            else:
                bounds = (date.earliest, date.end, date.earliest, date.possible_from, date.end)
                table[:, row] = (1, date.is_exact, *bounds)
        return cls(table[0].astype(np.bool_), table[1].astype(np.bool_), *table[2:])


def days_in(values: Sequence[Any]) -> tuple[Int64s, Int64s]:
    """Which of some values are days as ``2021-11-01``, and the ticks at which they begin: most dates of large files."""
    size = len("2021-11-01")
    alike = [row for row, text in enumerate(values) if isinstance(text, str) and len(text) == size and text.isascii()]
    rows = np.array(alike, dtype=np.int64)
    letters = "".join([values[row] for row in alike]).encode()
    table = np.frombuffer(letters, dtype=np.uint8).reshape(rows.size, 10).astype(np.int64) - ord("0")
    digits = table[:, [0, 1, 2, 3, 5, 6, 8, 9]]
    dash = ord("-") - ord("0")
    is_day = ((digits >= 0) & (digits <= 9)).all(axis=1) & (table[:, 4] == dash) & (table[:, 7] == dash)
    year, month, day = digits[:, :4] @ [1000, 100, 10, 1], digits[:, 4:6] @ [10, 1], digits[:, 6:] @ [10, 1]
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64)
    is_day &= (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    ticks = (months.astype("datetime64[D]").astype(np.int64) + day - 1) * DAY
    return rows[is_day], ticks[is_day]


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
