"""What both bundled datasets must hold, each as a function that returns what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats import native
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.graph.schema import Change, Dataset
from netexplorer.graph.select import lens_mask
from netexplorer.graph.states import current_change, states_at
from netexplorer.resources import data_file


def load(name: str) -> Dataset:
    return native.read(data_file(name)).dataset


def state_at(net: TemporalNetwork, relationship: str, date: str) -> str:
    """The state at the earliest instant of a date, in the words of the command line."""
    code = int(states_at(net, parse_edtf(date).earliest)[net.rel_row[relationship]])
    return {NOT_YET: "not-yet", ENDED: "ended"}.get(code) or net.states[code].id


def change_at(net: TemporalNetwork, relationship: str, date: str) -> Change:
    row = int(current_change(net, parse_edtf(date).earliest)[net.rel_row[relationship]])
    assert row >= 0, f"nothing is in force between the two ends of {relationship} at {date}"
    return net.change(row)


def in_force(net: TemporalNetwork, lens: str, date: str) -> tuple[int, int]:
    """How many actors and relationships of a lens are in some state at a date."""
    shown = lens_mask(net, lens) & (states_at(net, parse_edtf(date).earliest) >= 0)
    return np.unique(np.concatenate([net.src[shown], net.dst[shown]])).size, int(shown.sum())


def all_changes(dataset: Dataset) -> Iterator[tuple[str, Change]]:
    return ((record.id, change) for record in dataset.relationships for change in record.changes)


def citations(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every (place, citation) of a dataset."""
    for record in (*dataset.actors, *dataset.events):
        yield from ((record.id, source) for source in record.sources)
    for place, change in all_changes(dataset):
        yield from ((place, source) for source in change.sources)
    for disagreement in dataset.disagreements:
        for claim in disagreement.claims:
            yield from ((disagreement.id, source) for source in claim.sources)


def dangling(dataset: Dataset) -> list[tuple[str, str]]:
    """Every (place, id) that names nothing in the dataset."""
    actors = {actor.id for actor in dataset.actors}
    relationships = {record.id for record in dataset.relationships}
    events = {event.id for event in dataset.events}
    sources = {source.id for source in dataset.sources}
    wanted: list[tuple[str, str, set[str]]] = []
    for record in dataset.relationships:
        wanted += [(record.id, end, actors) for end in (record.source, record.target)]
        wanted.append((record.id, record.type, {kind.id for kind in dataset.types}))
        wanted += [(record.id, change.state, {state.id for state in dataset.states}) for change in record.changes]
    for actor in dataset.actors:
        wanted.append((actor.id, actor.kind, {kind.id for kind in dataset.kinds}))
        wanted.append((actor.id, actor.side, {side.id for side in dataset.sides}))
    for event in dataset.events:
        wanted += [(event.id, name, actors) for name in event.actors]
        wanted += [(event.id, name, relationships) for name in event.relationships]
    for disagreement in dataset.disagreements:
        wanted += [(disagreement.id, name, actors | relationships | events) for name in disagreement.about]
    wanted += [(place, citation.partition("#")[0], sources) for place, citation in citations(dataset)]
    return [(place, name) for place, name, known in wanted if name not in known]


def overlaps(dataset: Dataset) -> list[str]:
    """Relationships in which a change begins before the one before it is over, or ends before it began."""
    wrong = []
    for record in dataset.relationships:
        wrong += [record.id for change in record.changes if change.until and _end(change) <= _start(change)]
        for one, other in pairwise(record.changes):
            if _start(other) <= _start(one) or (one.until and _end(one) > _start(other)):
                wrong.append(record.id)
    return wrong


def _start(change: Change) -> int:
    return parse_edtf(str(change.from_)).earliest if change.from_ else -(2**62)


def _end(change: Change) -> int:
    return parse_edtf(str(change.until)).end
