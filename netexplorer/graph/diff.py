"""What differs between two dates, relationship by relationship."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from msgspec import Struct

from netexplorer.graph.network import ENDED, NOT_YET, Bools, Int8s, TemporalNetwork
from netexplorer.graph.states import changes_begun, states_at

Direction = Literal["worse", "better", "opened", "ended", "same"]
#: What the codes of :func:`directions` mean.
DIRECTIONS: tuple[Direction, ...] = ("worse", "better", "opened", "ended", "same")
WORSE, BETTER, OPENED, OVER, SAME = range(5)


class Difference(Struct, frozen=True):
    """One relationship whose state differs: the codes before and after, and the changes in between.

    ``direction`` is ``same`` where two different states have one rank. ``steps`` are rows of the network's changes, in
    the order in which one meets them on the way.
    """

    rel: int
    before: int
    after: int
    direction: Direction
    steps: tuple[int, ...]


def diff(net: TemporalNetwork, t0: int, t1: int, mask: Bools | None = None) -> tuple[Difference, ...]:
    """Relationships whose state at ``t1`` is another than at ``t0``, by row; ``t1`` may be the earlier of the two.

    Parameters
    ----------
    mask : bool (m,), optional
        The relationships that are compared; absent, all.
    """
    before, after = states_at(net, t0), states_at(net, t1)
    differs = before != after if mask is None else (before != after) & mask
    start = net.change_start[:-1]
    first, last = (start + changes_begun(net, t) for t in sorted((t0, t1)))
    order = 1 if t0 <= t1 else -1
    return tuple(
        Difference(
            rel=int(rel),
            before=int(before[rel]),
            after=int(after[rel]),
            direction=direction(net, int(before[rel]), int(after[rel])),
            steps=tuple(range(int(first[rel]), int(last[rel])))[::order],
        )
        for rel in np.flatnonzero(differs)
    )


def patch(states: Int8s, differences: Iterable[Difference]) -> Int8s:
    """States with the differences applied, as a new read-only array; ``diff(t0, t1)`` leads from those at t0 to t1."""
    patched = states.copy()
    for difference in differences:
        patched[difference.rel] = difference.after
    patched.setflags(write=False)
    return patched


def direction(net: TemporalNetwork, before: int, after: int) -> Direction:
    """Which way it goes from one state code to another, by the ranks of the states."""
    if after < 0:
        return "same" if before == after or (before, after) == (ENDED, NOT_YET) else "ended"
    if before < 0:
        return "opened"
    rank0, rank1 = int(net.ranks[before]), int(net.ranks[after])
    if rank0 == rank1:
        return "same"
    return "better" if rank1 > rank0 else "worse"


def directions(net: TemporalNetwork, before: Int8s, after: Int8s) -> Int8s:
    """:func:`direction` of k pairs of state codes at once, as rows of :data:`DIRECTIONS`; int8 (k,)."""
    ranks = net.ranks.astype(np.int32)
    step = np.sign(ranks[np.maximum(after, 0)] - ranks[np.maximum(before, 0)])
    both = np.array([WORSE, SAME, BETTER], dtype=np.int8)[step + 1]
    stays = (before == after) | ((before == ENDED) & (after == NOT_YET))
    over = np.where(stays, np.int8(SAME), np.int8(OVER))
    answer: Int8s = np.where(after < 0, over, np.where(before < 0, np.int8(OPENED), both))
    return answer
