"""Node-link JSON, as networkx, d3, sigma and many others write it, vis-network's, and the JSON Graph Format.

Nodes are a list of records or an object keyed by id; links name their ends by id, by the place of the node in the list
(d3 up to version 3), or by name. There is no standard of time: see ``jsontime``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.draft import Draft, DraftLink
from netexplorer.graph.formats.jsonfields import about, declare, end_of, flat, link
from netexplorer.graph.formats.jsonrecords import typed_records
from netexplorer.graph.formats.jsontext import first_of, ident, kept, paths_of, records_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish

NODES = ("nodes", "vertices")
LINKS = ("links", "edges", "relationships", "arcs")
ENDS = (("source", "target"), ("from", "to"), ("startNode", "endNode"), ("source_id", "target_id"), ("src", "dst"),
        ("start_node", "end_node"), ("sourceId", "targetId"), ("u", "v"), ("subject", "object"))  # fmt: skip
HOLDERS = ("graph", "network", "data", "networkData", "graphData")  # objects that others wrap a graph in
_DEEPEST = 3  # objects around a graph
_IDS = ("id", "key", "_id", "uid")
_NODE_NAMES = ("name", "label")
_READ = (
    "graph",
    "directed",
    "multigraph",
    "metadata",
    "title",
    "name",
    "label",
    "description",
    "licence",
    "license",
    "adjacency",
)
_MANY, _AGAIN = 100, 3  # so many links, and so many between two on average, are contacts if they are instants
_LINK_IDS = ("id", "_id", "key")


def sniff(head: bytes) -> bool:
    """Whether a JSON file has nodes or links at its top, or a list of links is all it is."""
    paths = paths_of(head)
    wraps = ("", *(f"{holder}." for holder in HOLDERS))
    is_graph = any(f"{wrap}{key}" in paths for wrap in wraps for key in (*NODES, "links", "edges"))
    is_listed = any(f"[].{source}" in paths and f"[].{target}" in paths for source, target in ENDS[:2])
    return (is_graph or is_listed) and "actors" not in paths


def fits(data: Any) -> bool:
    """Whether a decoded file is a network in this format."""
    return _graph_of(data) is not None


def is_vis(head: bytes) -> bool:
    """Whether a JSON file is vis-network's: nodes beside edges with ``from`` and ``to``."""
    paths = paths_of(head)
    return {"nodes", "edges[].from", "edges[].to"} <= paths and "edges[].source" not in paths


