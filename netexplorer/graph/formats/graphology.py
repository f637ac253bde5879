"""graphology's serialization, as Gephi and sigma write it, and the bundles of MiniVan and Gephi Lite around it."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.jsonfields import declare, link
from netexplorer.graph.formats.jsontext import complain, first_of, ident, paths_of, records_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish


def sniff(head: bytes) -> bool:
    """Whether a JSON file has nodes with keys."""
    paths = paths_of(head)
    has_keys = "nodes[].key" in paths or {"edges[].attributes", "edges[].source"} <= paths
    return has_keys and not ({"nodes[].id", "nodes[].data", "nodes[].name"} & paths)


def sniff_bundle(head: bytes) -> bool:
    """Whether a JSON file is a bundle of MiniVan, or a workspace of Gephi Lite."""
    paths = paths_of(head)
    is_van = "bundleVersion" in paths or {"graph.nodes[].key", "model"} <= paths
    return is_van or "graphDataset" in paths or "graphDataset.fullGraph" in paths or "fullGraph" in paths


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format, in a bundle or not."""
    return _graph_of(data) is not None


def draft_of(data: dict[str, Any], progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    graph = _graph_of(data) or {}
    dataset = data.get("graphDataset") if isinstance(data.get("graphDataset"), dict) else data
    is_lite = isinstance(dataset, dict) and dataset.get("fullGraph") is graph
    draft = Draft("Gephi Lite workspace" if is_lite else "graphology JSON" if graph is data else "MiniVan bundle")
    draft.directed = _type_of(graph, data) != "undirected"
    attributes = graph.get("attributes")
    metadata = dataset.get("metadata") if isinstance(dataset, dict) else None
    for holder in (data, attributes, metadata):
        if isinstance(holder, dict):
            draft.title = draft.title or words(holder.get("title")) or words(holder.get("name"))
            draft.description = draft.description or words(holder.get("description"))
    if draft.format != "graphology JSON":
        for key in data.keys() - {"graph", "graphDataset", "fullGraph", "title", "description"}:
            draft.keep(key)
    nodes, edges = records_of(graph.get("nodes")), records_of(graph.get("edges"))
    apart = dataset if is_lite and isinstance(dataset, dict) else {}
    for number, node in watched(enumerate(nodes), len(nodes), lambda done: progress(done * 0.4), cancelled):
        key = ident(node.get("key"))
        if not key:
            key = str(number)
            draft.bent("made-id", "Nodes without a key are called by their place in the list, from 0.")
        declare(draft, key, _attributes(node, key, apart, ("nodeData", "nodeRenderingData", "layout")))
    for number, edge in watched(enumerate(edges), len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        source, target, key = (ident(edge.get(name)) for name in ("source", "target", "key"))
        if not (source and target):
            side = "target" if source else "source"
            complain(draft, "no-end", f"edges[{number}]", f"An edge ({key}) has no {side}; it is left out.")
            continue
        directed = False if edge.get("undirected") is True else None
        link(draft, source, target, _attributes(edge, key, apart, ("edgeData",)), id=key, directed=directed)
    draft.records = (len(nodes), len(edges))
    return draft


def _graph_of(data: Any) -> dict[str, Any] | None:
    """The serialized graph: the file itself, or what is in the bundle."""
    if not isinstance(data, dict):
        return None
    dataset = data.get("graphDataset")
    inner = [data, data.get("graph"), data.get("g"), data.get("fullGraph")]
    inner.append(dataset.get("fullGraph") if isinstance(dataset, dict) else None)
    return next((each for each in inner if isinstance(each, dict) and _is_serialized(each)), None)


def _is_serialized(graph: dict[str, Any]) -> bool:
    nodes, edges = first_of(graph.get("nodes")), first_of(graph.get("edges"))
    listed = graph.get("edges")
    if not isinstance(graph.get("nodes"), list) or (
        isinstance(listed, list) and any(isinstance(each, list) for each in listed[:1])
    ):
        return False
    if nodes:
        return "key" in nodes[0] and not ({"id", "data"} & nodes[0].keys())
    return "options" in graph or any("attributes" in edge for edge in edges[:1])


def _type_of(graph: dict[str, Any], data: dict[str, Any]) -> str:
    """directed, undirected or mixed, from wherever it is said."""
    for holder in (graph.get("options"), data.get("settings"), graph.get("settings")):
        if isinstance(holder, dict) and (said := words(holder.get("type"))):
            return said
    edges = records_of(graph.get("edges"))
    return "undirected" if edges and all(edge.get("undirected") is True for edge in edges) else "mixed"


def _attributes(item: dict[str, Any], key: str, apart: dict[str, Any], where: tuple[str, ...]) -> dict[str, Any]:
    """The attributes of an item; Gephi Lite keeps them beside the graph."""
    own = item.get("attributes")
    record = dict(own) if isinstance(own, dict) else {}
    for name in where:
        table = apart.get(name)
        more = table.get(key) if isinstance(table, dict) else None
        if isinstance(more, dict):
            record = {**more, **record}
    return record
