"""Records that each say what they are: lines of Neo4j's export, and relationships as the LittleSis API gives them."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.jsonexports import exported

_LOOKED_AT = 50
_LITTLESIS = ("entity1_id", "entity2_id")


def typed_records(data: Any) -> dict[str, Any] | None:
    """Nodes and links of a list of such records; None if it is none."""
    if isinstance(data, dict) and all(isinstance(data.get(key), list) for key in ("nodes", "rels")):
        data = [*data["nodes"], *data["rels"]]  # the two lists that Neo4j writes if it is asked to
    elif (made := exported(data)) is not None:
        return made
    if isinstance(data, dict) and isinstance(data.get("data"), list):
        data = data["data"]
    records = [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []
    head = records[:_LOOKED_AT]
    if head and any(_is_tie(each) for each in records) and all(each.get("type") in _TYPES for each in head):
        return _of_neo4j(records)
    about = [each["attributes"] for each in records if isinstance(each.get("attributes"), dict)]
    if head and any(_LITTLESIS[0] in each and _LITTLESIS[1] in each for each in about):
        return _of_littlesis(records)
    return None


_TYPES = ("node", "relationship")


def _is_tie(record: dict[str, Any]) -> bool:
    """A relationship of Neo4j, whose ends are records with an id."""
    ends = record.get("start"), record.get("end")
    return record.get("type") == "relationship" and all(isinstance(end, dict) and "id" in end for end in ends)


def _of_neo4j(records: list[dict[str, Any]]) -> dict[str, Any]:
    nodes = [{key: each[key] for key in each if key != "type"} for each in records if each.get("type") == "node"]
    links = [
        {
            "id": each.get("id"), "source": each["start"]["id"], "target": each["end"]["id"],
            "type": each.get("label", ""), "properties": each.get("properties", {}),
        }
        for each in records
        if _is_tie(each)
    ]  # fmt: skip
    return {"nodes": nodes, "links": links, "directed": True}


def _of_littlesis(records: list[dict[str, Any]]) -> dict[str, Any]:
    nodes, links = [], []
    for each in records:
        about = each.get("attributes")
        if not isinstance(about, dict):
            continue
        if all(end in about for end in _LITTLESIS):
            links.append({**about, "source": about["entity1_id"], "target": about["entity2_id"]})
        elif "id" in each and "name" in about:
            nodes.append({**about, "id": each["id"]})
    return {"nodes": nodes, "links": links, "directed": True}
