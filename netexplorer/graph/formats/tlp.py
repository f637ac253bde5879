"""TLP, the format of Tulip: lists in round brackets of nodes, edges, clusters, and properties of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats.attributes import is_time_name, take_kind, take_spells, take_type, take_word
from netexplorer.graph.formats.bounds import DEEPEST_BRACKETS, FREE_ACTORS
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_TOKEN = re.compile(
    r'(?P<comment>;[^\n]*)|(?P<text>"(?:[^"\\]|\\.)*(?:"|$))|(?P<bracket>[()])|(?P<word>[^\s()";]+)', re.DOTALL
)
_HEAD = re.compile(r"(?:[\s\ufeff]++|;[^\n]*+\n)*+\(\s*+tlp\b")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_POINT = re.compile(r"\(([^,()]++),([^,()]++)(?:,[^()]*+)?\)")
_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s(),"]+)')  # of a vector
_EVERY = 5_000

List = list[Any]  # of words and lists


class _Found(Struct):
    """What the lists of a file say, until all of it is known."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)
    edge_values: dict[str, dict[str, Any]] = field(default_factory=dict)
    clusters: dict[str, list[str]] = field(default_factory=dict)  # the clusters of a node
    names: dict[str, str] = field(default_factory=dict)  # of clusters
    node_defaults: dict[str, Any] = field(default_factory=dict)
    edge_defaults: dict[str, Any] = field(default_factory=dict)
    cluster_defaults: dict[str, dict[str, Any]] = field(default_factory=dict)  # of the nodes of each cluster
    comments: str = ""


