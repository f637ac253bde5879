"""A place in time that knows all states there, and steps at the cost of what changed rather than of what exists."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.network import ENDED, NOT_YET, Bools, Int8s, Int32s, Int64s, TemporalNetwork
from netexplorer.graph.states import states_at


class Steps(Struct, frozen=True, eq=False):
    """Relationships and how their states differ, each once.

    Attributes
    ----------
    rel : int32 (k,)
    before, after : int8 (k,)
        State codes, never equal.
    tick : int64 (k,)
        Instant of the last change before the place arrived at (going back: of the first one that was undone).
    """

    rel: Int32s
    before: Int8s
    after: Int8s
    tick: Int64s


def transitions(net: TemporalNetwork) -> Steps:
    """Every moment at which a relationship's state becomes another, in the order of time; O(c log c).

    What holds since ever is a transition at ``BEGINNING``.
    """
    n_changes = net.change_rel.size
    follows = np.zeros(n_changes, dtype=np.bool_)  # the same relationship has a change before this one
    follows[1:] = net.change_rel[1:] == net.change_rel[:-1]
    touches = follows.copy()
    touches[1:] &= net.change_from[1:] == net.change_to[:-1]
    before = np.where(follows, ENDED, NOT_YET).astype(np.int8)
    before[touches] = net.change_state[:-1][touches[1:]]
    closes = net.change_to < FOREVER
    closes[:-1] &= ~touches[1:]
    rel = np.concatenate([net.change_rel, net.change_rel[closes]])
    old = np.concatenate([before, net.change_state[closes]])
    new = np.concatenate([net.change_state, np.full(int(closes.sum()), ENDED, dtype=np.int8)])
    tick = np.concatenate([net.change_from, net.change_to[closes]])
    differs = np.flatnonzero(old != new)
    order = differs[np.argsort(tick[differs], kind="stable")]
    return Steps(*(_frozen(column[order]) for column in (rel, old, new, tick)))


class Cursor:
    """The states of a network at a movable instant.

    ``states`` always equals ``states_at(net, t)``. A seek costs a copy of the states and what differs.
    """

    def __init__(self, net: TemporalNetwork, t: int | None = None) -> None:
        self._moves = transitions(net)
        self._t = net.first if t is None else t
        self._states: Int8s = _frozen(states_at(net, self._t))

    @property
    def t(self) -> int:
        """The instant, in ticks."""
        return self._t

    @property
    def states(self) -> Int8s:
        """State codes at ``t``, int8 (m,); read-only, and left alone by later seeks."""
        return self._states

    def seek(self, t: int) -> Steps:
        """Go to an instant, forward or back, and say what differs there, each relationship once."""
        here, there = (int(np.searchsorted(self._moves.tick, place, side="right")) for place in (self._t, t))
        steps = _net_effect(self._moves, here, there)
        self._t = t
        if steps.rel.size:
            states = self._states.copy()
            states[steps.rel] = steps.after
            self._states = _frozen(states)
        return steps


def change_ticks(net: TemporalNetwork, mask: Bools | None = None) -> Int64s:
    """Instants at which something begins, changes or ends, int64, ascending and each once.

    Parameters
    ----------
    mask : bool (m,), optional
        The relationships that count; absent, all.
    """
    wanted = np.ones(net.change_rel.size, dtype=np.bool_) if mask is None else mask[net.change_rel]
    ticks = np.unique(np.concatenate([net.change_from[wanted], net.change_to[wanted]]))
    bounded: Int64s = ticks[(ticks > BEGINNING) & (ticks < FOREVER)]
    return bounded


def _net_effect(moves: Steps, here: int, there: int) -> Steps:
    window = slice(min(here, there), max(here, there))
    # Towards the place arrived at: forward in time, or undone from the latest to the earliest.
    step = 1 if there >= here else -1
    rel, tick = moves.rel[window][::step], moves.tick[window][::step]
    old, new = (moves.before, moves.after) if step > 0 else (moves.after, moves.before)
    old, new = old[window][::step], new[window][::step]
    which, first = np.unique(rel, return_index=True)
    last = rel.size - 1 - np.unique(rel[::-1], return_index=True)[1]
    differs = old[first] != new[last]
    return Steps(which[differs], old[first][differs], new[last][differs], tick[last][differs])


def _frozen(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    column.setflags(write=False)
    return column
