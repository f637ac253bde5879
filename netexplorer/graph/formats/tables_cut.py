"""A large table of text as columns of cells, each distinct text once; what is not regular is left to rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from netexplorer.graph.formats.links import LARGE
from netexplorer.graph.gather import Coded

_BOM = b"\xef\xbb\xbf"
_LARGEST = 2**31 - 2  # bytes that can be counted by int32
_TABLE = 1 << 12


class CellColumns(Protocol):
    """The cells of a table, column by column.

    Attributes
    ----------
    count : int
        Rows with any text.
    beyond : tuple of int, int and str
        How many rows have cells behind the last column, and the first such row and cell.
    """

    count: int
    beyond: tuple[int, int, str]

    def line(self, row: int) -> int:
        """Where a row stands, as it is told to people."""

    def column(self, *places: int) -> Coded:
        """The cells of a column without the blanks around them, code 0 for empty ones, each distinct text once.

        Of several columns the cells of each row together, one row after the other.
        """


Columned = Callable[[], CellColumns | None]


class TextColumns:
    """The cells of a text."""

    def __init__(
        self, data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32], stops: npt.NDArray[np.int32],
        lines: npt.NDArray[np.int32], beyond: tuple[int, int, str],
    ) -> None:  # fmt: skip
        self.count = starts.shape[1]
        self.beyond = beyond
        self._data, self._starts, self._stops, self._lines = data, starts, stops, lines

    def line(self, row: int) -> int:
        """The line of a row."""
        return int(self._lines[row])

    def column(self, *places: int) -> Coded:
        """The cells of a column, or of several together, each distinct text once."""
        from netexplorer.graph.formats.tables_kernels import number

        starts, stops = (
            np.stack([bounds[place] for place in places], axis=1).ravel() for bounds in (self._starts, self._stops)
        )
        codes, firsts = np.empty(starts.size, dtype=np.int32), np.empty(starts.size, dtype=np.int32)
        size, found = _TABLE, -1
        while found < 0:
            found = number(self._data, starts, stops, codes, firsts, np.full(size, -1, dtype=np.int32))
            size *= 8
        rows = firsts[:found]
        texts = [_text(self._data.data, a, b) for a, b in zip(starts[rows].tolist(), stops[rows].tolist(), strict=True)]
        return distinct(codes, texts)


def _text(data: memoryview, start: int, stop: int) -> str:
    text = str(data[start:stop], "utf-8")
    return text.replace('""', '"').strip() if '"' in text else text.strip()


def is_large(rows: int) -> bool:
    """Whether a table of so many rows is worth being read as columns."""
    return rows >= LARGE


def distinct(codes: npt.NDArray[Any], texts: list[str]) -> Coded:
    """A column of texts, the empty one first and each once."""
    known = {"": 0}
    table = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int32)
    return Coded(table[codes] if codes.size else codes, list(known))


def columns_of(data: bytes, encoding: str, delimiter: str, width: int, line: int, is_named: bool) -> CellColumns | None:
    """The cells of a large text from some line on; none if it is small or not regular, or nothing can be compiled.

    Parameters
    ----------
    width : int
        How many columns the table has.
    line : int
        That of its first row, from 1.
    is_named : bool
        Cells behind the last column are told.
    """
    if delimiter in ("", " ") or not delimiter.isascii() or not width or not is_large(_line_ends(data)):
        return None
    try:
        from netexplorer.graph.formats.tables_kernels import IRREGULAR, cut
    except ImportError:
        return None
    text = _as_utf8(data, encoding)
    if text is None or text.find(_BOM, len(_BOM)) >= 0 or len(text) > _LARGEST:
        return None
    begin = _begin(text, line)
    letters = np.frombuffer(text, dtype=np.uint8)
    most = _line_ends(text) + 2
    starts, stops = (np.empty((width, most), dtype=np.int32) for _ in range(2))
    numbers, beyond = np.empty(most, dtype=np.int32), np.zeros(4, dtype=np.int32)
    count = cut(letters, begin, ord(delimiter), width, starts, stops, numbers, beyond)
    if count == IRREGULAR:
        return None
    numbers += line - 1
    told = 0, 0, ""
    if beyond[0] and is_named:
        told = int(beyond[0]), int(numbers[beyond[1]]), _text(letters.data, int(beyond[2]), int(beyond[3]))
    return TextColumns(letters, starts[:, :count], stops[:, :count], numbers, told)


def _line_ends(data: bytes) -> int:
    """How many lines end in a text, or twice as many."""
    returns = data.count(b"\r") if b"\r" in data else 0
    return data.count(b"\n") + returns


def _as_utf8(data: bytes, encoding: str) -> bytes | None:
    """The text in UTF-8 as its reader would decode it."""
    if encoding in ("utf-8", "utf-8-sig"):
        try:
            data.decode("utf-8")
            return data
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(encoding, "replace").encode("utf-8")
    except (LookupError, UnicodeError):
        return None


def _begin(text: bytes, line: int) -> int:
    """Where a line begins, lines being parted by any of the three ends."""
    at = len(_BOM) if text.startswith(_BOM) else 0
    for _ in range(line - 1):
        ends = [end for end in (text.find(b"\n", at), text.find(b"\r", at)) if end >= 0]
        end = min(ends, default=len(text))
        at = end + (2 if text[end : end + 2] == b"\r\n" else 1)
    return at
