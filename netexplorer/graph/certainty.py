"""How sure it is what a dataset says: what may not have happened yet, what sources dispute, what no source states.

Three different doubts, and none of them stands for another: a date that is imprecise, sources that contradict one
another, and a change that the author of the dataset has inferred or that cites nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.coded import of_changes
from netexplorer.graph.distinct import distinct
from netexplorer.graph.gather import Coded, listed_field, listed_start
from netexplorer.graph.network import ENDED, NOT_YET, Bools, Int8s, TemporalNetwork
from netexplorer.graph.states import states_at, uncertain_at
from netexplorer.graph.turns import turns

Rows = npt.NDArray[np.integer[Any]]
Presence = Literal["none", "possible", "certain"]

NONE, POSSIBLE, CERTAIN = range(3)
PRESENCES: tuple[Presence, ...] = ("none", "possible", "certain")  #: the words for the codes, in their order

DISPUTED = "disputed"
#: Words of confidence that say that no source states it.
UNSTATED = frozenset({"inferred", "general-knowledge"})


def presence_at(net: TemporalNetwork, t: int) -> Int8s:
    """Whether each relationship is in the state that is told of it at ``t``, int8 (m,).

    ``CERTAIN`` where it is so whatever instant each imprecise date stands for, ``POSSIBLE`` where that depends on it,
    and ``NONE`` where it is in no state.
    """
    found = np.where(states_at(net, t) >= 0, np.int8(CERTAIN), np.int8(NONE))
    found[uncertain_at(net, t)] = POSSIBLE
    return found


def only_possible(net: TemporalNetwork, start: int, end: int, before: Int8s, after: Int8s) -> Bools:
    """Whether what became of each relationship depends on what instants its imprecise dates stand for; bool (m,).

    A state that is only possible at one of the two instants is not enough: what was open, or already limited, and is
    severed for certain, was severed for certain.

    Parameters
    ----------
    start, end : int
        The earlier and the later instant.
    before, after : int8 (m,)
        The states at either.
    """
    found = np.zeros(len(net.src), dtype=np.bool_)
    vague = np.concatenate([_vague_at(net, t) for t in (start, end)])
    if not len(vague):
        return found
    rels = distinct(net.change_rel[vague])
    told = (before[rels], after[rels])
    first, last = (_Chance.of(net, t, rels, at) for t, at in zip((start, end), told, strict=True))
    same = (first.row == last.row) & (first.row >= 0)  # what had begun by then has begun since; what was over is over
    ways = (
        (first.told, last.earlier, ~same),
        (first.told, last.over, True),
        (first.earlier, last.told, True),
        (first.earlier, last.earlier, True),
        (first.earlier, last.over, True),
        (first.over, last.told, ~same),
        (first.over, last.earlier, ~same),
        (first.over, last.over, True),
    )
    became = turns(net, *told)
    found[rels] = np.any([(turns(net, then, now) != became) & can_be for then, now, can_be in ways], axis=0)
    return found


def _vague_at(net: TemporalNetwork, t: int) -> Rows:
    """The changes in force at ``t`` of which the beginning may not have come yet, or the end may have."""
    rows = net.vague
    rows = rows[(net.change_from[rows] <= t) & (t < net.change_to[rows])]
    return rows[_may_begin(net, t, rows) | _may_end(net, t, rows)]


def _may_begin(net: TemporalNetwork, t: int, rows: Rows) -> Bools:
    answer: Bools = (net.change_possible[rows] <= t) & (t < net.change_from_end[rows])
    return answer


def _may_end(net: TemporalNetwork, t: int, rows: Rows) -> Bools:
    answer: Bools = (net.until_possible[rows] <= t) & (t < net.until_end[rows])
    return answer


class _Chance(Struct, frozen=True, eq=False):
    """How k relationships may stand at an instant, int8 (k,): as it is told; as before a change that may not have come
    yet; as after an end that may have come. Where there is no such doubt it is as told. ``row`` is the change in force.
    """

    told: Int8s
    earlier: Int8s
    over: Int8s
    row: Rows

    @classmethod
    def of(cls, net: TemporalNetwork, t: int, rels: Rows, told: Int8s) -> _Chance:
        first = net.change_start[rels].astype(np.int64)
        count = net.change_start[rels + 1] - first
        ahead = np.cumsum(count) - count
        each = np.repeat(first - ahead, count) + np.arange(int(count.sum()))  # every change of theirs
        begun = np.add.reduceat(net.change_from[each] <= t, ahead, dtype=np.int64)
        row = np.where(told >= 0, first + begun - 1, -1)
        at = np.maximum(row, 0)
        begins, ends = (row >= 0) & _may_begin(net, t, at), (row >= 0) & _may_end(net, t, at)
        prior = np.maximum(at - 1, 0)
        follows = net.change_to[prior] == net.change_from[at]
        former = np.where(at == first, NOT_YET, np.where(follows, net.change_state[prior], ENDED)).astype(np.int8)
        return cls(told, np.where(begins, former, told), np.where(ends, np.int8(ENDED), told), row)


def disputed_listed(net: TemporalNetwork) -> Bools:
    """Which of the changes that the author listed for the relationships of ``net`` are disputed, bool (l,).

    A change is when it says so, or when a disagreement is about its relationship and a claim of it cites the very same
    place as the change. Where no change of the relationship does, nobody knows which is meant, and all of them are.
    """
    data, records = net.dataset, net.rel_record
    found = having(listed_field(data, records, "confidence"), lambda word: bool(word == DISPUTED))
    if not data.disagreements:
        return found
    cited, start = listed_field(data, records, "sources"), listed_start(data, records)
    for disagreement in data.disagreements:
        places = {place for claim in disagreement.claims for place in claim.sources}
        for row in (net.rel_row[ident] for ident in disagreement.about if ident in net.rel_row):
            rows = range(int(start[row]), int(start[row + 1]))
            meant = [each for each in rows if not places.isdisjoint(cited.values[int(cited.codes[each])])]
            found[meant or list(rows)] = True
    return found


def disputed_changes(net: TemporalNetwork) -> Bools:
    """Which changes are disputed as :func:`disputed_listed` has it, whoever is heard; bool (c,)."""
    listed = disputed_listed(net)
    if not listed.any():
        return np.zeros(len(net.change_rel), dtype=np.bool_)
    place = listed_start(net.dataset, net.rel_record)[net.change_rel] + np.maximum(net.change_record, 0)
    found: Bools = listed[np.minimum(place, listed.size - 1)] & (net.change_record >= 0)
    return found


def unstated_changes(net: TemporalNetwork) -> Bools:
    """The changes that no source states: inferred, known to everybody, or without any source; bool (c,).

    Where a dataset names no sources at all, none of its changes is blamed for that. A relationship without changes says
    nothing that could be stated and is left out.
    """
    found = having(of_changes(net, "confidence"), lambda word: word in UNSTATED)
    if net.dataset.sources:
        found = found | having(of_changes(net, "sources"), lambda cited: not cited)
    answer: Bools = found & (net.change_record >= 0)
    return answer


def having(column: Coded, fits: Callable[[Any], bool]) -> Bools:
    """The rows whose value fits, asked of each distinct value once."""
    fitting = np.array([fits(value) for value in column.values], dtype=np.bool_)
    if not fitting.any():
        return np.zeros(len(column.codes), dtype=np.bool_)
    found: npt.NDArray[np.bool_] = fitting[column.codes]
    return found


def cited_ids(references: Iterable[str], known: Mapping[str, Any]) -> set[str]:
    """The ids of sources behind references such as ``s002#4``; an id may itself have a ``#`` in it."""
    return {each if each in known else each.rpartition("#")[0] or each for each in references}
