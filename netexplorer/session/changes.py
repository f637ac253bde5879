"""The list of changes: which steps of a network are told, under which heads, and in which words.

The list is columns; words are made for the rows that somebody looks at.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.chronicle import Chronicle
from netexplorer.graph.dates import EdtfDate, describe, describe_short
from netexplorer.graph.diff import BETTER, DIRECTIONS, OPENED, OVER, SAME, WORSE, Direction, directions
from netexplorer.graph.network import Bools, Int8s, TemporalNetwork
from netexplorer.graph.plain import plain_lines
from netexplorer.scene.turns import severed_word
from netexplorer.session import selection
from netexplorer.session.citations import Citation, Citations
from netexplorer.session.facts import Facts
from netexplorer.session.harmless import harmless_citations
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import called, confidence_text, count_text, state_label, value_texts

Rows = npt.NDArray[np.int64]
Kind = Literal["worse", "severed", "better", "opened", "ended", "same"]

#: What a list may be narrowed to, and what it is called; of ``severed`` see :func:`kind_labels`.
KINDS: tuple[tuple[Kind, str], ...] = (
    ("worse", "Worse"),
    ("severed", "Severed"),
    ("better", "Better"),
    ("opened", "Opened"),
    ("ended", "Ended"),
    ("same", "Same state"),
)


def kind_labels(net: TemporalNetwork) -> tuple[tuple[Kind, str], ...]:
    """:data:`KINDS` as a network calls them: what was severed is among the worse, or the opened, and said to be."""
    severed = severed_word(net)
    words = f"Only {severed}" if severed == "severed" else f"Only those {severed}"
    return tuple((ident, words if ident == "severed" else label) for ident, label in KINDS)


_PLACE_BITS = 32  # of the number of a step
_MOST_KEPT = 4_000  # rows whose words are kept


class ChangeFilter(Struct, frozen=True):
    """What a list is narrowed to: ids of :data:`KINDS`, of sides and of types. An empty part lets everything pass."""

    kinds: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Listing(Struct, frozen=True, eq=False):
    """k steps under g heads: r = g + k rows, each head before its steps.

    A head stands for an event and the steps it caused, else for a date. Heads stand in the order of their first steps.

    Attributes
    ----------
    places : int64 (k,)
        The steps in the order of time, as rows of the chronicle.
    ticks : int64 (k,)
        Theirs.
    rows : int64 (r,)
        A step (its row of the chronicle), or a head: ``-1 - g``.
    row_ticks : int64 (r,)
        When each row happened; a head, when its first step did.
    row_of : int64 (k,)
        The row of each of ``places``.
    heads : int64 (g,)
        The rows of the heads.
    events : int32 (g,)
        The event of each head, or -1.
    kinds : int64 (6,)
        How many steps there are of each of :data:`KINDS`, whatever kinds the list is narrowed to.
    seen_from : int, optional
        The later of two instants between which these are the steps; what may not have come by then is only possible.
    """

    chronicle: Chronicle
    places: Rows
    ticks: Rows
    rows: Rows
    row_ticks: Rows
    row_of: Rows
    heads: Rows
    events: npt.NDArray[np.int32]
    kinds: Rows
    seen_from: int | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def present(self, t: int) -> tuple[int, int]:
        """From which row to which the last steps up to ``t`` stand, both included; (-1, -1) before the first."""
        last = int(np.searchsorted(self.ticks, t, side="right")) - 1
        if last < 0:
            return -1, -1
        first = int(np.searchsorted(self.ticks, self.ticks[last]))
        rows = self.row_of[first : last + 1]
        return int(rows.min()), int(rows.max())

    def size(self, head: int) -> int:
        """How many steps stand under a head."""
        end = int(self.heads[head + 1]) if head + 1 < len(self.heads) else len(self.rows)
        return end - int(self.heads[head]) - 1


def listing(
    chronicle: Chronicle, mask: Bools, state_ok: Bools, wanted: ChangeFilter = ChangeFilter(), span: Any = None
) -> Listing:
    """The steps of the relationships in ``mask``, bool (m,), that lead from or to a state in ``state_ok``, bool (S,).

    Parameters
    ----------
    span : (int, int), optional
        Only what came after the first of these instants and up to the second.
    """
    window = slice(0, len(chronicle.tick)) if span is None else chronicle.between(*span)
    places = np.arange(window.start, window.stop)
    visible = np.append(state_ok, [False, False])  # counted from the end: ended, then not yet
    passes = mask[chronicle.rels(window)] & (visible[chronicle.before[window]] | visible[chronicle.after[window]])
    places = places[passes]
    places = places[_at_ends(chronicle.net, chronicle.rels(places), wanted)]
    of_kind = _kinds(chronicle, places)
    counts = of_kind.sum(axis=1)
    if wanted.kinds:
        chosen = [ident in wanted.kinds for ident, _ in KINDS]
        places = places[of_kind[chosen].any(axis=0)]
    found = _headed(chronicle, places, counts)
    return found if span is None else replace(found, seen_from=max(span))


def plan_listing(chronicle: Chronicle, plan: Plan, wanted: ChangeFilter = ChangeFilter(), span: Any = None) -> Listing:
    """The steps of what passes lens and filters of a plan."""
    return listing(chronicle, plan.mask, plan.state_ok, wanted, span)


def _at_ends(net: TemporalNetwork, rels: npt.NDArray[np.int32], wanted: ChangeFilter) -> Bools:
    """Which of some relationships are of the wanted sides (at one end) and types."""
    passes = np.ones(len(rels), dtype=np.bool_)
    if wanted.sides:
        side = np.array([each.id in wanted.sides for each in net.sides] + ["" in wanted.sides], dtype=np.bool_)
        passes &= side[net.actor_side[net.src[rels]]] | side[net.actor_side[net.dst[rels]]]
    if wanted.types:
        kind = np.array([each.id in wanted.types for each in net.types] + ["" in wanted.types], dtype=np.bool_)
        passes &= kind[net.rel_type[rels]]
    return passes


def _kinds(chronicle: Chronicle, places: Rows) -> npt.NDArray[np.bool_]:
    """Which of some steps are of which of :data:`KINDS`, bool (6, k)."""
    before, after = chronicle.before[places], chronicle.after[places]
    way = directions(chronicle.net, before, after)
    severed = is_lowest(chronicle.net, after) & (way != SAME)
    ways = (WORSE, None, BETTER, OPENED, OVER, SAME)
    return np.array([severed if code is None else way == code for code in ways], dtype=np.bool_).reshape(6, -1)


def is_lowest(net: TemporalNetwork, states: Int8s) -> Bools:
    """Which of some states are the lowest, where there are several: what is drawn as severed."""
    lowest = (net.ranks == net.ranks.min()) & (net.ranks.max() > net.ranks.min())
    return np.append(lowest, [False, False])[states]


def _headed(chronicle: Chronicle, places: Rows, counts: Rows) -> Listing:
    """Put steps under their heads: those of one event, and others of one date."""
    ticks, events = chronicle.tick[places], chronicle.events(places)
    k = len(places)
    anchor = _anchors(ticks, chronicle.is_end[places], events)
    moment = np.cumsum(ticks[1:] != ticks[:-1], dtype=np.int64)
    moment = np.insert(moment, 0, 0)[anchor] if k else anchor
    turn = (2 * moment + (events < 0) << _PLACE_BITS) + anchor  # on one date, what has a cause comes first
    order = np.argsort(turn, kind="stable")
    ordered = anchor[order]
    is_first = np.ones(k, dtype=np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    row = np.arange(k) + np.cumsum(is_first)
    heads = row[is_first] - 1
    rows = np.empty(k + len(heads), dtype=np.int64)
    row_ticks = np.empty_like(rows)
    rows[row], rows[heads] = places[order], -1 - np.arange(len(heads))
    row_ticks[row], row_ticks[heads] = ticks[order], ticks[order[is_first]]
    row_of = np.empty(k, dtype=np.int64)
    row_of[order] = row
    return Listing(chronicle, places, ticks, rows, row_ticks, row_of, heads, events[order[is_first]], counts)


def _anchors(ticks: Rows, is_end: Bools, events: npt.NDArray[np.int32]) -> Rows:
    """The first step under the same head, for each of k steps in the order of time; int64 (k,)."""
    k = len(ticks)
    anchor = np.arange(k)
    for free in (~is_end & (events < 0), is_end & (events < 0)):  # what ended on a day, and what came on the next
        rows = np.flatnonzero(free)
        new = np.ones(len(rows), dtype=np.bool_)
        new[1:] = ticks[rows][1:] != ticks[rows][:-1]
        anchor[rows] = rows[np.flatnonzero(new)][np.cumsum(new) - 1] if len(rows) else rows
    caused = np.flatnonzero(events >= 0)
    if len(caused):
        first = np.full(int(events.max()) + 1, k, dtype=np.int64)
        np.minimum.at(first, events[caused], caused)
        anchor[caused] = first[events[caused]]
    return anchor


# -- words


class Head(Struct, frozen=True):
    """What stands over steps: a date, and the event that caused them, if one did. ``target`` selects the event."""

    date: str
    title: str
    target: str
    tick: int
    count: str


class Step(Struct, frozen=True):
    """One step in words; ``target`` selects its relationship, ``tick`` is where a click goes.

    ``date`` is empty where it is that of the head. ``dispute`` says in what way sources disagree, if they do. What is
    ``possible`` may not have come yet at the later of two dates.
    """

    target: str
    label: str
    type: str
    date: str
    tick: int
    before: int
    after: int
    before_label: str
    after_label: str
    direction: Direction
    note: str
    values: str
    confidence: str
    dispute: str
    citations: tuple[Citation, ...]
    possible: bool = False


class Teller:
    """Words for the rows of listings of one network, with harmless texts; what was told once is kept."""

    def __init__(self, chronicle: Chronicle, facts: Facts) -> None:
        self.chronicle = chronicle
        self._facts = facts
        self._citations = Citations(chronicle.net.dataset)
        self._steps: dict[tuple[int, bool, bool], Step] = {}

    def head(self, listing: Listing, head: int) -> Head:
        """The words of a head."""
        net, event = self.chronicle.net, int(listing.events[head])
        row = int(listing.heads[head])
        tick, n = int(listing.row_ticks[row]), listing.size(head)
        count = count_text(n, "change") if n > 1 else ""
        date = self._head_date(listing, head)
        words = describe(date) if date else net.axis.label(tick)
        if event < 0:
            return Head(words, "", "", tick, count)
        title = plain_lines(net.dataset.events[event].title)
        return Head(words, title, selection.event(net, event), tick, count)

    def _head_date(self, listing: Listing, head: int) -> EdtfDate | None:
        event = int(listing.events[head])
        if event >= 0:
            return self.chronicle.net.axis.read(self.chronicle.net.dataset.events[event].date)
        return self.chronicle.date(int(listing.rows[int(listing.heads[head]) + 1]))

    def step(self, listing: Listing, row: int) -> Step:
        """The words of a step in row ``row``."""
        place = int(listing.rows[row])
        head = int(np.searchsorted(listing.heads, row)) - 1
        over, own = self._head_date(listing, head), self.chronicle.date(place)
        is_named = over is not None and own is not None and over.text == own.text
        key = (place, is_named, self._is_possible(place, listing.seen_from))
        made = self._steps.get(key)
        if made is None:
            if len(self._steps) >= _MOST_KEPT:
                self._steps.clear()
            date = "" if is_named or own is None else describe_short(own)
            made = self._steps[key] = self._told(place, date, possible=key[2])
        return made

    def _is_possible(self, place: int, t: int | None) -> bool:
        """Whether a step may not have come yet at ``t``; of an end it is told when it has come for certain."""
        told, net = self.chronicle, self.chronicle.net
        if t is None or told.is_end[place]:
            return False
        change = int(told.change[place])
        return bool(net.change_possible[change] <= t < net.change_from_end[change])

    def _told(self, place: int, date: str, *, possible: bool) -> Step:
        told, net = self.chronicle, self.chronicle.net
        change, is_end = int(told.change[place]), bool(told.is_end[place])
        rel, record = int(net.change_rel[change]), net.change(change)
        kind, before, after = int(net.rel_type[rel]), int(told.before[place]), int(told.after[place])
        way = int(directions(net, told.before[place : place + 1], told.after[place : place + 1])[0])
        return Step(
            target=selection.relationship(net, rel),
            label=plain_lines(net.label(rel)),
            type=called(net.types[kind]) if kind >= 0 else "",
            date=date,
            tick=int(told.tick[place]),
            before=before,
            after=after,
            before_label=state_label(net, before),
            after_label=state_label(net, after),
            direction=DIRECTIONS[way],
            note="" if is_end else plain_lines(record.note),  # of what ends it was told when it began
            values="" if is_end else plain_lines(" · ".join(value_texts(record.values))),
            confidence=confidence_text(record.confidence) if record.confidence else "",
            dispute="The sources disagree about this change" if self._facts.disputed_changes[change] else "",
            citations=harmless_citations(self._citations.of(record.sources)),
            possible=possible,
        )
