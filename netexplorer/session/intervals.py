"""Changes as intervals of time, counted over all of it: how many are in force, by whatever tells them apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork

Ints = npt.NDArray[np.integer]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

_MOST_SLOTS = 4_000_000  # of a table that is quicker than a search


class Periods(Struct, frozen=True, eq=False):
    """When each of c changes begins and ends, as rows of one list of instants.

    Attributes
    ----------
    ticks : int64 (g,)
        Ascending, each once, from ``BEGINNING`` to ``FOREVER``.
    own : int64 (k,)
        Those at which a change begins or ends, with ``BEGINNING`` and ``FOREVER``.
    begins, ends : int32 (c,)
        Rows of ``ticks``.
    year_after : int32 (g,)
        For those of ``own`` the row of the instant a year after.
    """

    ticks: Int64s
    own: Int64s
    begins: Int32s
    ends: Int32s
    year_after: Int32s

    def count(self, changes: Int64s) -> Int32s:
        """How many of some changes are in force, int32 (g,)."""
        return Deltas(self.ticks.size).add(self.begins[changes], self.ends[changes]).counts()

    def count_by(self, changes: Int64s, codes: Ints, size: int) -> Int32s:
        """How many of some changes are in force by codes below ``size``, int32 (g, size)."""
        flat = Deltas(self.ticks.size * size)
        begins, ends = (rows[changes].astype(np.int64) * size + codes for rows in (self.begins, self.ends))
        return flat.add(begins, ends).by.reshape(-1, size).cumsum(axis=0, dtype=np.int32)

    def count_begun(self, changes: Ints) -> Int32s:
        """How many of some changes have begun, int32 (g,)."""
        return np.bincount(self.begins[changes], minlength=self.ticks.size).cumsum().astype(np.int32)

    def count_uncertain_by(self, net: TemporalNetwork, changes: Int64s, by: Ints, size: int) -> Int32s:
        """By codes below ``size``, how many of some changes are in force of which they, or their ends, have only
        possibly happened yet; int32 (g, size).
        """
        begins, ends, deltas = self.begins[changes], self.ends[changes], Deltas(self.ticks.size * size)
        windows = []
        for possible, end in (
            (net.change_possible, net.change_from_end),
            (net.until_possible, net.until_end),
        ):
            opens, closes = (np.searchsorted(self.ticks, each.table).astype(np.int32) for each in (possible, end))
            codes = possible.codes[changes]
            window = (np.maximum(begins, opens[codes]), np.minimum(ends, closes[codes]))
            windows.append(tuple(rows.astype(np.int64) * size + by for rows in window))
        (begin, end_), (other, other_end) = windows
        deltas.add(begin, end_).add(other, other_end)
        both = Deltas(deltas.by.size).add(np.maximum(begin, other), np.minimum(end_, other_end))
        found: Int32s = (deltas.by - both.by).reshape(-1, size).cumsum(axis=0, dtype=np.int32)
        return found


class Deltas:
    """What is added and taken away at each row; ``by`` is int64 (size,)."""

    def __init__(self, size: int) -> None:
        self.by: Int64s = np.zeros(size, dtype=np.int64)

    def add(self, begins: Ints, ends: Ints) -> Deltas:
        """Count intervals; those that are empty do not count."""
        is_some = begins < ends
        if not is_some.all():
            begins, ends = begins[is_some], ends[is_some]
        self.by += np.bincount(begins, minlength=self.by.size)
        self.by -= np.bincount(ends, minlength=self.by.size)
        return self

    def counts(self) -> Int32s:
        """How many there are from each row on, int32 (size,)."""
        return self.by.cumsum().astype(np.int32)


def periods(net: TemporalNetwork, year_after: Callable[[Int64s], Int64s], most: int) -> Periods | None:
    """The changes of a network on one list of instants; none if these were more than ``most``.

    Parameters
    ----------
    year_after : callable
        The instants a year after some bounded ones.
    """
    ends = np.array([BEGINNING, FOREVER])
    own = distinct(np.concatenate([distinct(net.change_from), distinct(net.change_to), ends]))
    if own.size > most:
        return None
    later = own.copy()
    later[1:-1] = np.minimum(year_after(own[1:-1]), FOREVER)
    tables = [each.table for each in (net.change_possible, net.change_from_end, net.until_possible, net.until_end)]
    ticks = distinct(np.concatenate([own, later, *tables]))
    if ticks.size > most:
        return None
    row = np.searchsorted(ticks, own).astype(np.int32)
    after = np.zeros(ticks.size, dtype=np.int32)
    after[row] = np.searchsorted(ticks, later)
    begins, until = (row[_places(own, column)] for column in (net.change_from, net.change_to))
    return Periods(ticks, own, begins, until, after)


def _places(own: Int64s, values: Int64s) -> Ints:
    """Where each of some values stands in a list that has them all."""
    inner = own[1:-1]
    unit = int(np.gcd.reduce(np.diff(inner))) if inner.size > 1 else 0
    if not unit or (int(inner[-1]) - int(inner[0])) // unit > _MOST_SLOTS:
        return np.searchsorted(own, values)
    slots = np.zeros((int(inner[-1]) - int(inner[0])) // unit + 3, dtype=np.int32)
    slots[1 + (inner - inner[0]) // unit] = np.arange(1, own.size - 1)
    slots[-1] = own.size - 1
    found: Int32s = slots[(np.clip(values, inner[0] - unit, inner[-1] + unit) - (inner[0] - unit)) // unit]
    return found
