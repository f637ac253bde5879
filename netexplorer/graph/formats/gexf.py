"""GEXF 1.0 to 1.3, the format of Gephi: nodes and edges that hold over time, with attributes that change.

Elements go by their local names, as a dozen spellings of the namespace are in use. ``start`` and ``end`` belong to the
interval, a missing one is no bound, ``startopen`` and ``endopen`` (1.2) hold times that do not belong to it, and
``<spells>`` count instead of both. Values of dynamic attributes of edges become states or values of their spells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.attributes import take_kind, take_names, take_spells, take_type, take_word
from netexplorer.graph.formats.clock import clock_of, is_unstated, number_of
from netexplorer.graph.formats.draft import Ask, Draft, DraftActor, DraftLink, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.gexf_looks import LOOKS, Thing
from netexplorer.graph.formats.gexf_quick import GexfEdges
from netexplorer.graph.formats.gexf_times import DIRECTED, Times
from netexplorer.graph.formats.markup import listen, must_have, root_of
from netexplorer.graph.formats.markup_quick import IrregularError, collect, is_many
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.timelines import Bounds, Timed, changing
from netexplorer.graph.formats.typed import typed
from netexplorer.graph.formats.unpack import Source

_STATES = ("state", "status")
CREATOR = "netexplorer"  # of the files that we write, in which a title comes before the description
_TYPES = ("relationtype", "relation type", "relation_type", "edge type", "edge_type", "edgetype")
_NUMERIC = ("integer", "double", "float", "long", "int")
_CALENDAR = ("date", "datetime", "timestamp")
_MOST_TOLD = 50  # problems of one kind that are told one by one


def sniff(head: bytes) -> bool:
    """Whether the first element is ``gexf``."""
    return root_of(head) == "gexf"


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read a GEXF file.

    Raises
    ------
    UserError
        When it is no XML from the start, refused for its entities, or has no graph.
    """
    if not ask.mapping and (quick := _quickly(source, progress, cancelled)) is not None:
        return quick
    heard, fault = listen(source, _Gexf, progress, cancelled)
    if fault is not None:
        must_have(heard.draft, fault, source.where)
    if not heard.has_graph:
        hint = "A GEXF file has the elements gexf, graph, nodes and node."
        raise refuse(source, "this file has no <graph>, so there is no network in it", hint)
    heard.settle_times()
    return heard.draft


def _quickly(source: Source, progress: Progress, cancelled: Wish) -> Draft | None:
    """The draft of a large file whose edges are plain, as columns; none of any other."""
    if not is_many(source, b"<edge "):
        return None
    heard = _ManyEdges()
    edges = collect(source, heard, "edges", lambda: GexfEdges(heard.draft, heard.time_of), progress, cancelled)
    return heard.draft if edges is not None and heard.took(edges) else None


class _Attribute(Struct):
    """A declared attribute: under which key its values are kept, and of which type they are."""

    key: str
    kind: str
    default: Any = None


