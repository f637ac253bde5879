"""GraphML: nodes and edges with keys of any kind, and the graphics of yEd.

It has no standard of time: keys called like a beginning, an end or a list of intervals are read as such where their
values can be times. Nested graphs are laid flat, hyperedges become actors of their own or plain relationships, and of
several graphs in one file one is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats.attributes import (
    first_label,
    spells_of_text,
    take_kind,
    take_names,
    take_spells,
    take_type,
    take_word,
    take_words,
    take_xy,
)
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.draft import Ask, Draft, DraftActor, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.graphml_quick import GraphMLEdges, Key, Said
from netexplorer.graph.formats.markup import listen, must_have, root_of
from netexplorer.graph.formats.markup_quick import IrregularError, collect, is_many
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.typed import typed
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.formats.yed import Graphics, mix_colour

_KINDS = ("node", "edge", "graph", "hyperedge", "port", "endpoint", "graphml")
_ELEMENTS = frozenset(_KINDS) - {"graphml"}
_PLAIN = frozenset(("weight", "color", "width", "size", "value"))  # keys that say nothing of times or types
_STATES = ("state", "status")
_MOST_TOLD = 50  # problems of one kind that are told one by one


def sniff(head: bytes) -> bool:
    """Whether the first element is ``graphml``."""
    return root_of(head) == "graphml"


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read a graph of a GraphML file: the first, or that which the user asks for.

    Raises
    ------
    UserError
        When it is no XML from the start, refused for its entities, has no graph, or not the one that is asked for.
    """
    wish = ask.network.strip()
    if not wish and not ask.mapping and (quick := _quickly(source, progress, cancelled)) is not None:
        return quick
    guess = int(wish[:9]) - 1 if wish.isdecimal() else 0
    heard, fault = listen(source, lambda: _GraphML(guess), progress, cancelled)
    if fault is not None:
        must_have(heard.draft, fault, source.where)
    if not heard.names:
        hint = "A GraphML file has the elements graphml, graph, node and edge."
        raise refuse(source, "this file has no <graph>, so there is no network in it", hint)
    place = chosen(heard.names, ask, heard.draft, source.where)
    if place != guess:
        told, networks = heard.draft.problems[-1], heard.draft.networks
        heard, _ = listen(source, lambda: _GraphML(place), progress, cancelled)
        heard.draft.problems.append(told)
        heard.draft.networks = networks
    heard.draft.records = heard.counts["node"], heard.counts["edge"] + heard.counts["hyperedge"]
    return heard.draft


def _quickly(source: Source, progress: Progress, cancelled: Wish) -> Draft | None:
    """The draft of a large file whose edges are plain, as columns; none of any other."""
    if not is_many(source, b"<edge "):
        return None
    heard = _ManyEdges(0)
    edges = collect(source, heard, "edge", heard.edges, progress, cancelled)
    return heard.draft if edges is not None and heard.took(edges) else None


class _Thing(Struct, gc=False):
    """A graph, a node, an edge or a part of one that is being read."""

    kind: str
    attributes: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    graphics: Graphics | None = None
    description: str = ""
    ends: list[dict[str, str]] = field(default_factory=list)


