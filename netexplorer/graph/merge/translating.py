"""Records of another file in the ids of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph import schema


class Ids(Struct, frozen=True, eq=False):
    """What the ids of theirs are in ours, by kind of record; those that stay as they are are left out."""

    actors: Mapping[str, str] = {}
    sources: Mapping[str, str] = {}
    relationships: Mapping[str, str] = {}
    events: Mapping[str, str] = {}


def free_id(ident: str, taken: set[str]) -> str:
    """An id that nobody has, made of one that somebody has; it is taken from now on."""
    made, number = ident, 1
    while made in taken:
        number += 1
        made = f"{ident}-{number}"
    taken.add(made)
    return made


def translated(record: Any, ids: Ids, best: str = "") -> Any:
    """A record of theirs with our ids; ``best`` is put where a change names no state, if it is given."""
    if isinstance(record, schema.Relationship):
        return _relationship(record, ids, best)
    if isinstance(record, schema.Actor):
        return replace(record, sources=_cited(record.sources, ids)) if record.sources and ids.sources else record
    if isinstance(record, schema.Event):
        return replace(
            record,
            actors=_each(record.actors, ids.actors),
            relationships=_each(record.relationships, ids.relationships),
            sources=_cited(record.sources, ids),
        )
    if isinstance(record, schema.Disagreement):
        anything = {**ids.events, **ids.relationships, **ids.actors}
        claims = tuple(replace(claim, sources=_cited(claim.sources, ids)) for claim in record.claims)
        return replace(record, about=_each(record.about, anything), claims=claims)
    if isinstance(record, schema.Story):
        return replace(record, steps=tuple(_step(step, ids) for step in record.steps))
    return record


def spelled_out(rel: schema.Relationship, best: str) -> schema.Relationship:
    """The relationship with the best state written where none is."""
    if not rel.changes:
        return replace(rel, changes=(schema.Change(state=best),))
    if all(change.state for change in rel.changes):
        return rel
    return replace(rel, changes=tuple(replace(change, state=change.state or best) for change in rel.changes))


def _relationship(rel: schema.Relationship, ids: Ids, best: str) -> schema.Relationship:
    if ids.actors and (rel.source in ids.actors or rel.target in ids.actors):
        rel = replace(rel, source=ids.actors.get(rel.source, rel.source), target=ids.actors.get(rel.target, rel.target))
    if ids.sources and any(change.sources for change in rel.changes):
        changes = tuple(replace(change, sources=_cited(change.sources, ids)) for change in rel.changes)
        rel = replace(rel, changes=changes)
    return spelled_out(rel, best) if best else rel


def _step(step: schema.Step, ids: Ids) -> schema.Step:
    kind, mark, ident = step.select.partition(":")
    known = {"actor": ids.actors, "relationship": ids.relationships, "event": ids.events}.get(kind, {})
    pins = {ids.actors.get(actor, actor): place for actor, place in step.pins.items()}
    return replace(step, select=kind + mark + known.get(ident, ident), pins=pins, sources=_cited(step.sources, ids))


def _each(idents: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(ident, ident) for ident in idents)


def _cited(citations: tuple[str, ...], ids: Ids) -> tuple[str, ...]:
    """Sources with their paragraphs, ``s002#4``."""
    if not ids.sources:
        return citations
    found = []
    for citation in citations:
        source, mark, paragraph = citation.partition("#")
        found.append(ids.sources.get(citation) or ids.sources.get(source, source) + mark + paragraph)
    return tuple(found)
