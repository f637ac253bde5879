"""What each verb does. Every import that costs time stands inside the verb that needs it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netexplorer import resources
from netexplorer.errors import UserError

if TYPE_CHECKING:
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.graph.problems import Problem
    from netexplorer.session.state import ViewState

Arguments = argparse.Namespace
Verb = Callable[[Arguments], int]
SUFFIXES = (".png", ".svg", ".pdf")


def _usage(what: str, hint: str = "") -> UserError:
    from netexplorer.cli.arguments import UsageError

    return UsageError(what, hint=hint)


def _path(arguments: Arguments) -> Path:
    return Path(arguments.file) if arguments.file is not None else resources.default_dataset()


def _network(path: Path) -> tuple[TemporalNetwork, int]:
    """The network of a file and the exit code it deserves: 1 when a part of the file had to be left out."""
    from netexplorer.graph.formats import open_dataset
    from netexplorer.graph.network import build

    reading = open_dataset(path)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if errors:
        more = f" ({len(errors) - 1} more: see 'netexplorer check')" if len(errors) > 1 else ""
        print(f"netexplorer: {path.name}: {errors[0].where}: {errors[0].message}{more}", file=sys.stderr)
    return build(reading.dataset), int(bool(errors))


def _mask(net: TemporalNetwork, lens: str | None) -> Any:
    from netexplorer.graph.select import lens_mask

    try:
        return lens_mask(net, lens)
    except UserError as error:
        raise _usage(error.what, error.hint) from None


def _tick(net: TemporalNetwork, flag: str, date: str) -> int:
    try:
        return net.axis.parse(date).earliest
    except UserError as error:
        raise _usage(f"{flag}: {error.what}", error.hint) from None


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def open_window(arguments: Arguments) -> int:
    """Open the window; a file that is a picture of ours opens its dataset at its view."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        raise UserError(
            "there is no display to open a window on", hint="'netexplorer render' makes pictures without one."
        )
    from netexplorer.ui.app import run

    return run(_path(arguments), date=arguments.date, lens=arguments.lens)


def render(arguments: Arguments) -> int:
    """Write one picture, the same bytes as the window's export of the same view."""
    output = Path(arguments.output)
    if output.suffix.lower() not in SUFFIXES:
        raise _usage(f"'{output.name}' is no kind of picture", f"Its name has to end in {', '.join(SUFFIXES)}.")
    net, code = _network(_path(arguments))
    from netexplorer.graph.atomic import write_atomic
    from netexplorer.render import PictureOptions, picture, years
    from netexplorer.session.layout import positions

    view = _view(net, arguments)
    width, height = arguments.size
    options = PictureOptions(
        width=width,
        height=height,
        dpi=arguments.dpi,
        theme=arguments.theme,
        legend=arguments.legend,
        sources=arguments.sources,
        transparent=arguments.transparent,
        file=_path(arguments).name,
        format=output.suffix.lower().removeprefix("."),
    )
    xy = positions(net, view.layout)
    if arguments.dates:
        ticks = tuple(_tick(net, "--dates", date) for date in arguments.dates.split(","))
        data = years(net, view, xy, ticks, options)
    else:
        data = picture(net, view, xy, options)
    write_atomic(output, data)
    return code


def _view(net: TemporalNetwork, arguments: Arguments) -> ViewState:
    import msgspec

    from netexplorer.session.opening import default_view

    view = msgspec.structs.replace(default_view(net), page=arguments.view, layout=arguments.layout)
    if arguments.date:
        view = msgspec.structs.replace(view, t=_tick(net, "--date", arguments.date))
    if arguments.lens is not None:
        _mask(net, arguments.lens)
        view = msgspec.structs.replace(view, lens=arguments.lens)
    return view


def states(arguments: Arguments) -> int:
    """Print the state of every relationship at a date."""
    net, code = _network(_path(arguments))
    from netexplorer.cli.answers import states_answer
    from netexplorer.cli.texts import states_text

    _tick(net, "--date", arguments.date)
    answer = states_answer(net, arguments.date, _mask(net, arguments.lens))
    if arguments.json:
        _print_json(answer)
    else:
        print(states_text(answer))
    return code


def difference(arguments: Arguments) -> int:
    """Print what changed between two dates."""
    net, code = _network(_path(arguments))
    from netexplorer.cli.answers import diff_answer
    from netexplorer.cli.texts import diff_text

    if _tick(net, "--from", arguments.start) > _tick(net, "--to", arguments.end):
        raise _usage(f"--from {arguments.start} is later than --to {arguments.end}", "Give the earlier date first.")
    answer = diff_answer(net, arguments.start, arguments.end, _mask(net, arguments.lens))
    if arguments.json:
        _print_json(answer)
    else:
        print(diff_text(answer))
    return code


def check(arguments: Arguments) -> int:
    """Report every problem; the exit code is 1 when one of them is an error."""
    from netexplorer.cli.texts import problems_text
    from netexplorer.graph.formats import open_dataset

    path = _path(arguments)
    try:
        problems = open_dataset(path).problems
    except UserError as error:
        if arguments.json:
            _print_problems((_unreadable(path, error),))
        raise
    if arguments.json:
        _print_problems(problems)
    else:
        print(problems_text(path.name, problems))
    return int(any(problem.severity == "error" for problem in problems))


def _unreadable(path: Path, error: UserError) -> Problem:
    from netexplorer.graph.problems import Problem

    return Problem("error", "unreadable", error.where or path.name, error.what, error.hint)


def _print_problems(problems: tuple[Problem, ...]) -> None:
    import msgspec

    _print_json({"problems": [msgspec.to_builtins(problem) for problem in problems]})


def info(arguments: Arguments) -> int:
    """Print what the dataset holds."""
    net, code = _network(_path(arguments))
    from netexplorer.cli.answers import info_answer
    from netexplorer.cli.texts import info_text

    answer = info_answer(net)
    if arguments.json:
        _print_json(answer)
    else:
        print(info_text(answer))
    return code


def convert(arguments: Arguments) -> int:
    """Read a dataset and write it in the format that the name of the output asks for."""
    from netexplorer.graph.formats import format_for, open_dataset

    wanted = format_for(Path(arguments.output))
    reading = open_dataset(Path(arguments.input))
    lost = [problem for problem in reading.problems if problem.severity == "error"]
    for problem in lost:
        print(f"netexplorer: {problem.where}: {problem.message}", file=sys.stderr)
    wanted.write(reading.dataset, Path(arguments.output))
    return int(bool(lost))
