"""A dataset as the writers of other formats take it, so that none of them has to know what our own format leaves open.

Every relationship has an id, ends that exist and at least one change; changes stand in the order of time, each with its
state, and with an end only where no other begins there. A value is called otherwise where its name means something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, overload

import numpy as np
from msgspec.structs import replace

from netexplorer.graph.formats import attributes, jsontime, timewords
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Record, Relationship

_R = TypeVar("_R", bound=Record)
# names of values that readers, ours and those of others, take for something whatever stands beside them
_ALWAYS = (
    attributes.TIMES
    | jsontime.START
    | jsontime.END
    | frozenset(jsontime.SPELLS)
    | frozenset(("state", "status", "id", "uid", "key", "source", "target", "directed", "undirected", "arrows"))
    | frozenset(("actor", "relationship", "label", "kind", "side", "description", "type", "note", "represents"))
    | frozenset(("data", "metadata", "properties", "attributes", "viz", "position", "parent"))
    | frozenset(("sharedname", "sharedinteraction", "suid", "selected"))
)
# names that they take for something as long as nothing else says it
_NAMES = frozenset(("label", "name", "title", "caption", "displayname", "n"))
_LABELS = _NAMES | {"role", "edgelabel"}
_KINDS = frozenset(["kind", "type", "category", "labels", "labelv", "nodetype"])
_TYPES = frozenset(
    [
        "type",
        "kind",
        "category",
        "relation",
        "relationship",
        "interaction",
        "predicate",
        "relationtype",
        "edgetype",
        "labele",
    ]
)
_SIDES = frozenset(("side", "camp"))
_TEXTS = frozenset(("description", "desc"))
_LISTS = frozenset(("tags", "tag", "aliases", "alias", "names", "sources", "cites", "confidence"))
_INSTANTS = frozenset(jsontime.INSTANT)


def resolved(dataset: Dataset) -> Dataset:
    """The same network with nothing left open; its records are made one by one as they are asked for."""
    net = build(dataset)
    actors = _Made(len(net.actor_ids), lambda i: _actor(net, i))
    held = np.flatnonzero(np.diff(net.change_start))  # what holds at no time has no place in other formats
    relationships = _Made(held.size, lambda i: _relationship(net, int(held[i])))
    return replace(dataset, actors=actors, relationships=relationships)


def is_renamed(dataset: Dataset, most: int) -> bool:
    """Whether a value of the first so many actors and relationships is called otherwise."""
    return any(_taken_of_actor(each) & _folded(each.extra) for each in islice(dataset.actors, most)) or any(
        _taken_of_link(each) & _folded(each.extra) for each in islice(dataset.relationships, most)
    )


class _Made(Sequence[_R]):
    """Records that are made when they are asked for."""

    def __init__(self, count: int, make: Callable[[int], _R]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> _R: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[_R, ...]: ...
    def __getitem__(self, row: int | slice) -> _R | tuple[_R, ...]:
        if isinstance(row, slice):
            return tuple(map(self._make, range(*row.indices(self._count))))
        if not -self._count <= row < self._count:
            raise IndexError(row)
        return self._make(row % self._count)

    def __iter__(self) -> Iterator[_R]:
        return map(self._make, range(self._count))


def _actor(net: TemporalNetwork, i: int) -> Actor:
    actor = net.actor(i)
    if actor.name.isspace() or actor.description.isspace():
        actor = replace(actor, name=actor.name.strip(), description=actor.description.strip())
    return replace(actor, extra=_apart(actor.extra, _taken_of_actor(actor))) if actor.extra else actor


def _relationship(net: TemporalNetwork, i: int) -> Relationship:
    link = net.relationship(i)
    rows = range(int(net.change_start[i]), int(net.change_start[i + 1]))
    label = "" if link.label.isspace() else link.label
    made = replace(link, id=net.rel_ids[i], label=label, changes=tuple(_change(net, c, c + 1 in rows) for c in rows))
    return replace(made, extra=_apart(made.extra, _taken_of_link(made))) if made.extra else made


def _change(net: TemporalNetwork, c: int, has_next: bool) -> Change:
    change = net.change(c)
    follows = has_next and int(net.change_to[c]) == int(net.change_from[c + 1])
    state = net.states[int(net.change_state[c])].id
    return replace(change, state=state, until="" if follows else change.until)


# -- names that mean something


def _taken_of_actor(actor: Actor) -> frozenset[str]:
    said = (
        (actor.name.strip(), _NAMES),
        (actor.kind, _KINDS),
        (actor.side, _SIDES),
        (actor.description.strip(), _TEXTS),
    )
    return (_ALWAYS | _LISTS).union(*(names for is_said, names in said if not is_said))


def _taken_of_link(link: Relationship) -> frozenset[str]:
    is_dated = any(change.from_ != "" or change.until != "" for change in link.changes)
    likely = frozenset(attributes.folded(key) for key in link.extra if timewords.likely(key))
    said = ((link.label.strip(), _LABELS), (link.type, _TYPES), (is_dated, _INSTANTS | likely))
    return (_ALWAYS | _LISTS).union(*(names for is_said, names in said if not is_said))


def _folded(values: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(map(attributes.folded, values))


def _apart(values: dict[str, Any], taken: frozenset[str]) -> dict[str, Any]:
    """Values under names that mean nothing else."""
    if taken.isdisjoint(_folded(values)):
        return values
    return {f"{key} (value)" if attributes.folded(key) in taken else key: value for key, value in values.items()}
