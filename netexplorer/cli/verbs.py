"""What each verb does. Every import that costs time stands inside the verb that needs it."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netexplorer import resources
from netexplorer.errors import UsageError, UserError, as_usage

if TYPE_CHECKING:
    from netexplorer.graph.formats.draft import Ask
    from netexplorer.graph.formats.reading import Reading
    from netexplorer.graph.formats.report import Report
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.graph.problems import Problem

Arguments = argparse.Namespace
Verb = Callable[[Arguments], int]
SUFFIXES = (".png", ".svg", ".pdf")


def _path(arguments: Arguments) -> Path:
    return Path(arguments.file) if arguments.file is not None else resources.default_dataset()


def _reading(path: Path, arguments: Arguments) -> Reading:
    """What a file says, read as the arguments wish."""
    from netexplorer.graph.formats import open_dataset

    return open_dataset(path, ask=ask_of(arguments))


def ask_of(arguments: Arguments) -> Ask:
    """What the arguments wish of a file beside reading it.

    Raises
    ------
    UserError
        When the mapping is none.
    """
    import msgspec

    from netexplorer.graph.formats.draft import Ask
    from netexplorer.graph.formats.reading import file_bytes

    mapping = {}
    if arguments.map is not None:
        try:
            mapping = msgspec.json.decode(file_bytes(Path(arguments.map)), type=dict[str, Any])
        except ValueError as error:
            hint = 'netexplorer info FILE --json prints one that was guessed, under "mapping".'
            raise UserError(f"this is no mapping ({error})", where=arguments.map, hint=hint) from None
    return Ask(arguments.network, mapping)


def _network(path: Path, arguments: Arguments) -> tuple[TemporalNetwork, int]:
    """The network of a file and the exit code it deserves: 1 when a part of the file had to be left out."""
    from netexplorer.graph.network import build

    reading = _reading(path, arguments)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if errors:
        more = f" ({len(errors) - 1} more: see 'netexplorer check')" if len(errors) > 1 else ""
        complain(f"{path.name}: {errors[0].where}: {errors[0].message}{more}")
    return build(reading.dataset), int(bool(errors))


def network_of(arguments: Arguments) -> tuple[TemporalNetwork, int, str]:
    """The network of the file that the arguments name, the exit code it deserves, and the file's name."""
    path = _path(arguments)
    net, code = _network(path, arguments)
    return net, code, path.name


def _mask(net: TemporalNetwork, lens: str | None) -> Any:
    from netexplorer.graph.select import lens_mask

    with as_usage("--lens"):
        return lens_mask(net, lens)


def _tick(net: TemporalNetwork, flag: str, date: str) -> int:
    with as_usage(flag):
        return net.axis.parse(date).earliest


def complain(sentence: object) -> None:
    """One line on stderr; if nobody can hear it, the exit code still tells."""
    with contextlib.suppress(OSError):
        print(f"netexplorer: {sentence}", file=sys.stderr, flush=True)


def silence_stdout() -> None:
    """Let go of an answer that nobody takes; Python would fail on it a second time while it closes down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(text: str) -> None:
    """Print an answer and see it leave, so that a full disk is told and not found out while Python closes down."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        raise UserError(f"the answer could not be written: {error.strerror}") from None


def _print_json(answer: Any) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or ""
    _print(json.dumps(answer, ensure_ascii=not encoding.lower().startswith("utf"), indent=2))


def print_answer(arguments: Arguments, answer: dict[str, Any], as_text: Callable[[dict[str, Any]], str]) -> None:
    """An answer as JSON or in words, as the arguments wish."""
    if arguments.json:
        _print_json(answer)
    else:
        _print(as_text(answer))


def open_window(arguments: Arguments) -> int:
    """Open the window; a file that is a picture of ours opens its dataset at its view."""
    path = _path(arguments)
    if not path.exists():  # said even where no window could be opened
        raise UserError("there is no such file", where=path.name, hint="'netexplorer --help' lists the verbs.")
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        raise UserError(
            "there is no display to open a window on", hint="'netexplorer render' makes pictures without one."
        )
    gc.disable()  # what a start makes stays; looking through it for garbage takes a tenth of the start
    from netexplorer.ui.app import run

    return run(path, date=arguments.date, lens=arguments.lens, ask=ask_of(arguments))


def render(arguments: Arguments) -> int:
    """Write one picture, the same bytes as the window's export of the same view."""
    output = Path(arguments.output)
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"'{output.name}' is no kind of picture", hint=f"Its name has to end in {', '.join(SUFFIXES)}."
        )
    from netexplorer.cli.sheets import with_sheet
    from netexplorer.cli.views import doubts, view_of
    from netexplorer.graph.atomic import write_atomic
    from netexplorer.paint.png import check_size
    from netexplorer.render import PictureOptions, picture
    from netexplorer.scene.sheet import sheet_size
    from netexplorer.session.layout import placeholder
    from netexplorer.session.remembered import positions
    from netexplorer.session.sheet import sheet_ticks

    if arguments.size is not None:
        with as_usage("--size"):
            check_size(*arguments.size)
    net, code = _network(_path(arguments), arguments)
    view = with_sheet(net, view_of(net, arguments), arguments)
    for doubt in doubts(net, view):
        complain(doubt)
    cells = len(sheet_ticks(net, view)) if view.page == "sheet" else 1
    width, height = arguments.size or sheet_size(cells)
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
    xy = positions(net, view.layout) if view.page != "channels" else placeholder(net)  # lanes stand nowhere
    write_atomic(output, picture(net, view, xy, options))
    return code


