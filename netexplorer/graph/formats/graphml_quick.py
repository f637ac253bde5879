"""The edges of a large GraphML file, as columns: what they mean is asked of the reader once for all that say the same.

Only their bounds, which hardly two share, are read apart, each distinct one once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.formats.attributes import is_time, raw_of, role_of
from netexplorer.graph.formats.clock import is_unstated
from netexplorer.graph.formats.draft import Draft, Raw, Spell
from netexplorer.graph.formats.links import Coder, Codes, Links, Spells, no, nothing
from netexplorer.graph.formats.markup_quick import BATCH, EdgeColumns, Given, IrregularError, together
from netexplorer.graph.formats.timewords import likely
from netexplorer.graph.formats.typed import typed
from netexplorer.graph.gather import Coded

_DATA = "data:"  # in front of a key, to tell it from attributes
_TOLD = ("directed", "sourceport", "targetport")
_Bools = npt.NDArray[np.bool_]


class Key(Struct):
    """A declared key: what it is called and of which type its values are."""

    name: str
    kind: str
    default: Any = None


class Said(Struct, frozen=True):
    """What an edge says beside its ends and its id."""

    type: str
    label: str
    values: dict[str, Any]
    directed: bool | None
    spells: list[Spell]


class _Bounds(Struct, frozen=True, eq=False):
    """The values of one key that is a bound."""

    key: str
    is_there: _Bools
    is_stated: _Bools
    codes: Codes


class GraphMLEdges:
    """Collects edges and their data.

    Parameters
    ----------
    keys : mapping
        The keys of edges that are declared.
    """

    def __init__(self, draft: Draft, keys: Mapping[str, Key]) -> None:
        self._draft = draft
        self._keys = keys
        self._edges = EdgeColumns(("id", *_TOLD), draft.actors, keep_all=True)
        self._edge: Given | None = None
        self._parts: list[str] = []
        self._times = Coder(None)
        self._parser: Any = None

    def listen(self, parser: expat.XMLParserType) -> None:
        """Hear of elements, and of text where it is data."""
        self._parser = parser
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end

    def start(self, name: str, given: Given) -> None:
        """An element begins."""
        if name == "data" and self._edge is not None and len(given) == 2 and given[0] == "key":
            self._edge.append(_DATA + given[1])
            self._parser.CharacterDataHandler = self._parts.append
        elif name == "edge" and self._edge is None:
            if len(self._edges.pending) == BATCH:
                self._edges.flush()
            self._edges.pending.append(given)
            self._edge = given
        else:
            raise IrregularError

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "data" and self._edge is not None:
            self._edge.append("".join(self._parts))
            self._parts.clear()
            self._parser.CharacterDataHandler = None
        elif name == "edge":
            self._edge = None

    def links(self, ask: Callable[[dict[str, str], dict[str, str]], Said]) -> Links:
        """The edges as columns.

        Parameters
        ----------
        ask : callable
            What an edge with some attributes and some data says.

        Raises
        ------
        IrregularError
            When an edge is not plain.
        """
        edges, draft = self._edges, self._draft
        edges.flush()
        if any(len(set(names)) != len(names) for names in edges.layout.values):
            raise IrregularError
        for name in list(edges.actors)[len(draft.actors) :]:
            draft.mention(name)
        bounds = {end: self._bound(end) for end in ("start", "end")}
        rules = dict(draft.rules)
        said, codes = self._said(ask, bounds)
        if draft.rules.keys() - rules.keys() - {"times-found"}:
            raise IrregularError
        draft.rules = rules
        self._tell(bounds)
        has_time = bounds["start"].is_there | bounds["end"].is_there
        lengths = np.array([len(each.spells) for each in said], dtype=np.int32)[codes]
        if lengths.max(initial=0) > 1 or (has_time & (lengths == 0)).any():
            raise IrregularError
        rows = np.flatnonzero(lengths)
        count = len(rows)
        state = _column([each.spells[0].state if each.spells else "" for each in said], codes)
        ways = np.array([-1 if each.directed is None else int(each.directed) for each in said], dtype=np.int8)
        source, target = edges.ends()
        values: list[dict[str, Any]] = [{}, *(each.values for each in said)]
        return Links(
            source, target, ways[codes], edges.column("id"),
            _column([each.type for each in said], codes), _column([each.label for each in said], codes),
            nothing(edges.count, ()), Coded(_filled(said)[codes], values),
            list(self._times),  # type: ignore[arg-type]
            np.append(0, np.cumsum(lengths)),
            Spells(
                bounds["start"].codes[rows], bounds["end"].codes[rows], no(count), no(count), no(count), no(count),
                Coded(state.codes[rows], state.values), nothing(count), nothing(count), nothing(count, ()),
                nothing(count, {}),
            ),
        )  # fmt: skip

    def _bound(self, end: str) -> _Bounds:
        """The one key of edges that is called like a bound; edges that have none are as if it were not stated."""
        count = self._edges.count
        named = {name: self._named(name) for name in self._data()}
        roles = {name: role_of(known.name) for name, known in named.items()}
        found = [name for name, role in roles.items() if role == end]
        odd = any(role in ("set", "moment", "from", "to") for role in roles.values())
        odd |= any(likely(known.name) and not roles[name] for name, known in named.items())
        if len(found) > 1 or odd or any(known.name == "spells" for known in named.values()):
            raise IrregularError
        if not found:
            return _Bounds("", no(count), no(count), np.zeros(count, dtype=np.int32))
        known, column = named[found[0]], self._edges.column(found[0])
        values = [typed(str(text), known.kind) for text in column.values]
        wrong = [value is not None and (isinstance(value, (bool, list)) or not is_time(value)) for value in values]
        if known.default is not None or np.array(wrong)[column.codes].any():
            raise IrregularError
        raws: list[Raw] = [raw_of(value) for value in values]
        is_there = np.array([value is not None for value in values], dtype=np.bool_)
        is_stated = np.array([not is_unstated(raw) for raw in raws], dtype=np.bool_)
        codes = np.array([self._times[raw] for raw in raws], dtype=np.int32)
        return _Bounds(found[0], is_there[column.codes], is_stated[column.codes], codes[column.codes])

    def _data(self) -> list[str]:
        return [name for name in self._edges.fields if name.startswith(_DATA)]

    def _named(self, name: str) -> Key:
        known = self._keys.get(name.removeprefix(_DATA))
        if known is None:
            raise IrregularError
        return known

    def _said(
        self, ask: Callable[[dict[str, str], dict[str, str]], Said], bounds: Mapping[str, _Bounds]
    ) -> tuple[list[Said], Codes]:
        """What the edges say, and which of it each does; asked once for all that differ in bounds only."""
        edges, keys = self._edges, {bound.key for bound in bounds.values()}
        said = [name for name in (*_TOLD, *self._data()) if name not in keys]
        flags = [bound.is_there.astype(np.int32) for bound in bounds.values()]
        columns = {name: edges.column(name) for name in (*_TOLD, *self._data())}
        codes, first = together([edges.layout.codes, *(columns[name].codes for name in said), *flags])
        layout, found = edges.layout, []
        for at in first.tolist():
            names = layout.values[layout.codes[at]]
            given = {name: str(columns[name].values[columns[name].codes[at]]) for name in names if name in columns}
            data = {name.removeprefix(_DATA): text for name, text in given.items() if name.startswith(_DATA)}
            found.append(ask({name: given[name] for name in _TOLD if name in given}, data))
        return found, codes

    def _tell(self, bounds: Mapping[str, _Bounds]) -> None:
        there = {end: bound.is_there for end, bound in bounds.items()}
        said = bounds["start"].is_stated | bounds["end"].is_stated
        either = there["start"] | there["end"]
        if (either & ~said).any():  # what states nothing stays a value
            raise IrregularError
        count = sum(int(np.count_nonzero(each)) for each in there.values())
        if count:
            first = int(np.argmax(either))
            end = "start" if there["start"][first] else "end"
            name = self._named(bounds[end].key).name
            sentence = f"Attributes called “{name}” are read as bounds that belong to the interval."
            self._draft.bent("times-found", sentence, count)


def _column(words: list[str], codes: Codes) -> Coded:
    known = Coder("")
    table = np.array([known[word] for word in words], dtype=np.int32)
    return Coded(table[codes], list(known))


def _filled(said: list[Said]) -> Codes:
    """A code for each that has values."""
    return np.array([k + 1 if each.values else 0 for k, each in enumerate(said)], dtype=np.int32)
