"""What a legend counts, in the window and in a picture alike: channels by state, actors by side and by kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

CHANNEL = "channel"


def states_heading(net: TemporalNetwork) -> str:
    """What stands over the counts of the states; a dataset that names no channels counts all its relationships."""
    return "Channels on this date" if CHANNEL in net.families else "State on this date"


def what_counts(net: TemporalNetwork, mask: Bools) -> tuple[Bools, str]:
    """Which of ``mask`` (m,) a comparison counts, bool (m,), and what one is called: channels, if any pass."""
    channels = mask & net.is_channel
    has_channels = CHANNEL in net.families and bool(channels.any())
    return (channels, "channel") if has_channels else (mask, "relationship")


def turns_heading(net: TemporalNetwork, mask: Bools) -> str:
    """What stands over the counts of what became of them between two dates."""
    return f"{what_counts(net, mask)[1].capitalize()}s compared" if CHANNEL in net.families else "Compared"


def count_states(net: TemporalNetwork, states: npt.NDArray[np.int8], rels: Bools) -> Counts:
    """How many channels of ``rels`` (m,) are in each state, int64 (S + 1,); the last are those that have ended."""
    codes = np.where(rels & net.is_channel, states, np.int8(NOT_YET)).view(np.uint8)  # an index from either end
    by_code = np.bincount(codes, minlength=256)
    return np.append(by_code[: len(net.states)], by_code[ENDED])


def count_possible(net: TemporalNetwork, states: npt.NDArray[np.int8], uncertain: Bools, rels: Bools) -> Counts:
    """How many of :func:`count_states` are in their state only possibly, int64 (S,)."""
    if not uncertain.any():
        return np.zeros(len(net.states), dtype=np.int64)
    return count_states(net, states, rels & uncertain)[:-1]


def count_actors(codes: npt.NDArray[np.int16], actors: Bools, size: int) -> Counts:
    """How many of ``actors`` (n,) have each of ``size`` codes, int64 (size + 1,); the last have none."""
    found = codes[np.flatnonzero(actors)].astype(np.int64)
    return np.bincount(np.where(found < 0, size, found), minlength=size + 1)


def endpoints(net: TemporalNetwork, rels: Bools) -> Bools:
    """The actors at the ends of ``rels`` (m,), bool (n,)."""
    return ends_of(net, slice(None) if rels.all() else np.flatnonzero(rels))


def ends_of(net: TemporalNetwork, rows: npt.NDArray[np.integer[Any]] | slice) -> Bools:
    """The actors at the ends of some rows of relationships, bool (n,)."""
    out = np.zeros(len(net.actor_ids), dtype=bool)
    out[net.src[rows]] = True
    out[net.dst[rows]] = True
    return out
