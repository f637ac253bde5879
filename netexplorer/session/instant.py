"""How relationships stand at one instant: all of them in one pass over the changes, or some at the cost of these."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import astuple

from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int64s = npt.NDArray[np.int64]
Rows = npt.NDArray[np.integer[Any]]


class Instant(Struct, frozen=True, eq=False):
    """All m relationships at an instant, of which k are in a state.

    Attributes
    ----------
    states : int8 (m,)
        As :func:`netexplorer.graph.states.states_at` has them.
    rels, changes : int (k,)
        The relationships that are in a state, ascending, and for each the change that is in force.
    uncertain : bool (k,)
        That change, or its end, has only possibly happened yet.
    """

    states: Int8s
    rels: Rows
    changes: Rows
    uncertain: Bools


def instant(net: TemporalNetwork, t: int) -> Instant:
    """Look at the whole network, in O(m + c)."""
    begun = np.zeros(net.change_from.size + 1, dtype=np.bool_)  # one more, for relationships at the end without changes
    np.less_equal(net.change_from, t, out=begun[:-1])
    first = net.change_start[:-1]
    has_begun = begun[first] & (first < net.change_start[1:])
    states = has_begun.view(np.int8) + np.int8(NOT_YET)  # NOT_YET and ENDED are neighbours
    rels, changes = in_force(net, t)
    states[rels] = net.change_state[changes]
    return Instant(states, rels, changes, _uncertain(net, t, changes))


def in_force(net: TemporalNetwork, t: int) -> tuple[Rows, Rows]:
    """The relationships that are in a state, ascending, and for each the change that is in force; int (k,), (k,)."""
    changes = np.flatnonzero((net.change_from <= t) & (t < net.change_to))
    return net.change_rel[changes], changes


def _uncertain(net: TemporalNetwork, t: int, changes: Rows) -> Bools:
    """Whether changes that are in force, or their ends, have only possibly happened yet; asked of each date once."""
    begins, ends = net.change_possible, net.until_possible
    is_begin = (begins.table <= t) & (t < net.change_from_end.table)
    is_end = (ends.table <= t) & (t < net.until_end.table)
    uncertain = is_begin[begins.codes[changes]] if is_begin.any() else np.zeros(len(changes), dtype=np.bool_)
    return uncertain | is_end[ends.codes[changes]] if is_end.any() else uncertain


class Standing(Struct, frozen=True, eq=False):
    """How k chosen relationships stand at an instant.

    Attributes
    ----------
    states : int8 (k,)
    in_force, uncertain, ending : bool (k,)
        A change is in force; it, or its end, has only possibly happened yet; its end has.
    told : int64 (k,)
        The change to tell about: the one in force, of one that has ended its last, else its first; -1 if it has none.
    """

    states: Int8s
    in_force: Bools
    uncertain: Bools
    ending: Bools
    told: Int64s

    def of(self, chosen: Bools) -> Standing:
        """Some of them."""
        return Standing(*(column[chosen] for column in astuple(self)))

    def key(self) -> bytes:
        """Equal where everything that depends on the instant is equal."""
        return b"".join(column.tobytes() for column in (self.told, self.states, self.uncertain, self.ending))


def standing(net: TemporalNetwork, t: int, rels: Rows) -> Standing:
    """Look at some relationships only; costs their changes."""
    changes, count = changes_of(net, rels)
    begun = np.concatenate([[0], np.cumsum(net.change_from[changes] <= t)])
    end = np.cumsum(count)
    so_many = begun[end] - begun[end - count]
    told = np.where(count > 0, net.change_start[rels] + np.maximum(so_many, 1) - 1, -1)
    in_force = so_many > 0  # changes follow one another, so none but the last that has begun can be in force
    in_force[in_force] = t < net.change_to[told[in_force]]
    states = np.where(so_many > 0, ENDED, NOT_YET).astype(np.int8)
    states[in_force] = net.change_state[told[in_force]]
    uncertain = in_force.copy()
    uncertain[in_force] = _uncertain(net, t, told[in_force])
    ending = in_force.copy()
    ending[in_force] = (net.until_possible[told[in_force]] <= t) & (t < net.until_end[told[in_force]])
    return Standing(states, in_force, uncertain, ending, told)


def changes_of(net: TemporalNetwork, rels: Rows) -> tuple[Int64s, Int64s]:
    """The rows of the changes of some relationships, one relationship after the other, and how many each has."""
    begin = net.change_start[rels].astype(np.int64)
    count = net.change_start[rels + 1] - begin
    start = np.cumsum(count) - count
    return np.repeat(begin - start, count) + np.arange(int(count.sum())), count
