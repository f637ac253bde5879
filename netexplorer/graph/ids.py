"""Ids of a million records: read from their column when asked for, and found by a hash of their bytes.

The hash of a text is the polynomial of its bytes at a fixed odd number, modulo 2^64, so that of ``a--b`` comes from
those of ``a`` and ``b`` (Karp & Rabin 1987, doi:10.1147/rd.312.0249). Whatever it finds is compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Literal, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from netexplorer.graph.compiled import is_loaded
from netexplorer.graph.tables import Tables
from netexplorer.graph.texts import Ints, Texts, compact, every_text, frozen, glued, repeated
from netexplorer.graph.threads import begun

Hashes = npt.NDArray[np.uint64]
Ends = tuple[str, str, str]  # id, source, target

_Sorted = tuple[Ints, npt.NDArray[np.uint32]]

_BASE = np.uint64(0x9E37_79B9_7F4A_7C15)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
_RUN = 1 << 16  # bytes hashed in one go: more leave the cache, and parts of it hold the lock of the interpreter
_JOIN = "--"
_KEPT = "hashed"
_BATCH = 4096  # ids that are made in one go
_MANY = 50_000  # texts that are worth machine code, where it is loaded


def made_ids(records: Iterable[Ends]) -> list[str]:
    """The id of each relationship; ``source--target`` where it has none.

    Made ids are unique (``a--b``, ``a--b#2``) and never one that is given; ids that are given twice stay twice.
    """
    records = list(records)
    taken = {ident for ident, _, _ in records}
    seen: Counter[str] = Counter()
    ids = []
    for ident, source, target in records:
        made = ident
        while not made or (not ident and made in taken):
            stem = f"{source}{_JOIN}{target}"
            seen[stem] += 1
            made = stem if seen[stem] == 1 else f"{stem}#{seen[stem]}"
        taken.add(made)
        ids.append(made)
    return ids


def _powers(count: int) -> Hashes:
    powers = np.full(max(count, 1), _BASE)
    powers[0] = 1
    return np.multiply.accumulate(powers)


class Hashed(NamedTuple):
    """The hash of each text of a column, and the hashes that come more than once."""

    hashes: Hashes
    alike: Hashes


def hashed(texts: Texts) -> Hashed:
    """The hashes of a column; those of many texts are kept with it, as all who check and lay out ask for the same."""
    known: Hashed | None = texts.__dict__.get(_KEPT)
    if known is None:
        found = frozen(hashes(texts))
        known = Hashed(found, doubles(found))
        if texts.count > _MANY:
            texts.__dict__[_KEPT] = known
    return known


def remember(texts: Texts, pieces: Texts, columns: Sequence[Ints]) -> None:
    """Keep the hashes of texts that were put together of pieces, which come from the hashes of those.

    The columns have the first piece of each text, the second and so on, int (n,); or one for all, int ().
    """
    of_piece, powers = hashes(pieces), _powers(int(pieces.lengths().max(initial=0)) + 1)[pieces.lengths()]
    found = of_piece[columns[-1]]
    for column in columns[-2::-1]:
        found *= powers[column]
        found += of_piece[column]
    texts.__dict__[_KEPT] = Hashed(frozen(found), doubles(found))


def forget(texts: Texts) -> None:
    """Nobody is going to ask for the hashes of a column again soon."""
    texts.__dict__.pop(_KEPT, None)


def hashes(texts: Texts) -> Hashes:
    """The hash of each text, uint64 (n,); 0 for empty ones."""
    if texts.count > _MANY and is_loaded():
        return _spread(texts, _hashed(texts))
    lengths = np.diff(texts.offsets)
    powers = _powers(int(lengths.max(initial=0)) + 1)
    stored = np.zeros(lengths.size, dtype=np.uint64)
    filled = np.flatnonzero(lengths)
    starts = texts.offsets[filled].astype(np.int64)
    first = 0
    while first < filled.size:
        last = max(int(np.searchsorted(starts, starts[first] + _RUN)), first + 1)
        begins, sizes = starts[first:last], lengths[filled[first:last]]
        run = texts.blob[begins[0] : begins[-1] + int(sizes[-1])]
        places = np.arange(run.size) - np.repeat(begins - begins[0], sizes)
        stored[filled[first:last]] = np.add.reduceat(
            (run.astype(np.uint64) + np.uint64(1)) * powers[places], begins - begins[0]
        )
        first = last
    return _spread(texts, stored)


def _hashed(texts: Texts) -> Hashes:
    """The hashes of the texts that are stored, by machine code: in a quarter of the time."""
    from netexplorer.graph.texts_kernels import add_hashes

    stored = np.empty(len(texts.offsets) - 1, dtype=np.uint64)
    add_hashes(np.asarray(texts.blob), texts.offsets.astype(np.int64), _BASE, stored)
    return stored


def warm() -> None:
    """Load the loops over texts from the user's cache, or compile them."""
    for blob in (np.zeros(1, dtype=np.uint8), frozen(np.zeros(1, dtype=np.uint8))):
        _hashed(Texts(1, blob, np.array([0, 1], dtype=np.int32)))
    glued(every_text(["a"]), np.zeros((1, 1), dtype=np.int32), 1)


def _spread(texts: Texts, stored: Hashes) -> Hashes:
    if texts.rows is None:
        return stored
    spread = np.zeros(texts.count, dtype=np.uint64)
    spread[texts.rows] = stored
    return spread


def hash_of(text: str) -> np.uint64:
    """The hash of one text."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    return np.uint64(((data.astype(np.uint64) + np.uint64(1)) * _powers(data.size)[: data.size]).sum())


class Ids(Sequence[str]):
    """The ids of some rows of a column."""

    def __init__(self, texts: Texts, records: Ints) -> None:
        self._texts, self._records = texts, records

    def __len__(self) -> int:
        return int(self._records.size)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...
    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        if isinstance(row, slice):
            return self._some(self._records[row])
        return self._id(int(self._records[row]))

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _BATCH):
            yield from self._some(self._records[first : first + _BATCH])

    def _some(self, records: Ints) -> tuple[str, ...]:
        if not records.size or (np.diff(records) != 1).any():
            return tuple(map(self._id, records.tolist()))
        return self._run(int(records[0]), int(records[-1]) + 1)

    def _run(self, start: int, stop: int) -> tuple[str, ...]:
        return tuple(self._texts.texts(start, stop))

    def _id(self, record: int) -> str:
        return self._texts.text(record)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ids | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class RelationshipIds(Ids):
    """The ids of relationships, made of their ends where the file gives none.

    ``numbers`` says the how-manieth of its ends a record without an id is: 1 for ``a--b``, 2 for ``a--b#2``.
    """

    def __init__(self, tables: Tables, records: Ints, numbers: Ints) -> None:
        super().__init__(tables.relationships.texts("id"), records)
        self._source, self._target = (tables.relationships.ends(name) for name in ("source", "target"))
        self._numbers = numbers

    def _run(self, start: int, stop: int) -> tuple[str, ...]:
        given = enumerate(super()._run(start, stop), start)
        return tuple(ident or self._made(record) for record, ident in given)

    def _id(self, record: int) -> str:
        return super()._id(record) or self._made(record)

    def _made(self, record: int) -> str:
        ends = (end.value(int(end.codes[record])) for end in (self._source, self._target))
        number = int(self._numbers[record])
        return _JOIN.join(ends) + (f"#{number}" if number > 1 else "")


class IdRows(Mapping[str, int]):
    """The row of each id, by a sorted column of shortened hashes: 8 bytes for each."""

    def __init__(self, ids: Ids, hashes: Hashes) -> None:
        self._ids = ids
        work = partial(_ordered, hashes)
        self._made: Callable[[], _Sorted] | None = begun(work) if hashes.size > _MANY else work

    @cached_property
    def _sorted(self) -> _Sorted:
        made, self._made = self._made, None  # it has all the hashes
        assert made is not None
        return made()

    def finish(self) -> None:
        """Wait until the ids of many can be looked up; another thread sorts them meanwhile."""
        self._sorted  # noqa: B018

    def __getitem__(self, ident: str) -> int:
        if isinstance(ident, str):
            wanted = _short(np.array([hash_of(ident)]))[0]
            order, hashes = self._sorted
            first, last = (int(np.searchsorted(hashes, wanted, side=side)) for side in _SIDES)
            for row in order[first:last].tolist():
                if self._ids[row] == ident:
                    return int(row)
        raise KeyError(ident)

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)


def _ordered(hashes: Hashes) -> _Sorted:
    short = _short(hashes)
    order = np.argsort(short).astype(np.int32)
    return frozen(order), frozen(short[order])


def _short(hashes: Hashes) -> npt.NDArray[np.uint32]:
    """Half of each hash; the first letters of a text are in its low bits only, so these are carried up first."""
    short: npt.NDArray[np.uint32] = ((hashes * _BASE) >> np.uint64(32)).astype(np.uint32)
    return short


class Named:
    """The ids of all relationships of some tables.

    Attributes
    ----------
    hashes : uint64 (m,)
        Of the ids, whether they are given or made.
    alike : uint64 (k,)
        Those that come more than once.
    numbers : int (m,)
        The how-manieth of its ends each made one is, 0 for all others.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.numbers: Ints = repeated(0, tables.relationships.count, np.int8)
        self.hashes, self.alike = hashed(tables.relationships.texts("id"))
        is_made = self._is_made
        if is_made.any():
            self.hashes = self.hashes.copy()
            self._make(is_made)

    def of(self, records: Ints) -> Hashed:
        """The hashes of some of them, ascending, or of all."""
        if records.size == self.hashes.size:
            return Hashed(self.hashes, self.alike)
        found = self.hashes[records]
        return Hashed(found, doubles(found))

    @cached_property
    def _is_made(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self._tables.relationships.texts("id").lengths() == 0)

    def _make(self, is_made: npt.NDArray[np.bool_]) -> None:
        records = np.flatnonzero(is_made)
        stems = self._stems(records)
        number, is_odd = self._numbers(records, stems)
        again = np.flatnonzero(number > 1)
        made = stems.copy()
        lengths = self._stem_lengths(records[again])
        tails = {n: hash_of(f"#{n}") for n in set(number[again].tolist())}
        powers = _powers(int(lengths.max(initial=0)) + 1)
        made[again] += powers[lengths] * np.array([tails[n] for n in number[again].tolist()], dtype=np.uint64)
        numbers = np.zeros(self.hashes.size, dtype=np.int32)
        numbers[is_made] = number
        self.hashes[is_made] = made
        # A made id that is like another one, or like one of the file, needs the next number that is free.
        self.alike = doubles(self.hashes)
        if is_odd or (self.alike.size and np.isin(made, self.alike).any()):
            self._make_carefully(numbers)
            self.alike = doubles(self.hashes)
        self.numbers = compact(numbers, int(numbers.max()) + 1)

    def _numbers(self, records: Ints, stems: Hashes) -> tuple[Ints, bool]:
        """The how-manieth of its ends each record is, and whether other ends have the same hash, which is rare."""
        number = np.ones(stems.size, dtype=np.int32)
        alike = doubles(stems)
        if not alike.size:
            return number, False
        rows = np.flatnonzero(np.isin(stems, alike))
        rows = rows[np.argsort(stems[rows], kind="stable")]
        ordered = stems[rows]
        is_first = np.ones(rows.size, dtype=np.bool_)
        is_first[1:] = ordered[1:] != ordered[:-1]
        begins = np.flatnonzero(is_first)
        number[rows] = np.arange(rows.size) - np.repeat(begins, np.diff(np.append(begins, rows.size))) + 1
        ends = [self._tables.relationships.ends(name).codes[records[rows]] for name in ("source", "target")]
        return number, any((~is_first[1:] & (end[1:] != end[:-1])).any() for end in ends)

    def _stems(self, records: Ints) -> Hashes:
        source, target, found, lengths = self._end_hashes()
        powers = _powers(int(lengths.max(initial=0)) + len(_JOIN) + 1)
        after = hash_of(_JOIN) + powers[len(_JOIN)] * found[target[records]]
        stems: Hashes = found[source[records]] + powers[lengths[source[records]]] * after
        return stems

    def _stem_lengths(self, records: Ints) -> Ints:
        source, target, _, lengths = self._end_hashes()
        total: Ints = lengths[source[records]] + len(_JOIN) + lengths[target[records]]
        return total

    def _end_hashes(self) -> tuple[Ints, Ints, Hashes, Ints]:
        source, target = (self._tables.relationships.ends(name) for name in ("source", "target"))
        found = np.concatenate([hashed(source.ids).hashes, hashes(source.strangers)])
        lengths = np.concatenate([source.ids.lengths(), source.strangers.lengths()])
        return source.codes, target.codes, found, lengths

    def _make_carefully(self, numbers: Ints) -> None:
        """One after the other, with the texts themselves: rare, and a hundred times slower."""
        links = self._tables.relationships
        given = links.texts("id").texts(0, links.count)
        ends = [
            [end.value(code) for code in end.codes.tolist()] for end in (links.ends("source"), links.ends("target"))
        ]
        ids = made_ids(zip(given, *ends, strict=True))
        for record in np.flatnonzero(self._is_made).tolist():
            number = ids[record][len(ends[0][record]) + len(_JOIN) + len(ends[1][record]) :]
            numbers[record] = int(number.removeprefix("#") or 1)
            self.hashes[record] = hash_of(ids[record])


def doubles(hashes: Hashes) -> Hashes:
    """The hashes that come more than once."""
    ordered = np.sort(hashes)
    again: Hashes = ordered[1:][ordered[1:] == ordered[:-1]]
    return again


def first_of_each(found: Hashed, ids: Ids) -> Ints:
    """Rows of ``ids`` without those whose id an earlier row has, integers (k,), ascending."""
    hashes, alike = found
    if not alike.size:
        return np.arange(hashes.size, dtype=np.int32)
    seen: set[str] = set()
    keep = np.ones(hashes.size, dtype=np.bool_)
    for row in np.flatnonzero(np.isin(hashes, alike)).tolist():
        keep[row] = ids[row] not in seen
        seen.add(ids[row])
    return np.flatnonzero(keep).astype(np.int32)
