"""What is selected, as text that survives an edited dataset: ``actor:ID``, ``relationship:ID``, ``event:ID``."""

from __future__ import annotations

from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork

ACTOR = "actor"
RELATIONSHIP = "relationship"
EVENT = "event"


class Selection(Struct, frozen=True):
    """The kind of thing that is selected and its row; ``kind`` is empty and ``row`` -1 when nothing is."""

    kind: str = ""
    row: int = -1


def event_id(net: TemporalNetwork, row: int) -> str:
    """The id of an event, or its number in the file (``#3``) when the file gives it none."""
    return net.dataset.events[row].id or f"#{row + 1}"


def event_row(net: TemporalNetwork, ident: str) -> int:
    """The row of an event by its id or number; -1 when there is none."""
    for row, event in enumerate(net.dataset.events):
        if (event.id or f"#{row + 1}") == ident:
            return row
    return -1


def find(net: TemporalNetwork, selected: str) -> Selection:
    """The row that a selection text names; the empty selection when the dataset has no such thing."""
    kind, _, ident = selected.partition(":")
    row = -1
    if kind == ACTOR:
        row = net.actor_row.get(ident, -1)
    elif kind == RELATIONSHIP:
        row = net.rel_row.get(ident, -1)
    elif kind == EVENT:
        row = event_row(net, ident)
    return Selection(kind, row) if row >= 0 else Selection()


def actor(net: TemporalNetwork, row: int) -> str:
    """The selection text of the actor in ``row``."""
    return f"{ACTOR}:{net.actor_ids[row]}"


def relationship(net: TemporalNetwork, row: int) -> str:
    """The selection text of the relationship in ``row``."""
    return f"{RELATIONSHIP}:{net.rel_ids[row]}"


def event(net: TemporalNetwork, row: int) -> str:
    """The selection text of the event in ``row``."""
    return f"{EVENT}:{event_id(net, row)}"
