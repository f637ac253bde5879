"""Checks of the words a dataset declares and uses: states, sides, kinds, types, confidence, lenses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from netexplorer.graph import schema
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.checks.walk import Used, used, used_in_changes
from netexplorer.graph.columns import MOST_STATES
from netexplorer.graph.problems import quoted

SHAPES = ("circle", "square", "diamond", "hexagon", "triangle", "pentagon", "star", "ring")
CONFIDENCES = ("stated", "reference", "inferred", "disputed", "general-knowledge")
OUTSIDE = ("not-yet", "ended")

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def check_vocabulary(dataset: schema.Dataset, findings: Findings) -> None:
    """Report words that are used but not declared, and looks that do not exist."""
    _check_looks(dataset, findings)
    if len(dataset.states) > MOST_STATES:
        message = f"There are {len(dataset.states)} states, and only the first {MOST_STATES} can be used"
        findings.tell("error", "too-many-states", "states", message)
    for row, state in enumerate(dataset.states):
        if state.id in OUTSIDE:
            where = findings.at("states", row, key="id", ident=state.id)
            message = f"{quoted(state.id)} is what answers call a relationship that is in no state"
            findings.tell("warning", "reserved-state", where, message, "Give this state another id.")
    kinds = Names(kind.id for kind in dataset.kinds)
    sides = Names(side.id for side in dataset.sides)
    types = Names(each.id for each in dataset.types)
    for key, path, records, known in (
        ("kind", "actors", dataset.actors, kinds),
        ("side", "actors", dataset.actors, sides),
        ("type", "relationships", dataset.relationships, types),
    ):
        for each in used(records, key, attrgetter(key)):
            if each.value and known and each.value not in known:
                _tell_word(key, known, each, findings.at(path, each.row, key=key, ident=records[each.row].id), findings)
    _check_posts(dataset, findings)
    _check_confidence(dataset, findings)
    _check_lenses(dataset, findings)


def _tell_word(key: str, known: Names, word: Used, where: str, findings: Findings) -> None:
    message = f"The {key} {quoted(word.value)} is not declared in this file"
    hint = known.hint(word.value) or f'Add it to "{key}s".'
    code = f"unknown-{key}"
    findings.tell_once("warning", code, where, message, value=word.value, hint=hint, times=word.times)


def _check_looks(dataset: schema.Dataset, findings: Findings) -> None:
    colors = [("states", row, state.id, state.color) for row, state in enumerate(dataset.states)]
    colors += [("sides", row, side.id, side.color) for row, side in enumerate(dataset.sides)]
    for path, row, ident, color in colors:
        if color and not _COLOR.fullmatch(color):
            where = findings.at(path, row, key="color", ident=ident)
            message = f"{quoted(color)} is no colour"
            findings.tell("warning", "unknown-color", where, message, "Write it as #1b7f79.")
    for row, kind in enumerate(dataset.kinds):
        if kind.shape and kind.shape not in SHAPES:
            where = findings.at("kinds", row, key="shape", ident=kind.id)
            hint = Names(SHAPES).hint(kind.shape) or f"There are {', '.join(SHAPES)}."
            findings.tell("warning", "unknown-shape", where, f"There is no shape {quoted(kind.shape)}", hint)


def _check_posts(dataset: schema.Dataset, findings: Findings) -> None:
    for row, each in enumerate(dataset.types):
        if not each.post:
            continue
        where = findings.at("types", row, key="post", ident=each.id)
        if each.post not in schema.POSTS:
            hint = Names(schema.POSTS).hint(each.post) or f"There are {', '.join(schema.POSTS)}."
            findings.tell("warning", "unknown-post", where, f"{quoted(each.post)} is no word for a post", hint)
        elif not each.directed:
            message = f"The type {quoted(each.id)} is about posts but has no direction"
            hint = 'Add "directed": true; a relationship leads from the holder to the office.'
            findings.tell("warning", "post-without-direction", where, message, hint)


def _check_confidence(dataset: schema.Dataset, findings: Findings) -> None:
    known = Names(CONFIDENCES)

    def look(word: str, path: str, row: int, ident: str, times: int = 1) -> None:
        if word and word not in known and not findings.again("unknown-confidence", word, times):
            where = findings.at(path, row, key="confidence", ident=ident)
            message = f"{quoted(word)} is no word for confidence"
            hint = known.hint(word) or f"There are {', '.join(CONFIDENCES)}."
            findings.tell_once("warning", "unknown-confidence", where, message, value=word, hint=hint, times=times)

    for each in used_in_changes(dataset, "confidence", attrgetter("confidence")):
        if each.value and each.value not in known:
            ident = dataset.relationships[each.row].id
            look(each.value, findings.path("relationships", each.row, "changes"), each.k, ident, each.times)
    for row, event in enumerate(dataset.events):
        look(event.confidence, "events", row, event.id)


def _check_lenses(dataset: schema.Dataset, findings: Findings) -> None:
    words = {
        "tags": _used_tags(dataset),
        "sides": Names(
            [side.id for side in dataset.sides]
            + [each.value for each in used(dataset.actors, "side", attrgetter("side"))]
        ),
        "kinds": Names(
            [kind.id for kind in dataset.kinds]
            + [each.value for each in used(dataset.actors, "kind", attrgetter("kind"))]
        ),
        "types": Names(
            [each.id for each in dataset.types]
            + [each.value for each in used(dataset.relationships, "type", attrgetter("type"))]
        ),
        "families": Names(each.family for each in dataset.types),
    }
    for row, lens in enumerate(dataset.lenses):
        wanted: dict[str, Iterable[str]] = {
            "tags": lens.tags, "sides": lens.sides, "kinds": lens.kinds, "types": lens.types, "families": lens.families
        }  # fmt: skip
        for key, entries in wanted.items():
            for entry in entries:
                if entry not in words[key]:
                    where = findings.at("lenses", row, key=key, ident=lens.id)
                    message = f"Nothing in this dataset has {quoted(entry)} among its {key}"
                    findings.tell("note", "unused-lens-entry", where, message, words[key].hint(entry))


def _used_tags(dataset: schema.Dataset) -> Names:
    tags: set[str] = set()
    for records in (dataset.actors, dataset.relationships, dataset.events):
        tags.update(*(each.value for each in used(records, "tags", attrgetter("tags"))))
    return Names(tags)
