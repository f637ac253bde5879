"""Checks of what records point at: actors, relationships, events and sources that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.checks.stories import check_selections
from netexplorer.graph.checks.walk import ids_of, odd_ends, suspects, used, used_in_changes
from netexplorer.graph.columns import relationship_ids
from netexplorer.graph.ids import IdRows, Named, RelationshipIds
from netexplorer.graph.problems import quoted
from netexplorer.graph.tables import tables_of

_Citation = tuple[str, int, str, tuple[str, ...], int]  # list, row, id to show, what it cites, how often


def check_references(dataset: schema.Dataset, findings: Findings) -> None:
    """Report every id that leads nowhere."""
    actors = Names(ids_of(dataset.actors))
    relationships = Names(_relationship_ids(dataset))
    check_selections(dataset, {"actor": actors, "relationship": relationships}, findings)
    events = Names(event.id for event in dataset.events if event.id)
    _check_ends(dataset, actors, findings)
    for row, event in enumerate(dataset.events):
        _check_list("actor", event.actors, actors, ("events", row, event.id), findings)
        _check_list("relationship", event.relationships, relationships, ("events", row, event.id), findings)
    for row, disagreement in enumerate(dataset.disagreements):
        for ident in disagreement.about:
            if ident not in actors and ident not in relationships and ident not in events:
                where = findings.at("disagreements", row, key="about", ident=disagreement.id)
                message = f"There is no actor, relationship or event {quoted(ident)}"
                hint = actors.hint(ident) or relationships.hint(ident) or events.hint(ident)
                findings.tell("error", "dangling-id", where, message, hint)
    _check_citations(dataset, findings)


def _relationship_ids(dataset: schema.Dataset) -> Iterable[str]:
    """The ids of all relationships; those of a large dataset are only looked up, and only if something names one."""
    tables = tables_of(dataset)
    if tables is None:
        return relationship_ids(dataset.relationships)
    if not (dataset.disagreements or dataset.stories or any(event.relationships for event in dataset.events)):
        return ()
    named = Named(tables)
    ids = RelationshipIds(tables, np.arange(tables.relationships.count, dtype=np.int32), named.numbers)
    return IdRows(ids, named.hashes)


def _check_ends(dataset: schema.Dataset, actors: Names, findings: Findings) -> None:
    for row, rel in suspects(dataset.relationships, odd_ends):
        for key, ident in (("source", rel.source), ("target", rel.target)):
            if ident not in actors:
                where = findings.at("relationships", row, key=key, ident=rel.id)
                message = f"There is no actor {quoted(ident)}, so this relationship is not shown"
                findings.tell("error", "dangling-actor", where, message, actors.hint(ident))
        if rel.source == rel.target and not findings.again("self-loop", ""):
            where = findings.at("relationships", row, ident=rel.id)
            message = f"{quoted(rel.source)} has a relationship to itself"
            findings.tell_once("note", "self-loop", where, message, value="")


def _check_list(noun: str, idents: Iterable[str], known: Names, at: tuple[str, int, str], findings: Findings) -> None:
    path, row, ident = at
    for each in idents:
        if each not in known:
            where = findings.at(path, row, key=f"{noun}s", ident=ident)
            findings.tell("error", f"dangling-{noun}", where, f"There is no {noun} {quoted(each)}", known.hint(each))


def _check_citations(dataset: schema.Dataset, findings: Findings) -> None:
    known = Names(source.id for source in dataset.sources)
    for path, row, ident, cited, times in _citations(dataset, findings):
        for citation in cited:
            source = citation.partition("#")[0]
            if source in known or citation in known or findings.again("dangling-source", source, times):
                continue
            where = findings.at(path, row, key="sources", ident=ident)
            message = f"The source {quoted(source)} is cited but not listed"
            hint = known.hint(source) or 'Add it to "sources".'
            findings.tell_once("warning", "dangling-source", where, message, value=source, hint=hint, times=times)


def _citations(dataset: schema.Dataset, findings: Findings) -> Iterator[_Citation]:
    for each in used(dataset.actors, "sources", attrgetter("sources")):
        yield "actors", each.row, dataset.actors[each.row].id, each.value, each.times
    for each in used_in_changes(dataset, "sources", attrgetter("sources")):
        path = findings.path("relationships", each.row, "changes")
        yield path, each.k, dataset.relationships[each.row].id, each.value, each.times
    for row, event in enumerate(dataset.events):
        yield "events", row, event.id, event.sources, 1
    for row, disagreement in enumerate(dataset.disagreements):
        path = findings.path("disagreements", row, "claims")
        for k, claim in enumerate(disagreement.claims):
            yield path, k, disagreement.id, claim.sources, 1
    for row, story in enumerate(dataset.stories):
        path = findings.path("stories", row, "steps")
        for k, step in enumerate(story.steps):
            yield path, k, story.id, step.sources, 1
