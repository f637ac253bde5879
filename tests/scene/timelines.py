"""Small networks and a measure for the tests of the timeline."""

from __future__ import annotations

import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.network import TemporalNetwork, build


def measure(text: str, size_px: float, weight: int, /) -> float:
    """Every letter is as wide as an average one."""
    return len(text) * size_px * (0.56 if weight < 600 else 0.6)


def change(
    from_: str, state: str, until: str = "", confidence: str = "", sources: tuple[str, ...] = ()
) -> schema.Change:
    return schema.Change(from_=from_, state=state, until=until, confidence=confidence, sources=sources)


def channels(*lists: tuple[schema.Change, ...], events: tuple[schema.Event, ...] = (), as_of: str = "2022-05-19"):
    """A network with one channel between a and b for each list of changes."""
    actors = (schema.Actor(id="a", name="Anna"), schema.Actor(id="b", name="Boris"))
    rels = tuple(
        schema.Relationship(id=f"r{i}", source="a", target="b", type="line", label=f"Line {i}", changes=changes)
        for i, changes in enumerate(lists)
    )
    types = (schema.RelationshipType(id="line", family="channel"),)
    return build(schema.Dataset(as_of=as_of, actors=actors, types=types, relationships=rels, events=events))


def everything(net: TemporalNetwork) -> np.ndarray:
    return np.ones(len(net.rel_ids), dtype=np.bool_)


def flat(items):
    """All items of a picture, those in groups too."""
    for item in items:
        if hasattr(item, "items") and hasattr(item, "clip"):
            yield from flat(item.items)
        else:
            yield item