def sniff(head: bytes) -> bool:
    """The first list is called ``tlp``."""
    return _HEAD.match(decoded(head)[0].replace("\0", "")) is not None


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the whole graph; which clusters a node is in is a value of it.

    Raises
    ------
    UserError
        When there is no such graph in the file.
    """
    draft = Draft("Tulip TLP")
    draft.directed = True
    text = source.text().replace("\0", "")
    if _HEAD.match(text) is None:
        raise refuse(source, "there is no graph in this TLP file", "It begins with “(tlp”.")
    told = Told(draft)
    found = _Found()
    for line, each in _lists(text, told, progress, cancelled):
        _take(each, line, found, max(FREE_ACTORS, len(text)), told)
    draft.description = found.comments
    draft.title = found.names.get("0", "")
    _fill(found, draft)
    join_following(draft)
    return draft


def _lists(text: str, told: Told, progress: Progress, cancelled: Wish) -> Iterator[tuple[int, List]]:
    """The lists directly inside ``(tlp …)``, each with the line on which it ends."""
    stack: list[List] = []
    line, counted = 1, 0
    for place, match in enumerate(_TOKEN.finditer(text)):
        if place % (4 * _EVERY) == 0:
            stop_if(cancelled)
            progress(match.start() / len(text))
        kind, token = match.lastgroup, match[0]
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop() if stack else None
            if len(stack) == 1 and done is not None:
                line, counted = line + text.count("\n", counted, match.end()), match.end()
                yield line, done
            elif stack and done is not None and len(stack) < DEEPEST_BRACKETS:
                stack[-1].append(done)
        elif kind == "text" and stack:
            inner = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
            stack[-1].append(_ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], inner))
        elif kind == "word" and stack:
            stack[-1].append(token)
    if stack:
        told.at("bad-tlp", line, "The file ends before its brackets are closed.")
        for each in stack[1:2]:
            yield line, each


def _take(each: List, line: int, found: _Found, most: int, told: Told) -> None:
    what = each[0] if each and isinstance(each[0], str) else ""
    words = [word for word in each[1:] if isinstance(word, str)]
    if what == "nodes":
        for id in _ids(words, line, most, told):
            found.nodes.setdefault(id, {})
    elif what == "edge":
        if len(words) < 3:
            told.at("bad-line", line, "An edge does not name two nodes; it is left out.")
        else:
            found.edges.append((words[0], words[1], words[2]))
    elif what == "cluster":
        _cluster(each, line, found, most, told)
    elif what == "property":
        _property(each, line, found, told)
    elif what == "comments":
        found.comments = " ".join(words)
    elif what == "graph_attributes" and words:
        for inner in each[2:]:
            if isinstance(inner, list) and inner[:2] == ["string", "name"] and len(inner) > 2:
                found.names[words[0]] = str(inner[2])


def _ids(words: list[str], line: int, most: int, told: Told) -> Iterator[str]:
    """The ids of a list, in which ``0..4`` stands for five."""
    for word in words:
        first, dots, last = word.partition("..")
        if not dots:
            yield word
        elif first.isdecimal() and last.isdecimal() and len(last) < 10 and int(last) - int(first) < most:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            told.at("too-many-nodes", line, f"The range {word[:40]} is not read; nodes of it that edges name are.")


def _cluster(each: List, line: int, found: _Found, most: int, told: Told) -> None:
    """A cluster and those inside it: which nodes are in which."""
    waiting = [each]
    claimed = 0
    while waiting:
        cluster = waiting.pop()
        words = [word for word in cluster[1:3] if isinstance(word, str)]
        if not words:
            continue
        if len(words) > 1:
            found.names[words[0]] = words[1]
        for inner in cluster:
            if not isinstance(inner, list) or not inner:
                continue
            if inner[0] == "cluster":
                waiting.append(inner)
            elif inner[0] == "nodes":
                for id in _ids([word for word in inner[1:] if isinstance(word, str)], line, most, told):
                    claimed += 1
                    if claimed > 20 * most:
                        told.at("too-many-nodes", line, "Clusters claim far too many nodes; the rest is left out.")
                        return
                    found.clusters.setdefault(id, []).append(words[0])


def _property(each: List, line: int, found: _Found, told: Told) -> None:
    words = [word for word in each[1:4] if isinstance(word, str)]
    if len(words) < 3:
        told.at("bad-line", line, "A property has no name; it is left out.")
        return
    graph, type, name = words
    for inner in each[4:]:
        if not isinstance(inner, list) or len(inner) < 3 or not all(isinstance(word, str) for word in inner):
            continue
        what, key, text = inner[:3]
        if what == "default" and graph != "0":  # a property of a cluster says nothing of what is outside it
            if not name.startswith("view"):
                found.cluster_defaults.setdefault(graph, {})[name] = _value(key, type)
        elif what == "default" and not name.startswith("view"):
            found.node_defaults[name] = _value(key, type)
            found.edge_defaults[name] = _value(text, type)
        elif what == "node":
            found.nodes.setdefault(key, {}).setdefault(name, _value(text, type))
        elif what == "edge":
            found.edge_values.setdefault(key, {}).setdefault(name, _value(text, type))


def _value(text: str, type: str) -> Any:
    if type.startswith("vector<"):
        return [_value(quoted or bare, type[7:-1]) for quoted, bare in _ITEM.findall(text)] or ""
    if type == "bool" and text in ("true", "false"):
        return text == "true"
    number = number_of(text) if type in ("int", "double", "float", "long", "metric") else None
    return text if number is None or abs(number) > 1e300 else number


def _fill(found: _Found, draft: Draft) -> None:
    for id, own in found.nodes.items():
        values = {**_filled(found.node_defaults), **own}
        for cluster in found.clusters.get(id, ()):
            for key, value in _filled(found.cluster_defaults.get(cluster, {})).items():
                values.setdefault(key, value)
        tags = values.pop("tags") if _are_words(values.get("tags")) else ()
        name = take_word(values, "viewlabel", "label", "name")
        xy = _point(values.pop("viewLayout", None))
        if clusters := [found.names.get(each) or f"cluster {each}" for each in found.clusters.get(id, ())]:
            values.setdefault("cluster", clusters[0] if len(clusters) == 1 else clusters)
        kind = take_kind(values)
        spells = take_spells(values, draft, of_link=False)
        draft.declare(id, name, kind=kind, values=values, spells=spells, xy=xy, tags=tuple(tags))
    for id, source, target in found.edges:
        values = {**_filled(found.edge_defaults), **found.edge_values.get(id, {})}
        label = take_word(values, "viewlabel", "label", "name")
        values.pop("viewLayout", None)
        spells = take_spells(values, draft, of_link=True)
        type = take_type(values)
        draft.link(source, target, id=id, type=type, label=label, values=values, spells=spells)


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _filled(defaults: dict[str, Any]) -> dict[str, Any]:
    """Defaults that say something; one of a time is only what the program fills in."""
    return {name: value for name, value in defaults.items() if value != "" and not is_time_name(name)}


def _point(text: object) -> tuple[float, float] | None:
    match = _POINT.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    x, y = number_of(match[1]), number_of(match[2])
    return (float(x), float(y)) if x is not None and y is not None else None