class _GraphML:
    """Fills a draft while the elements of a file go by.

    Parameters
    ----------
    place : int
        Which of the graphs of the file is read, from 0.
    """

    def __init__(self, place: int) -> None:
        self.draft = Draft("GraphML")
        self.at: Callable[[], str] = lambda: ""
        self.names: list[str] = []
        self.counts = {"node": 0, "edge": 0, "hyperedge": 0}
        self._place = place
        self._keys: dict[str, dict[str, Key]] = {kind: {} for kind in _KINDS}
        self._key: list[Key] = []  # that is being declared, once for each kind of element it is for
        self._things: list[_Thing] = []
        self._depth = 0  # of the graphs that are open
        self._data = ""
        self._is_drawn = False  # the data that is being read has elements of its own
        self._is_labelled = False  # by Neo4j
        self._is_ours = False  # we drew it, and what is drawn is not what the dataset says
        self._is_read = False  # within the graph that is read
        self._told = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._data:
            self._is_drawn = True
            if self._things and self._is_read and not self._is_ours:
                self._drawn().start(name, attributes)
        elif name == "key":
            self._start_key(attributes)
        elif name == "data":
            self._data, self._is_drawn = attributes.get("key", "") or "data", False
        elif name == "graph":
            self._start_graph(attributes)
        elif self._is_read and name in _ELEMENTS:
            self._things.append(_Thing(name, attributes))
        elif self._is_read and name == "locator":
            self.draft.bent("elsewhere", "Graphs that the file refers to, but does not have, are not read.")

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        if self._data and name != "data":
            if self._things and self._is_read and not self._is_ours:
                self._drawn().end(name, text)
        elif name == "data":
            if self._things and self._is_read and not self._is_drawn:
                self._value(self._things[-1], self._data, text)
            self._data = ""
        elif name == "default":
            for key in self._key:
                key.default = typed(text, key.kind)
        elif name == "key":
            self._key = []
        elif name == "desc" and self._things:
            self._things[-1].description = text.strip()
        elif name == "graph":
            self._end_graph()
        elif self._is_read and name in _ELEMENTS and self._things:
            self._finish(self._things.pop())

    def _drawn(self) -> Graphics:
        thing = self._things[-1]
        if thing.graphics is None:
            thing.graphics = Graphics()
        return thing.graphics

    # -- keys and their values

    def _start_key(self, given: dict[str, str]) -> None:
        ident, said = given.get("id", ""), given.get("for", "all").strip().casefold()
        kinds = (said,) if said in self._keys else _KINDS
        if said not in self._keys and said != "all":
            self.draft.bent("bad-key", f"Keys for nothing that exists are read as keys for all ({ident}: “{said}”).")
        name = given.get("attr.name", "").strip() or ident
        kind_of = given.get("attr.type", "string").strip().casefold() or "string"
        doubled = False
        for kind in kinds:
            key = Key(name, kind_of)
            if ident in self._keys[kind]:
                doubled = True
            elif any(other.name == name for other in self._keys[kind].values()):
                key.name = f"{name} ({ident})"
            self._keys[kind].setdefault(ident, key)
            self._key.append(key)
        if doubled:
            self.draft.bent("doubled-key", f"Of keys declared twice the first counts ({ident}).")

    def _value(self, thing: _Thing, ident: str, text: str) -> None:
        key = self._keys[thing.kind].get(ident)
        if key is None:
            self.draft.bent("undeclared-attribute", f"Keys that are not declared are read as text ({ident}).")
            key = self._keys[thing.kind][ident] = Key(ident, "string")
        value = typed(text, key.kind)
        if value is not None:
            thing.values[key.name] = value
            self._is_labelled |= key.name == "labels" and text.startswith(":")
            self._is_ours |= (thing.kind, key.name, value) == ("graph", "drawn_by", "netexplorer")

    def _values(self, thing: _Thing) -> dict[str, Any]:
        keys = self._keys[thing.kind].values()
        defaults = {key.name: key.default for key in keys if key.default is not None}
        return {**defaults, **thing.values} if defaults else thing.values

    # -- graphs

    def _start_graph(self, given: dict[str, str]) -> None:
        if self._depth == 0:
            self.names.append(given.get("id", ""))
        self._depth += 1
        self._is_read = len(self.names) - 1 == self._place
        if self._is_read:
            if self._depth == 1:
                self.draft.directed = given.get("edgedefault", "").strip().casefold() == "directed"
            else:
                self.draft.bent("hierarchy", "Graphs inside an actor stand beside it; which is in which is a value.")
            self._things.append(_Thing("graph", given))

    def _end_graph(self) -> None:
        if self._is_read:
            while self._things and self._things[-1].kind != "graph":
                self._things.pop()
            graph = self._things.pop() if self._things else _Thing("graph", {})
            if self._depth == 1:
                self._name(graph)
        self._depth = max(self._depth - 1, 0)
        self._is_read = self._is_read and self._depth > 0

    def _name(self, graph: _Thing) -> None:
        values, draft = self._values(graph), self.draft
        draft.title = take_word(values, "title", "name", "label")
        draft.description = graph.description or take_word(values, "description")
        draft.licence = take_word(values, "licence", "license")
        scale = take_word(values, "timeformat").casefold()
        draft.time_kind = "calendar" if scale in ("date", "datetime") else "number" if scale == "double" else ""
        draft.is_double = scale == "double"
        draft.unit = take_word(values, "timeunit")

    # -- nodes and edges

    def _finish(self, thing: _Thing) -> None:
        if thing.kind == "node":
            self._node(thing)
        elif thing.kind == "edge":
            self._edge(thing)
        elif thing.kind == "hyperedge":
            self._hyperedge(thing)
        elif thing.kind == "endpoint" and self._things:
            self._things[-1].ends.append(thing.attributes)
        elif thing.kind == "port" and self._things:
            self.draft.bent("ports", "Ports of actors are not shown; edges keep theirs as values.")

    def _node(self, thing: _Thing) -> None:
        draft, values = self.draft, self._values(thing)
        self.counts["node"] += 1
        ident = thing.attributes.get("id", "")
        if not ident.strip():
            ident = f"node {self.counts['node']}"
            self._tell("no-id", f"A node has no id; it is called “{ident}”.")
        graphics = thing.graphics or Graphics()
        outer = next((each for each in reversed(self._things) if each.kind == "node"), None)
        if outer is not None:
            values["parent"] = outer.attributes.get("id", "")
        name = take_word(values, "label") or graphics.label or take_word(values, "name", "title", "shared name")
        mix_colour(values)
        xy = graphics.xy or take_xy(values) or take_xy(values, "x_coordinate", "y_coordinate")
        actor: DraftActor = draft.declare(
            ident,
            name,
            kind=take_kind(values) or first_label(values),
            side=take_word(values, "side"),
            description=thing.description or take_word(values, "description"),
            tags=take_words(values, "tags"),
            aliases=take_words(values, "aliases"),
            names=take_names(values),
        )
        actor.spells.extend(take_spells(values, draft, of_link=False))
        actor.values = {**actor.values, **graphics.values, **values}
        actor.xy = actor.xy or xy

    def _edge(self, thing: _Thing) -> None:
        given, draft = thing.attributes, self.draft
        self.counts["edge"] += 1
        source, target = given.get("source", ""), given.get("target", "")
        if not source or not target:
            self._tell(
                "no-end", f"An edge ({given.get('id', 'without id')[:60]}) has no source or no target; left out."
            )
            return
        said = self._said(thing)
        link = draft.link(
            source, target, id=given.get("id", ""), type=said.type, label=said.label, directed=said.directed,
            values=said.values, spells=said.spells,
        )  # fmt: skip
        if thing.graphics is not None:
            link.label = link.label or thing.graphics.label
            link.values = {**thing.graphics.values, **said.values}

    def _said(self, thing: _Thing) -> Said:
        """What an edge says beside its ends and its id."""
        given, values = thing.attributes, self._values(thing)
        values.update((key, given[key]) for key in ("sourceport", "targetport") if given.get(key))
        spells: list[Spell] = []
        type = label = ""
        if not values.keys() <= _PLAIN:
            spells = _own_spells(values) or take_spells(values, self.draft, of_link=True) or _state_alone(values)
        if not values.keys() <= _PLAIN:
            type = take_type(values)
            label = take_word(values, "label", "edge label")
            if self._is_labelled and not type:
                type, label = label, ""
        return Said(type, label, values, self._direction(given), spells)

    def _direction(self, given: dict[str, str]) -> bool | None:
        """What the edge says, or the graph that it stands in where that differs from the whole."""
        said = given.get("directed", "").strip().casefold()
        if said in ("true", "1", "false", "0"):
            return said in ("true", "1")
        if self._depth == 1:
            return None
        graph = next((each for each in reversed(self._things) if each.kind == "graph"), None)
        inner = graph.attributes.get("edgedefault", "").strip().casefold() if graph else ""
        return None if not inner or (inner == "directed") == self.draft.directed else inner == "directed"

    def _hyperedge(self, thing: _Thing) -> None:
        """Between two, a relationship; between more, an actor that stands for it, with a relationship to each."""
        draft, values = self.draft, self._values(thing)
        self.counts["hyperedge"] += 1
        ends = [end for end in thing.ends if end.get("node")]
        ident = thing.attributes.get("id", "") or f"hyperedge {self.counts['hyperedge']}"
        if len(ends) < 2:
            self._tell("no-end", f"A hyperedge ({ident[:60]}) has fewer than two ends; it is left out.")
            return
        draft.bent("hyperedges", "Hyperedges between more than two are actors with a relationship to each end.")
        if len(ends) == 2:
            draft.link(ends[0]["node"], ends[1]["node"], id=ident, values=values)
            return
        draft.declare(ident, take_word(values, "label", "name"), kind="hyperedge", values=values)
        for end in ends:
            role = end.get("type", "").casefold()
            source, target = (end["node"], ident) if role == "in" else (ident, end["node"])
            draft.link(source, target, directed=role in ("in", "out"))

    def _tell(self, code: str, message: str) -> None:
        self._told += 1
        if self._told <= _MOST_TOLD:
            self.draft.tell("warning", code, self.at(), message)


