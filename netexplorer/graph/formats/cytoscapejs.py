"""Cytoscape.js: ``elements`` as two lists or one, each element with its ``data``; and what Cytoscape exports so."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.jsonfields import about, declare, link
from netexplorer.graph.formats.jsontext import complain, ident, paths_of, records_of, texts, watched
from netexplorer.graph.formats.reading import Progress, Wish

_DATA = frozenset(
    ("elements.nodes", "elements.edges", "elements[].data", "nodes[].data.id", "edges[].data.source", "[].data.id",
     "[].data.source")
)  # fmt: skip
_OF_THE_PROGRAM = ("SUID", "selected", "shared_name", "shared_interaction")  # columns of Cytoscape that say nothing new
_DESK = ("format_version", "generated_by", "target_cytoscapejs_version")


def sniff(head: bytes) -> bool:
    """Whether a JSON file has elements with data."""
    paths = paths_of(head)
    return bool(paths & _DATA) and "nodes[].id" not in paths


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format."""
    nodes, edges = _elements(data)
    return bool(nodes or edges)


def draft_of(data: Any, progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    draft = Draft("Cytoscape.js JSON")
    draft.directed = True
    nodes, edges = _elements(data)
    if isinstance(data, dict):
        for holder in (data.get("data"), data):
            about(draft, holder) if isinstance(holder, dict) else None
        for key in data.keys() - {"elements", "nodes", "edges", "data", "name", "title", *_DESK}:
            draft.keep(key)
    parents = {ident(_data(node).get("parent")) for node in nodes} - {""}
    if parents:
        draft.bent("compound", "Nodes inside others are actors of their own, which name the other in “parent”.")
    for number, node in watched(enumerate(nodes), len(nodes), lambda done: progress(done * 0.4), cancelled):
        record = _record(node)
        id = ident(record.pop("id", None))
        if not id:
            id = str(number)
            draft.bent("made-id", "Nodes without an id are called by their place in the list, from 0.")
        declare(draft, id, record).tags += _classes(node)
    for number, edge in watched(enumerate(edges), len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        record = _record(edge)
        source, target = ident(record.pop("source", None)), ident(record.pop("target", None))
        id = ident(record.pop("id", None))
        if not (source and target):
            side = "target" if source else "source"
            complain(draft, "no-end", f"edges[{number}]", f"An edge ({id}) has no {side}; it is left out.")
            continue
        directed = record.pop("directed") if isinstance(record.get("directed"), bool) else None
        link(draft, source, target, record, id=id, directed=directed).tags += _classes(edge)
    draft.directed = any(link.directed is None for link in draft.links)
    draft.records = (len(nodes), len(edges))
    return draft


def _elements(data: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and the edges, however they are listed."""
    found = data.get("elements", data) if isinstance(data, dict) else data
    if isinstance(found, dict):
        nodes, edges = (found.get(key) for key in ("nodes", "edges"))
        lists = [
            [each for each in many or [] if isinstance(each, dict)] if isinstance(many, list) else []
            for many in (nodes, edges)
        ]
        is_ours = found is not data or any(isinstance(each.get("data"), dict) for many in lists for each in many[:1])
        is_plain = found is data and any("id" in each and "data" in each for each in lists[0][:1])
        return (lists[0], lists[1]) if is_ours and not is_plain else ([], [])
    elements = [each for each in records_of(found) if isinstance(each.get("data"), dict)]
    edges = [each for each in elements if _is_edge(each)]
    return [each for each in elements if not _is_edge(each)], edges


def _is_edge(element: dict[str, Any]) -> bool:
    group = element.get("group")
    return (
        group == "edges" if group in ("nodes", "edges") else "source" in _data(element) and "target" in _data(element)
    )


def _data(element: dict[str, Any]) -> dict[str, Any]:
    data = element.get("data")
    return data if isinstance(data, dict) else element


def _record(element: dict[str, Any]) -> dict[str, Any]:
    """The attributes of an element, with its position."""
    data = _data(element)
    names = data.get("name") or data.get("label")
    record = {key: value for key, value in data.items() if not (key in _OF_THE_PROGRAM and (names or key[0] == "S"))}
    if isinstance(element.get("position"), dict) and "position" not in record:
        record["position"] = element["position"]
    return record


def _classes(element: dict[str, Any]) -> tuple[str, ...]:
    classes = element.get("classes")
    return tuple(classes.split()) if isinstance(classes, str) else texts(classes)