class _Gexf:
    """Fills a draft while the elements of a file go by."""

    def __init__(self) -> None:
        self.draft = Draft("GEXF")
        self.at: Callable[[], str] = lambda: ""
        self.has_graph = self._is_ours = False
        self._times = Times(self.draft)
        self._time_format = ""
        self._slice: list[Spell] = []
        self._declared: dict[bool, dict[str, _Attribute]] = {False: {}, True: {}}
        self._keys: dict[bool, set[str]] = {False: set(), True: set()}
        self._of_edges = False
        self._attribute: _Attribute | None = None
        self._things: list[Thing] = []
        self._counts = {False: 0, True: 0}
        self._changing: list[tuple[DraftLink, dict[str, list[Timed]]]] = []
        self._told = 0
        self._on_start: dict[str, Callable[[dict[str, str]], None]] = {
            "graph": self._start_graph,
            "attributes": self._start_attributes,
            "attribute": self._start_attribute,
            "node": lambda given: self._things.append(Thing(given, False)),
            "edge": lambda given: self._things.append(Thing(given, True)),
            "attvalue": self._start_value,
            "spell": self._start_spell,
            "slice": self._start_spell,
            "parent": self._start_parent,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if heard := self._on_start.get(name) or self._on_start.get(name.casefold()):
            heard(attributes)
        elif self._things and (look := LOOKS.get(name)):
            look(self._things[-1], attributes)

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        name = name.casefold()
        if name == "node" and self._things:
            self._node(self._things.pop())
        elif name == "edge" and self._things:
            self._edge(self._things.pop())
        elif name == "default" and self._attribute is not None:
            self._attribute.default = typed(text, self._attribute.kind)
        elif name == "attribute":
            self._attribute = None
        elif name == "creator":
            self._is_ours = text == CREATOR
        elif name == "description" and self._is_ours and not self.has_graph:
            self.draft.title, _, self.draft.description = text.partition("\n\n")
        elif name in ("title", "description") and text.strip() and not self.has_graph:
            setattr(self.draft, name, text.strip())

    # -- what is declared

    def _start_graph(self, given: dict[str, str]) -> None:
        draft = self.draft
        self.has_graph = True
        default = (given.get("defaultedgetype") or given.get("edgetype") or "undirected").strip().casefold()
        draft.directed = DIRECTED.get(default, False)
        if default not in DIRECTED:
            message = f"“{default[:40]}” is no direction of edges; they are read as undirected."
            draft.tell("warning", "bad-direction", self.at(), message)
        self._time_format = (given.get("timeformat") or given.get("timetype") or "").strip().casefold()
        self._times = Times(draft, given.get("timezone", ""))
        if (whole := self._times.spells(given, self.at)) and draft.observed == (None, None):
            draft.observed = whole[0].start, whole[-1].end
        mode = given.get("mode") or given.get("type") or ""
        if mode.casefold() == "slice":
            self._slice = whole
            if self._slice:
                draft.bent("slice", "The file is one slice of time: all in it holds in that slice.")

    def _start_attributes(self, given: dict[str, str]) -> None:
        self._of_edges = given.get("class", "").strip().casefold() == "edge"

    def _start_attribute(self, given: dict[str, str]) -> None:
        ident = given.get("id", given.get("title", ""))
        key = given.get("title", "").strip() or ident
        key = "weight" if key.casefold() == "weight" else key  # a reserved title, that of the attribute of edges
        if key in self._keys[self._of_edges]:
            key = f"{key} ({ident})"
        self._keys[self._of_edges].add(key)
        self._attribute = _Attribute(key, given.get("type", "string").strip().casefold())
        self._declared[self._of_edges][ident] = self._attribute

    # -- what stands in a node or an edge

    def _start_value(self, given: dict[str, str]) -> None:
        if not self._things:
            return
        thing = self._things[-1]
        ident = given.get("for", given.get("id", ""))
        known = self._declared[thing.is_edge].get(ident)
        if known is None:
            self.draft.bent("undeclared-attribute", f"Attributes that are not declared are read as text ({ident}).")
            known = self._declared[thing.is_edge][ident] = _Attribute(ident, "string")
        value = typed(given.get("value", ""), known.kind)
        if value is None:
            return
        spells = self._times.spells(given, self.at)
        if not spells or (spells[0].start is None and spells[0].end is None):
            thing.values[known.key] = value
        else:
            is_moment = "timestamp" in given
            thing.timed.setdefault(known.key, []).extend(Timed(spell, value, is_moment) for spell in spells)

    def _start_spell(self, given: dict[str, str]) -> None:
        if self._things:
            self._things[-1].spells += self._times.spells(given, self.at) or [Spell()]

    def _start_parent(self, given: dict[str, str]) -> None:
        if self._things:
            self._things[-1].parents.append(given.get("for", ""))

    # -- what they come to

    def _node(self, thing: Thing) -> None:
        given, draft = thing.attributes, self.draft
        self._counts[False] += 1
        label = given.get("label", "").strip()
        ident = given.get("id", "")
        if not ident.strip():
            ident = label or f"node {self._counts[False]}"
            self._tell("no-id", f"A node has no id; it is called “{ident[:60]}”.")
        values = self._values(thing)
        parents = [*([given["pid"]] if given.get("pid") else []), *thing.parents]
        if outer := next((each for each in reversed(self._things) if not each.is_edge), None):
            parents.append(outer.attributes.get("id", ""))
        known = draft.actors  # "0" may be the root, which is nobody
        if parents := [each for each in dict.fromkeys(parents) if each and (each != "0" or each in known)]:
            draft.bent("hierarchy", "Actors inside others stand beside them; which is in which is kept as a value.")
            values["parent"] = parents[0] if len(parents) == 1 else parents
        if thing.timed:
            draft.bent("actor-values", "Values of actors that change are kept with their times, and not shown.")
            values.update((key, [_as_kept(each) for each in told]) for key, told in thing.timed.items())
        actor: DraftActor = draft.declare(
            ident,
            label or take_word(values, "label", "name"),
            kind=take_kind(values),
            side=take_word(values, "side"),
            description=take_word(values, "description"),
            tags=_words(values, "tags"),
            aliases=_words(values, "aliases"),
            names=take_names(values),
        )
        actor.spells.extend(self._spells(thing))
        actor.values = {**actor.values, **values}
        actor.xy = thing.xy or actor.xy

    def _edge(self, thing: Thing) -> None:
        given, draft = thing.attributes, self.draft
        self._counts[True] += 1
        source, target = given.get("source", ""), given.get("target", "")
        if not source or not target:
            ident = given.get("id", "without id")[:60]
            self._tell("no-end", f"An edge ({ident}) has no source or no target; left out.")
            return
        type, values, state = self._said(thing)
        direction = given.get("type", "").strip().casefold()
        if direction in ("mutual", "double"):
            draft.bent("mutual", "Edges that go both ways are read as undirected.")
        spells = self._spells(thing)
        if state:
            spells = spells or [Spell()]
            for spell in spells:
                spell.state = state
        if not thing.timed and len(spells) < 2 and (note := take_word(values, "note")):
            spells = spells or [Spell()]
            spells[0].note = note
        link = draft.link(
            source,
            target,
            id=given.get("id", ""),
            type=type,
            label=given.get("label", "").strip(),
            directed=DIRECTED.get(direction),
            values=values,
            spells=spells,
        )
        if thing.timed:
            self._changing.append((link, thing.timed))

    def _said(self, thing: Thing) -> tuple[str, dict[str, Any], str]:
        """Type, values and unchanging state of an edge."""
        given, values = thing.attributes, self._values(thing)
        if weight := given.get("weight"):
            values["weight"] = typed(weight, "double")
        if cardinal := given.get("cardinal"):
            values["cardinal"] = typed(cardinal, "double")
        state = self._state(thing, values)
        type = given.get("kind", "").strip()
        if not type and thing.values:
            type = take_type(values) or take_word(values, *_TYPES)
        return type, values, state

    def _values(self, thing: Thing) -> dict[str, Any]:
        defaults = {
            known.key: known.default
            for known in self._declared[thing.is_edge].values()
            if known.default is not None and known.key not in thing.timed
        }
        return {**defaults, **thing.values} if defaults else thing.values

    def _spells(self, thing: Thing) -> list[Spell]:
        own = thing.spells or self._times.spells(thing.attributes, self.at)
        if not own and thing.values and not thing.timed:
            own = take_spells(thing.values, self.draft, of_link=thing.is_edge)
        if not own and self._slice and not thing.timed:
            return [Spell(each.start, each.end, each.end_open, each.start_open) for each in self._slice]
        return own

    def _state(self, thing: Thing, values: dict[str, Any]) -> str:
        """The one state of an edge whose state does not change."""
        keys = _state_keys(self._declared[True]) if thing.values or not thing.timed else []
        if not any(key in thing.timed for key in keys):
            for key in keys:
                if isinstance(values.get(key), str):
                    return str(values.pop(key)).strip()
        return ""

    def _tell(self, code: str, message: str) -> None:
        self._told += 1
        if self._told <= _MOST_TOLD:
            self.draft.tell("warning", code, self.at(), message)

    # -- times

    def settle_times(self) -> None:
        """Find out what the times are, and cut the spells of edges at the bounds of their changing values."""
        draft = self.draft
        draft.records = self._counts[False], self._counts[True]
        said = [raw for raw in set(_every_time(draft, self._changing)) if not is_unstated(raw)]
        is_numbers = sum(number_of(raw) is not None for raw in said) * 2 >= len(said)
        if self._time_format in _CALENDAR:
            draft.time_kind = "calendar"
        elif self._time_format in _NUMERIC and is_numbers:
            draft.time_kind = "" if _are_milliseconds(said) else "number"
        elif self._time_format in _NUMERIC and said:
            draft.bent("wrong-timeformat", f"The times are dates, though the file says {self._time_format}.")
        draft.is_double = self._time_format not in ("integer", "long", "int")
        draft.clock = clock_of(said, draft.time_kind, is_double=draft.is_double)
        bounds, states = Bounds(draft.clock, draft), _state_keys(self._declared[True])
        for link, timed in self._changing:
            state = next((key for key in states if key in timed), "")
            link.spells = changing(link.spells, timed, state, bounds, link.id or f"{link.source} – {link.target}")
            for spell in link.spells if "note" in timed else ():
                spell.note = str(spell.values.pop("note", ""))


class _ManyEdges(_Gexf):
    """The same of a file whose edges are collected."""

    def time_of(self, text: str) -> str | None:
        """A time as the clock reads it."""
        return self._times.time(text)

    def took(self, edges: GexfEdges) -> bool:
        """Take edges that were collected; whether they are plain enough for it."""
        draft = self.draft
        told = len(draft.rules), len(draft.problems)
        try:
            draft.columns = edges.links(self._asked)
        except IrregularError:
            return False
        if (len(draft.rules), len(draft.problems)) != told:  # of edges one by one it would be told more often
            return False
        edges.tell()
        self._counts[True] = draft.columns.count
        self.settle_times()
        return True

    def _asked(self, given: dict[str, str], inner: list[tuple[str, dict[str, str]]]) -> tuple[str, dict[str, Any], str]:
        thing = Thing(given, True)
        self._things.append(thing)
        for name, attributes in inner:
            self.start(name, attributes)
        self._things.pop()
        if thing.timed or self._slice:
            raise IrregularError
        return self._said(thing)


def _state_keys(declared: dict[str, _Attribute]) -> list[str]:
    keys = [known.key for known in declared.values() if known.key.casefold() in _STATES]
    return sorted(keys, key=lambda key: _STATES.index(key.casefold()))


def _every_time(draft: Draft, timed_edges: list[tuple[DraftLink, dict[str, list[Timed]]]]) -> Iterator[Raw]:
    spells = chain(
        (spell for link in draft.links for spell in link.spells),
        (spell for actor in draft.actors.values() for spell in actor.spells),
        (each.spell for _, timed in timed_edges for told in timed.values() for each in told),
    )
    yield from chain.from_iterable((spell.start, spell.end) for spell in spells)
    if draft.columns is not None:
        yield from draft.columns.used_times()


def _are_milliseconds(said: list[Raw]) -> bool:
    """Whether all times are such as 1.3428875E12: dates of Gephi, which its older files call double."""
    return bool(said) and all((number := number_of(raw)) is not None and 1e11 <= number < 5e12 for raw in said)


def _words(values: dict[str, Any], key: str) -> tuple[str, ...]:
    """Take a list of words out of the values."""
    words = values.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return ()
    del values[key]
    return tuple(words)


def _as_kept(timed: Timed) -> dict[str, Any]:
    """A value of some time, as it is kept with an actor."""
    bounds = {"from": timed.spell.start, "until": timed.spell.end}
    return {**{key: bound for key, bound in bounds.items() if bound is not None}, "value": timed.value}
