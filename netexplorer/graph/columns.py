"""How a dataset becomes columns, one small function to a group of them; only :mod:`network` calls this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import astuple

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate, tick_of
from netexplorer.graph.gather import Changes, Rows, relationship_ids
from netexplorer.graph.periods import Periods, Taken
from netexplorer.graph.texts import Ints, compact, frozen, narrow, offsets_of, repeated

__all__ = ["CHANNEL", "MOST_STATES", "relationship_ids"]

CHANNEL = "channel"

Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

MOST_STATES = 127  # codes are int8
_MOST_WORDS = 32_767  # codes are int16
_ROOM_AFTER = 0.05  # of the span, for what begins at its very end

_Word = TypeVar("_Word", schema.State, schema.Side, schema.Kind, schema.RelationshipType)
_Used = TypeVar("_Used", schema.Side, schema.Kind, schema.RelationshipType)
Columns = dict[str, Any]
Reader = Callable[[schema.DateText], EdtfDate | None]


def column(values: Iterable[Any], dtype: npt.DTypeLike) -> Any:
    return frozen(np.array(list(values), dtype=dtype))


def unique(words: Iterable[_Word]) -> tuple[_Word, ...]:
    first: dict[str, _Word] = {}
    for word in words:
        first.setdefault(word.id, word)
    return tuple(first.values())


def ranks(states: tuple[schema.State, ...]) -> Int16s:
    """Ranks only say which is better, so those beyond int16 are replaced by their order."""
    given = [state.rank for state in states]
    order = {rank: place for place, rank in enumerate(sorted(set(given)))}
    fits = all(abs(rank) < 2**15 for rank in given)
    answer: Int16s = column((rank if fits else order[rank] for rank in given), np.int16)
    return answer


def _with_used(declared: tuple[_Used, ...], used: Iterable[str], make: type[_Used]) -> tuple[_Used, ...]:
    words = {word.id: word for word in unique(declared)}
    for word_id in used:
        if word_id and word_id not in words:
            label = word_id.replace("-", " ")
            words[word_id] = make(id=word_id, label=label[:1].upper() + label[1:])
    return tuple(words.values())[:_MOST_WORDS]


class Words(Struct, frozen=True):
    sides: tuple[schema.Side, ...]
    kinds: tuple[schema.Kind, ...]
    types: tuple[schema.RelationshipType, ...]

    @classmethod
    def of(cls, dataset: schema.Dataset, rows: Rows) -> Words:
        return cls(
            sides=_with_used(dataset.sides, rows.side.used(), schema.Side),
            kinds=_with_used(dataset.kinds, rows.kind.used(), schema.Kind),
            types=_with_used(dataset.types, rows.type.used(), schema.RelationshipType),
        )

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word.family for word in self.types if word.family))


def row_of(words: tuple[_Word, ...]) -> dict[str, int]:
    return {word.id: row for row, word in enumerate(words)}


def relationship_columns(rows: Rows, words: Words) -> Columns:
    rel_type = rows.type.through(row_of(words.types), np.int16)
    family_row = {family: row for row, family in enumerate(words.families)}
    # The entry behind the last type serves type -1.
    family_of = np.array([*(family_row.get(word.family, -1) for word in words.types), -1], dtype=np.int16)
    directed_of = np.array([*(word.directed for word in words.types), False], dtype=np.bool_)
    channel = family_row.get(CHANNEL, -1)
    rel_family = family_of[rel_type]
    return {
        "rel_type": rel_type,
        "rel_family": frozen(rel_family),
        "directed": frozen(directed_of[rel_type]),
        "is_channel": frozen(rel_family == channel) if channel >= 0 else repeated(True, rel_type.size, np.bool_),
    }


def _in_doubt(order: _Order, until: Periods, is_last: npt.NDArray[np.bool_]) -> Ints:
    """The dates of ends that are vague where nothing follows at once, as codes; 0 for all others."""
    doubt: Ints = repeated(0, order.until.size, narrow(until.is_exact.size))
    if not until.is_exact.all():
        is_vague = is_last & (order.until > 0) & ~until.is_exact[order.until]
        doubt = compact(np.where(is_vague, order.until, 0), until.is_exact.size)
    return doubt


class _Order(Struct, frozen=True, eq=False):
    """The usable changes in the order of time: their relationship, place in the author's list, and codes."""

    rel: Int32s
    record: Ints
    state: npt.NDArray[np.int8]
    from_: Ints
    until: Ints


def change_columns(
    changes: Changes, states: tuple[schema.State, ...], axis: TimeAxis, static: npt.NDArray[np.bool_] | None = None
) -> Columns:
    """The columns of listed changes; of those without any, ``static`` (m,) hold for ever, or all if it is absent."""
    from_, until = (Periods.read(axis, dates.values) for dates in (changes.from_, changes.until))
    order, start, stop = _in_order(changes, states, from_, until, static)
    rel = order.rel
    next_start = np.full(rel.size, FOREVER, dtype=np.int64)
    same = rel[1:] == rel[:-1]
    next_start[:-1][same] = start[1:][same]
    doubt = _in_doubt(order, until, stop < next_start)
    lengths = np.bincount(rel, minlength=changes.start.size - 1)
    return {
        "change_start": changes.start if (lengths == np.diff(changes.start)).all() else offsets_of(lengths),
        "change_rel": frozen(rel),
        "change_from": frozen(start),
        "change_to": frozen(np.minimum(stop, next_start)),
        "change_state": frozen(order.state),
        "change_possible": Taken(from_.possible, order.from_),
        "change_from_end": Taken(from_.end, order.from_),
        "until_possible": Taken(until.earliest, doubt),
        "until_end": Taken(until.end, doubt),
        "change_record": frozen(order.record),
    }


