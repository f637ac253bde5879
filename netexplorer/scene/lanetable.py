"""Which relationships have a lane and in which order: chosen, ordered and found again by array operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.collation import label_ranks
from netexplorer.graph.counts import Counts, counts_over_time
from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.elide import one_line
from netexplorer.scene.events import event_scores

Bools = npt.NDArray[np.bool_]
F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
Int8s = npt.NDArray[np.int8]
Int64s = npt.NDArray[np.int64]

LaneOrder = Literal["file", "first", "state", "label", "side", "degree", "severing"]
#: The orders a user can choose, with the words for them; ``lane_orders`` names the worst state.
LANE_ORDERS: tuple[tuple[LaneOrder, str], ...] = (
    ("file", "As in the file"),
    ("first", "First change"),
    ("state", "State on this date"),
    ("label", "Name"),
    ("side", "Sides"),
    ("degree", "Most connected ends"),
    ("severing", "When it became {worst}"),
)
_NEVER = np.iinfo(np.int64).max


class LaneFilter(Struct, frozen=True):
    """Which channels get lanes, beside lens and legend; the empty filter lets all of them through.

    Attributes
    ----------
    states : tuple of str
        Ids of states: only lanes that are in one of them on the date, or ever were if ``ever``. None: no matter.
    ever : bool
        ``states`` counts for all of time.
    sides : tuple of str
        Ids of sides: only lanes with an end on one of them. None: no matter.
    """

    states: tuple[str, ...] = ()
    ever: bool = False
    sides: tuple[str, ...] = ()

    @property
    def follows_date(self) -> bool:
        """What passes depends on the date."""
        return bool(self.states) and not self.ever


class LaneTable(Struct, frozen=True, eq=False, dict=True):
    """Which relationships have a lane, and what else the timeline knows about them.

    Attributes
    ----------
    rel : int32 (k,)
        The relationship of each lane, from the top.
    counts : Counts
        How many channels of the lens are in each state over time, whether a filter leaves them a lane or not.
    event_score : float32 (e,)
        How much each event has to do with them.
    """

    rel: I32
    counts: Counts
    event_score: F32

    def row_of(self, rel: int) -> int:
        """The lane of a relationship, -1 if it has none."""
        return int(self._rows[rel]) if 0 <= rel < len(self._rows) else -1

    @cached_property
    def _rows(self) -> I32:
        rows = np.full(int(self.rel.max()) + 1 if len(self.rel) else 0, -1, dtype=np.int32)
        rows[self.rel[::-1]] = np.arange(len(self.rel), dtype=np.int32)[::-1]
        return rows


class LaneRequest(Struct, frozen=True, eq=False):
    """What :func:`lane_table` makes lanes of.

    Attributes
    ----------
    mask : bool (m,)
        The relationships that get lanes, if they are channels.
    order, chosen : LaneOrder, LaneFilter
        How they stand, and which of them.
    states : int8 (m,), optional
        State codes at the date; needed for the order ``"state"`` and for a filter that follows the date.
    known : LaneTable, optional
        Other lanes of the same ``mask``: what does not depend on order and filter is taken from it.
    """

    net: TemporalNetwork
    mask: Bools
    order: LaneOrder = "file"
    chosen: LaneFilter = LaneFilter()
    states: Int8s | None = None
    known: LaneTable | None = None


def lane_orders(net: TemporalNetwork) -> tuple[tuple[LaneOrder, str], ...]:
    """The orders with words for this dataset, whose worst state has a name of its own."""
    worst = net.states[int(np.argmax(_worst(net)))]
    name = one_line(worst.label or worst.id).lower()
    return tuple((order, words.replace("{worst}", name)) for order, words in LANE_ORDERS)


def lane_table(request: LaneRequest, *_: object) -> LaneTable:
    """The lanes that were asked for; a pure function, which a job may run (it needs no progress and no cancelling).

    One pass over the changes, but for the order by name, which looks at every name once.
    """
    net, channels = request.net, request.mask & request.net.is_channel
    rels = np.flatnonzero(channels & passing(net, request.chosen, request.states)).astype(np.int32)
    key = _KEYS.get(request.order)
    ordered = rels[np.argsort(key(net, rels, request), kind="stable")] if key else rels
    if request.known is not None:
        return LaneTable(ordered, request.known.counts, request.known.event_score)
    every = np.flatnonzero(channels).astype(np.int32)
    return LaneTable(ordered, counts_over_time(net, channels), event_scores(net, every))


def no_lanes(net: TemporalNetwork) -> LaneTable:
    """No lanes at all, while those that are wanted are worked out."""
    counts = Counts(np.array([BEGINNING], dtype=np.int64), np.zeros((1, len(net.states)), dtype=np.int32))
    return LaneTable(np.zeros(0, dtype=np.int32), counts, np.zeros(len(net.dataset.events), dtype=np.float32))


def lanes(net: TemporalNetwork, mask: Bools, *, order: LaneOrder = "file", states: Int8s | None = None) -> LaneTable:
    """The lanes of the channels in ``mask`` (m,); ``states`` (m,) at the date are needed for the order ``"state"``."""
    return lane_table(LaneRequest(net, mask, order, states=states))


def passing(net: TemporalNetwork, chosen: LaneFilter, states: Int8s | None = None) -> Bools:
    """The relationships that a filter lets through, bool (m,); ``states`` (m,) at the date if it follows the date."""
    passes = np.ones(len(net.src), dtype=np.bool_)
    wanted = np.array([state.id in chosen.states for state in net.states], dtype=np.bool_)
    if chosen.states and chosen.ever:
        passes[:] = False
        passes[net.change_rel[wanted[net.change_state]]] = True
    elif chosen.states and states is not None:
        passes = np.append(wanted, [False, False])[states]  # not yet and ended are the last two
    if chosen.sides:
        of_side = np.array([side.id in chosen.sides for side in net.sides] + ["" in chosen.sides], dtype=np.bool_)
        of_actor = of_side[net.actor_side]
        passes = passes & (of_actor[net.src] | of_actor[net.dst])
    return passes


def _by_state(net: TemporalNetwork, rels: I32, request: LaneRequest) -> Int64s:
    if request.states is None:
        return np.zeros(len(rels), dtype=np.int64)
    best_first = np.append(-net.ranks.astype(np.int64), [40_002, 40_001])  # not yet and ended come after every rank
    return best_first[request.states[rels]]


def _by_side(net: TemporalNetwork, rels: I32, request: LaneRequest) -> Int64s:
    """Pairs of sides in the order of the file, whichever end is first; ends without a side come last."""
    side = np.where(net.actor_side >= 0, net.actor_side, len(net.sides)).astype(np.int64)
    one, other = side[net.src[rels]], side[net.dst[rels]]
    return np.minimum(one, other) * (len(net.sides) + 1) + np.maximum(one, other)


def _by_degree(net: TemporalNetwork, rels: I32, request: LaneRequest) -> Int64s:
    """The channels of both ends together, most first."""
    channels = request.mask & net.is_channel
    ends = np.concatenate([net.src[channels], net.dst[channels]])
    degree = np.bincount(ends, minlength=len(net.actor_ids)).astype(np.int64)
    return -(degree[net.src[rels]] + degree[net.dst[rels]])


def _worst(net: TemporalNetwork) -> Bools:
    worst: Bools = net.ranks == net.ranks.min()
    return worst


def _first(net: TemporalNetwork, which: Bools | None = None) -> Int64s:
    """When the first change (of those in ``which``, (c,)) of each relationship begins, int64 (m,); else ``_NEVER``.

    The changes of a relationship stand in the order of time.
    """
    rows = np.arange(len(net.change_rel)) if which is None else np.flatnonzero(which)
    first = np.full(len(net.src), _NEVER, dtype=np.int64)
    first[net.change_rel[rows[::-1]]] = net.change_from[rows[::-1]]
    return first


_Key = Callable[[TemporalNetwork, I32, LaneRequest], Int64s]
#: Integers (k,) to sort the lanes ``rels`` by; as in the file without.
_KEYS: Mapping[LaneOrder, _Key] = {
    "first": lambda net, rels, _: _first(net)[rels],
    "state": _by_state,
    "label": lambda net, rels, _: label_ranks(net)[rels],
    "side": _by_side,
    "degree": _by_degree,
    "severing": lambda net, rels, _: _first(net, _worst(net)[net.change_state])[rels],
}
