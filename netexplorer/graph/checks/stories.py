"""Checks of stories: views that cannot be shown as their author meant them. A story plays all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks.findings import Findings, Names
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.graph.network import build
from netexplorer.graph.problems import quoted
from netexplorer.graph.viewed import HIDDEN, camera_of, hidden_of, pins_of

_DATES = ("date", "until", "compare")


def check_stories(dataset: schema.Dataset, axis: TimeAxis, findings: Findings) -> None:
    """Report lenses, layouts, dates and cameras that are none, dates outside, and steps without text or sources."""
    if not dataset.stories:
        return
    lenses = Names(lens.id for lens in dataset.lenses)
    layouts = Names(layout.id for layout in LAYOUTS)
    span: tuple[int, int] | None = None
    for row, k, story, step in _steps(dataset):
        path = findings.path("stories", row, "steps")
        for key, word, known in (("lens", step.lens, lenses), ("layout", step.layout, layouts)):
            if word and word not in known:
                instead = "everything is shown" if key == "lens" else "the usual one is taken"
                where = findings.at(path, k, key=key, ident=story.id)
                message = f"There is no {key} {quoted(word)}, so {instead}"
                findings.tell("warning", f"unknown-{key}", where, message, known.hint(word))
        _check_looks(step, path, k, story.id, findings)
        for key in _DATES:
            if (value := getattr(step, key)) != "":
                span = span or _span(dataset)
                _check_date(value, axis, span, findings.at(path, k, key=key, ident=story.id), findings)
    for row, story in enumerate(dataset.stories):
        if not story.steps:
            where = findings.at("stories", row, ident=story.id)
            findings.tell("note", "empty-story", where, "This story has no steps, so there is nothing to play")
    _check_words(dataset, findings)


def check_selections(dataset: schema.Dataset, known: Mapping[str, Names], findings: Findings) -> None:
    """Report selections and pins that lead nowhere; ``known`` holds the ids of actors and relationships."""
    if not dataset.stories:
        return
    events = Names(event.id or f"#{row + 1}" for row, event in enumerate(dataset.events))
    names = {**known, "event": events}
    for row, k, story, step in _steps(dataset):
        path = findings.path("stories", row, "steps")
        kind, _, ident = step.select.partition(":")
        if step.select and kind not in names:
            where = findings.at(path, k, key="select", ident=story.id)
            message = (
                f"{quoted(step.select)} names neither an actor nor a relationship nor an event, so nothing is selected"
            )
            findings.tell("warning", "bad-selection", where, message, "Write it as actor:ID.")
        elif step.select and ident not in names[kind]:
            where = findings.at(path, k, key="select", ident=story.id)
            message = f"There is no {kind} {quoted(ident)}, so nothing is selected"
            findings.tell("warning", "dangling-selection", where, message, names[kind].hint(ident))
        for actor in step.pins:
            if actor not in known["actor"]:
                where = findings.at(path, k, key="pins", ident=story.id)
                findings.tell("note", "dangling-pin", where, f"There is no actor {quoted(actor)} to be pinned")


def _steps(dataset: schema.Dataset) -> Iterator[tuple[int, int, schema.Story, schema.Step]]:
    for row, story in enumerate(dataset.stories):
        for k, step in enumerate(story.steps):
            yield row, k, story, step


def _span(dataset: schema.Dataset) -> tuple[int, int]:
    net = build(dataset)
    return net.first, net.last


def _check_looks(step: schema.Step, path: str, k: int, ident: str, findings: Findings) -> None:
    """The keys whose values are objects, which are taken as far as they make sense."""
    found = (
        ("camera", bool(step.camera) and camera_of(step) is None, "x, y and a scale above 0, all three numbers"),
        ("hidden", sum(map(len, hidden_of(step).values())) != _listed(step), f"lists of ids under {', '.join(HIDDEN)}"),
        ("pins", len(pins_of(step)) != len(step.pins), "two numbers for each actor"),
    )
    for key, is_odd, expected in found:
        if is_odd:
            where = findings.at(path, k, key=key, ident=ident)
            findings.tell("warning", f"bad-{key}", where, f'"{key}" is left out where it is not {expected}')


def _listed(step: schema.Step) -> int:
    """How many ids would be hidden if each value were as it should be; a value that is no list counts as one."""
    return sum(len(each) if isinstance(each, list | tuple) else 1 for key, each in step.hidden.items() if key in HIDDEN)


def _check_date(value: schema.DateText, axis: TimeAxis, span: tuple[int, int], where: str, findings: Findings) -> None:
    try:
        date = axis.parse(value)
    except UserError as error:
        findings.tell("warning", "bad-date", where, error.what[:1].upper() + error.what[1:], error.hint)
        return
    if not span[0] <= date.earliest <= span[1]:
        message = f"{quoted(str(value))} is outside the dates of this dataset, so the nearest is shown"
        findings.tell("note", "date-outside", where, message)


def _check_words(dataset: schema.Dataset, findings: Findings) -> None:
    """Steps that say nothing, or not who says so: a note for each story, with the first such step."""
    for row, story in enumerate(dataset.stories):
        for key, code, words in (
            ("text", "step-without-text", "This step has no text"),
            ("sources", "step-without-sources", "This step cites no source"),
        ):
            bare = [k for k, step in enumerate(story.steps) if not getattr(step, key)]
            if bare:
                where = findings.at(findings.path("stories", row, "steps"), bare[0], key=key, ident=story.id)
                findings.tell_once("note", code, where, words, value=f"{row}", times=len(bare))
