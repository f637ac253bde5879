"""The file formats, behind one table: what a format is called, how it is recognised, read and written.

A format is one module with a ``sniff``, a ``read`` and a ``write``, and one row in ``FORMATS``. What a format cannot
carry is said by its module, never lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import native, netx
from netexplorer.graph.formats.estimate import estimate_bytes, must_fit
from netexplorer.graph.formats.reading import (
    Cancelled,
    Progress,
    Reading,
    Wish,
    file_bytes,
    file_name,
    never,
    nowhere,
    stop_if,
)
from netexplorer.graph.problems import Problem, by_severity
from netexplorer.graph.schema import Dataset

__all__ = [
    "FORMATS",
    "Cancelled",
    "Format",
    "Reading",
    "estimate_bytes",
    "format_for",
    "open_dataset",
    "open_unchecked",
    "recognise",
    "to_columns",
]

_HEAD = 4096  # bytes that are enough to tell what a file is


class Reader(Protocol):
    """How a format is read: from a path, telling how much is done, asking whether to stop."""

    def __call__(self, path: Path, progress: Progress = ..., cancelled: Wish = ..., /) -> Reading: ...


class Format(Struct, frozen=True):
    """One file format.

    Parameters
    ----------
    id, label : str
        The name for programs and the one for people.
    suffixes : tuple of str
        Lower case and with the dot; the first is the usual one.
    sniff : callable
        Whether the first bytes of a file look like this format.
    read, write : callable
        From a path, with progress, and to a path. Both raise ``UserError``, and reading ``Cancelled``.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Reader
    write: Callable[[Dataset, Path], None]


FORMATS = (
    Format("netexplorer", "netexplorer dataset", (".json",), native.sniff, native.read, native.write),
    Format("netx", "netexplorer columns", (".netx",), netx.sniff, netx.read, netx.write),
)


def recognise(path: Path) -> Format:
    """The format of an existing file: what its first bytes say, else what its name says.

    Raises
    ------
    UserError
        When the file cannot be read or is in no known format.
    """
    head = file_bytes(path, most=_HEAD)
    return next((known for known in FORMATS if known.sniff(head)), None) or format_for(path)


def format_for(path: Path) -> Format:
    """The format that a file name asks for.

    Raises
    ------
    UserError
        When no format has this suffix.
    """
    suffix = path.suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    names = ", ".join(f"{known.label} ({' '.join('*' + each for each in known.suffixes)})" for known in FORMATS)
    raise UserError("this file is in no format that is known", where=file_name(path), hint=f"Known are: {names}.")


def open_dataset(path: Path, progress: Progress = nowhere, cancelled: Wish = never) -> Reading:
    """Read a file of any known format and check it: errors come first, then warnings, then notes.

    Raises
    ------
    UserError
        When the file cannot be opened at all, or asks for more memory than there is.
    Cancelled
        When that was wished.
    """
    reading = open_unchecked(path, progress, cancelled)
    stop_if(cancelled)
    found = check(reading.dataset, left_out=reading.left_out)
    return Reading(reading.dataset, by_severity((*reading.problems, *found)), reading.left_out)


def open_unchecked(path: Path, progress: Progress = nowhere, cancelled: Wish = never) -> Reading:
    """Read a file of any known format; what it means is checked by whoever has the time.

    Raises
    ------
    UserError, Cancelled
        As in ``open_dataset``.
    """
    known = recognise(path)
    must_fit(path)
    return known.read(path, progress, cancelled)


def to_columns(path: Path, target: Path, progress: Progress = nowhere, cancelled: Wish = never) -> tuple[Problem, ...]:
    """Read a file of any format, write it as columns and say what ``open_dataset`` says of it.

    Meant for a process of its own: whoever waits for it loads the columns in no time, by ``formats.netx.read``.

    Raises
    ------
    UserError
        When the file cannot be opened at all, or the target cannot be written.
    Cancelled
        When that was wished; the target is as it was.
    """
    reading = open_dataset(path, progress, cancelled)
    stop_if(cancelled)
    netx.write(reading.dataset, target)
    return reading.problems
