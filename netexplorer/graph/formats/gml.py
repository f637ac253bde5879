"""GML, the Graph Modelling Language: keys and values in nested brackets, ``graph [ node [ id 1 ] edge [ … ] ]``.

The format has no times of its own; attributes called like times are read as such, with bounds that belong to the
interval.
"""

from __future__ import annotations

import html
import math
import re
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats.attributes import take_kind, take_spells, take_type, take_word, take_xy
from netexplorer.graph.formats.bounds import DEEPEST_GML
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.draft import Ask, Draft, Spell
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.gml_write import CREATOR
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_TOKEN = re.compile(
    r"""
      (?P<key>[A-Za-z_]\w*)[ \t]+(?P<value>"[^"]*"|[^\s\[\]"]+)  # most lines at once
    | (?m:^[ \t]*(?P<comment>\#[^\r\n]*))
    | (?P<text>"(?:[^"]*)(?:"|$))
    | (?P<bracket>[\[\]])
    | (?P<word>[^\s\[\]"]+)
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_REAL = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d+)?")
_EVERY = 5_000
_ENDS = ("source", "target")
_FOLDED = {key: key for key in ("id", "label", *_ENDS)}  # whatever their case

Pairs = dict[str, Any]


class _Element(Struct, gc=False):
    """A node or an edge: its attributes, those of nested lists under names with dots, and the line it begins on."""

    kind: str
    line: int
    values: Pairs = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)

    def put(self, key: str, value: Any) -> None:
        """Add an attribute; one that occurs several times is a list of its values."""
        if value == "_networkx_list_start":
            self.values.setdefault(key, [])
        elif key not in self.values:
            self.values[key] = value
        elif isinstance(known := self.values[key], list):
            known.append(value)
        elif key in ("id", *_ENDS):
            self.doubled.append(key)
        else:
            self.values[key] = [known, value]


class _Graph(Struct):
    elements: list[_Element] = field(default_factory=list)
    own: _Element = field(default_factory=lambda: _Element("graph", 1))


def sniff(head: bytes) -> bool:
    """A list called ``graph`` comes first, or after some plain keys."""
    before: list[str] = []
    for match in _TOKEN.finditer(decoded(head)[0].replace("\0", "")):
        if match[0] in ("[", "]"):
            keys = before[::2]
            is_list = len(before) % 2 == 1 and before[-1].casefold() == "graph" and match[0] == "["
            return is_list and all(key.replace("_", "").isalnum() for key in keys)
        if match.lastgroup == "value":
            before += [match["key"], match["value"]]
        elif match.lastgroup != "comment":
            before.append(match[0])
    return False


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the first graph, or the one that is asked for.

    Raises
    ------
    UserError
        When there is no graph in the file.
    """
    draft = Draft("GML")
    told = Told(draft)
    source_text = _unescaped(source.text().replace("\0", ""))
    graphs = _Parser(source_text, draft, told, progress, cancelled).graphs()
    if not graphs:
        raise refuse(source, "there is no graph in this GML file", "It needs a list “graph [ … ]”.")
    names = [str(graph.own.values.get("label") or graph.own.values.get("name") or "") for graph in graphs]
    graph = graphs[chosen(names, ask, draft, source.where)]
    own = graph.own.values
    draft.directed = own.get("directed") == 1
    draft.title = take_word(own, "label", "name", "title")
    draft.description = take_word(own, "comment", "description")
    draft.licence = take_word(own, "licence", "license")
    kind = own.pop("timekind", "")
    draft.time_kind = "number" if kind == "number" else "calendar" if kind == "calendar" else ""
    draft.unit = take_word(own, "timeunit")
    is_ours = source_text.lstrip("\ufeff").startswith(CREATOR)
    draft.is_double = is_ours and kind == "number"  # a whole number of ours is an instant
    for key in own:
        if key not in ("directed", "multigraph"):
            draft.bent("graph-attributes", f"Attributes of the graph itself are left out ({key[:40]}).")
    ours: dict[str, str] = {}
    if is_ours:
        named = (each.values for each in graph.elements if {"id", "actor"} <= each.values.keys())
        ours = {_id(values["id"]): str(values["actor"]) for values in named}
    known = {_id(each.values["id"]) for each in graph.elements if each.kind == "node" and "id" in each.values}
    for each in graph.elements:
        if each.kind == "node":
            _node(each, draft, told, known, ours)
    for place, each in enumerate(graph.elements):
        if place % _EVERY == 0:
            stop_if(cancelled)
        if each.kind == "edge":
            _edge(each, draft, told, ours)
    edges = sum(each.kind == "edge" for each in graph.elements)
    draft.records = (len(graph.elements) - edges, len(draft.links))
    join_following(draft)
    return draft


def _unescaped(text: str) -> str:
    """Quotes that follow a backslash as GML writes them; not where the backslash ends a text, as of a folder."""
    if '\\"' not in text:
        return text
    return "\n".join(line.replace('\\"', "&quot;") if re.search(r'\\"\w', line) else line for line in text.split("\n"))


def _node(element: _Element, draft: Draft, told: Told, known: set[str], ours: dict[str, str]) -> None:
    values = element.values
    _tell_doubled(element, told)
    if "id" in values:
        id = _id(values.pop("id"))
    else:
        id = _free(known, f"node {len(draft.actors) + 1}")
        draft.bent("no-id", "Nodes without an id get one of their own.")
    label = values.pop("label", None)
    name = "" if label is None else str(label).strip()
    if not name:
        name = take_word(values, "name", "labelgraphics.text")
    side = description = ""
    more: dict[str, tuple[str, ...]] = {}
    if id in ours:
        id = str(values.pop("actor", id))
        name = "" if name == id else name
        side, description = take_word(values, "side"), take_word(values, "description")
        more = {"tags": _taken(values, "tag"), "aliases": _taken(values, "alias"), "sources": _cited(values, draft)}
    kind = take_kind(values)
    spells = take_spells(values, draft, of_link=False)
    xy = take_xy(values, "graphics.x", "graphics.y") or take_xy(values)
    about = {"kind": kind, "side": side, "description": description, **more}
    draft.declare(id, name, values=values, spells=spells, xy=xy, **about)


def _taken(values: dict[str, Any], key: str) -> tuple[str, ...]:
    """The texts under a key, which are taken out."""
    value = values.pop(key, None)
    return tuple(map(str, value if isinstance(value, list) else [] if value is None else [value]))


def _cited(values: dict[str, Any], draft: Draft) -> tuple[str, ...]:
    """The sources that are cited, of which nothing but the ids is in the file."""
    return tuple(
        each for each in _taken(values, "cites") if draft.source(each.partition("#")[0], title=each.partition("#")[0])
    )


def _free(known: set[str], wanted: str) -> str:
    while wanted in known:
        wanted += "'"
    known.add(wanted)
    return wanted


def _edge(element: _Element, draft: Draft, told: Told, ours: dict[str, str]) -> None:
    values = element.values
    _tell_doubled(element, told)
    missing = [end for end in _ENDS if end not in values or isinstance(values[end], list)]
    if missing:
        told.at("bad-edge", element.line, f"An edge has no {' and no '.join(missing)}; it is left out.")
        return
    source, target = (_id(values.pop(end)) for end in _ENDS)
    source, target = ours.get(source, source), ours.get(target, target)
    id = _id(values.pop("id")) if "id" in values else take_word(values, "relationship") if ours else ""
    directed = values.pop("directed", None)
    spells = take_spells(values, draft, of_link=True)
    if ours and not spells and "state" in values:
        spells = [Spell(state=take_word(values, "state"))]
    tags: tuple[str, ...] = ()
    if ours:
        tags = _taken(values, "tag")
        for spell in spells:
            spell.note, spell.confidence = take_word(values, "note"), take_word(values, "confidence")
            spell.sources = _cited(values, draft)
    type = take_type(values)
    label = str(values.pop("label", "") or "").strip()
    draft.link(
        source,
        target,
        id=id,
        type=type,
        label=label,
        directed=None if directed is None else directed == 1,
        tags=tags,
        values=values,
        spells=spells,
    )


def _tell_doubled(element: _Element, told: Told) -> None:
    for key in element.doubled:
        told.at("doubled-key", element.line, f"This {element.kind} has more than one “{key}”; the first counts.")


def _id(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _value(token: str) -> object:
    if token.startswith('"'):
        text = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
        return html.unescape(text) if "&" in text else text
    if _WHOLE.fullmatch(token):
        return int(token)
    if not token.lstrip("+-").isdigit() and _REAL.fullmatch(token) and math.isfinite(number := float(token)):
        return number
    return token


class _Parser:
    """Reads the brackets from left to right, without recursion, into graphs of flat elements."""

    def __init__(self, text: str, draft: Draft, told: Told, progress: Progress, cancelled: Wish) -> None:
        self._text = text
        self._told = told
        self._draft = draft
        self._progress = progress
        self._cancelled = cancelled
        self._path: list[str] = []  # the keys whose brackets are open
        self._graphs: list[_Graph] = []
        self._element: _Element | None = None
        self._line = 1
        self._at = 0  # up to where lines are counted

    def graphs(self) -> list[_Graph]:
        """All lists called ``graph`` at the top."""
        key = ""
        for place, match in enumerate(_TOKEN.finditer(self._text)):
            if place % (10 * _EVERY) == 0:
                stop_if(self._cancelled)
                self._progress(match.start() / len(self._text))
            if match.lastgroup != "value":
                key = self._word(match, key)
            elif key:  # it was alone on its line, so these are its value and another key
                self._put(key, match["key"])
                key = match["value"]
            else:
                self._put(match["key"], match["value"])
        if self._path:
            self._tell(len(self._text), "The file ends before its brackets are closed.")
        return self._graphs

    def _word(self, match: re.Match[str], key: str) -> str:
        """Take a word or a bracket; the key that waits for its value then, if any."""
        kind, token, at = match.lastgroup, match[0], match.start()
        if kind == "comment":
            return key
        if token == "[":
            self._open(key, at)
        elif token == "]":
            if key:
                self._tell(at, f"The key “{key[:40]}” has no value.")
            self._close(at)
        elif key:
            self._put(key, token)
        elif kind == "word":
            return token
        else:
            self._tell(at, f"A value without a key is left out ({token[:40]}).")
        return ""

    def _count(self, at: int) -> int:
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line

    def _tell(self, at: int, message: str) -> None:
        self._told.at("bad-gml", self._count(at), message)

    def _open(self, key: str, at: int) -> None:
        self._path.append(key.casefold() if len(self._path) < 2 else key)
        if self._path == ["graph"]:
            self._graphs.append(_Graph())
        elif len(self._path) == 2 and self._path[0] == "graph":
            if self._path[1] in ("node", "edge"):
                self._element = _Element(self._path[1], self._count(at))
                self._graphs[-1].elements.append(self._element)
            elif not self._path[1]:
                self._tell(at, "A list without a key is left out.")
            elif self._path[1] not in ("graphics", "labelgraphics"):
                self._draft.bent("unknown-list", f"Lists that are no nodes and no edges are left out ({key[:40]}).")
        elif len(self._path) == DEEPEST_GML:
            self._draft.bent("too-deep", f"Lists more than {DEEPEST_GML} deep are left out.")

    def _close(self, at: int) -> None:
        if not self._path:
            self._tell(at, "A bracket is closed that was not open.")
            return
        self._path.pop()
        if len(self._path) < 2:
            self._element = None

    def _put(self, key: str, token: str) -> None:
        depth = len(self._path)
        if self._element is not None and 2 <= depth < DEEPEST_GML:
            if depth == 2:
                name = _FOLDED.get(key.casefold(), key)
            else:
                name = ".".join((*self._path[2:], key))
            if name != "_networkx_list_start":
                self._element.put(name, _value(token))
        elif self._path == ["graph"]:
            folded = key.casefold()
            self._graphs[-1].own.put(folded if folded == "directed" else key, _value(token))
