"""What every relationship is at one instant, by one pass over the columns; O(m + c)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import NOT_YET, Bools, Int8s, Int32s, Int64s, TemporalNetwork


def current_change(net: TemporalNetwork, t: int) -> Int32s:
    """Row of the change in force at ``t`` for each relationship, int32 (m,); -1 where there is none."""
    rows = np.flatnonzero((net.change_from <= t) & (t < net.change_to)).astype(np.int32)
    current = np.full(net.src.size, -1, dtype=np.int32)
    current[net.change_rel[rows]] = rows
    return current


def states_at(net: TemporalNetwork, t: int) -> Int8s:
    """State code of each relationship at ``t``, int8 (m,): a row of ``net.states``, ``NOT_YET`` or ``ENDED``."""
    begun = np.zeros(net.change_from.size + 1, dtype=np.bool_)  # one more, for relationships at the end without changes
    np.less_equal(net.change_from, t, out=begun[:-1])
    first = net.change_start[:-1]
    has_begun = begun[first]
    has_begun &= first < net.change_start[1:]
    states: Int8s = has_begun.view(np.int8) + np.int8(NOT_YET)  # NOT_YET and ENDED are neighbours
    begun[:-1] &= t < net.change_to
    rows = np.flatnonzero(begun[:-1])
    states[net.change_rel[rows]] = net.change_state[rows]
    return states


def uncertain_at(net: TemporalNetwork, t: int) -> Bools:
    """Whether the change in force at ``t``, or its end, has only possibly happened yet; bool (m,)."""
    begins, possible, end = net.change_possible, net.change_possible.table, net.change_from_end.table
    until, until_possible, until_end = net.until_possible, net.until_possible.table, net.until_end.table
    is_begin, is_end = (possible <= t) & (t < end), (until_possible <= t) & (t < until_end)
    uncertain = np.zeros(net.src.size, dtype=np.bool_)
    if not is_begin.any() and not is_end.any():  # of all dates that occur
        return uncertain
    rows = np.flatnonzero((net.change_from <= t) & (t < net.change_to))
    uncertain[net.change_rel[rows]] = is_begin[begins.codes[rows]] | is_end[until.codes[rows]]
    return uncertain


def since(net: TemporalNetwork, t: int) -> Int64s:
    """Instant at which the change in force at ``t`` began, or the relationship ended; int64 (m,).

    ``BEGINNING`` where a relationship is not yet, or has been in its state since ever.
    """
    current = current_change(net, t)
    began = _taken(net.change_from, current, BEGINNING)
    # A relationship without a change in force that has begun is between two changes, or behind its last.
    started = changes_begun(net, t)
    ended = (current < 0) & (started > 0)
    began[ended] = net.change_to[net.change_start[:-1][ended] + started[ended] - 1]
    return began


def changes_begun(net: TemporalNetwork, t: int) -> npt.NDArray[np.intp]:
    """How many changes of each relationship have begun by ``t``, in force or over; int (m,)."""
    return np.bincount(net.change_rel[net.change_from <= t], minlength=net.src.size)


def _taken(column: npt.NDArray[Any], rows: Int32s, otherwise: Any) -> npt.NDArray[Any]:
    taken = np.full(rows.size, otherwise, dtype=column.dtype)
    taken[rows >= 0] = column[rows[rows >= 0]]
    return taken
