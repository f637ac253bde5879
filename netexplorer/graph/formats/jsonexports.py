"""What databases of graphs export as JSON: rows and paths of Neo4j, vertices of TinkerPop (GraphSON), bundles of STIX.

Each is turned into nodes and links with the names that ``nodelink`` knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netexplorer.graph.formats.jsontext import ident
from netexplorer.graph.formats.tables_json import plain

Graph = dict[str, Any]
_LOOKED_AT = 50
_DEEPEST = 8  # containers in which records of Neo4j are looked for
_DAY = ("year", "month", "day")


def exported(data: Any) -> Graph | None:
    """The nodes and links of such an export; None if it is none."""
    return _of_stix(data) or _of_graphson(data) or _of_neo4j(data)


# -- Neo4j


def _of_neo4j(data: Any) -> Graph | None:
    """Rows of a query as the browser, the HTTP interface and drivers give them, with paths or without."""
    rows = data.get("results") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not any(_has_ties(each, _DEEPEST) for each in rows[:_LOOKED_AT]):
        return None
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[str, dict[str, Any]] = {}
    for record in _records(rows, _DEEPEST):
        if _is_tie(record):
            source, target = _ends(record)
            links[_id(record) or str(len(links))] = {
                "id": _id(record), "source": source, "target": target, "type": record["type"],
                "properties": _unwrapped(record.get("properties", {})),
            }  # fmt: skip
        else:
            nodes[_id(record)] = {
                "id": _id(record), "labels": record["labels"], "properties": _unwrapped(record.get("properties", {})),
            }  # fmt: skip
    return {"nodes": list(nodes.values()), "links": list(links.values()), "directed": True}


def _has_ties(value: Any, left: int) -> bool:
    return any(_is_tie(record) for record in _records([value], left))


def _records(value: Any, left: int) -> Iterator[dict[str, Any]]:
    """Every node and relationship inside a value."""
    if isinstance(value, list):
        for each in value:
            yield from _records(each, left - 1) if left else ()
    elif isinstance(value, dict):
        if _is_node(value) or _is_tie(value):
            yield value
        elif left:
            for each in value.values():
                yield from _records(each, left - 1)


def _is_node(record: dict[str, Any]) -> bool:
    return isinstance(record.get("labels"), list) and isinstance(record.get("properties"), dict) and bool(_id(record))


def _is_tie(record: dict[str, Any]) -> bool:
    is_typed = isinstance(record.get("type"), str) and isinstance(record.get("properties"), dict)
    return is_typed and all(_ends(record))


def _id(record: dict[str, Any]) -> str:
    return next((found for key in ("identity", "id", "elementId") if (found := _number(record.get(key)))), "")


def _ends(record: dict[str, Any]) -> tuple[str, str]:
    pairs = (("start", "end"), ("startNode", "endNode"), ("startNodeElementId", "endNodeElementId"))
    found = ((_number(record.get(one)), _number(record.get(other))) for one, other in pairs)
    return next((pair for pair in found if all(pair)), ("", ""))


def _number(value: Any) -> str:
    """An id; of the whole numbers that drivers write in two halves the one that they mean."""
    if isinstance(value, dict) and value.keys() == {"low", "high"}:
        low, high = value["low"], value["high"]
        return str((high << 32) + (low & 0xFFFFFFFF)) if isinstance(low, int) and isinstance(high, int) else ""
    return ident(value) if not isinstance(value, list) else ""


def _unwrapped(properties: Any) -> dict[str, Any]:
    """Properties with the numbers and dates of drivers as plain ones."""
    if not isinstance(properties, dict):
        return {}
    return {key: _value(value) for key, value in properties.items()}


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value.keys() == {"low", "high"}:
        return int(text) if (text := _number(value)) else None
    parts = [_number(value.get(part)) for part in _DAY]
    if all(part.isdigit() for part in parts):
        return f"{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}"
    return value


# -- GraphSON


def _of_graphson(data: Any) -> Graph | None:
    """Vertices with the edges that leave them, one to a line, as TinkerPop writes them, or in two lists."""
    inner = data.get("graph", data) if isinstance(data, dict) else None
    inner = plain(inner)
    if isinstance(inner, dict) and isinstance(inner.get("vertices"), list) and isinstance(inner.get("edges"), list):
        nodes, edges = inner["vertices"], [(each, "") for each in inner["edges"] if isinstance(each, dict)]
        if not any("_outV" in each or "outV" in each for each, _ in edges[:_LOOKED_AT]):
            return None
    elif isinstance(data, list) and any(
        isinstance(each, dict) and ("outE" in each or "inE" in each) for each in data[:_LOOKED_AT]
    ):
        nodes = [each for each in data if isinstance(each, dict)]
        edges = list(_leaving(nodes))
    else:
        return None
    return {
        "nodes": [_vertex(plain(each)) for each in nodes if isinstance(plain(each), dict)],
        "links": [_edge(each, label) for each, label in edges],
        "directed": True,
    }


def _leaving(vertices: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    for vertex in vertices:
        out = vertex.get("outE")
        for label, edges in out.items() if isinstance(out, dict) else ():
            for edge in edges if isinstance(edges, list) else ():
                if isinstance(edge, dict):
                    yield {**edge, "outV": vertex.get("id")}, str(label)


def _vertex(vertex: dict[str, Any]) -> dict[str, Any]:
    own = {
        key: _first(value)
        for key, value in vertex.items()
        if key[:1] != "_" and key not in ("id", "label", "outE", "inE", "properties")
    }
    inner = vertex.get("properties")
    own.update({key: _first(value) for key, value in inner.items()} if isinstance(inner, dict) else {})
    kind = vertex.get("label", vertex.get("_label"))
    return {
        "id": ident(plain(vertex.get("id", vertex.get("_id")))),
        "kind": kind if isinstance(kind, str) else "",
        "properties": own,
    }


def _edge(edge: dict[str, Any], label: str) -> dict[str, Any]:
    edge = plain(edge)
    inner = edge.get("properties")
    own = {key: _first(value) for key, value in (inner if isinstance(inner, dict) else edge).items()
           if key[:1] != "_" and key not in ("id", "label", "inV", "outV", "inVLabel", "outVLabel")}  # fmt: skip
    ends = [ident(plain(edge.get(key, edge.get(f"_{key}")))) for key in ("outV", "inV")]
    type = label or edge.get("label", edge.get("_label", ""))
    return {
        "id": ident(plain(edge.get("id", edge.get("_id")))),
        "source": ends[0],
        "target": ends[1],
        "type": type,
        "properties": own,
    }


def _first(value: Any) -> Any:
    """The value of a property, of which GraphSON has a list with their own ids."""
    value = plain(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict) and "value" in plain(value):
        return plain(plain(value)["value"])
    return value


# -- STIX


def _of_stix(data: Any) -> Graph | None:
    """A bundle of STIX: its objects, and its relationships with the times between which they held."""
    objects = data.get("objects") if isinstance(data, dict) and data.get("type") == "bundle" else None
    if not isinstance(objects, list):
        return None
    objects = [each for each in objects if isinstance(each, dict)]
    ties = [each for each in objects if "source_ref" in each and "target_ref" in each]
    if not ties:
        return None
    left_out = ("id", "type", "source_ref", "target_ref", "relationship_type", "start_time", "stop_time")
    links = [
        {
            "id": each.get("id"), "source": each["source_ref"], "target": each["target_ref"],
            "type": each.get("relationship_type", ""), "start": each.get("start_time"), "end": each.get("stop_time"),
            **{key: value for key, value in each.items() if key not in left_out},
        }
        for each in ties
    ]  # fmt: skip
    nodes = [{**each, "kind": each.get("type", "")} for each in objects if "source_ref" not in each]
    return {"nodes": nodes, "links": links, "directed": True}
