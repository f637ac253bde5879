"""Walking the records of a dataset: all of a small one, and of a large one only those in which something may be wrong.

Which those are is decided on whole columns. What comes again and again is looked at once for each distinct value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.distinct import firsts, in_turn
from netexplorer.graph.ids import hashed
from netexplorer.graph.tables import Records, Table, Tables, tables_of
from netexplorer.graph.texts import Words

Rows = npt.NDArray[np.integer[Any]]
Bools = npt.NDArray[np.bool_]
LONG = 500  # characters of a label that no picture can show; never more of them than bytes

_R = TypeVar("_R", bound=schema.Record)


class Used(NamedTuple):
    """A distinct value: where it stands first, and how often. Changes have a place ``k`` in their relationship."""

    value: Any
    row: int
    k: int
    times: int


def suspects(records: Sequence[_R], rows_of: Callable[[Tables], Rows]) -> Iterator[tuple[int, _R]]:
    """The records with their rows: all of them, or those of a large list that ``rows_of`` names."""
    if not isinstance(records, Records):
        yield from enumerate(records)
        return
    for row in rows_of(records.tables).tolist():
        yield row, records[row]


def used(records: Sequence[schema.Record], name: str, value_of: Callable[[Any], Any]) -> list[Used]:
    """The distinct values of a field of actors or relationships, in the order in which they come first."""
    if isinstance(records, Records):
        return [Used(value, row, 0, times) for value, row, times in _distinct(records.table.words(name))]
    return _counted((value_of(record), row, 0) for row, record in enumerate(records))


def used_in_changes(dataset: schema.Dataset, name: str, value_of: Callable[[schema.Change], Any]) -> list[Used]:
    """The distinct values of a field of changes, in the order in which they come first."""
    tables = tables_of(dataset)
    if tables is not None:
        found = _distinct(tables.changes.words(name))
        return [Used(value, *place_of(tables, row), times) for value, row, times in found]
    changes = (
        (change, row, k) for row, rel in enumerate(dataset.relationships) for k, change in enumerate(rel.changes)
    )
    return _counted((value_of(change), row, k) for change, row, k in changes)


def unsourced(dataset: schema.Dataset, known: str) -> tuple[int, int, int]:
    """Place of the first change that cites no source and is not of that confidence, and how many there are."""
    tables = tables_of(dataset)
    if tables is None:
        places = [
            (row, k)
            for row, rel in enumerate(dataset.relationships)
            for k, change in enumerate(rel.changes)
            if not change.sources and change.confidence != known
        ]
        return (*places[0], len(places)) if places else (0, 0, 0)
    is_bare = _is_value(tables.changes.words("sources"), ()) & ~_is_value(tables.changes.words("confidence"), known)
    times = int(np.count_nonzero(is_bare))
    return (*place_of(tables, int(np.argmax(is_bare))), times) if times else (0, 0, 0)


def place_of(tables: Tables, change: int) -> tuple[int, int]:
    """Row of the relationship that a change belongs to, and its place in there."""
    row = int(np.searchsorted(tables.change_start, change, side="right")) - 1
    return row, change - int(tables.change_start[row])


def ids_of(records: Sequence[schema.Actor]) -> Iterator[str]:
    """The ids of the actors, as they come; of a large dataset they are texts only when the first is asked for."""
    if isinstance(records, Records):
        yield from records.table.texts("id").texts(0, len(records))
    else:
        yield from (record.id for record in records)


def odd_actors(tables: Tables, keys: bool) -> Rows:
    """Actors whose id is empty or comes again, with unknown keys, if that matters, or a very long name."""
    return np.flatnonzero(_is_odd(tables.actors, "name", keys) | (tables.actors.texts("id").lengths() == 0))


def odd_relationships(tables: Tables, keys: bool) -> Rows:
    """Relationships whose id comes again, with unknown keys, if that matters, or a very long label."""
    return np.flatnonzero(_is_odd(tables.relationships, "label", keys))


def with_odd_keys(tables: Tables) -> Rows:
    """Relationships with a change that has unknown keys."""
    return of_changes(tables, _has(tables.changes, "extra"))


def odd_ends(tables: Tables) -> Rows:
    """Relationships with an end that is no actor, or from an actor to itself."""
    source, target = (tables.relationships.ends(name).codes for name in ("source", "target"))
    n = tables.actors.count
    return np.flatnonzero((source >= n) | (target >= n) | (source == target))


def of_changes(tables: Tables, is_odd: Bools) -> Rows:
    """Relationships with a change that is odd."""
    return np.flatnonzero(_with(tables, is_odd))


def with_value(column: Words, is_odd: Callable[[Any], bool]) -> Bools:
    """The rows with a value that is odd; each distinct one is asked for once."""
    table = np.array([is_odd(value) for value in column.values], dtype=np.bool_)
    if table.all() or not table.any():
        return np.full(len(column), table[:1].any(), dtype=np.bool_)
    found: Bools = table[column.codes]
    return found


def _with(tables: Tables, is_odd: Bools) -> Bools:
    found = np.zeros(tables.relationships.count, dtype=np.bool_)
    found[np.searchsorted(tables.change_start, np.flatnonzero(is_odd), side="right") - 1] = True
    return found


def _is_odd(table: Table, label: str, keys: bool) -> Bools:
    hashes, alike = hashed(table.texts("id"))
    is_odd = np.isin(hashes, alike) & (hashes != 0) if alike.size else np.zeros(hashes.size, dtype=np.bool_)
    if not table.texts(label).is_empty:
        is_odd |= table.texts(label).lengths() > LONG
    return is_odd | _has(table, "extra") if keys else is_odd


def _has(table: Table, name: str) -> Bools:
    column = table.texts(name)
    return np.zeros(len(column), dtype=np.bool_) if column.is_empty else np.asarray(column.lengths() > 0)


def _is_value(column: Words, value: Any) -> Bools:
    return with_value(column, lambda each: bool(each == value))


def _distinct(column: Words) -> list[tuple[Any, int, int]]:
    if column.is_empty and len(column):
        return [(column.values[0], 0, len(column))]
    count = len(column.values)
    times = np.bincount(column.codes, minlength=count).tolist()
    first = firsts(column.codes, count).tolist()
    return [(column.values[code], first[code], times[code]) for code in in_turn(column.codes, count)]


def _counted(values: Iterable[tuple[Any, int, int]]) -> list[Used]:
    found: dict[Any, tuple[int, int]] = {}
    times: dict[Any, int] = {}
    for value, row, k in values:
        found.setdefault(value, (row, k))
        times[value] = times.get(value, 0) + 1
    return [Used(value, *place, times[value]) for value, place in found.items()]
