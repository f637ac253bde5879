"""The relationships of a large file as columns: what a draft says in objects, without an object for each of them.

A million rows have few different times, types and states, so each column is codes and what they mean; every rule of
``settle`` can then be applied to whole columns (``settle_links``), and each distinct time is read once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.formats.draft import Raw
from netexplorer.graph.gather import Coded

LARGE = 50_000  # relationships or contacts; from so many on they are settled as columns

_NEAR = 2**16 - 1

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Spells(Struct, frozen=True, eq=False):
    """The intervals of all relationships, one relationship after the other: s of them.

    Attributes
    ----------
    start, end : int32 (s,)
        Rows of ``Links.times``.
    start_open, end_open, unknown_start, unknown_end : bool (s,)
        As of ``draft.Spell``.
    state, note, confidence, sources, values : Coded
        As of ``draft.Spell``; code 0 is the empty value.
    """

    start: Codes
    end: Codes
    start_open: Flags
    end_open: Flags
    unknown_start: Flags
    unknown_end: Flags
    state: Coded
    note: Coded
    confidence: Coded
    sources: Coded
    values: Coded

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.start.size)


class Links(Struct, frozen=True, eq=False):
    """The relationships of a draft, m of them in the order of the file.

    Attributes
    ----------
    source, target : int32 (m,)
        Places of the actors in the draft.
    directed : int8 (m,)
        1 and 0 are yes and no, -1 is what the draft says.
    id, type, label, tags, values : Coded
        As of ``draft.DraftLink``; code 0 is the empty value, and no value comes twice but those of ``values``.
    times : sequence of Raw
        What the codes of the bounds of spells mean; the first is None.
    spell_start : int64 (m + 1,)
        The spells of relationship i are the rows ``spell_start[i]:spell_start[i + 1]``.
    """

    source: Codes
    target: Codes
    directed: npt.NDArray[np.int8]
    id: Coded
    type: Coded
    label: Coded
    tags: Coded
    values: Coded
    times: Sequence[Raw]
    spell_start: npt.NDArray[np.int64]
    spells: Spells

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.source.size)

    def used_times(self) -> list[Raw]:
        """What the bounds of spells state, each once."""
        codes = np.concatenate([self.spells.start, self.spells.end])
        return [self.times[code] for code in np.flatnonzero(np.bincount(codes)).tolist()]


class Rows(Struct, frozen=True, eq=False):
    """Contacts as columns: k rows of one instant each.

    Attributes
    ----------
    source, target : int32 (k,)
        Places of the actors in the draft.
    time : int32 (k,)
        Rows of ``times``.
    type : Coded
        Code 0 is the empty one.
    weight : float64 (k,) or none
    """

    source: Codes
    target: Codes
    time: Codes
    times: Sequence[Raw]
    type: Coded
    weight: npt.NDArray[np.float64] | None = None


def times_of(rows: Rows) -> Counter[Raw]:
    """How often each time of some contacts occurs."""
    counts = np.bincount(rows.time, minlength=len(rows.times)).tolist()
    return Counter({raw: count for raw, count in zip(rows.times, counts, strict=True) if count})


class Coder(dict[Hashable, int]):
    """Numbers the values that it is asked for, in the order in which they come; the first is the empty one."""

    def __init__(self, empty: Hashable) -> None:
        super().__init__({empty: 0})

    def __missing__(self, value: Hashable) -> int:
        code = self[value] = len(self)
        return code

    def column(self, values: Iterable[Hashable], count: int) -> Coded:
        """A column of these values."""
        codes = np.fromiter(map(self.__getitem__, values), dtype=np.int32, count=count)
        return Coded(codes, list(self))


def nothing(count: int, empty: Any = "") -> Coded:
    """A column that says nothing."""
    return Coded(np.broadcast_to(np.int32(0), (count,)), [empty])


def again(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The rows whose key comes more than once, ascending; much faster than sorting all rows where they are few."""
    ordered = np.sort(keys)
    alike = ordered[1:][ordered[1:] == ordered[:-1]]
    if not alike.size:
        return np.zeros(0, dtype=np.int64)
    is_near = np.zeros(
        _NEAR + 1, dtype=np.bool_
    )  # those that end in the same bits are few, and only they are looked up
    is_near[alike & _NEAR] = True
    rows = np.flatnonzero(is_near[keys & _NEAR])
    place = np.minimum(np.searchsorted(alike, keys[rows]), alike.size - 1)
    found: npt.NDArray[np.int64] = rows[alike[place] == keys[rows]]
    return found


def no(count: int) -> Flags:
    """A column of flags that are all down."""
    return np.broadcast_to(np.False_, (count,))


def filled(column: Coded) -> Flags:
    """Which rows say anything."""
    return np.asarray(column.codes != 0)


def taken(column: Coded, rows: npt.NDArray[Any] | slice) -> Coded:
    """Some rows of a column."""
    return Coded(some(column.codes, rows), column.values)


def some(column: npt.NDArray[Any], rows: npt.NDArray[Any] | slice) -> npt.NDArray[Any]:
    """Some rows of an array; of one value repeated it is that value repeated."""
    if isinstance(rows, slice) or not column.size or column.strides != (0,):
        return column[rows]
    return np.broadcast_to(column[:1], rows.shape)


def joined(columns: Sequence[Coded]) -> Coded:
    """Columns one after the other as one."""
    first, *others = columns
    if not others:
        return first
    values, parts = list(first.values), [first.codes]
    known = {value: code for code, value in enumerate(values)} if _are_hashable(values) else {}
    for other in others:
        table = np.zeros(len(other.values), dtype=np.int32)
        for code, value in enumerate(other.values):
            if code == 0:
                continue
            if isinstance(value, dict):
                table[code] = len(values)
                values.append(value)
                continue
            if (place := known.get(value)) is None:
                place = known[value] = len(values)
                values.append(value)
            table[code] = place
        parts.append(table[other.codes])
    return Coded(np.concatenate(parts).astype(np.int32, copy=False), values)


def _are_hashable(values: Sequence[Any]) -> bool:
    return not any(isinstance(value, dict) for value in values[:2])
