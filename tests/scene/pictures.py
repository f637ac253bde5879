"""Small frames for the tests of the network picture, made without a session."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork, build
from netexplorer.graph.states import states_at, uncertain_at
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Group, Texts


def measure(text: str, size_px: float, weight: int, /) -> float:
    """Every letter is as wide as an average one."""
    return len(text) * size_px * (0.54 if weight < 600 else 0.6)


def network(
    ends: tuple[tuple[str, str, str], ...],
    *,
    states: tuple[schema.State, ...] = (),
    types: tuple[schema.RelationshipType, ...] = (),
    sources: tuple[str, ...] = (),
) -> TemporalNetwork:
    """Relationships as (source, target, state), all since 2000; "ended" ends in 2005, "later" begins in 2050."""
    names = sorted({name for a, b, _ in ends for name in (a, b)})
    kinds = (schema.Kind(id="person", shape="circle"), schema.Kind(id="state", shape="ring"))
    sides = (schema.Side(id="west", label="West"), schema.Side(id="east", label="East"))
    actors = tuple(
        schema.Actor(id=name, name=f"The office of {name}", kind=kinds[k % 2].id, side=sides[k % 2].id)
        for k, name in enumerate(names)
    )
    return build(
        schema.Dataset(
            title="Test channels",
            states=states,
            kinds=kinds,
            sides=sides,
            types=types,
            sources=tuple(schema.Source(id=s, publisher="Gazette", title=f"Story {s}") for s in sources),
            actors=actors,
            relationships=tuple(_relationship(i, *end, types, sources) for i, end in enumerate(ends)),
        )
    )


def _relationship(
    i: int, a: str, b: str, state: str, types: tuple[schema.RelationshipType, ...], sources: tuple[str, ...]
) -> schema.Relationship:
    from_, until = ("2050", "") if state == "later" else ("2000", "2005" if state == "ended" else "")
    word = "open" if state in ("ended", "later") else state
    change = schema.Change(from_=from_, until=until, state=word, sources=tuple(f"{s}#1" for s in sources))
    return schema.Relationship(
        id=f"r{i}", source=a, target=b, type=types[i % len(types)].id if types else "", changes=(change,)
    )


def frame(net: TemporalNetwork, xy: np.ndarray | None = None, date: str = "2010-06-01", **changed: object) -> Frame:
    """Everything of ``net`` that is in a state or ended, in a circle unless ``xy`` says where."""
    t = net.axis.parse(date).earliest
    n, m = len(net.actor_ids), len(net.rel_ids)
    states = states_at(net, t)
    shown = states != NOT_YET
    alive = np.zeros(n, bool)
    for ends in (net.src, net.dst):
        alive[ends[shown & (states != ENDED)]] = True
    touched = np.zeros(n, bool)
    for ends in (net.src, net.dst):
        touched[ends[shown]] = True
    whole = Frame(
        net=net,
        t=t,
        states=states,
        uncertain=uncertain_at(net, t),
        shown=shown,
        mask=np.ones(m, bool),
        actor_shown=touched,
        actor_faint=touched & ~alive,
        actor_counted=alive,
        xy=circle(n) if xy is None else np.asarray(xy, np.float32),
        pinned=np.zeros(n, bool),
        selected_actors=np.zeros(n, bool),
        selected_rels=np.zeros(m, bool),
        recent=np.zeros(m, bool),
        disputed=np.zeros(m, bool),
        unstated=np.zeros(m, bool),
        importance=np.ones(n, np.float32),
        subtitle=("",) * n,
        date_label="1 June 2010",
        caption="Something happened",
        title="Test channels",
        lens_label="Core",
        told=shown,
    )
    return replace(whole, **changed)


def circle(n: int, radius: float = 200.0) -> np.ndarray:
    """Positions on a circle."""
    angle = np.arange(n) * (2 * np.pi / max(n, 1)) + 0.3
    return (np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius).astype(np.float32)


def flat(items):
    """All batches of a picture, those in groups too, where they really lie in their own group's pixels."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def groups(items):
    """All groups of a picture."""
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups(item.items)


def words(items) -> list[str]:
    """All texts of a picture."""
    return [text.text for batch in flat(items) if isinstance(batch, Texts) for text in batch.items]
