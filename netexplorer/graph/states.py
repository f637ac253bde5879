"""What every relationship is at one instant, by one pass over the columns; O(m + c)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import ENDED, NOT_YET, Bools, Int8s, Int32s, Int64s, TemporalNetwork


def current_change(net: TemporalNetwork, t: int) -> Int32s:
    """Row of the change in force at ``t`` for each relationship, int32 (m,); -1 where there is none."""
    rows = np.flatnonzero((net.change_from <= t) & (t < net.change_to)).astype(np.int32)
    current = np.full(net.src.size, -1, dtype=np.int32)
    current[net.change_rel[rows]] = rows
    return current


def states_at(net: TemporalNetwork, t: int) -> Int8s:
    """State code of each relationship at ``t``, int8 (m,): a row of ``net.states``, ``NOT_YET`` or ``ENDED``."""
    current = current_change(net, t)
    states = np.where(_has_begun(net, t), ENDED, NOT_YET).astype(np.int8)
    states[current >= 0] = net.change_state[current[current >= 0]]
    return states


def uncertain_at(net: TemporalNetwork, t: int) -> Bools:
    """Whether the change in force at ``t``, or its end, has only possibly happened yet; bool (m,)."""
    current = current_change(net, t)
    possible = (net.change_possible <= t) & (t < net.change_from_end)
    possible |= (net.until_possible <= t) & (t < net.until_end)
    return _taken(possible, current, False)


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


def _has_begun(net: TemporalNetwork, t: int) -> Bools:
    begun = np.zeros(net.src.size, dtype=np.bool_)
    begun[net.change_rel[net.change_from <= t]] = True
    return begun
