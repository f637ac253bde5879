"""CX2 as NDEx and Cytoscape read it: numbers for ids, declared attributes, dates as ISO texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats import jsonwrite
from netexplorer.graph.formats.cx2 import CREATOR, NO_TYPE
from netexplorer.graph.formats.jsonwrite import Json, encoded, listed
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.schema import Actor, Dataset, Relationship

_Declared = dict[str, str]  # attributes and their types
_AT = ("x", "y", "z")
_LISTED = {
    "string": "list_of_string",
    "integer": "list_of_integer",
    "double": "list_of_double",
    "boolean": "list_of_boolean",
}


def write(dataset: Dataset, path: Path) -> None:
    """Write CX2.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, _aspects(resolved(dataset)))


def losses(dataset: Dataset) -> list[str]:
    """What CX2 cannot carry, a sentence each."""
    made = jsonwrite.losses(dataset)
    made.append("Ids become numbers; those of actors are kept as “represents”.")
    if _become_text(dataset.actors) or _become_text(dataset.relationships):
        made.append("Values that are records, or of several types under one name, become text.")
    if any(len(each.changes) > 1 for each in dataset.relationships):
        made.append("Relationships of several changes tell them in a text, “spells”, that other programs do not read.")
    return made


def _become_text(items: Iterable[Actor | Relationship]) -> bool:
    declared = _declared(items, lambda each: each.extra)
    values = (pair for each in items for pair in each.extra.items())
    return any(declared[key] == "string" and not isinstance(value, str) for key, value in values)


def _aspects(dataset: Dataset) -> Iterator[bytes]:
    place = {actor.id: number for number, actor in enumerate(dataset.actors)}
    directed = jsonwrite.directions(dataset)
    of_nodes = _declared(dataset.actors, _node)
    of_edges = _declared(dataset.relationships, lambda each: _edge(each, directed))
    edges = [each for each in dataset.relationships if each.source in place and each.target in place]
    about = {key: _as(value, "string") for key, value in jsonwrite.about(dataset).items()} | {"creator": CREATOR}
    declared = {
        "networkAttributes": {key: {"d": "string"} for key in about},
        "nodes": {key: {"d": type} for key, type in of_nodes.items()},
        "edges": {key: {"d": type} for key, type in of_edges.items()},
    }
    counts = (("attributeDeclarations", 1), ("networkAttributes", 1), ("nodes", len(place)), ("edges", len(edges)))
    yield b'[{"CXVersion": "2.0", "hasFragments": false},\n{"metaData": '
    yield encoded([{"name": name, "elementCount": count} for name, count in counts])
    yield b'},\n{"attributeDeclarations": ' + encoded([declared]) + b'},\n{"networkAttributes": ' + encoded([about])
    yield b'},\n{"nodes": '
    yield from listed(_placed({"id": number}, actor, of_nodes) for number, actor in enumerate(dataset.actors))
    yield b'},\n{"edges": '
    yield from listed(
        {"id": number, "s": place[each.source], "t": place[each.target], "v": _typed(_edge(each, directed), of_edges)}
        for number, each in enumerate(edges)
    )
    yield b'},\n{"status": [{"error": "", "success": true}]}]\n'


def _placed(made: Json, actor: Actor, declared: _Declared) -> Json:
    record = actor.extra
    at = {key: record[key] for key in _AT if _is_place(record.get(key))}
    return {**made, **at, "v": _typed(_node(actor), declared)}


def _is_place(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _node(actor: Actor) -> Json:
    record = jsonwrite.node(actor)
    name = record.pop("label", actor.id)
    return {
        "name": name,
        "represents": actor.id,
        **{key: each for key, each in record.items() if key not in _AT or not _is_place(each)},
    }


def _edge(relationship: Relationship, directed: dict[str, bool]) -> Json:
    record = jsonwrite.edge(relationship)
    type = record.pop("type", "")
    made = {"interaction": type or NO_TYPE, "relationship": relationship.id} | record
    return made | {"directed": directed.get(relationship.type, False)}


def _declared(items: Any, record_of: Callable[[Any], Json]) -> _Declared:
    """Each attribute and the type that all its values have; text where they differ."""
    found: _Declared = {}
    for item in items:
        for key, value in record_of(item).items():
            type = _type(value)
            if found.setdefault(key, type) != type:
                found[key] = "double" if {found[key], type} == {"integer", "double"} else "string"
    return found


def _type(value: Any) -> str:
    if isinstance(value, list):
        inner = {_type(each) for each in value}
        return _LISTED.get(inner.pop(), "string") if len(inner) == 1 else "string"
    names = ((bool, "boolean"), (int, "integer"), (float, "double"))
    return next((name for type, name in names if isinstance(value, type)), "string")


def _typed(record: Json, declared: _Declared) -> Json:
    """The values in the types that are declared; what has none is its JSON as text."""
    return {key: _as(value, declared[key]) for key, value in record.items() if value is not None}


def _as(value: Any, type: str) -> Any:
    if type == "string" and not isinstance(value, str):
        return encoded(value).decode()
    return value
