"""Who there is and what is between them, as columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.generate import words
from netexplorer.graph.generate.chance import Chance, Int64s
from netexplorer.graph.generate.histories import Crises, Histories, draw_crises, draw_histories
from netexplorer.graph.generate.plan import Plan

Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]

WITHIN = 90  # percent of relationships inside one community
_WEIGHT = 2**20
_LEAST = 2  # actors of the smallest community


class Actors(Struct, frozen=True, eq=False):
    """Actors, those of one community together and the most connected first.

    Attributes
    ----------
    start : int64 (C + 1,)
        The actors of community k are the rows ``start[k]:start[k + 1]``.
    community, side, kind : int8 (n,)
        Rows of the communities, of ``words.SIDES`` and of ``words.KINDS``.
    rank : int32 (n,)
        Place in the community; 0 is its state.
    """

    start: Int64s
    community: Int8s
    side: Int8s
    kind: Int8s
    rank: Int32s


class Synthetic(Struct, frozen=True, eq=False):
    """A synthetic network: n actors, m relationships with their histories, and crises. All arrays are read-only.

    Attributes
    ----------
    src, dst : int32 (m,)
        Rows of actors, never the same one twice.
    type : int8 (m,)
        Row of ``words.TYPES``.
    """

    plan: Plan
    actors: Actors
    src: Int32s
    dst: Int32s
    type: Int8s
    histories: Histories
    crises: Crises


def generate(plan: Plan) -> Synthetic:
    """Make the network of a plan: 100 000 actors and 1 000 000 relationships take a second or two.

    Raises
    ------
    UserError
        If a number of the plan is out of its range.
    """
    plan.check()
    chance = Chance(plan.seed)
    actors = _actors(plan, chance)
    src, dst = _ends(plan, actors, chance)
    rel_type = _types(actors, src, dst, chance)
    sides = actors.side[src], actors.side[dst]
    crises = draw_crises(plan, chance)
    histories = draw_histories(plan, sides, rel_type < words.CHANNELS, crises, chance)
    return Synthetic(plan, actors, frozen(src), frozen(dst), frozen(rel_type), histories, crises)


def frozen(column: npt.NDArray[Any]) -> Any:
    """The same column, which nobody can write to any more."""
    column.setflags(write=False)
    return column


def _actors(plan: Plan, chance: Chance) -> Actors:
    sizes = _community_sizes(plan.actors, plan.communities)
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    community = np.repeat(np.arange(sizes.size), sizes)
    rank = np.arange(plan.actors) - start[community]
    return Actors(
        start=frozen(start),
        community=frozen(community.astype(np.int8)),
        side=frozen((community % plan.sides).astype(np.int8)),
        kind=frozen(_kinds(rank, sizes[community], chance)),
        rank=frozen(rank.astype(np.int32)),
    )


def _community_sizes(n: int, count: int) -> Int64s:
    """Unequal sizes that add up to ``n``: the k-th community is in proportion to 1 / (k + 3)."""
    least = _LEAST if n >= _LEAST * count else 1
    weights = _WEIGHT // np.arange(3, count + 3, dtype=np.int64)
    sizes: Int64s = least + (n - least * count) * weights // weights.sum()
    sizes[: n - int(sizes.sum())] += 1
    return sizes


def _kinds(rank: Int64s, size: Int64s, chance: Chance) -> Int8s:
    """The first of a community is its state; the better connected an actor, the rather it is a body than a person."""
    place = 1000 * rank // size  # in thousandths of the community
    drawn = chance.below(100, rank.size)
    bodies = np.searchsorted([10, 50, 75], drawn, side="right") + words.COUNCIL
    lesser = np.where(drawn < 80, words.PERSON, words.POST)
    kind = np.where(place < 120, bodies, lesser)
    kind[rank == 0] = words.STATE
    return kind.astype(np.int8)


def _ends(plan: Plan, actors: Actors, chance: Chance) -> tuple[Int32s, Int32s]:
    """The ends of each relationship: communities by size, actors in them by weights with a heavy tail."""
    m = plan.relationships
    sizes = np.diff(actors.start)
    here = chance.weighted(sizes, m)
    there = np.where(chance.percent(WITHIN, m), here, chance.weighted(sizes, m))
    edges = np.concatenate([[0], np.cumsum(_weights(actors.rank))])
    one, other = (_member(actors, edges, community, chance) for community in (here, there))
    same = one == other
    after = other + 1
    other = np.where(same, np.where(after < actors.start[there + 1], after, actors.start[there]), other)
    # Inside a community the lesser actor comes first: a person works for a ministry.
    swap = (here == there) & (actors.rank[one] < actors.rank[other])
    return np.where(swap, other, one).astype(np.int32), np.where(swap, one, other).astype(np.int32)


def _weights(rank: Int32s) -> Int64s:
    """(rank + 2) ** -0.75 as integers, by square roots only, which every machine rounds alike."""
    root = np.sqrt(rank + 2.0)
    weights: Int64s = (_WEIGHT / (root * np.sqrt(root))).astype(np.int64)
    return weights


def _member(actors: Actors, edges: Int64s, community: Int64s, chance: Chance) -> Int64s:
    """An actor of each ``community``, as often as it weighs; ``edges`` are the sums of the weights, int64 (n + 1,)."""
    low, high = edges[actors.start[community]], edges[actors.start[community + 1]]
    drawn = low + chance.below(high - low, community.size)
    return np.searchsorted(edges, drawn, side="right").astype(np.int64) - 1


def _types(actors: Actors, src: Int32s, dst: Int32s, chance: Chance) -> Int8s:
    tables = np.array([words.WITHIN_A_SIDE, words.BETWEEN_SIDES], dtype=np.int8)
    between = (actors.side[src] != actors.side[dst]).astype(np.intp)
    lesser = np.maximum(actors.kind[src], actors.kind[dst])
    types: Int8s = tables[between, lesser, chance.below(tables.shape[2], src.size)]
    return types
