"""The words of two files: states, sides, kinds and types that are declared, or only used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks.walk import used, used_in_changes
from netexplorer.graph.columns import MOST_STATES
from netexplorer.graph.merge.matching import UNTYPED

USED_BY = {"sides": "actors", "kinds": "actors", "types": "relationships"}
_MAKE: dict[str, Any] = {"sides": schema.Side, "kinds": schema.Kind, "types": schema.RelationshipType}


def has_dates(dataset: schema.Dataset) -> bool:
    """Whether anything in it has a time."""
    if dataset.as_of != "" or any(event.date != "" for event in dataset.events):
        return True
    if any(each.value for each in used(dataset.actors, "active", attrgetter("active"))):
        return True
    return any(
        each.value != "" for name in ("from_", "until") for each in used_in_changes(dataset, name, attrgetter(name))
    )


def common_time(ours: schema.Dataset, theirs: schema.Dataset) -> schema.TimeSpec:
    """The time axis of both; a dataset without any times takes that of the other.

    Raises
    ------
    UserError
        When both have times, and these count different things.
    """
    mine, their = ours.time, theirs.time
    if (mine.kind, mine.unit) == (their.kind, their.unit) or not has_dates(theirs):
        return mine
    if not has_dates(ours):
        return their
    raise UserError(
        f"the times of the added file are {_named(their)}, but those of the dataset are {_named(mine)}",
        hint="Only files whose times count the same can be brought together.",
    )


def _named(time: schema.TimeSpec) -> str:
    if not TimeAxis(time.kind, time.unit).is_number:
        return "dates of the calendar"
    return f"numbers that count {time.unit}" if time.unit else "numbers that do not say what they count"


def is_untyped(dataset: schema.Dataset) -> bool:
    """Whether its relationships have no types, as in most lists of ties."""
    said = {each.id for each in dataset.types}
    return (
        said <= UNTYPED and {each.value for each in used(dataset.relationships, "type", attrgetter("type"))} <= UNTYPED
    )


def words_of(dataset: schema.Dataset, part: str, other: schema.Dataset) -> tuple[Any, ...]:
    """The words of a dataset: what it declares; what it uses, if only the other one declares any."""
    declared: tuple[Any, ...] = getattr(dataset, part)
    if declared or not getattr(other, part):
        return declared
    if part == "states":
        return _used_states(dataset)
    key = part[:-1]
    records = getattr(dataset, USED_BY[part])
    return tuple(_MAKE[part](id=each.value) for each in used(records, key, attrgetter(key)) if each.value)


def _used_states(dataset: schema.Dataset) -> tuple[schema.State, ...]:
    """Of the four states that need no declaration those that are used."""
    if not len(dataset.relationships):
        return ()
    said = {each.value for each in used_in_changes(dataset, "state", attrgetter("state"))}
    is_implied = "" in said or any(not rel.changes for rel in dataset.relationships)
    return tuple(state for state in schema.DEFAULT_STATES if state.id in said or (is_implied and state.id == "open"))


def best_of(states: Sequence[schema.State]) -> str:
    """The id of the best state; that of the four that need no declaration, without any."""
    return max(states or schema.DEFAULT_STATES, key=lambda state: state.rank).id


def with_states(ours: Sequence[schema.State], new: Iterable[schema.State]) -> tuple[schema.State, ...]:
    """States with others put in where their rank belongs; those of ours stay in their order.

    Raises
    ------
    UserError
        When there are more than a network can hold.
    """
    if not ours:
        states = list(new)
        new = ()
    else:
        states = list(ours)
    for state in new:
        at = next((place for place, each in enumerate(states) if each.rank < state.rank), len(states))
        states.insert(at, state)
    if len(states) > MOST_STATES:
        raise UserError(
            f"together the two files have {len(states)} states, and at most {MOST_STATES} can be used",
            hint="Give the same state the same id in both files.",
        )
    return tuple(states)
