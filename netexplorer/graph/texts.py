"""Texts and words by the million: bytes and integers in arrays, and a Python object only for what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from netexplorer.graph import texts_arrow
from netexplorer.graph.compiled import is_loaded

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.signedinteger[Any]]  # as narrow as their values allow

_REMEMBERED = 65_536  # distinct words that are kept as Python objects once they were asked for
_UTF8 = ("utf-8", "surrogatepass")  # a dataset made in code may hold half a pair, and nothing may be lost


class Texts(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A column of texts: where each begins in one run of UTF-8; sparse where most of them are empty.

    Attributes
    ----------
    count : int
        How many texts there are, n.
    blob : uint8 (b,)
        All texts that are not empty, one after the other.
    offsets : int32 or int64 (k + 1,)
        Text number j of those that are stored is ``blob[offsets[j]:offsets[j + 1]]``.
    rows : int32 (k,) or None
        The rows that have a text, ascending; none if all are stored, empty or not.
    """

    count: int
    blob: Bytes
    offsets: Ints
    rows: Ints | None = None

    def __len__(self) -> int:
        return self.count

    @property
    def is_empty(self) -> bool:
        """Whether no row has a text."""
        return not self.blob.size

    def text(self, row: int) -> str:
        """The text of one row."""
        at = row
        if self.rows is not None:
            at = int(np.searchsorted(self.rows, row))
            if at == self.rows.size or self.rows[at] != row:
                return ""
        return str(self.blob.data[int(self.offsets[at]) : int(self.offsets[at + 1])], *_UTF8)

    def texts(self, start: int, stop: int) -> list[str]:
        """The texts of some successive rows, much faster than one by one."""
        if self.rows is None:
            return self._stored(start, stop)
        first, last = np.searchsorted(self.rows, (start, stop)).tolist()
        texts = [""] * (stop - start)
        for row, text in zip(self.rows[first:last].tolist(), self._stored(first, last), strict=True):
            texts[row - start] = text
        return texts

    def _stored(self, first: int, last: int) -> list[str]:
        at = self.offsets[first : last + 1].astype(np.int64)
        run = self.blob.data[int(at[0]) : int(at[-1])] if at.size else b""
        bounds = (at - at[:1]).tolist()
        text = str(run, *_UTF8)
        if len(text) == len(run):  # letters are bytes
            return [text[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
        return [str(run[a:b], *_UTF8) for a, b in zip(bounds, bounds[1:], strict=False)]

    def lengths(self) -> Ints:
        """Bytes of each text, integers (n,)."""
        stored: Ints = np.diff(self.offsets)
        if self.rows is None:
            return stored
        lengths = np.zeros(self.count, dtype=stored.dtype)
        lengths[self.rows] = stored
        return lengths


class Words(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A column of values that come again and again: a code for each row, and what the codes mean.

    Attributes
    ----------
    codes : int8, int16 or int32 (n,)
        The value of a row is word ``codes[row]``; word 0 is the default, and a column of defaults takes no memory.
    words : Texts
        The distinct values, as text (see ``tables.py`` for those that are none).
    read : callable
        From the text of a word to its value.
    """

    codes: Ints
    words: Texts
    read: Callable[[str], Any]

    def __len__(self) -> int:
        return int(self.codes.size)

    @property
    def is_empty(self) -> bool:
        """Whether every row has the default."""
        return len(self.words) <= 1

    def value(self, code: int) -> Any:
        """What a code means."""
        return self.read(self.words.text(code)) if len(self.words) > _REMEMBERED else self._known[code]

    @property
    def values(self) -> list[Any]:
        """What all the codes mean."""
        return self._all() if len(self.words) > _REMEMBERED else self._known

    @cached_property
    def _known(self) -> list[Any]:
        return self._all()

    def _all(self) -> list[Any]:
        return [self.read(text) for text in self.words.texts(0, len(self.words))]


class TextWriter:
    """Collects a column of texts, batch by batch."""

    def __init__(self) -> None:
        self._count = 0
        self._parts: list[bytes] = []
        self._lengths: list[Ints] = []
        self._rows: list[Ints] = []

    def append(self, texts: Sequence[str]) -> None:
        """Add the texts of the next rows."""
        joined = "".join(texts)
        if joined:
            sizes: Iterator[int] = map(len, texts)
            data = joined.encode(*_UTF8)
            if len(data) != len(joined):
                sizes = (len(text.encode(*_UTF8)) for text in texts)
            lengths = np.fromiter(sizes, dtype=np.int32, count=len(texts))
            rows = np.flatnonzero(lengths)
            self._parts.append(data)
            self._lengths.append(lengths[rows])
            self._rows.append((rows + self._count).astype(np.int32))
        self._count += len(texts)

    def append_nothing(self, count: int) -> None:
        """Add so many rows without a text."""
        self._count += count

    def finish(self, *, densest: float = 0.5) -> Texts:
        """The column; sparse if a smaller part of the rows than ``densest`` has a text."""
        blob = np.frombuffer(b"".join(self._parts), dtype=np.uint8)
        self._parts.clear()
        nothing = np.zeros(0, dtype=np.int32)
        rows = np.concatenate([nothing, *self._rows])
        lengths = np.concatenate([nothing, *self._lengths])
        if rows.size < densest * self._count:
            return Texts(self._count, blob, offsets_of(lengths), frozen(rows))
        dense = np.zeros(self._count, dtype=np.int32)
        dense[rows] = lengths
        return Texts(self._count, blob, offsets_of(dense))


class _Codes(dict[Hashable, int]):
    """Numbers what it is asked for in the order in which it is asked."""

    def __missing__(self, key: Hashable) -> int:
        code = self[key] = len(self)
        return code


class WordWriter:
    """Collects a column of repeated values; ``write`` gives the text of one of them."""

    def __init__(self, default: Hashable, write: Callable[[Any], str], read: Callable[[str], Any]) -> None:
        self._codes = _Codes({default: 0})
        self._parts: list[Ints] = []
        self._write, self._read = write, read

    def append(self, values: Sequence[Hashable]) -> None:
        """Add the values of the next rows."""
        codes = np.fromiter(map(self._codes.__getitem__, values), dtype=np.int32, count=len(values))
        self._parts.append(codes.astype(narrow(len(self._codes))))

    def append_nothing(self, count: int) -> None:
        """Add so many rows with the default."""
        self._parts.append(np.zeros(count, dtype=np.int8))

    def finish(self) -> Words:
        """The column."""
        words = TextWriter()
        words.append([self._write(value) for value in self._codes])
        codes = np.concatenate([np.zeros(0, dtype=np.int8), *self._parts])
        return Words(compact(codes, len(self._codes)), words.finish(densest=0), self._read)


def texts_of(texts: Sequence[str]) -> Texts:
    """A column of these texts."""
    writer = TextWriter()
    writer.append(texts)
    return writer.finish()


def every_text(texts: Sequence[str]) -> Texts:
    """A column that stores each of these texts, empty or not."""
    writer = TextWriter()
    writer.append(texts)
    return writer.finish(densest=0)


def put_together(pieces: Sequence[str], codes: Ints, parts: Texts | None = None) -> Texts:
    """A column of texts, each made of the pieces that its row of codes names; integers (n, k).

    ``parts`` are the same pieces as a column, if there is one.
    """
    parts = parts or every_text(pieces)
    sizes = parts.lengths()
    if len(codes) and (parts.is_empty or (not sizes[0] and not codes.any())):
        return no_texts(len(codes))
    lengths: Ints = sizes[codes[:, 0]]
    for part in range(1, codes.shape[1]):
        lengths = lengths + sizes[codes[:, part]]
    offsets = offsets_of(lengths)
    blob = None
    if len(codes) > max(_REMEMBERED, 2 * len(pieces)):
        if is_loaded():
            blob = glued(parts, codes, int(offsets[-1]))
        elif texts_arrow.is_loaded():
            blob = texts_arrow.glue(parts.blob, parts.offsets, codes, int(offsets[-1]))
    blob = _joined(pieces, codes) if blob is None else blob
    if 2 * np.count_nonzero(lengths) < len(codes):
        rows = np.flatnonzero(lengths).astype(np.int32)
        return Texts(len(codes), blob, offsets_of(lengths[rows]), frozen(rows))
    return Texts(len(codes), blob, offsets)


def _joined(pieces: Sequence[str], codes: Ints) -> Bytes:
    parts = []
    for start in range(0, len(codes), _REMEMBERED):
        batch = codes[start : start + _REMEMBERED].ravel().tolist()
        parts.append("".join(map(pieces.__getitem__, batch)).encode(*_UTF8))
    return np.frombuffer(b"".join(parts), dtype=np.uint8)


def glued(pieces: Texts, codes: Ints, size: int) -> Bytes:
    """The same by machine code, which copies words of eight bytes and so needs some room behind the last."""
    from netexplorer.graph.texts_kernels import WORD, glue

    run, made = np.zeros(pieces.blob.size + WORD, dtype=np.uint8), np.empty(size + WORD, dtype=np.uint8)
    run[:-WORD] = pieces.blob
    glue(words_of(run), pieces.offsets.astype(np.int64), np.ascontiguousarray(codes, dtype=np.int32), words_of(made))
    blob: Bytes = frozen(made[:size])
    return blob


def words_of(letters: Bytes) -> npt.NDArray[np.uint64]:
    """The eight bytes from each byte on as one number, uint64 (b - 7,), over the same memory."""
    return np.ndarray((letters.size - 7,), dtype=np.uint64, buffer=letters.data, strides=(1,))


def no_texts(count: int) -> Texts:
    """A column of which no row has a text."""
    nothing = np.zeros(0, dtype=np.int32)
    return Texts(count, np.zeros(0, dtype=np.uint8), offsets_of(nothing), frozen(nothing))


def offsets_of(lengths: Ints) -> Ints:
    """Where each of some successive things begins, and where the last one ends; int32 if that suffices."""
    total = int(lengths.sum(dtype=np.int64))
    offsets = np.zeros(lengths.size + 1, dtype=np.int32 if total < 2**31 else np.int64)
    np.cumsum(lengths, out=offsets[1:])
    answer: Ints = frozen(offsets)
    return answer


def narrow(count: int) -> type[np.signedinteger[Any]]:
    """The narrowest type for codes from 0 to ``count - 1``, and for -1."""
    return np.int8 if count <= 2**7 else np.int16 if count <= 2**15 else np.int32


def compact(codes: npt.NDArray[Any], count: int) -> Any:
    """Codes in the narrowest type, read-only; one value repeated takes no memory."""
    if codes.size and codes[0] == codes[-1] and (codes == codes[0]).all():
        return repeated(codes[0], codes.size, narrow(count))
    return frozen(codes.astype(narrow(count), copy=False))


def repeated(value: Any, count: int, dtype: npt.DTypeLike) -> Any:
    """``count`` times one value, read-only and without memory."""
    return np.broadcast_to(np.asarray(value, dtype=dtype), (count,))


def frozen(column: npt.NDArray[Any]) -> Any:
    """The same array, read-only."""
    column.setflags(write=False)
    return column
