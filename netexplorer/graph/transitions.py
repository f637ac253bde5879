"""Every moment at which a relationship's state becomes another, sorted by time once and shared by all who step."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER

NOT_YET = -2
ENDED = -1

_NEVER = np.iinfo(np.int64).min
_MOST_BITS = 62

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
    whose, old, new, when = _told(rel, begin, end, state)
    order = in_order(when)
    ordered = when[order]
    is_new = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    begins = np.flatnonzero(is_new)
    ticks = ordered[begins]
    earlier = np.full(when.size, _NEVER, dtype=np.int64)  # the instant at which the same relationship changed before
    np.copyto(earlier[1:], when[:-1], where=whose[1:] == whose[:-1])
    latest = np.maximum.accumulate(np.maximum.reduceat(earlier[order], begins)) if begins.size else ticks
    clear = np.searchsorted(ticks, latest, side="right").astype(np.int64)
    starts = np.append(begins, when.size).astype(np.int64)
    columns = (whose[order], old[order], new[order], ticks, starts, clear)
    return Transitions(*(_frozen(column) for column in columns))


def _told(rel: Int32s, begin: Int64s, end: Int64s, state: Int8s) -> tuple[Int32s, Int8s, Int8s, Int64s]:
    """Each transition in the order of the changes: whose it is, from which state, to which, and when."""
    before, touches = states_before(rel, begin, end, state)
    closes = end < FOREVER
    closes[:-1] &= ~touches[1:]
    opens = before != state
    if not closes.any():
        return (rel, before, state, begin) if opens.all() else (rel[opens], before[opens], state[opens], begin[opens])
    # Each change opens a state and may close it: rows 2 c and 2 c + 1 of these, in the order of time.
    kept = np.flatnonzero(np.column_stack([opens, closes]))
    change, is_close = kept >> 1, (kept & 1).astype(np.bool_)
    old = np.where(is_close, state[change], before[change])
    new = np.where(is_close, np.int8(ENDED), state[change])
    return rel[change], old, new, np.where(is_close, end[change], begin[change])


def states_before(rel: Int32s, begin: Int64s, end: Int64s, state: Int8s) -> tuple[Int8s, npt.NDArray[np.bool_]]:
    """Which state each change comes after, int8 (c,), and whether the change before it lasts until then, bool (c,)."""
    follows = np.zeros(rel.size, dtype=np.bool_)  # the same relationship has a change before this one
    follows[1:] = rel[1:] == rel[:-1]
    touches = follows.copy()
    touches[1:] &= begin[1:] == end[:-1]
    before = np.where(follows, np.int8(ENDED), np.int8(NOT_YET))
    np.copyto(before[1:], state[:-1], where=touches[1:])
    return before, touches


def in_order(values: Int64s) -> npt.NDArray[np.int64]:
    """The rows of some numbers in ascending order, equal ones as they come, int64 (n,).

    Where number and row fit into 63 bits together, they are sorted as one: ten times faster than a stable sort of rows.
    """
    bounded = values[values > BEGINNING]
    low = int(bounded.min(initial=FOREVER)) - 1  # takes the place of what is since ever
    bits = max(values.size - 1, 0).bit_length()
    if not bounded.size or (int(bounded.max()) - low).bit_length() + bits > _MOST_BITS:
        return np.argsort(values, kind="stable")
    packed = np.maximum(values, low) - low
    packed <<= bits
    packed |= np.arange(values.size)
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def _frozen(column: npt.NDArray[Any]) -> Any:
    column.setflags(write=False)
    return column
