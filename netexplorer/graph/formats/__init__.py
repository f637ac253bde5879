"""The file formats, behind one table: what a format is called, how it is recognised, read and written.

A format is one module with a ``sniff``, a ``read`` and a ``write``, and one row in the table. What a format cannot
carry is said by its module, never lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import native, netx
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.estimate import estimate_bytes, must_fit
from netexplorer.graph.formats.foreign import ours
from netexplorer.graph.formats.reading import (
    Cancelled,
    Progress,
    Reading,
    Wish,
    file_name,
    never,
    nowhere,
    stop_if,
)
from netexplorer.graph.formats.report import Report
from netexplorer.graph.formats.row import Format
from netexplorer.graph.formats.strangers import stranger
from netexplorer.graph.formats.unpack import head_of, must_be_one
from netexplorer.graph.problems import Problem, by_severity

__all__ = [
    "Cancelled",
    "Format",
    "Reading",
    "estimate_bytes",
    "every_format",
    "format_called",
    "format_for",
    "open_dataset",
    "open_unchecked",
    "recognise",
    "to_columns",
]

OURS_ONLY = frozenset(("unknown-key", "unsourced-change"))  # what is no news about a file of another format
_HEAD = 16_384  # bytes that are enough to tell what a file is


OWN = (
    Format("netexplorer", "netexplorer dataset", (".json",), native.sniff, ours(native.read), native.write),
    Format("netx", "netexplorer columns", (".netx",), netx.sniff, ours(netx.read), netx.write),
)


def every_format() -> tuple[Format, ...]:
    """The table of all formats, in the order in which they are asked whether a file is theirs.

    Those of others are loaded when a file is not ours: a start never waits for them.
    """
    from netexplorer.graph.formats.others import OTHERS

    return (*OWN, *OTHERS)


def recognise(path: Path) -> Format:
    """The format of an existing file: what its first bytes say, else what its name says.

    Raises
    ------
    UserError
        When the file cannot be read or is in no known format.
    """
    name, head = head_of(path, _HEAD)
    ours = next((known for known in OWN if known.sniff(head)), None)
    theirs = ours or next((known for known in every_format() if known.sniff(head)), None)
    try:
        return theirs or format_for(path.with_name(name))
    except UserError:
        must_be_one(path, head)  # or an archive that is locked or broken would be of no known format
        if (known := stranger(head, file_name(path))) is not None:
            raise known from None
        raise


def format_for(path: Path, *, to_write: bool = False) -> Format:
    """The format that a file name asks for; ``to_write`` one that can be written.

    Raises
    ------
    UserError
        When no format has this suffix.
    """
    suffix, name = path.suffix.lower(), path.name.lower()
    usable = [known for known in every_format() if known.write or not to_write]
    longer = (known for known in usable for each in known.suffixes if each.count(".") > 1 and name.endswith(each))
    if (found := next(longer, None) or next((known for known in usable if suffix in known.suffixes), None)) is not None:
        return found
    suffixes = {known.label: " ".join(f"*{each}" for each in known.suffixes) for known in usable}
    names = ", ".join(f"{label} ({each})" if each else label for label, each in suffixes.items())
    what = "no format is written under this name" if to_write else "this file is in no format that is known"
    raise UserError(what, where=file_name(path), hint=f"Known are: {names}.")


def format_called(ident: str) -> Format:
    """The format with that id, if it is written.

    Raises
    ------
    UserError
        When there is none.
    """
    written = {known.id: known for known in every_format() if known.write is not None}
    if ident not in written:
        raise UserError(f"no format that is written is called {ident!r}", hint=f"Known are: {', '.join(written)}.")
    return written[ident]


def open_dataset(path: Path, progress: Progress = nowhere, cancelled: Wish = never, ask: Ask = Ask()) -> Reading:
    """Read a file of any known format and check it: errors come first, then warnings, then notes.

    Raises
    ------
    UserError
        When the file cannot be opened at all, or asks for more memory than there is.
    Cancelled
        When that was wished.
    """
    reading = open_unchecked(path, progress, cancelled, ask)
    stop_if(cancelled)
    return _checked(reading)


def _checked(reading: Reading) -> Reading:
    """The same with what the checks say."""
    found = check(reading.dataset, left_out=reading.left_out, keys=reading.report is None)
    if reading.report is not None:  # other formats know nothing of our keys and sources
        found = tuple(problem for problem in found if problem.code not in OURS_ONLY)
    return replace(reading, problems=by_severity((*reading.problems, *found)))


def open_unchecked(path: Path, progress: Progress = nowhere, cancelled: Wish = never, ask: Ask = Ask()) -> Reading:
    """Read a file of any known format; what it means is checked by whoever has the time.

    Raises
    ------
    UserError, Cancelled
        As in ``open_dataset``.
    """
    known = recognise(path)
    must_fit(path, is_foreign=known not in OWN)
    reading = known.read(path, progress, cancelled, ask)
    report = reading.report
    return reading if report is None else replace(reading, report=replace(report, id=report.id or known.id))


def to_columns(
    path: Path, target: Path, progress: Progress = nowhere, cancelled: Wish = never, ask: Ask = Ask(),
    written: Callable[[], None] = lambda: None,
) -> tuple[tuple[Problem, ...], Report | None]:  # fmt: skip
    """Read a file of any format, write it as columns and say what ``open_dataset`` says of it.

    Meant for a process of its own: whoever waits for it loads the columns in no time, by ``formats.netx.read``, and is
    told by ``written`` when they are there, as checking them takes a while.

    Raises
    ------
    UserError
        When the file cannot be opened at all, or the target cannot be written.
    Cancelled
        When that was wished; the target is as it was.
    """
    reading = open_unchecked(path, progress, cancelled, ask)
    stop_if(cancelled)
    netx.write(reading.dataset, target)
    written()
    return _checked(reading).problems, reading.report
