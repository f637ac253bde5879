"""What formats that have only nodes and edges cannot carry of a dataset, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from netexplorer.graph.formats.resolved import is_renamed
from netexplorer.graph.formats.xmltext import become_text
from netexplorer.graph.network import build
from netexplorer.graph.schema import DEFAULT_STATES, Change, Dataset, State

_SOME = 200_000  # relationships that are looked at; what is only in later ones is hardly worth the wait


def lost(dataset: Dataset, *, has_notes: bool) -> list[str]:
    """What is left out of a dataset that becomes nodes and edges with attributes; ``has_notes`` carries notes."""
    told = records_lost(dataset, "event", "source", "disagreement", "lens", "story")
    told += words_lost(dataset)
    if any(each.tags for each in islice(dataset.relationships, _SOME)):
        told.append("The tags of relationships are left out.")
    if any(change.sources or change.confidence for change in _changes(dataset)):
        told.append("Which sources a change cites and how sure they are is left out.")
    if not has_notes and any(change.note or change.values for change in _changes(dataset)):
        told.append("The notes and values of changes are left out.")
    if any(each.sources for each in dataset.actors):
        told.append("Which sources an actor cites is left out.")
    return told + bent(dataset)


def bent(dataset: Dataset) -> list[str]:
    """What every format of others bends of a dataset, a sentence each: they are read by the same rules."""
    repeats, never = _repeats(dataset)
    found = (
        (never, "Relationships that hold at no time are left out."),
        (repeats, "Changes that say the same state again, and nothing else, are joined with the one before."),
        (is_renamed(dataset, _SOME), "Values whose names mean something else there get “(value)” behind their names."),
    )
    return [sentence for is_so, sentence in found if is_so]


def _repeats(dataset: Dataset) -> tuple[bool, bool]:
    """Whether a change says again what the one before says, and whether a relationship holds at no time."""
    net = build(dataset)
    rel, start, end, state = net.change_rel, net.change_from, net.change_to, net.change_state
    again = (rel[1:] == rel[:-1]) & (start[1:] == end[:-1]) & (state[1:] == state[:-1])
    return bool(again.any()), bool((net.change_start[1:] == net.change_start[:-1]).any())


def become_text_in(dataset: Dataset, *, has_lists: bool, of_changes: bool) -> list[str]:
    """Says that values become text, where some do in XML; ``of_changes`` those of changes are written, too."""
    changes = [[change.values for change in _changes(dataset)]] if of_changes else []
    actors, links = [each.extra for each in dataset.actors], [each.extra for each in dataset.relationships]
    if any(become_text(records, has_lists=has_lists) for records in (actors, links, *changes)):
        return ["Values that are lists or records, or of several types under one name, become text."]
    return []


def records_lost(dataset: Dataset, *names: str) -> list[str]:
    """The records of these names that are left out: ``event``, ``source``, ``disagreement``, ``lens``, ``story``."""
    records = {
        "event": dataset.events,
        "source": dataset.sources,
        "disagreement": dataset.disagreements,
        "lens": dataset.lenses,
        "story": dataset.stories,
    }
    return [f"{_counted(len(records[name]), name)} left out." for name in names if len(records[name])]


def words_lost(dataset: Dataset) -> list[str]:
    """Labels, colours and shapes of the vocabulary, which are left out."""
    told, states = [], own_states(dataset)
    if any(side.label or side.color for side in dataset.sides) or any(state.label or state.color for state in states):
        told.append("The labels and colours of sides and states are left out.")
    if any(each.label or each.family for each in dataset.types) or any(each.shape for each in dataset.kinds):
        told.append("The labels and families of types and the shapes of kinds are left out.")
    return told


def own_states(dataset: Dataset) -> tuple[State, ...]:
    """The states of a dataset that are none of those that every dataset has."""
    return tuple(state for state in dataset.states if state not in DEFAULT_STATES)


def _changes(dataset: Dataset) -> Iterable[Change]:
    return (change for each in islice(dataset.relationships, _SOME) for change in each.changes)


def _counted(count: int, name: str) -> str:
    plural = {"lens": "lenses", "story": "stories"}.get(name, f"{name}s")
    return f"The {name} is" if count == 1 else f"The {count:,} {plural} are"
