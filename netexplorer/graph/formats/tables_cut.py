"""A large table of text as columns of cells, each distinct text once; what is not regular is left to rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from netexplorer.graph.formats.links import LARGE
from netexplorer.graph.formats.unpack import count_lines
from netexplorer.graph.gather import Coded
from netexplorer.graph.texts import Texts, offsets_of, words_of
from netexplorer.graph.threads import together

_BOM = b"\xef\xbb\xbf"
_LARGEST = 2**31 - 2  # bytes that can be counted by int32
QUOTE = ord('"')
_TABLE = 1 << 12
_LINES = 4  # where a kernel says how many lines it has cut
PART = 1 << 20  # bytes; texts that are longer are cut in parts, on several processors
MOST_PARTS = 4


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
        """The cells of a column without the blanks around them, each distinct text once.

        Codes are int32 (n,) or, of k columns together, (k, n): 0 for empty cells, all others in the order in which they
        come first, row by row.
        """


Columned = Callable[[tuple[int, int]], CellColumns | None]  # given two that are going to be asked for together


class TextColumns:
    """The cells of a text."""

    def __init__(
        self, data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32], stops: npt.NDArray[np.int32],
        lines: npt.NDArray[np.int32], beyond: tuple[int, int, str],
    ) -> None:  # fmt: skip
        self.count = len(starts)
        self.beyond = beyond
        self._data, self._starts, self._stops, self._lines = data, starts, stops, lines
        self._words = words_of(data)

    def line(self, row: int) -> int:
        """The line of a row."""
        return int(self._lines[row])

    def column(self, *places: int) -> Coded:
        """The cells of a column, or of several together, each distinct text once."""
        from netexplorer.graph.formats.tables_kernels import number

        count, chosen = self.count * len(places), np.array(places, dtype=np.int64)
        codes, firsts = np.empty((len(places), self.count), dtype=np.int32), np.empty(count, dtype=np.int32)
        keys = np.empty((count, 3), dtype=np.uint64)
        done, found, size = 0, 0, _TABLE
        while done < count:
            table = np.full(size, -1, dtype=np.int32)
            bounds = self._starts, self._stops, chosen
            done, found = number(self._words, *bounds, codes, firsts, keys, table, done, found)
            size *= 8
        row, side = np.divmod(firsts[:found], len(places))
        codes = codes[0] if len(places) == 1 else codes
        return _coded(codes, self._data, self._starts[row, chosen[side]], self._stops[row, chosen[side]])


def _coded(
    codes: npt.NDArray[np.int32], data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32],
    stops: npt.NDArray[np.int32],
) -> Coded:  # fmt: skip
    """A column of texts that stand between distinct bounds; the empty one first and each once."""
    lengths = stops - starts
    offsets = offsets_of(lengths)
    places = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
    blob = data[places]
    texts = Texts(len(starts), blob, offsets).texts(0, len(starts))
    if (blob >= 128).any() or (blob == QUOTE).any():  # blanks at the end, and quotes that stand for one
        return distinct(codes, [text.replace('""', '"').strip() for text in texts])
    if "" not in texts:  # all are different
        codes += 1
        return Coded(codes, ["", *texts])
    empty = texts.index("")
    table = np.arange(1, len(texts) + 1, dtype=np.int32)
    table[empty:] -= 1
    table[empty] = 0
    return Coded(table[codes], ["", *texts[:empty], *texts[empty + 1 :]])


def is_large(rows: int) -> bool:
    """Whether a table of so many rows is worth being read as columns."""
    return rows >= LARGE


def distinct(codes: npt.NDArray[Any], texts: list[str]) -> Coded:
    """A column of texts, the empty one first and each once."""
    known = dict.fromkeys(["", *texts])
    values = list(known)
    if len(known) > len(texts):  # each is there once, and none is empty
        return Coded(codes + np.int32(1), values)
    place = dict(zip(values, range(len(values)), strict=True))
    table = np.fromiter(map(place.__getitem__, texts), dtype=np.int32, count=len(texts))
    return Coded(table[codes] if codes.size else codes, values)


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
    if delimiter in ("", " ") or not delimiter.isascii() or not width or not is_large(len(data)):
        return None
    text = _as_utf8(data, encoding)
    if text is None or not 8 <= len(text) <= _LARGEST:
        return None
    letters = np.frombuffer(text, dtype=np.uint8)
    bounds = _parts(text, _begin(text, line))
    counts = together([partial(_lines, text, *part) for part in bounds])
    counts[-1] += 1  # the last line need not end
    if not is_large(sum(counts)):
        return None
    try:
        from netexplorer.graph.formats.tables_kernels import IRREGULAR, cut
    except ImportError:
        return None
    places = np.append(0, np.cumsum(counts)).tolist()
    starts, stops = (np.empty((places[-1], width), dtype=np.int32) for _ in range(2))
    numbers, beyond = np.empty(places[-1], dtype=np.int32), np.zeros((len(counts), 5), dtype=np.int32)

    def cut_part(k: int) -> int:
        at = slice(places[k], places[k + 1])
        return cut(letters, *bounds[k], ord(delimiter), starts[at], stops[at], numbers[at], beyond[k])

    found = together([partial(cut_part, k) for k in range(len(counts))])
    if IRREGULAR in found:
        return None
    for k, before in enumerate(np.cumsum([line - 1, *beyond[:-1, _LINES]]).tolist()):
        numbers[places[k] : places[k + 1]] += before
    filled = [slice(place, place + count) for place, count in zip(places, found, strict=False)]
    told = 0, 0, ""
    if is_named and beyond[:, 0].any():
        k = int(np.flatnonzero(beyond[:, 0])[0])
        _, row, start, stop, _ = beyond[k].tolist()
        cell = str(letters.data[start:stop], "utf-8").replace('""', '"').strip()
        told = int(beyond[:, 0].sum()), int(numbers[filled[k]][row]), cell
    starts, stops, numbers = (_put_together(column, filled) for column in (starts, stops, numbers))
    return TextColumns(letters, starts, stops, numbers, told)


def _put_together(column: npt.NDArray[np.int32], parts: list[slice]) -> npt.NDArray[np.int32]:
    """Parts of a column one after the other, as they mostly are."""
    if all(one.stop == other.start for one, other in pairwise(parts)):
        return column[: parts[-1].stop]
    return np.concatenate([column[part] for part in parts])


def _parts(text: bytes, begin: int) -> list[tuple[int, int]]:
    """Some lines, by where they begin and end, in parts that are about as long, for as many processors as there are."""
    count = min(os.cpu_count() or 1, MOST_PARTS) if len(text) >= PART else 1
    wanted = (begin + (len(text) - begin) * k // count for k in range(1, count))
    cuts = [begin, *(text.find(b"\n", at) + 1 or len(text) for at in wanted), len(text)]
    return [(start, stop) for start, stop in pairwise(cuts) if start < stop] or [(begin, len(text))]


def _lines(data: bytes, start: int, stop: int) -> int:
    """How many lines end in a part of a text."""
    ends = count_lines(data, start, stop)
    if data.find(b"\r", start, stop) < 0:
        return ends
    return ends + data.count(b"\r", start, stop) - data.count(b"\r\n", start, stop)


def _as_utf8(data: bytes, encoding: str) -> bytes | None:
    """The text in UTF-8 as its reader would decode it; none if it has the mark of a beginning somewhere within."""
    text = None
    if encoding in ("utf-8", "utf-8-sig"):
        if data.isascii():
            return data
        with suppress(UnicodeDecodeError):
            data.decode("utf-8")
            text = data
    if text is None:
        try:
            text = data.decode(encoding, "replace").encode("utf-8")
        except (LookupError, UnicodeError):
            return None
    return None if text.find(_BOM, len(_BOM)) >= 0 else text


def _begin(text: bytes, line: int) -> int:
    """Where a line begins, lines being parted by any of the three ends."""
    at = len(_BOM) if text.startswith(_BOM) else 0
    for _ in range(line - 1):
        ends = [end for end in (text.find(b"\n", at), text.find(b"\r", at)) if end >= 0]
        end = min(ends, default=len(text))
        at = end + (2 if text[end : end + 2] == b"\r\n" else 1)
    return at
