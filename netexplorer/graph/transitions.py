"""Every moment at which a relationship's state becomes another, sorted by time once and shared by all who step."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import FOREVER

NOT_YET = -2
ENDED = -1

Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


class Transitions(Struct, frozen=True, eq=False):
    """k transitions at d distinct instants, read-only; what holds since ever is one at ``BEGINNING``.

    Attributes
    ----------
    rel : int32 (k,)
    before, after : int8 (k,)
        State codes, never equal.
    ticks : int64 (d,)
        Ascending.
    starts : int64 (d + 1,)
        The transitions at ``ticks[j]`` are the rows ``starts[j]:starts[j + 1]``, each of another relationship.
    clear : int64 (d,)
        Between the instants j0 and j1 - 1, both included, each relationship occurs once if ``clear[j1 - 1] <= j0``.
    """

    rel: Int32s
    before: Int8s
    after: Int8s
    ticks: Int64s
    starts: Int64s
    clear: Int64s

    @property
    def tick(self) -> Int64s:
        """The instant of each transition, int64 (k,), made anew."""
        return np.repeat(self.ticks, np.diff(self.starts))


def transitions(rel: Int32s, begin: Int64s, end: Int64s, state: Int8s) -> Transitions:
    """The transitions of changes that are ordered by relationship and then by time; O(c log c)."""
    follows = np.zeros(rel.size, dtype=np.bool_)  # the same relationship has a change before this one
    follows[1:] = rel[1:] == rel[:-1]
    touches = follows.copy()
    touches[1:] &= begin[1:] == end[:-1]
    # Each change opens a state and may close it: rows 2 c and 2 c + 1 of what follows, in the order of time.
    before = np.where(follows, ENDED, NOT_YET).astype(np.int8)
    before[touches] = state[:-1][touches[1:]]
    closes = end < FOREVER
    closes[:-1] &= ~touches[1:]
    kept = np.flatnonzero(np.column_stack([before != state, closes]))
    change, is_close = kept >> 1, (kept & 1).astype(np.bool_)
    old = np.where(is_close, state[change], before[change])
    new = np.where(is_close, np.int8(ENDED), state[change])
    when = np.where(is_close, end[change], begin[change])
    whose = rel[change]
    order = np.argsort(when, kind="stable")
    ticks, starts, rank = _instants(when, order)
    before_it = np.full(kept.size, 0, dtype=np.int64)  # 1 + the instant of the transition before, of the same one
    again = whose[1:] == whose[:-1]
    before_it[1:][again] = rank[:-1][again] + 1
    clear = np.maximum.reduceat(before_it[order], starts[:-1]) if ticks.size else ticks
    columns = (whose[order], old[order], new[order], ticks, starts, np.maximum.accumulate(clear))
    return Transitions(*(_frozen(column) for column in columns))


def _instants(when: Int64s, order: npt.NDArray[np.intp]) -> tuple[Int64s, Int64s, Int64s]:
    """The distinct instants, where the rows of each begin in that order, and the number of that of each row."""
    ordered = when[order]
    is_new = np.ones(ordered.size, dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    begins = np.flatnonzero(is_new)
    rank = np.empty(when.size, dtype=np.int64)
    rank[order] = np.cumsum(is_new) - 1
    return ordered[begins], np.append(begins, when.size).astype(np.int64), rank


def _frozen(column: npt.NDArray[Any]) -> Any:
    column.setflags(write=False)
    return column
