"""What a legend counts, in the window and in a picture alike: channels by state, actors by side and by kind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import ENDED, TemporalNetwork

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

CHANNEL = "channel"


def states_heading(net: TemporalNetwork) -> str:
    """What stands over the counts of the states; a dataset that names no channels counts all its relationships."""
    return "Channels on this date" if CHANNEL in net.families else "State on this date"


def count_states(net: TemporalNetwork, states: npt.NDArray[np.int8], rels: Bools) -> Counts:
    """How many channels of ``rels`` (m,) are in each state, int64 (S + 1,); the last are those that have ended."""
    now = states[rels & net.is_channel]
    size = len(net.states)
    codes = np.where(now == ENDED, size, now)
    return np.bincount(codes[codes >= 0].astype(np.int64), minlength=size + 1)


def count_actors(codes: npt.NDArray[np.int16], actors: Bools, size: int) -> Counts:
    """How many of ``actors`` (n,) have each of ``size`` codes, int64 (size + 1,); the last have none."""
    found = codes[actors].astype(np.int64)
    return np.bincount(np.where(found < 0, size, found), minlength=size + 1)


def endpoints(net: TemporalNetwork, rels: Bools) -> Bools:
    """The actors at the ends of ``rels`` (m,), bool (n,)."""
    out = np.zeros(len(net.actor_ids), dtype=bool)
    out[net.src[rels]] = True
    out[net.dst[rels]] = True
    return out