def _in_order(
    changes: Changes,
    states: tuple[schema.State, ...],
    from_: Periods,
    until: Periods,
    static: npt.NDArray[np.bool_] | None,
) -> tuple[_Order, Int64s, Int64s]:
    """Usable changes sorted, with when they begin and end, as far as it is said.

    Of several at one instant the author's last one counts, and none at all is always best.
    """
    best = max(range(len(states)), key=lambda row: states[row].rank)
    lengths = np.diff(changes.start)
    rel = np.repeat(np.arange(lengths.size, dtype=np.int32), lengths)
    place = np.arange(rel.size, dtype=np.int32) - np.repeat(changes.start[:-1], lengths)
    record = place.astype(narrow(int(lengths.max(initial=0))))
    state = changes.state.through({"": best} | row_of(states), np.int8)
    order = _Order(rel, record, state, changes.from_.codes, changes.until.codes)
    start, stop = from_.start[order.from_], until.stop[order.until]
    is_usable = (state >= 0) & (start < stop)
    for dates, codes in ((from_, order.from_), (until, order.until)):
        if not dates.is_date.all():
            is_usable &= dates.is_date[codes]
    if not is_usable.all():
        order, start = _of(order, is_usable), start[is_usable]
    if not ((order.rel[1:] > order.rel[:-1]) | (start[1:] > start[:-1])).all():
        by_time = np.lexsort((start, order.rel))
        order, start = _of(order, by_time), start[by_time]
        is_last = np.ones(start.size, dtype=np.bool_)
        is_last[:-1] = (order.rel[1:] != order.rel[:-1]) | (start[1:] != start[:-1])
        order = _of(order, is_last)
    whole = _with_static(order, np.flatnonzero(lengths == 0 if static is None else static).astype(np.int32), best)
    if whole.rel is rel:  # nothing was left out, moved or added
        return whole, start, stop
    return whole, from_.start[whole.from_], until.stop[whole.until]


def _of(order: _Order, rows: npt.NDArray[Any]) -> _Order:
    return _Order(*(frozen(column[rows]) for column in astuple(order)))


def _with_static(order: _Order, static: Int32s, best: int) -> _Order:
    """Give the relationships without any change one that holds for ever."""
    if not static.size:
        return order
    at = np.searchsorted(order.rel, static)
    inserted = ((order.rel, static), (order.record, -1), (order.state, best), (order.from_, 0), (order.until, 0))
    return _Order(*(frozen(np.insert(column, at, value)) for column, value in inserted))


def event_columns(events: tuple[schema.Event, ...], read: Reader) -> tuple[Int64s, Int64s]:
    dates = [read(event.date) for event in events]
    ticks: Int64s = column((date.earliest if date else BEGINNING for date in dates), np.int64)
    ends: Int64s = column((date.end if date else BEGINNING for date in dates), np.int64)
    return ticks, ends


def span(axis: TimeAxis, changes: Columns, events: tuple[Int64s, Int64s], as_of: EdtfDate | None) -> tuple[int, int]:
    """First and last instant worth scrubbing: the changes, and after the last of them the date the file speaks of.

    Where the file does not say how far it reaches, what begins last gets some room in which it can be seen.
    """
    starts = changes["change_from"][changes["change_from"] > BEGINNING]
    ends = changes["change_to"][changes["change_to"] < FOREVER]
    ticks = np.concatenate([starts, ends])
    if not ticks.size:
        ticks = np.concatenate(events)
        ticks = ticks[ticks > BEGINNING]
    today = [max(as_of.earliest, as_of.end - axis.resolution)] if as_of else []
    if not ticks.size and not today:
        return (0, axis.resolution) if axis.is_number else (tick_of(2000), tick_of(2001))
    first = int(ticks.min()) if ticks.size else today[0]
    last = int(ticks.max()) if ticks.size else today[0]
    if as_of and (starts < as_of.end).all():
        last = today[0]
    elif starts.size and last == int(starts.max()):
        latest = np.flatnonzero(changes["change_from"] == last)
        doubt = int((changes["change_from_end"][latest] - last).max())
        least = 1 if axis.is_number and first < last else axis.resolution  # numbers may count in tiny fractions
        last += max(int((last - first) * _ROOM_AFTER), least, doubt)
    return (first, last) if first < last else (axis.step(first, "year", -1), first)


def focus(axis: TimeAxis, columns: Columns, changes: Columns, span: tuple[int, int]) -> tuple[int, int]:
    starts = changes["change_from"]
    dated = starts > BEGINNING
    of_channel = dated & columns["is_channel"][changes["change_rel"]]
    ticks = starts[of_channel if of_channel.any() else dated]
    if not ticks.size:
        return axis.whole_years(*span)
    early = int(0.02 * ticks.size)
    first = int(np.partition(ticks, early)[early])
    return axis.whole_years(first, max(int(ticks.max()), span[1]) + 1)
