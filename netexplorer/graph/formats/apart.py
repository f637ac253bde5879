"""Reading a large file in a process of its own: the window's interpreter is not busy with it, and cancelling is quick.

The other process reads and checks the file and writes it as columns, which this one loads in no time. It tells on its
standard output, in lines of JSON, how far it has come and at last what it found.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats import netx, to_columns
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Progress, Reading, Wish, file_name, never, nowhere, stop_if
from netexplorer.graph.formats.report import Report
from netexplorer.graph.problems import Problem

LOADING = 0.1  # of the time, at the end, for the columns
LOOK_S = 0.05  # how often it is asked whether to go on


class _Line(msgspec.Struct, omit_defaults=True):
    """How far it is, or that the columns are there, or what was wrong with the file (``UserError``) or found in it."""

    done: float = 0.0
    is_written: bool = False
    error: tuple[str, str, str] | None = None
    problems: tuple[Problem, ...] | None = None
    report: Report | None = None


def read_apart(path: Path, progress: Progress = nowhere, cancelled: Wish = never, ask: Ask = Ask()) -> Reading:
    """The same as ``open_dataset``, for a file that takes long; meant to be called from a background thread.

    Raises
    ------
    UserError
        When the file cannot be opened at all, or its reader was ended by the system.
    Cancelled
        When that was wished; the other process is gone then.
    """
    with tempfile.TemporaryDirectory(prefix="netexplorer-") as folder:
        target = Path(folder) / "columns.netx"
        command = [sys.executable, "-m", "netexplorer.graph.formats.apart", str(path), str(target)]
        command.append(msgspec.json.encode(ask).decode())
        reading: Reading | None = None
        with contextlib.closing(_lines(command, cancelled)) as lines:
            for line in lines:
                if line.is_written:  # while the other process checks what it has written
                    later: Progress = lambda done: progress(1.0 - LOADING + LOADING * done)  # noqa: E731
                    reading = netx.read(target, later, cancelled, is_trusted=True)
                elif line.error is not None:
                    what, where, hint = line.error
                    raise UserError(what, where=where, hint=hint)
                elif line.problems is None:
                    progress(line.done * (1.0 - LOADING))
                elif reading is not None:
                    return Reading(reading.dataset, line.problems, report=line.report)
    stop_if(cancelled)
    raise UserError(
        "reading this file was broken off by the system, probably for lack of memory",
        where=file_name(path),
        hint="Close other programs, or open a part of it.",
    )


def _lines(command: list[str], cancelled: Wish) -> Generator[_Line, None, None]:
    """What another process tells, which is ended when that is wished and when nobody listens any more."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        over = threading.Event()
        threading.Thread(target=_end_if, args=(process, cancelled, over), daemon=True).start()
        try:
            assert process.stdout is not None
            for text in process.stdout:
                yield msgspec.json.decode(text, type=_Line)
        finally:
            over.set()
            process.kill()


def _end_if(process: subprocess.Popen[bytes], cancelled: Wish, over: threading.Event) -> None:
    """End the other process as soon as that is wished, whether or not it has something to tell."""
    while not over.wait(LOOK_S):
        if cancelled():
            process.kill()
            return


def main(path: str, target: str, wishes: str) -> None:
    """Read, check and write; what the other process does."""

    def say(line: _Line) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody waits any more, and this process is about to be ended
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
            sys.stdout.buffer.flush()

    try:
        ask = msgspec.json.decode(wishes, type=Ask)
        problems, report = to_columns(
            Path(path),
            Path(target),
            lambda done: say(_Line(done)),
            ask=ask,
            written=lambda: say(_Line(is_written=True)),
        )
        say(_Line(problems=problems, report=report))
    except UserError as error:
        say(_Line(error=(error.what, error.where, error.hint)))


if __name__ == "__main__":
    main(*sys.argv[1:])
