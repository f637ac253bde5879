"""How a dataset becomes columns, one small function to a group of them; only :mod:`network` calls this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate, tick_of

CHANNEL = "channel"

Int16s = npt.NDArray[np.int16]
Int64s = npt.NDArray[np.int64]

MOST_STATES = 127  # codes are int8
_MOST_WORDS = 32_767  # codes are int16
_ROOM_AFTER = 0.05  # of the span, for what begins at its very end

_Word = TypeVar("_Word", schema.State, schema.Side, schema.Kind, schema.RelationshipType)
_Used = TypeVar("_Used", schema.Side, schema.Kind, schema.RelationshipType)
Columns = dict[str, Any]
Rows = list[tuple[int, str, schema.Relationship]]
Reader = Callable[[schema.DateText], EdtfDate | None]


def reader(axis: TimeAxis) -> Reader:
    """Read each distinct date once: in large files the same days come again and again."""
    known: dict[schema.DateText, EdtfDate | None] = {}

    def read(value: schema.DateText) -> EdtfDate | None:
        if value not in known:
            known[value] = axis.read(value)
        return known[value]

    return read


def column(values: Iterable[Any], dtype: npt.DTypeLike) -> Any:
    return frozen(np.array(list(values), dtype=dtype))


def frozen(column: npt.NDArray[Any]) -> Any:
    column.setflags(write=False)
    return column


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


def codes(ids: Iterable[str], words: tuple[_Used, ...]) -> Int16s:
    code = {word.id: row for row, word in enumerate(words)}
    codes: Int16s = column((code.get(word_id, -1) for word_id in ids), np.int16)
    return codes


class Words(Struct, frozen=True):
    sides: tuple[schema.Side, ...]
    kinds: tuple[schema.Kind, ...]
    types: tuple[schema.RelationshipType, ...]

    @classmethod
    def of(cls, dataset: schema.Dataset, actors: list[schema.Actor], rels: list[schema.Relationship]) -> Words:
        return cls(
            sides=_with_used(dataset.sides, (actor.side for actor in actors), schema.Side),
            kinds=_with_used(dataset.kinds, (actor.kind for actor in actors), schema.Kind),
            types=_with_used(dataset.types, (rel.type for rel in rels), schema.RelationshipType),
        )

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word.family for word in self.types if word.family))


def actors(dataset: schema.Dataset) -> list[tuple[int, schema.Actor]]:
    first: dict[str, int] = {}
    for record, actor in enumerate(dataset.actors):
        first.setdefault(actor.id, record)
    return [(record, dataset.actors[record]) for record in first.values()]


def relationship_ids(relationships: Iterable[schema.Relationship]) -> tuple[str, ...]:
    """The id of each relationship, in file order; ``source--target`` where the file gives none.

    Made ids are unique (``a--b``, ``a--b#2``) and never one the file gives; ids the file gives twice stay twice.
    """
    relationships = tuple(relationships)
    taken = {rel.id for rel in relationships}
    seen: Counter[str] = Counter()
    ids = []
    for rel in relationships:
        made = rel.id
        while not made or (not rel.id and made in taken):
            stem = f"{rel.source}--{rel.target}"
            seen[stem] += 1
            made = stem if seen[stem] == 1 else f"{stem}#{seen[stem]}"
        taken.add(made)
        ids.append(made)
    return tuple(ids)


def relationships(dataset: schema.Dataset, actor_row: Mapping[str, int]) -> Rows:
    rows: dict[str, tuple[int, str, schema.Relationship]] = {}
    for record, rel_id in enumerate(relationship_ids(dataset.relationships)):
        rel = dataset.relationships[record]
        if rel.source in actor_row and rel.target in actor_row:
            rows.setdefault(rel_id, (record, rel_id, rel))
    return list(rows.values())


def relationship_columns(rows: Rows, actor_row: Mapping[str, int], words: Words) -> Columns:
    rel_type = codes((rel.type for _, _, rel in rows), words.types)
    family_row = {family: row for row, family in enumerate(words.families)}
    # The entry behind the last type serves type -1.
    family_of = np.array([*(family_row.get(word.family, -1) for word in words.types), -1], dtype=np.int16)
    directed_of = np.array([*(word.directed for word in words.types), False], dtype=np.bool_)
    channel = family_row.get(CHANNEL, -1)
    rel_family = family_of[rel_type]
    rel_ids = tuple(rel_id for _, rel_id, _ in rows)
    return {
        "rel_ids": rel_ids,
        "rel_row": {rel_id: row for row, rel_id in enumerate(rel_ids)},
        "rel_record": column((record for record, _, _ in rows), np.int32),
        "src": column((actor_row[rel.source] for _, _, rel in rows), np.int32),
        "dst": column((actor_row[rel.target] for _, _, rel in rows), np.int32),
        "rel_type": rel_type,
        "rel_family": frozen(rel_family),
        "directed": frozen(directed_of[rel_type]),
        "is_channel": frozen(rel_family == channel if channel >= 0 else np.ones(len(rows), dtype=np.bool_)),
    }


class _Dated(Struct, frozen=True):
    """One usable change before it knows its successor: ``start`` and ``stop`` are ticks."""

    record: int
    state: int
    start: int
    stop: int
    from_: EdtfDate | None
    until: EdtfDate | None


_CHANGE_COLUMNS: tuple[tuple[str, npt.DTypeLike], ...] = (
    ("change_rel", np.int32), ("change_from", np.int64), ("change_to", np.int64), ("change_state", np.int8),
    ("change_possible", np.int64), ("change_from_end", np.int64), ("until_possible", np.int64), ("until_end", np.int64),
    ("change_record", np.int32),
)  # fmt: skip


def change_columns(rels: list[schema.Relationship], states: tuple[schema.State, ...], read: Reader) -> Columns:
    best = max(range(len(states)), key=lambda row: states[row].rank)
    code = {"": best} | {state.id: row for row, state in enumerate(states)}
    static = [_Dated(-1, best, BEGINNING, FOREVER, None, None)]
    rows: list[tuple[int, ...]] = []
    start = [0]
    for i, rel in enumerate(rels):
        dated = _dated(rel.changes, code, read) if rel.changes else static
        rows += (_change_row(i, *pair) for pair in zip(dated, [*dated[1:], None], strict=False))
        start.append(len(rows))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(_CHANGE_COLUMNS)).T
    columns = {name: frozen(column.astype(dtype)) for (name, dtype), column in zip(_CHANGE_COLUMNS, table, strict=True)}
    return columns | {"change_start": column(start, np.int32)}


def _dated(changes: tuple[schema.Change, ...], code: Mapping[str, int], read: Reader) -> list[_Dated]:
    """The usable changes in the order of time; of several at one instant the author's last one counts."""
    at: dict[int, _Dated] = {}
    for record, change in enumerate(changes):
        from_, until = read(change.from_), read(change.until)
        if change.state not in code or (from_ is None and change.from_ != "") or (until is None and change.until != ""):
            continue
        start, stop = from_.earliest if from_ else BEGINNING, until.end if until else FOREVER
        if start < stop:
            at[start] = _Dated(record, code[change.state], start, stop, from_, until)
    return [at[start] for start in sorted(at)]


def _change_row(i: int, this: _Dated, following: _Dated | None) -> tuple[int, ...]:
    next_start = following.start if following else FOREVER
    possible, from_end = (this.from_.possible_from, this.from_.end) if this.from_ else (0, 0)
    is_end_vague = this.until is not None and this.stop < next_start and not this.until.is_exact
    until = (this.until.earliest, this.until.end) if this.until is not None and is_end_vague else (0, 0)
    to = min(this.stop, next_start)
    return i, this.start, to, this.state, possible, from_end, *until, this.record


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
        doubt = int((changes["change_from_end"] - changes["change_from"])[changes["change_from"] == last].max())
        least = 1 if axis.is_number and first < last else axis.resolution  # numbers may count in tiny fractions
        last += max(int((last - first) * _ROOM_AFTER), least, doubt)
    return (first, last) if first < last else (axis.step(first, "year", -1), first)


def focus(axis: TimeAxis, columns: Columns, changes: Columns, span: tuple[int, int]) -> tuple[int, int]:
    starts = changes["change_from"]
    dated = starts > BEGINNING
    of_channel = dated & columns["is_channel"][changes["change_rel"]]
    ticks = np.sort(starts[of_channel if of_channel.any() else dated])
    if not ticks.size:
        return axis.whole_years(*span)
    first = int(ticks[int(0.02 * ticks.size)])
    return axis.whole_years(first, max(int(ticks[-1]), span[1]) + 1)
