"""Checks of what records point at: actors, relationships, events and sources that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netexplorer.graph import schema
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.columns import relationship_ids
from netexplorer.graph.problems import quoted

_Citation = tuple[str, int, str, tuple[str, ...]]  # list, row, id to show, what it cites


def check_references(dataset: schema.Dataset, findings: Findings) -> None:
    """Report every id that leads nowhere."""
    actors = Names(actor.id for actor in dataset.actors)
    relationships = Names(relationship_ids(dataset.relationships))
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


def _check_ends(dataset: schema.Dataset, actors: Names, findings: Findings) -> None:
    for row, rel in enumerate(dataset.relationships):
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
    for path, row, ident, cited in _citations(dataset, findings):
        for citation in cited:
            source = citation.partition("#")[0]
            if source in known or citation in known or findings.again("dangling-source", source):
                continue
            where = findings.at(path, row, key="sources", ident=ident)
            message = f"The source {quoted(source)} is cited but not listed"
            hint = known.hint(source) or 'Add it to "sources".'
            findings.tell_once("warning", "dangling-source", where, message, value=source, hint=hint)


def _citations(dataset: schema.Dataset, findings: Findings) -> Iterator[_Citation]:
    for row, actor in enumerate(dataset.actors):
        yield "actors", row, actor.id, actor.sources
    for row, rel in enumerate(dataset.relationships):
        path = findings.path("relationships", row, "changes")
        for k, change in enumerate(rel.changes):
            yield path, k, rel.id, change.sources
    for row, event in enumerate(dataset.events):
        yield "events", row, event.id, event.sources
    for row, disagreement in enumerate(dataset.disagreements):
        path = findings.path("disagreements", row, "claims")
        for k, claim in enumerate(disagreement.claims):
            yield path, k, disagreement.id, claim.sources
