"""Texts as they are compared: no case, no diacritics, words parted by single spaces; one by one or by the thousand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

# Letters with a stroke are letters of their own for Unicode; people type them without.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
BATCH = 4096  # texts folded by one call: some tenths of a millisecond, so that a worker never holds others up
SPACE, BREAK = 32, 10

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]


class _Table(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character):
            bare = ""
        else:
            bare = "".join(c if c.isalnum() or c == "\n" else " " for c in character.translate(_STROKES))
        self[code] = bare
        return bare


_TABLE = _Table()


def fold(text: str) -> str:
    """The text as it is compared: no case, no diacritics, words parted by single spaces."""
    return " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_TABLE).split())


def fold_many(texts: Iterable[str]) -> Iterator[str]:
    """The same as :func:`fold` of each, several times faster."""
    batch: list[str] = []
    for text in texts:
        batch.append(text.replace("\n", " ") if "\n" in text else text)
        if len(batch) == BATCH:
            yield from _folded(batch)
            batch.clear()
    if batch:
        yield from _folded(batch)


def _folded(batch: list[str]) -> Iterator[str]:
    lines = unicodedata.normalize("NFKD", "\n".join(batch).casefold()).translate(_TABLE).split("\n")
    return (" ".join(line.split()) for line in lines)


class Matches(Struct, frozen=True, eq=False):
    """Where a text occurs in :class:`Lines`: the line of each place, and how it lies there.

    Attributes
    ----------
    line : int64 (k,)
    place : int8 (k,)
        0 where it is the whole line, 1 where it is whole words of it, 2 the beginning of one, 3 a part of one.
    at_start, at_end : bool (k,)
        The line begins with it, in a word that begins there; the line ends with it.
    """

    line: Rows
    place: npt.NDArray[np.int8]
    at_start: npt.NDArray[np.bool_]
    at_end: npt.NDArray[np.bool_]

    def where(self, chosen: npt.NDArray[np.bool_]) -> Matches:
        """Those that are ``chosen``, bool (k,)."""
        return Matches(self.line[chosen], self.place[chosen], self.at_start[chosen], self.at_end[chosen])


class Lines:
    """Folded texts in one run of bytes, in which any text is found by a few array operations.

    Attributes
    ----------
    lengths : int32 (k,)
        Characters of each line.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        parts = [b"\n"]
        sizes: list[int] = []
        for text in folded:
            data = text.encode("utf-8", "surrogatepass") + b"\n"
            parts.append(data)
            sizes.append(len(data))
        self._data: Bytes = np.frombuffer(b"".join(parts), dtype=np.uint8)
        self._starts: Rows = np.cumsum([1, *sizes])[:-1].astype(np.int64) if sizes else np.zeros(0, np.int64)
        self._common = np.bincount(self._data, minlength=256)
        leads = (self._data & 0xC0) != 0x80  # bytes with which a character begins
        whole = np.add.reduceat(leads, self._starts, dtype=np.int32) if sizes else np.zeros(0, np.int32)
        self.lengths: npt.NDArray[np.int32] = whole - 1

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return self._data.nbytes + self._starts.nbytes + self.lengths.nbytes

    def find(self, query: str) -> Matches:
        """Every place at which a folded text occurs; an empty one occurs nowhere."""
        needle, data = query.encode("utf-8", "surrogatepass"), self._data
        at = self._places(needle)
        before, after = data[at - 1], data[at + len(needle)]
        begins, ends = (before == SPACE) | (before == BREAK), (after == SPACE) | (after == BREAK)
        at_start, at_end = before == BREAK, after == BREAK
        place = np.where(begins, np.where(ends, np.where(at_start & at_end, 0, 1), 2), 3).astype(np.int8)
        return Matches(np.searchsorted(self._starts, at, side="right") - 1, place, at_start, at_end)

    def _places(self, needle: bytes) -> Rows:
        """Where the bytes occur: first those where the three rarest of them stand, then whether the others do."""
        if not needle or len(needle) >= len(self._data):
            return np.zeros(0, dtype=np.int64)
        data, n = self._data, len(self._data) - len(needle)
        order = sorted(range(len(needle)), key=lambda k: int(self._common[needle[k]]))
        there = data[order[0] : order[0] + n] == needle[order[0]]
        for k in order[1:3]:
            there &= data[k : k + n] == needle[k]
        at = np.flatnonzero(there)
        for k in order[3:]:
            at = at[data[at + k] == needle[k]]
        return at