class _ManyEdges(_GraphML):
    """The same of a file whose edges are collected."""

    def edges(self) -> GraphMLEdges:
        """What collects the edges of the one graph of a file, of which the first has begun."""
        if self._depth != 1 or not self._is_read or self._things[-1].kind != "graph" or self._data:
            raise IrregularError
        return GraphMLEdges(self.draft, self._keys["edge"])

    def took(self, edges: GraphMLEdges) -> bool:
        """Take edges that were collected; whether they are plain enough for it."""
        draft, told = self.draft, len(self.draft.problems)
        try:
            draft.columns = edges.links(self._asked)
        except IrregularError:
            return False
        self.counts["edge"] = draft.columns.count
        self._end_graph()
        draft.records = self.counts["node"], self.counts["edge"]
        return len(draft.problems) == told

    def _asked(self, given: dict[str, str], data: dict[str, str]) -> Said:
        thing = _Thing("edge", given)
        for key, text in data.items():
            self._value(thing, key, text)
        return self._said(thing)


def _own_spells(values: dict[str, Any]) -> list[Spell]:
    """Intervals as our own files have them: ``spells``, with a state for each in ``state``, parted by semicolons."""
    text = values.get("spells")
    spells = list(spells_of_text(text)) if isinstance(text, str) and "[" in text else []
    if not spells:
        return []
    for key in ("spells", "start", "end"):
        values.pop(key, None)
    key = next((key for key in _STATES if isinstance(values.get(key), str)), "")
    states = [state.strip() for state in str(values.pop(key)).split(";")] if key else [""]
    for place, spell in enumerate(spells):
        spell.state = states[place] if len(states) == len(spells) else states[-1]
    return spells


def _state_alone(values: dict[str, Any]) -> list[Spell]:
    """A state without any time holds always."""
    state = values.pop("state") if isinstance(values.get("state"), str) else ""
    return [Spell(state=state.strip())] if state.strip() else []
