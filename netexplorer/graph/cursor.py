"""A place in time that knows all states there, and steps at the cost of what changed rather than of what exists."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import numpy as np
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import NOT_YET, Bools, Int8s, Int32s, Int64s, TemporalNetwork
from netexplorer.graph.states import states_at
from netexplorer.graph.transitions import Transitions

_KEYFRAMES = 8  # instants at which all states are remembered, once a seek goes far: a byte a relationship for each
_FAR = 32  # of what happens at all, the part beyond which to say what differs costs more than to count anew
_COPY_COST = 64  # comparing the states of so many relationships costs as much as sorting one transition


class Steps(Struct, frozen=True, eq=False):
    """Relationships and how their states differ, each once, in no order that means anything.

    Attributes
    ----------
    rel : int32 (k,)
    before, after : int8 (k,)
        State codes, never equal.
    """

    rel: Int32s
    before: Int8s
    after: Int8s


class Cursor:
    """The states of a network at a movable instant.

    ``states`` always equals ``states_at(net, t)``. A seek costs what happens between the two instants; where that is
    each relationship once, what it answers is not even copied. One that goes far starts from a remembered place near
    its end, so it costs a sixteenth of all transitions and a look at each relationship.

    Parameters
    ----------
    t : int, optional
        Where to begin; absent, the network's first instant.
    """

    def __init__(self, net: TemporalNetwork, t: int | None = None) -> None:
        self._moves = net.transitions
        self._ticks = self._moves.ticks.data  # read number by number, several times faster than the array
        self._starts = self._moves.starts.data
        self._clear = self._moves.clear.data
        self._t = net.first if t is None else t
        self._place = bisect_right(self._ticks, self._t)  # so many instants have come
        self._states: Int8s = states_at(net, self._t).copy()
        self._shown: Int8s = self._states.view()
        self._shown.setflags(write=False)

    @property
    def t(self) -> int:
        """The instant, in ticks."""
        return self._t

    @property
    def states(self) -> Int8s:
        """State codes at ``t``, int8 (m,): one read-only array that later seeks change; copy what has to stay."""
        return self._shown

    def seek(self, t: int) -> Steps:
        """Go to an instant, forward or back, and say what differs there, each relationship once."""
        here, there = self._place, bisect_right(self._ticks, t)
        self._t, self._place = t, there
        first, last = (here, there) if here <= there else (there, here)
        window = slice(self._starts[first], self._starts[last])
        moves, is_forward = self._moves, here <= there
        rel, old, new = moves.rel[window], moves.before[window], moves.after[window]
        if not is_forward:
            old, new = new, old
        if first == last or self._clear[last - 1] <= first:
            self._states[rel] = new
            return Steps(rel, old, new)
        count = window.stop - window.start
        if count * _KEYFRAMES > moves.rel.size:
            return self._replace(self._keyframes.states_at(there))
        if count * _COPY_COST > self._states.size:
            before = self._states.copy()
            _put(self._states, rel, new, is_forward=is_forward)
            return _differing(before, self._states)
        return self._few(rel, new, is_forward=is_forward)

    def is_far(self, t: int) -> bool:
        """Whether so much happens between here and an instant that most of what a seek costs is to say what differs."""
        between = abs(self._starts[bisect_right(self._ticks, t)] - self._starts[self._place])
        return between * _FAR > self._moves.rel.size

    def leap(self, t: int) -> None:
        """Go to an instant and say nothing; costs a sixteenth of all transitions at most, and a byte a relationship."""
        self._t, self._place = t, bisect_right(self._ticks, t)
        self._states[:] = self._keyframes.states_at(self._place)

    def make_ready(self) -> None:
        """Remember some places now, which the first seek that goes far does else."""
        _ = self._keyframes

    @cached_property
    def _keyframes(self) -> _Keyframes:
        return _Keyframes(self._moves, self._states.size)

    def _few(self, rel: Int32s, new: Int8s, *, is_forward: bool) -> Steps:
        which = distinct(rel)
        before = self._states[which]
        _put(self._states, rel, new, is_forward=is_forward)
        after = self._states[which]
        differs = before != after
        return Steps(which[differs], before[differs], after[differs])

    def _replace(self, states: Int8s) -> Steps:
        steps = _differing(self._states, states)
        self._states[:] = states
        return steps


class _Keyframes:
    """All states at some instants with equally many transitions in between, so that no place is far from one."""

    def __init__(self, moves: Transitions, count: int) -> None:
        self._moves = moves
        shares = np.arange(_KEYFRAMES + 1) * moves.rel.size // _KEYFRAMES
        self._places: list[int] = np.searchsorted(moves.starts, shares).tolist()
        states = np.full(count, NOT_YET, dtype=np.int8)
        self._frames = [states]
        for here, there in zip(self._places, self._places[1:], strict=False):
            states = states.copy()
            self._go(states, here, there)
            self._frames.append(states)

    def states_at(self, place: int) -> Int8s:
        """The states when so many instants have come, as a new array."""
        starts = self._moves.starts
        nearest = min(
            range(len(self._places)), key=lambda frame: abs(int(starts[self._places[frame]]) - int(starts[place]))
        )
        states = self._frames[nearest].copy()
        self._go(states, self._places[nearest], place)
        return states

    def _go(self, states: Int8s, here: int, there: int) -> None:
        moves, is_forward = self._moves, here <= there
        window = slice(int(moves.starts[min(here, there)]), int(moves.starts[max(here, there)]))
        new = moves.after if is_forward else moves.before
        _put(states, moves.rel[window], new[window], is_forward=is_forward)


def _put(states: Int8s, rel: Int32s, new: Int8s, *, is_forward: bool) -> None:
    """Let the transition count that is nearest to the place arrived at: of several, NumPy keeps the last."""
    step = 1 if is_forward else -1
    states[rel[::step]] = new[::step]


def _differing(before: Int8s, after: Int8s) -> Steps:
    rel = np.flatnonzero(before != after).astype(np.int32)
    return Steps(rel, before[rel], after[rel])


def change_ticks(net: TemporalNetwork, mask: Bools | None = None) -> Int64s:
    """Instants at which something begins, changes or ends, int64, ascending and each once.

    Parameters
    ----------
    mask : bool (m,), optional
        The relationships that count; absent, all.
    """
    wanted = slice(None) if mask is None else mask[net.change_rel]
    ticks = distinct(np.concatenate([net.change_from[wanted], net.change_to[wanted]]))
    bounded: Int64s = ticks[(ticks > BEGINNING) & (ticks < FOREVER)]
    return bounded