def draft_of(data: Any, progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    graph = _graph_of(data) or {}
    links = _links(graph)
    ends = _ends_of(links)
    draft = Draft("vis-network JSON" if ends == ("from", "to") and "nodes" in graph else "Node-link JSON")
    attributes = graph.get("graph") or graph.get("metadata") or {}
    if isinstance(attributes, list):  # networkx writes the pairs of a dict so
        pairs = (pair for pair in attributes if isinstance(pair, list) and len(pair) == 2)
        attributes = {key: value for key, value in pairs if isinstance(key, str)}
    attributes = attributes if isinstance(attributes, dict) else {}
    for holder in (graph, attributes, data if isinstance(data, dict) else {}):
        about(draft, holder)
        draft.directed = draft.directed or holder.get("directed") is True
    found = _read_nodes(draft, graph, lambda done: progress(done * 0.4), cancelled)
    if adjacency := graph.get("adjacency"):
        _read_adjacency(draft, adjacency, found)
    ways = _Ways(found, links, ends)
    if lost := sum(len(graph[key]) for key in LINKS if isinstance(graph.get(key), list)) - len(links):
        draft.bent("no-link", "What stands among the links and is no record is left out.", lost)
    for number, record in watched(enumerate(links), len(links), lambda done: progress(0.4 + done * 0.6), cancelled):
        _read_link(draft, record, number, ends, ways)
    if ways.said:
        draft.bent("ends-by-place", ways.said)
    draft.records = (len(found.ids) or len(draft.actors), len(draft.links) + _read_hyperedges(draft, graph))
    _as_contacts(draft)
    for key in graph.keys() - {*NODES, *LINKS, *_READ, "hyperedges"}:
        draft.keep(key)
    return draft


# -- the graph in a file


def _graph_of(data: Any, left: int = _DEEPEST) -> dict[str, Any] | None:
    """The object with the nodes and links."""
    if left == _DEEPEST and (made := typed_records(data)) is not None:
        return made
    if isinstance(data, list):
        return _graph_of_list(data, left)
    if not isinstance(data, dict):
        return None
    nodes = next((data[key] for key in NODES if isinstance(data.get(key), (list, dict))), None)
    if nodes is not None and (any(key in data for key in (*LINKS, "adjacency")) or _is_nodes(nodes)):
        return data
    links = next((found for key in LINKS if (found := first_of(data.get(key)))), [])
    if links and _ends_in(links[0]):
        return data
    inner = next((data[key] for key in HOLDERS if isinstance(data.get(key), (dict, list))), None)
    if inner is None and isinstance(data.get("graphs"), list) and data["graphs"]:
        inner = data["graphs"][0]
    return _graph_of(inner, left - 1) if inner is not None and left else None


def _graph_of_list(data: list[Any], left: int) -> dict[str, Any] | None:
    first = first_of(data)
    if first and len(first) == len(data[:50]) and all(_ends_in(each) for each in first):
        return {"links": data}
    return _graph_of(data[0], left - 1) if left and len(data) == 1 else None


def _is_nodes(nodes: Any) -> bool:
    return all("id" in each or "name" in each for each in first_of(nodes))


def _links(graph: dict[str, Any]) -> list[dict[str, Any]]:
    """The links; those that are lists of two ends, and perhaps a weight or a record, as records."""
    raw: Any = next((graph[key] for key in LINKS if graph.get(key) and isinstance(graph[key], (list, dict))), [])
    if isinstance(raw, list) and any(isinstance(each, list) for each in raw[:50]):
        raw = [_of_list(each) if isinstance(each, list) and len(each) > 1 else each for each in raw]
    return records_of(raw)


def _of_list(item: list[Any]) -> dict[str, Any]:
    last = item[-1] if len(item) > 2 else {}
    more = last if isinstance(last, dict) else {"weight": item[2]}
    return {**more, "source": item[0], "target": item[1]}


def _ends_in(record: dict[str, Any]) -> tuple[str, str] | None:
    return next((ends for ends in ENDS if ends[0] in record and ends[1] in record), None)


def _ends_of(links: list[dict[str, Any]]) -> tuple[str, str]:
    return next((ends for record in links[:50] if (ends := _ends_in(record))), ENDS[0])


# -- nodes


class _Nodes(Struct):
    """The nodes in the order of the file: their ids and names."""

    ids: list[str] = []
    names: dict[str, str] = {}
    has_ids: bool = False


def _read_nodes(draft: Draft, graph: dict[str, Any], progress: Progress, cancelled: Wish) -> _Nodes:
    raw: Any = next((graph[key] for key in NODES if isinstance(graph.get(key), (list, dict))), [])
    if isinstance(raw, list):  # nodes may be mere names
        raw = [each if isinstance(each, dict) else {"id": each} for each in raw if each is not None]
    records = records_of(raw)
    id_key = next((key for key in _IDS if any(key in flat(each) for each in records[:100])), "")
    names = [_name(record) for record in records]
    is_named = all(names) and len(set(names)) == len(names)
    found = _Nodes(has_ids=bool(id_key))
    for number, record in watched(enumerate(records), len(records), progress, cancelled):
        id = ident(flat(record).get(id_key)) if id_key else names[number] if is_named else ""
        if not id:
            id = str(number)
            draft.bent("made-id", "Nodes without an id are called by their place in the list, from 0.")
        inner = {key: value for key, value in flat(record).items() if key != id_key}
        actor = declare(draft, id, inner)
        found.ids.append(id)
        found.names.setdefault(names[number] or actor.name or id, id)
    return found


def _name(record: dict[str, Any]) -> str:
    record = flat(record)
    return next((name for key in _NODE_NAMES if (name := words(record.get(key)))), "")


# -- links


class _Ways:
    """How links name their ends: by id, by the place of the node, or by its name; whichever finds most."""

    def __init__(self, nodes: _Nodes, links: list[dict[str, Any]], ends: tuple[str, str]) -> None:
        ids = set(nodes.ids)
        said = [record.get(key) for record in links for key in ends]
        others = [each for each in said if end_of(each) not in ids]
        self.said = ""
        self._map: dict[str, str] = {}
        if not nodes.ids or not said:
            return
        count = len(nodes.ids)
        whole = [each for each in said if isinstance(each, int) and not isinstance(each, bool)]
        by_name = sum(end_of(each) in nodes.names for each in others)
        # d3 counts nodes that have no ids; with ids, places are meant only where ids explain nearly nothing
        if len(whole) == len(said) and (not nodes.has_ids or len(others) * 2 > len(said)) and by_name * 2 <= len(said):
            within = sum(0 <= each < count for each in whole)
            if within * 2 > len(said):
                self._map = {str(place): id for place, id in enumerate(nodes.ids)}
                self.said = "Links name their ends by the place of the node in the list, from 0."
                return
        if by_name:
            self._map = {name: id for name, id in nodes.names.items() if name not in ids}
            self.said = "Links name their ends by the names of the nodes."

    def of(self, value: Any) -> str:
        """The id of the node that an end of a link means."""
        said = end_of(value)
        return self._map.get(said, said)


def _read_link(draft: Draft, record: dict[str, Any], number: int, ends: tuple[str, str], ways: _Ways) -> None:
    mine = ends if ends[0] in record or ends[1] in record else _ends_in(record) or ends
    source, target = ways.of(record.get(mine[0])), ways.of(record.get(mine[1]))
    if not (source and target):
        draft.tell(
            "warning",
            "no-end",
            f"links[{number}]",
            f"A link has no {mine[0] if not source else mine[1]}; it is left out.",
        )
        return
    rest = {key: value for key, value in record.items() if key not in mine}
    id_key = next((key for key in _LINK_IDS if isinstance(rest.get(key), str) or (key != "key" and key in rest)), "")
    id = ident(rest.pop(id_key)) if id_key else ""
    directed, is_reversed = _direction(rest)
    if is_reversed:
        source, target = target, source
    link(draft, source, target, rest, id=id, directed=directed, is_from_to=mine == ("from", "to"))


def _direction(record: dict[str, Any]) -> tuple[bool | None, bool]:
    """Whether a link has a direction, if it says so, and whether it goes from its target to its source."""
    for key, is_directed in (("directed", True), ("undirected", False)):
        if isinstance(record.get(key), bool):
            return record.pop(key) is is_directed, False
    arrows = record.get("arrows")
    if isinstance(arrows, dict):
        on = [
            key
            for key, value in arrows.items()
            if value is True or (isinstance(value, dict) and value.get("enabled") is not False)
        ]
        arrows = ",".join(on)
    if not isinstance(arrows, str):
        return None, False
    record.pop("arrows")
    heads = {each.strip() for each in arrows.replace(";", ",").split(",")} & {"to", "from"}
    return len(heads) == 1, heads == {"from"}


def _read_hyperedges(draft: Draft, graph: dict[str, Any]) -> int:
    """Edges between more than two are actors with a relationship to each end; how many there are."""
    count = 0
    for record in records_of(graph.get("hyperedges")):
        ends = [(way, end_of(each)) for key, way in (("nodes", None), ("source", True), ("target", False))
                for each in (record[key] if isinstance(record.get(key), list) else ())]  # fmt: skip
        ends = [each for each in ends if each[1]]
        if len(ends) < 2:
            continue
        count += 1
        hub = ident(record.get("id")) or f"hyperedge {count}"
        declare(draft, hub, {"kind": "hyperedge", "label": words(record.get("label")) or words(record.get("relation"))})
        about = {key: value for key, value in record.items() if key not in ("id", "nodes", "source", "target", "label")}
        for way, end in ends:
            source, target = (end, hub) if way else (hub, end)
            link(draft, source, target, dict(about), directed=way is not None)
    if count:
        draft.bent("hyperedges", "Hyperedges between more than two are actors with a relationship to each end.", count)
    return count


def _as_contacts(draft: Draft) -> None:
    """Links of one instant each, many of them between the same two, are contacts, which make intervals together."""
    links = draft.links
    pairs = {(each.source, each.target, each.type) for each in links}
    if len(links) < max(_MANY, _AGAIN * len(pairs)) or not all(map(_is_contact, links)):
        return
    draft.links = []
    for each in links:
        draft.contact(each.source, each.target, each.spells[0].start, each.type)
    draft.bent("contacts", "Links of one instant each are contacts, of which only ends, times and types are kept.")


def _is_contact(link: DraftLink) -> bool:
    return len(link.spells) == 1 and link.spells[0].start == link.spells[0].end and not link.spells[0].state


def _read_adjacency(draft: Draft, adjacency: Any, nodes: _Nodes) -> None:
    """networkx' adjacency data: for each node in order a list of its neighbours; of a pair without direction once."""
    seen: set[tuple[str, str, str]] = set()
    for source, record in _neighbours(adjacency, nodes):
        target = ident(record.get("id"))
        key = ident(record.get("key"))
        ends = (source, target) if draft.directed else (min(source, target), max(source, target))
        if not target or (*ends, key) in seen:
            continue
        seen.add((*ends, key))
        link(draft, source, target, {name: value for name, value in record.items() if name not in ("id", "key")})


def _neighbours(adjacency: Any, nodes: _Nodes) -> Iterator[tuple[str, dict[str, Any]]]:
    for source, row in zip(nodes.ids, adjacency if isinstance(adjacency, list) else [], strict=False):
        for record in records_of(row):
            yield source, kept(record)
