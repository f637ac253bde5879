"""Rows of the table as text for spreadsheets: on the clipboard and in files, some at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.tables_own import guarded
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.table import COLUMNS, Row, Rows

MOST_COPIED = 50_000  # rows that go to the clipboard, which is no place for more
AT_ONCE = 500  # rows up to which copying is no job
CITED = "Cited"  # the head of the column of the sources themselves, which the table on the screen only counts
_CHUNK = 1_000  # rows written at once


class Saving(Struct, frozen=True):
    """Rows, and the file of comma separated values they are to become."""

    rows: Rows
    path: Path


def save(request: Saving, progress: Progress, cancelled: Cancelled) -> Path | None:
    """The job that writes a file, some rows at a time; the path, or nothing if it was cancelled.

    Raises
    ------
    UserError
        If the file cannot be written; then an older one is as it was.
    """

    def pieces() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"  # or spreadsheets take it for an eight-bit alphabet
        for at, text in enumerate(_pieces(request.rows, ",")):
            if cancelled():
                raise _CancelledError
            progress(min((at + 1) * _CHUNK / max(len(request.rows), 1), 1.0))
            yield text.encode("utf-8", "replace")

    try:
        write_atomic(request.path, pieces())
    except _CancelledError:
        return None
    return request.path


def copy(request: Rows, progress: Progress, cancelled: Cancelled) -> tuple[str, str]:
    """The job that makes the texts for the clipboard, separated by tabs and by commas."""
    texts: list[str] = []
    for delimiter in "\t,":
        pieces: list[str] = []
        for at, text in enumerate(_pieces(request, delimiter)):
            if cancelled():
                return "", ""
            progress(((delimiter == ",") + (at + 1) * _CHUNK / max(len(request), 1)) / 2)
            pieces.append(text)
        texts.append("".join(pieces))
    return texts[0], texts[1]


class _CancelledError(Exception):
    """Nobody waits for the file any more."""


def safe_cell(text: str) -> str:
    """The text so that a spreadsheet does not take it for a formula."""
    return guarded(text)


def to_csv(rows: Sequence[Row]) -> str:
    """The rows with a head line as comma separated values."""
    return "".join(_pieces(rows, ","))


def to_tsv(rows: Sequence[Row]) -> str:
    """The rows with a head line as tab separated values, which spreadsheets take from the clipboard."""
    return "".join(_pieces(rows, "\t"))


def _pieces(rows: Sequence[Row], delimiter: str) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*(column.label for column in COLUMNS), CITED])
    for start in range(0, max(len(rows), 1), _CHUNK):
        for row in rows[start : start + _CHUNK]:
            writer.writerow([safe_cell(cell) for cell in (*row.cells, row.cited)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
