"""Networks of ours as records of JSON, for the formats that put attributes there: node-link and Cytoscape.js.

A relationship that is one interval has its ``start``, ``end`` and ``state``; one of several changes has them as
``spells``, in which ``end_open`` says that the end is the beginning of the next and does not belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.dates import split_interval
from netexplorer.graph.formats.lost import bent
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship

Json = dict[str, Any]
_ENCODER = msgspec.json.Encoder()


def encoded(value: Any) -> bytes:
    """A value as JSON."""
    return _ENCODER.encode(value)


def listed(records: Iterable[Any]) -> Iterator[bytes]:
    """Records as the lines of a JSON list, with its brackets."""
    yield b"["
    for number, record in enumerate(records):
        yield b"\n" if number == 0 else b",\n"
        yield encoded(record)
    yield b"\n]"


def about(dataset: Dataset) -> Json:
    """What there is to say of the network as a whole."""
    return _filled(
        {
            "name": dataset.title,
            "description": dataset.description,
            "licence": dataset.licence,
            "as_of": dataset.as_of,
            "time": _filled({"kind": dataset.time.kind, "unit": dataset.time.unit}),
            "states": [msgspec.to_builtins(state) for state in dataset.states],
            "sources": [msgspec.to_builtins(source) for source in dataset.sources],
        }
    )


def node(actor: Actor) -> Json:
    """The attributes of an actor, without its id."""
    start, end = split_interval(actor.active) if actor.active else ("", "")
    return {
        **actor.extra,
        **_filled(
            {
                "label": actor.name,
                "names": actor.names,
                "aliases": list(actor.aliases),
                "kind": actor.kind,
                "side": actor.side,
                "description": actor.description,
                "start": start if start != ".." else "",
                "end": end if end != ".." else "",
                "tags": list(actor.tags),
                "sources": list(actor.sources),
            }
        ),
    }


def edge(relationship: Relationship) -> Json:
    """The attributes of a relationship, without its id and its ends."""
    made = _filled({"type": relationship.type, "label": relationship.label, "tags": list(relationship.tags)})
    spells = [_spell(change, follows) for change, follows in _followed(relationship.changes)]
    if len(spells) == 1 and spells[0].keys() <= {"start", "end", "state"}:
        return {**relationship.extra, **made, **spells[0]}
    return {**relationship.extra, **made, **({"spells": spells} if spells else {})}


def _followed(changes: tuple[Change, ...]) -> Iterator[tuple[Change, Change | None]]:
    yield from zip(changes, (*changes[1:], None), strict=False)


def _spell(change: Change, follows: Change | None) -> Json:
    is_open = follows is not None and change.until == "" and follows.from_ != ""
    return _filled(
        {
            "start": change.from_,
            "end": follows.from_ if is_open and follows else change.until,
            "end_open": is_open,
            "state": change.state,
            "note": change.note,
            "values": change.values,
            "confidence": change.confidence,
            "sources": list(change.sources),
        }
    )


def _filled(record: Json) -> Json:
    """A record without what is empty."""
    return {key: value for key, value in record.items() if value is not False and value not in ("", None, [], {})}


def directions(dataset: Dataset) -> dict[str, bool]:
    """For each type whether it is directed."""
    return {type.id: type.directed for type in dataset.types}


def losses(dataset: Dataset) -> list[str]:
    """What records of nodes and links cannot carry, a sentence each."""
    made = []
    if dataset.events:
        made.append(f"The {len(dataset.events)} events are left out.")
    if dataset.disagreements:
        made.append(f"The {len(dataset.disagreements)} disagreements of the sources are left out.")
    if dataset.lenses:
        made.append("The lenses are left out.")
    if dataset.stories:
        made.append("The stories are left out.")
    if any(side.color or side.label for side in dataset.sides) or any(kind.shape for kind in dataset.kinds):
        made.append("Labels and colours of sides and shapes of kinds are left out.")
    if any(type.label or type.family for type in dataset.types):
        made.append("Labels and families of types are left out.")
    return made + bent(dataset)


# -- node-link


def write_nodelink(dataset: Dataset, path: Path) -> None:
    """Write node-link JSON as networkx reads it with ``edges="links"``.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, _nodelink(resolved(dataset)))


def _nodelink(dataset: Dataset) -> Iterator[bytes]:
    directed = directions(dataset)
    is_directed = bool(directed) and all(directed.values())
    head = encoded({"directed": is_directed, "multigraph": True, "graph": about(dataset)})
    yield head[:-1] + b',\n"nodes": '
    yield from listed({"id": actor.id, **_without(node(actor), "id")} for actor in dataset.actors)
    yield b',\n"links": '
    yield from listed(_link(each, directed.get(each.type, False), is_directed) for each in dataset.relationships)
    yield b"}\n"


def _link(relationship: Relationship, directed: bool, is_directed: bool) -> Json:
    ends = {"source": relationship.source, "target": relationship.target, "key": relationship.id}
    own = {} if directed == is_directed else {"directed": directed}
    return {**ends, **own, **_without(edge(relationship), *ends, "id", "directed")}


def _without(record: Json, *keys: str) -> Json:
    return {key: value for key, value in record.items() if key not in keys}


# -- Cytoscape.js


def write_cytoscapejs(dataset: Dataset, path: Path) -> None:
    """Write Cytoscape.js JSON, whose ``elements`` are two lists.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, _cytoscapejs(resolved(dataset)))


def _cytoscapejs(dataset: Dataset) -> Iterator[bytes]:
    directed = directions(dataset)
    yield b'{"data": ' + encoded(about(dataset)) + b',\n"elements": {"nodes": '
    yield from listed(_element(actor) for actor in dataset.actors)
    yield b',\n"edges": '
    yield from listed(_connection(each, directed.get(each.type, False)) for each in dataset.relationships)
    yield b"}}\n"


def _element(actor: Actor) -> Json:
    record = _without(node(actor), "id", "tags")
    x, y = record.get("x"), record.get("y")
    made: Json = {"data": {"id": actor.id, **record}}
    if isinstance(x, (int, float)) and isinstance(y, (int, float)):
        made["data"] = _without(made["data"], "x", "y")
        made["position"] = {"x": x, "y": y}
    return {**made, "classes": list(actor.tags)} if actor.tags else made


def _connection(relationship: Relationship, directed: bool) -> Json:
    ends = {"id": relationship.id, "source": relationship.source, "target": relationship.target, "directed": directed}
    return {"data": {**ends, **_without(edge(relationship), *ends)}}
