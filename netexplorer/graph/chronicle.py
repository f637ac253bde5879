"""Every dated step of a network in the order of time: what began, became something else or came to an end, and by what.

Where :mod:`transitions` has what a cursor needs, here is what a reader is told: also a change that says the same state
anew (a lower ceiling, another note), with the change it comes from and the event that caused it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate
from netexplorer.graph.network import ENDED, Bools, Int8s, Int32s, Int64s, TemporalNetwork
from netexplorer.graph.transitions import in_order, states_before

Rows = npt.NDArray[np.integer[Any]]


class Chronicle(Struct, frozen=True, eq=False):
    """k steps of a network, in the order of time and, at one instant, of the file. What holds since ever is none.

    Attributes
    ----------
    tick : int64 (k,)
        The first instant at which the step has been taken.
    change : int32 (k,)
        Row of the change that begins, or that comes to its end.
    is_end : bool (k,)
        Whether it ends, and nothing follows at once.
    before, after : int8 (k,)
        State codes; they may be equal.
    caused, cause : int64 (p,), int32 (p,)
        Which steps an event caused, ascending, and the row of the event.
    """

    net: TemporalNetwork
    tick: Int64s
    change: Int32s
    is_end: Bools
    before: Int8s
    after: Int8s
    caused: Int64s
    cause: Int32s

    def rels(self, places: Rows | slice = slice(None)) -> Int32s:
        """The relationships of some steps."""
        return self.net.change_rel[self.change[places]]

    def events(self, places: Rows) -> Int32s:
        """The event that caused each of some steps, int32 (j,); -1 where none is known."""
        found = np.full(len(places), -1, dtype=np.int32)
        if len(self.caused):
            at = np.minimum(np.searchsorted(self.caused, places), len(self.caused) - 1)
            hit = self.caused[at] == places
            found[hit] = self.cause[at[hit]]
        return found

    def between(self, t0: int, t1: int) -> slice:
        """The steps after the instant ``t0`` and up to ``t1``."""
        first, last = np.searchsorted(self.tick, (t0, t1), side="right").tolist()
        return slice(first, max(first, last))

    def date(self, place: int) -> EdtfDate | None:
        """The date of a step as its author wrote it; none where it is no date."""
        change = int(self.change[place])
        return self.net.date_until(change) if self.is_end[place] else self.net.date_from(change)


def chronicle(net: TemporalNetwork) -> Chronicle:
    """Put the steps of a network in order; O(c log c)."""
    rel, begin, end, state = net.change_rel, net.change_from, net.change_to, net.change_state
    before, touches = states_before(rel, begin, end, state)
    opens, closes = begin > BEGINNING, end < FOREVER
    closes[:-1] &= ~touches[1:]
    kept = np.flatnonzero(np.column_stack([opens, closes]))  # change c begins at row 2 c and ends at row 2 c + 1
    change, is_end = (kept >> 1).astype(np.int32), (kept & 1).astype(np.bool_)
    when = np.where(is_end, end[change], begin[change])
    order = in_order(when)
    change, is_end = change[order], is_end[order]
    old = np.where(is_end, state[change], before[change])
    new = np.where(is_end, np.int8(ENDED), state[change])
    caused, cause = _causes(net, change, is_end)
    return Chronicle(net, when[order], change, is_end, old, new, caused, cause)


def _causes(net: TemporalNetwork, change: Int32s, is_end: Bools) -> tuple[Int64s, Int32s]:
    """Which steps an event caused: those of relationships that it names, dated within the time that it names.

    Of several events the one that is dated most precisely, then the one with more such steps, then the first.
    """
    event, row, at_end = _named(net)
    place = np.full((2, len(net.change_rel)), -1, dtype=np.int64)  # where the begin and the end of a change stand
    if len(event):
        place[is_end.astype(np.intp), change] = np.arange(len(change))
    step = place[at_end.astype(np.intp), row]
    event, step = event[step >= 0], step[step >= 0]
    long = (net.event_end - net.event_tick)[event]
    many = np.bincount(event, minlength=len(net.event_tick))[event]
    order = np.lexsort((event, -many, long, step))
    event, step = event[order], step[order]
    first = np.ones(len(step), dtype=np.bool_)
    first[1:] = step[1:] != step[:-1]
    return step[first], event[first].astype(np.int32)


def _named(net: TemporalNetwork) -> tuple[Int64s, Int64s, Bools]:
    """Events, and the changes that begin or end in their time: rows of both and whether it is the end; (j,) each."""
    pairs = [
        (number, net.rel_row[ident])
        for number, event in enumerate(net.dataset.events)
        for ident in dict.fromkeys(event.relationships)
        if ident in net.rel_row
    ]
    event, rel = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    first = net.change_start[rel].astype(np.int64)
    count = net.change_start[rel + 1] - first
    event = np.repeat(event, count)
    row = np.arange(len(event)) + np.repeat(first - (np.cumsum(count) - count), count)
    start, stop = net.event_tick[event], net.event_end[event]
    begins = (net.change_from[row] >= start) & (net.change_from_end[row] <= stop)
    over = net.change_to[row]
    rough = net.until_end[row] > 0  # then the end may have come from ``until_possible`` on
    since = np.where(rough, net.until_possible[row], over - 1)
    ends = (over < FOREVER) & (since >= start) & (over <= stop)
    begins &= net.change_from[row] > BEGINNING
    found = (np.concatenate([event[begins], event[ends]]), np.concatenate([row[begins], row[ends]]))
    return *found, np.repeat([False, True], [int(begins.sum()), int(ends.sum())])
