"""How much memory a file will ask for, from its size alone, so that what cannot fit is refused before it is read."""

from __future__ import annotations

from pathlib import Path

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import check_file, file_name
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.memory import available_bytes

_PLAIN = 30_000_000  # bytes; nobody need be asked for less
_OF_TEXT = 2.5  # bytes of memory at most for each byte of a native file, while it is read
_OF_FOREIGN = 25.0  # and of a file in a format of others, each line of which becomes some objects
_OF_LINE = 600  # and for each of its lines, which are records more often than not
_OF_COLUMNS = 6.0  # and for each of a columnar one, whose dates and ids are unfolded


def estimate_bytes(path: Path, *, is_foreign: bool = False) -> int:
    """The most memory that opening a file takes, above that of the program; only its head and size are looked at.

    ``is_foreign`` is a file in a format that is not ours.

    Raises
    ------
    UserError
        When there is no such file.
    """
    check_file(path)
    size = path.stat().st_size
    if path.suffix.lower() == ".netx":
        return int(_unpacked(path, size) * _OF_COLUMNS)
    return int(size * (_OF_FOREIGN if is_foreign else _OF_TEXT))


def must_fit(path: Path, available: int | None = None, *, is_foreign: bool = False) -> None:
    """Refuse a file that asks for more memory than can be had.

    Parameters
    ----------
    available : int, optional
        Bytes; absent, what the system says, and 0 is not known.

    Raises
    ------
    UserError
        When it does not fit; the sentence says the estimate.
    """
    wanted = estimate_bytes(path, is_foreign=is_foreign)
    if wanted < _PLAIN and available is None:
        return
    must_have_room(wanted, file_name(path), available)


def must_have_room(wanted: int, where: str, available: int | None = None) -> None:
    """Refuse what asks for so many bytes of memory, if they cannot be had.

    Raises
    ------
    UserError
        When they cannot; the sentence says how many.
    """
    if wanted < _PLAIN and available is None:
        return
    free = available_bytes() if available is None else available
    if free and wanted > free:
        raise UserError(
            f"this file would take about {wanted / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free",
            where=where,
            hint="Close other programs, or open a part of it.",
        )


def of_foreign(source: Source) -> int:
    """The most memory, in bytes, that a file of others takes once it is unpacked: by its size and by its lines."""
    data, lines = source.data, source.lines
    if lines * _OF_LINE > max(_PLAIN, available_bytes() // 2):  # blank ones do not count; looking for them takes time
        lines = min(lines, len(data.translate(None, b" \t\r\n\0")))
    return int(len(data) * _OF_FOREIGN) + lines * _OF_LINE


def _unpacked(path: Path, size: int) -> int:
    """Bytes of the parts of a zip as its directory tells them; its own size if it is none."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as file:
            return sum(entry.file_size for entry in file.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return size
