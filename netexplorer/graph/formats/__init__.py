"""The file formats, behind one table: what a format is called, how it is recognised, read and written.

A format is one module with a ``sniff``, a ``read`` and a ``write``, and one row in ``FORMATS``. What a format cannot
carry is said by its module, never lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import native
from netexplorer.graph.formats.reading import Reading, file_bytes, file_name
from netexplorer.graph.problems import by_severity
from netexplorer.graph.schema import Dataset

__all__ = ["FORMATS", "Format", "Reading", "format_for", "open_dataset", "recognise"]

_HEAD = 4096  # bytes that are enough to tell what a file is


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
        From a path, and to a path. Both raise ``UserError``.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[Path], Reading]
    write: Callable[[Dataset, Path], None]


FORMATS = (Format("netexplorer", "netexplorer dataset", (".json",), native.sniff, native.read, native.write),)


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


def open_dataset(path: Path) -> Reading:
    """Read a file of any known format and check it: errors come first, then warnings, then notes.

    Raises
    ------
    UserError
        When the file cannot be opened at all.
    """
    reading = recognise(path).read(path)
    found = check(reading.dataset, left_out=reading.left_out)
    return Reading(reading.dataset, by_severity((*reading.problems, *found)), reading.left_out)
