"""How many relationships are in each state: at one instant, and over all of time."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import Bools, Int8s, Int32s, Int64s, TemporalNetwork


class Counts(Struct, frozen=True, eq=False):
    """A step function of time: from ``ticks[i]`` on, until the next one, there are ``counts[i]``.

    Attributes
    ----------
    ticks : int64 (k,)
        Ascending, each once; the first is ``BEGINNING``, so the function is defined everywhere.
    counts : int32 (k, S)
        Relationships in each state of the dataset; those not yet or ended are not counted.
    """

    ticks: Int64s
    counts: Int32s

    def at(self, t: int) -> Int32s:
        """Counts at one instant, int32 (S,)."""
        row: Int32s = self.counts[max(int(np.searchsorted(self.ticks, t, side="right")) - 1, 0)]
        return row


def counts_over_time(net: TemporalNetwork, mask: Bools | None = None) -> Counts:
    """Count the relationships in each state over all of time, in one pass over the transitions.

    Parameters
    ----------
    mask : bool (m,), optional
        The relationships that count; absent, all.
    """
    moves, n_states = net.transitions, len(net.states)
    wanted = slice(None) if mask is None else mask[moves.rel]
    row = np.repeat(np.arange(moves.ticks.size), np.diff(moves.starts))[wanted]
    deltas = np.zeros(moves.ticks.size * n_states, dtype=np.int64)
    for codes, sign in ((moves.after[wanted], 1), (moves.before[wanted], -1)):
        is_state = codes >= 0
        deltas += sign * np.bincount(row[is_state] * n_states + codes[is_state], minlength=deltas.size)
    counts = deltas.reshape(-1, n_states).cumsum(axis=0).astype(np.int32)
    happens = np.zeros(moves.ticks.size, dtype=np.bool_)
    happens[row] = True
    ticks, counts = moves.ticks[happens], counts[happens]
    if not ticks.size or ticks[0] > BEGINNING:
        ticks = np.concatenate([[BEGINNING], ticks])
        counts = np.concatenate([np.zeros((1, n_states), dtype=np.int32), counts])
    ticks.setflags(write=False)
    counts.setflags(write=False)
    return Counts(ticks, counts)


def counts_at(states: Int8s, n_states: int) -> Int64s:
    """Count state codes, int64 (S + 2,), to be read by code: ``[ENDED]`` and ``[NOT_YET]`` are the last two entries."""
    counts: Int64s = np.bincount(states.astype(np.int64) % (n_states + 2), minlength=n_states + 2).astype(np.int64)
    return counts
