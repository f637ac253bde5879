"""The verb ``story``: the stories of a dataset, listed, as JSON, or as a PDF with a page for each step."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netexplorer.errors import UsageError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.session.story import Told


def story(arguments: argparse.Namespace) -> int:
    """List the stories of a dataset, print one, or write it as a PDF."""
    from netexplorer.cli.verbs import network_of, print_answer

    output = Path(arguments.output) if arguments.output is not None else None
    if arguments.list and (output is not None or arguments.story):
        raise UsageError(f"{'-o' if output is not None else '--story'} does not go with --list")
    if output is not None and output.suffix.lower() != ".pdf":
        raise UsageError(f"'{output.name}' is no PDF", hint="Its name has to end in .pdf.")
    if output is not None:
        from netexplorer.paint.png import check_size

        with as_usage("--size"):
            check_size(*arguments.size)
    net, code, name = network_of(arguments)
    if arguments.list:
        print_answer(arguments, list_answer(net), list_text)
        return code
    from netexplorer.session.story import find_story, tell

    told = tell(net, find_story(net, arguments.story))
    if output is not None:
        _write(net, told, output, arguments, name)
    if output is None or arguments.json:
        print_answer(arguments, story_answer(net, told), story_text)
    return code


def _write(net: TemporalNetwork, told: Told, output: Path, arguments: argparse.Namespace, name: str) -> None:
    from netexplorer.cli.verbs import complain
    from netexplorer.graph.atomic import write_atomic
    from netexplorer.publish.storybook import story_pdf
    from netexplorer.render import PictureOptions
    from netexplorer.session.remembered import positions

    width, height = arguments.size
    options = PictureOptions(width=width, height=height, theme=arguments.theme, legend=arguments.legend, file=name)
    known: dict[str, Any] = {}

    def placed(layout: str) -> Any:
        if layout not in known:
            known[layout] = positions(net, layout)
        return known[layout]

    write_atomic(output, story_pdf(net, told, placed, options))
    for number, step in enumerate(told.steps, 1):
        for sentence in step.missing:
            complain(f"step {number}: {sentence}")


def list_answer(net: TemporalNetwork) -> dict[str, Any]:
    """The stories with how many steps each has."""
    rows = [
        {"id": each.id, "title": each.title, "description": each.description, "steps": len(each.steps)}
        for each in net.dataset.stories
    ]
    return {"dataset": net.dataset.title, "stories": rows}


def list_text(answer: dict[str, Any]) -> str:
    """A line for each story."""
    from netexplorer.cli.texts import plain

    rows = [f"{plain(each['id'])}  {plain(each['title'])}  ({each['steps']} steps)" for each in answer["stories"]]
    return "\n".join(rows) or "There are no stories in this dataset."


def story_answer(net: TemporalNetwork, told: Told) -> dict[str, Any]:
    """A story with the views of its steps; ``missing`` says what of a step could not be shown."""
    import msgspec

    steps = [
        {
            "title": step.title,
            "text": step.text,
            "date": net.axis.text(step.begins),
            "until": net.axis.text(step.view.t) if step.view.t != step.begins else None,
            "lens": step.view.lens,
            "select": step.view.selected or None,
            "camera": msgspec.to_builtins(step.view.camera),
            "sources": [each.source for each in step.citations],
            "missing": list(step.missing),
        }
        for step in told.steps
    ]
    return {"dataset": net.dataset.title, "id": told.id, "title": told.title, "steps": steps}


def story_text(answer: dict[str, Any]) -> str:
    """The story to be read: number, date and title of each step, its sentences, its sources."""
    import textwrap

    from netexplorer.cli.texts import plain

    lines = [plain(answer["title"]), ""]
    for number, step in enumerate(answer["steps"], 1):
        lines.append(f"{number}. {plain(step['date'])}  {plain(step['title'])}".rstrip())
        for paragraph in step["text"].split("\n"):
            lines += textwrap.wrap(plain(paragraph), 100, initial_indent="   ", subsequent_indent="   ")
        if step["sources"]:
            lines += textwrap.wrap(plain(f"[{', '.join(step['sources'])}]"), 100, initial_indent="   ",
                                   subsequent_indent="   ", break_on_hyphens=False)  # fmt: skip
        lines += [f"   ! {plain(sentence)}" for sentence in step["missing"]]
        lines.append("")
    return "\n".join(lines).rstrip()