def states(arguments: Arguments) -> int:
    """Print the state of every relationship at a date."""
    net, code = _network(_path(arguments), arguments)
    from netexplorer.cli.answers import states_answer
    from netexplorer.cli.testimony import heard
    from netexplorer.cli.texts import states_text

    _tick(net, "--date", arguments.date)
    net, mask = heard(net, _mask(net, arguments.lens), arguments)
    answer = states_answer(net, arguments.date, mask)
    _warn_of_silence(net, arguments.date)
    print_answer(arguments, answer, states_text)
    return code


def _warn_of_silence(net: TemporalNetwork, date: str) -> None:
    """Say on stderr that the dataset does not claim to know a date; the answer stands all the same."""
    as_of = net.axis.read(net.dataset.as_of)
    if as_of and net.axis.parse(date).earliest >= as_of.end:
        print(f"netexplorer: {date} is later than the dataset, which is as of {net.dataset.as_of}.", file=sys.stderr)


def difference(arguments: Arguments) -> int:
    """Say what changed between two dates."""
    net, code = _network(_path(arguments), arguments)
    from netexplorer.cli.answers import diff_answer
    from netexplorer.cli.difference import Differences
    from netexplorer.cli.testimony import heard

    start, end = _tick(net, "--from", arguments.start), _tick(net, "--to", arguments.end)
    if start > end:
        raise UsageError(
            f"--from {arguments.start} is later than --to {arguments.end}", hint="Give the earlier date first."
        )
    net, mask = heard(net, _mask(net, arguments.lens), arguments)
    told = Differences(net, mask, start, end)
    answer = {**diff_answer(net, arguments.start, arguments.end, mask), **told.answer()}
    _warn_of_silence(net, arguments.end)
    print_answer(arguments, answer, told.text)
    return code


def check(arguments: Arguments) -> int:
    """Report every problem; the exit code is 1 when one of them is an error."""
    from netexplorer.cli.texts import problems_text, report_text
    from netexplorer.graph.formats.reading import file_name

    path = _path(arguments)
    try:
        reading = _reading(path, arguments)
    except UserError as error:
        if arguments.json:
            _print_problems((_unreadable(path, error),))
        raise
    problems, report = reading.problems, reading.report
    if arguments.json:
        _print_problems(problems, report)
    else:
        told = f"{report_text(report)}\n" if report is not None else ""
        _print(told + problems_text(file_name(Path(path.name)), problems))
    return int(any(problem.severity == "error" for problem in problems))


def _unreadable(path: Path, error: UserError) -> Problem:
    from netexplorer.graph.problems import Problem

    return Problem("error", "unreadable", error.where or path.name, error.what, error.hint)


def _print_problems(problems: tuple[Problem, ...], report: Report | None = None) -> None:
    import msgspec

    answer = {"problems": [msgspec.to_builtins(problem) for problem in problems]}
    _print_json(answer if report is None else {**answer, "report": msgspec.to_builtins(report)})


def info(arguments: Arguments) -> int:
    """Print what the dataset holds."""
    from netexplorer.cli.answers import info_answer
    from netexplorer.cli.texts import info_text
    from netexplorer.graph.network import build

    reading = _reading(_path(arguments), arguments)
    answer = info_answer(build(reading.dataset), reading.report)
    if arguments.json and reading.report is not None and reading.report.mapping:
        answer["mapping"] = reading.report.mapping
    print_answer(arguments, answer, info_text)
    return int(any(problem.severity == "error" for problem in reading.problems))


def convert(arguments: Arguments) -> int:
    """Read a dataset and write it in the format that the name of the output asks for."""
    from netexplorer.graph.formats import format_called, format_for

    with as_usage("--to"):
        named = format_called(arguments.to) if arguments.to else None
    wanted = named or format_for(Path(arguments.output), to_write=True)
    reading = _reading(Path(arguments.input), arguments)
    lost = [problem for problem in reading.problems if problem.severity == "error"]
    for problem in lost:
        complain(f"{problem.where}: {problem.message}")
    dataset = reading.dataset
    if arguments.date is not None:
        from netexplorer.graph.network import build
        from netexplorer.graph.slices import at_date

        net = build(dataset)
        dataset = at_date(net, _tick(net, "--date", arguments.date))
    for loss in wanted.losses(dataset) if wanted.losses else ():
        complain(f"{wanted.label}: {loss}")
    wanted.save(dataset, Path(arguments.output))
    return int(bool(lost))
