"""Checks of the records by themselves: ids that come twice or are empty, unknown keys, endless labels, odd links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from netexplorer.graph import schema
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.checks.walk import LONG, Rows, odd_actors, odd_relationships, suspects, with_odd_keys
from netexplorer.graph.problems import place, quoted, short
from netexplorer.graph.tables import Tables

_NEEDS_ID = (
    schema.State, schema.Side, schema.Kind, schema.RelationshipType, schema.Source, schema.Actor, schema.Lens,
    schema.Story,
)  # fmt: skip


def check_records(dataset: schema.Dataset, findings: Findings, *, keys: bool = True) -> None:
    """Report what is wrong with single records, whatever they refer to; with ``keys`` those that are not known, too."""
    if not dataset.actors:
        findings.tell("note", "empty-dataset", "actors", "This dataset has no actors, so there is nothing to show")
    _check_keys(dataset, "", findings)
    _check_keys(dataset.time, "time", findings)
    if dataset.time.kind not in ("calendar", "number"):
        message = f'The time is {quoted(dataset.time.kind)}, which is neither "calendar" nor "number"'
        findings.tell("error", "unknown-time", "time.kind", message, "It is read as a calendar.")
    for path, records, odd in _lists(dataset, keys):
        first: dict[str, int] = {}
        for row, record in suspects(records, odd):
            _check_id(path, row, record, first, findings)
            if keys:
                _check_keys(record, path, findings, row)
            _check_length(record, path, findings, row)
    for row, source in enumerate(dataset.sources):
        _check_link(source, row, findings)
    if keys:
        _check_nested_keys(dataset, findings)


def _lists(
    dataset: schema.Dataset, keys: bool
) -> tuple[tuple[str, Sequence[schema.Record], Callable[[Tables], Rows]], ...]:
    """The lists of a dataset, and which of the records are worth a look where they are many."""
    few = (
        ("states", dataset.states), ("sides", dataset.sides), ("kinds", dataset.kinds), ("types", dataset.types),
        ("sources", dataset.sources), ("actors", dataset.actors), ("relationships", dataset.relationships),
        ("events", dataset.events), ("disagreements", dataset.disagreements), ("lenses", dataset.lenses),
        ("stories", dataset.stories),
    )  # fmt: skip
    odd = {"relationships": lambda tables: odd_relationships(tables, keys)}
    return tuple((name, records, odd.get(name, lambda tables: odd_actors(tables, keys))) for name, records in few)


def ident_of(record: schema.Record) -> str:
    """The id of a record, or nothing for one that has none."""
    match record:
        case (
            schema.State(id=ident) | schema.Side(id=ident) | schema.Kind(id=ident) | schema.RelationshipType(id=ident)
            | schema.Source(id=ident) | schema.Actor(id=ident) | schema.Relationship(id=ident)
            | schema.Event(id=ident) | schema.Disagreement(id=ident) | schema.Lens(id=ident) | schema.Story(id=ident)
        ):  # fmt: skip
            return ident
        case _:
            return ""


def _check_id(path: str, row: int, record: schema.Record, first: dict[str, int], findings: Findings) -> None:
    """Whether a record has an id if it needs one, and no other has it; ``first`` remembers where each id stands."""
    ident = ident_of(record)
    if not ident:
        if isinstance(record, _NEEDS_ID):
            findings.tell("error", "empty-id", findings.at(path, row, key="id"), "This id is empty")
    elif first.setdefault(ident, row) != row:
        where = findings.at(path, row, key="id", ident=ident)
        message = f"The id {quoted(ident)} is already that of {findings.at(path, first[ident])}"
        findings.tell("error", "duplicate-id", where, message, "Give one of them another id.")


def _check_keys(record: schema.Record, path: str, findings: Findings, row: int = -1) -> None:
    for key in record.extra:
        kind = type(record).__name__
        if findings.again("unknown-key", f"{kind}.{key}"):
            continue
        here = findings.at(path, row, ident=ident_of(record)) if row >= 0 else place(path or short(key) or '""')
        known = Names(field.encode_name for field in msgspec.structs.fields(type(record)) if field.name != "extra")
        hint = known.hint(key) or "It is kept and written back."
        message = f"The key {quoted(key)} is not known here"
        findings.tell_once("note", "unknown-key", here, message, value=f"{kind}.{key}", hint=hint)


def _check_nested_keys(dataset: schema.Dataset, findings: Findings) -> None:
    for row, relationship in suspects(dataset.relationships, with_odd_keys):
        for k, change in enumerate(relationship.changes):
            if change.extra:
                _check_keys(change, findings.path("relationships", row, "changes"), findings, k)
    for row, disagreement in enumerate(dataset.disagreements):
        for k, claim in enumerate(disagreement.claims):
            _check_keys(claim, findings.path("disagreements", row, "claims"), findings, k)
    for row, story in enumerate(dataset.stories):
        for k, step in enumerate(story.steps):
            _check_keys(step, findings.path("stories", row, "steps"), findings, k)


def _labels(record: schema.Record) -> Iterator[tuple[str, str]]:
    match record:
        case schema.Actor(name=text):
            yield "name", text
        case schema.Event(title=text) | schema.Story(title=text):
            yield "title", text
        case (
            schema.State(label=text) | schema.Side(label=text) | schema.Kind(label=text)
            | schema.RelationshipType(label=text) | schema.Relationship(label=text) | schema.Lens(label=text)
        ):  # fmt: skip
            yield "label", text


def _check_length(record: schema.Record, path: str, findings: Findings, row: int) -> None:
    for key, text in _labels(record):
        if len(text) > LONG:
            where = findings.at(path, row, key=key, ident=ident_of(record))
            message = f"This {key} of {len(text)} characters is too long to be shown whole"
            findings.tell("note", "long-label", where, message, "Put the long text into a note or a description.")


def _check_link(source: schema.Source, row: int, findings: Findings) -> None:
    if source.url and not source.url.lower().startswith(("http://", "https://")):
        where = findings.at("sources", row, key="url", ident=source.id)
        message = f"{quoted(source.url)} is no web address, so it is shown but never opened"
        findings.tell("note", "not-a-link", where, message, "Web addresses begin with https:// or http://.")
