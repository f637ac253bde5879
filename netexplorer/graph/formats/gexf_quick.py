"""The edges of a large GEXF file, as columns: what they mean is asked of the reader once for all that say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

import numpy as np

from netexplorer.graph.formats.attributes import take_spells
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.gexf_times import BOUNDS, DIRECTED
from netexplorer.graph.formats.links import Coder, Codes, Links, Spells, no, nothing
from netexplorer.graph.formats.markup_quick import BATCH, EdgeColumns, Given, IrregularError, stripped, together
from netexplorer.graph.gather import Coded

_TOLD = ("weight", "cardinal", "type", "kind")  # attributes that change what an edge says of itself
_COLUMNS = ("id", "label", "start", "end", *_TOLD)
_BOUNDS = frozenset(("start", "end"))
_ODD = frozenset(BOUNDS) - _BOUNDS  # bounds that only the reader of single edges knows
_LOOKS = frozenset(("color", "thickness", "shape"))
_LISTS = ("attvalues", "spells", "edges")
Event = tuple[str, ...]  # the name of an element, names and values of its attributes
Said = tuple[str, dict[str, Any], str]  # type, values and state of an edge


class GexfEdges:
    """Collects edges and what stands in them.

    Parameters
    ----------
    time_of : callable
        A time as the clock reads it; None where none is stated.
    """

    def __init__(self, draft: Draft, time_of: Callable[[str], str | None]) -> None:
        self._draft = draft
        self._time_of = time_of
        self._edges = EdgeColumns(_COLUMNS, draft.actors, _ODD)
        self._events: dict[Event, int] = {}
        self._inner = Coder(())  # what stands in an edge: the codes of its events
        self._codes: list[int] = []
        self._now: list[int] = []
        self._spell_edges: list[int] = []
        self._spells: list[tuple[str, str]] = []

    def listen(self, parser: expat.XMLParserType) -> None:
        """Hear of the beginnings of elements; ends say nothing that the next beginning does not."""
        parser.StartElementHandler = self.start

    def start(self, name: str, given: Given) -> None:
        """An element begins."""
        if name == "edge":
            if self._now:
                self._codes[-1] = self._inner[tuple(self._now)]
                self._now.clear()
            self._codes.append(0)
            self._edges.pending.append(given)
            if len(self._edges.pending) == BATCH:
                self._edges.flush()
        elif name == "attvalue" or (name := name.rpartition(":")[2]) in _LOOKS:
            event = (name, *given)
            code = self._events.get(event)
            if code is None:
                code = self._events[event] = len(self._events)
            self._now.append(code)
        elif name == "spell":
            values = dict(zip(given[::2], given[1::2], strict=True))
            if not values.keys() <= _BOUNDS:
                raise IrregularError
            self._spell_edges.append(len(self._codes) - 1)
            self._spells.append((values.get("start", ""), values.get("end", "")))
        elif name not in _LISTS:
            raise IrregularError

    def links(self, ask: Callable[[dict[str, str], list[tuple[str, dict[str, str]]]], Said]) -> Links:
        """The edges as columns.

        Parameters
        ----------
        ask : callable
            Type, values and state of an edge with some attributes, in which some elements stand.

        Raises
        ------
        IrregularError
            When an edge is not plain.
        """
        if self._now:
            self._codes[-1] = self._inner[tuple(self._now)]
        self._edges.flush()
        edges, draft = self._edges, self._draft
        for name in list(edges.actors)[len(draft.actors) :]:
            draft.mention(name)
        source, target = edges.ends()
        type, values, state = self._said(ask)
        directed = edges.column("type")
        ways = np.array([_way(str(each)) for each in directed.values], dtype=np.int8)
        lengths, start, end, times = self._bounds(state)
        count = int(lengths.sum())
        return Links(
            source, target, ways[directed.codes], edges.column("id"), type, stripped(edges.column("label")),
            nothing(edges.count, ()), values, times, np.append(0, np.cumsum(lengths)),
            Spells(
                start, end, no(count), no(count), no(count), no(count),
                Coded(np.repeat(state.codes, lengths), state.values), nothing(count), nothing(count),
                nothing(count, ()), nothing(count, {}),
            ),
        )  # fmt: skip

    def tell(self) -> None:
        """Tell what is bent in the edges."""
        column = self._edges.column("type")
        both = np.array([str(each).strip().casefold() in ("mutual", "double") for each in column.values])
        if mutual := int(np.count_nonzero(both[column.codes])):
            self._draft.bent("mutual", "Edges that go both ways are read as undirected.", mutual)

    def _said(self, ask: Callable[..., Said]) -> tuple[Coded, Coded, Coded]:
        """Type, values and state of the edges, asked for once for all that say the same."""
        edges = self._edges
        own = edges.has("start") | edges.has("end")
        own[self._spell_edges] = True
        are_timed = bool(own.all())
        columns = [edges.column(name) for name in _TOLD]
        inner = np.array(self._codes, dtype=np.int32)
        codes, first = together([inner, *(column.codes for column in columns)])
        events, inners = list(self._events), list(self._inner)
        types, states = Coder(""), Coder("")
        values: list[dict[str, Any]] = [{}]
        table = np.zeros((len(first), 3), dtype=np.int32)
        for row, at in enumerate(first.tolist()):
            given = {name: str(c.values[c.codes[at]]) for name, c in zip(_TOLD, columns, strict=True)}
            told = [events[event] for event in inners[inner[at]]]
            type, kept, state = ask(given, [(name, dict(zip(g[::2], g[1::2], strict=True))) for name, *g in told])
            if kept and not are_timed and take_spells(dict(kept), Draft(""), of_link=True):
                raise IrregularError  # of edges without times of their own attributes may be the times
            if kept:
                values.append(kept)
            table[row] = types[type], len(values) - 1 if kept else 0, states[state]
        made = table[codes]
        return (
            Coded(made[:, 0], list(types)),
            Coded(made[:, 1], values),
            Coded(made[:, 2], list(states)),
        )

    def _bounds(self, state: Coded) -> tuple[Codes, Codes, Codes, list[str | None]]:
        """How many spells each edge has, their bounds, and what these mean; a state without a time holds always."""
        edges, known = self._edges, Coder(None)
        start, end = (self._times(edges.column(name), known) for name in ("start", "end"))
        lengths = np.bincount(self._spell_edges, minlength=edges.count).astype(np.int32)
        own = lengths == 0
        lengths[own & (edges.has("start") | edges.has("end") | (state.codes > 0))] = 1
        places = np.append(0, np.cumsum(lengths))
        bounds = np.zeros((2, places[-1]), dtype=np.int32)
        rows = np.flatnonzero(own & (lengths == 1))
        bounds[:, places[rows]] = start[rows], end[rows]
        if self._spells:
            inner = np.flatnonzero(np.repeat(~own, lengths))
            for side in (0, 1):
                bounds[side, inner] = [known[self._time_of(spell[side])] for spell in self._spells]
        return lengths, bounds[0], bounds[1], list(known)  # type: ignore[arg-type]

    def _times(self, column: Coded, known: Coder) -> Codes:
        times: Codes = np.array([known[self._time_of(str(each))] for each in column.values], dtype=np.int32)[
            column.codes
        ]
        return times


def _way(word: str) -> int:
    way = DIRECTED.get(word.strip().casefold())
    return -1 if way is None else int(way)
