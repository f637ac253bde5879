"""Fields that repeat, of some changes or actors of a network: a code for each row and what the codes mean.

Over tables no record is made for it; a dataset that holds its records is asked one by one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.gather import Coded
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.tables import Tables, tables_of
from netexplorer.graph.texts import repeated

Rows = npt.NDArray[np.integer[Any]]

_NO_CHANGE = schema.Change()


def of_changes(net: TemporalNetwork, field: str, changes: Rows | None = None) -> Coded:
    """A repeated field of change rows, or of all of them: ``confidence``, ``sources``, ``from_`` and so on.

    The change of a relationship that has none is empty.
    """
    chosen = slice(None) if changes is None else changes
    record = net.change_record[chosen]
    tables = tables_of(net.dataset)
    if tables is None:
        rows = range(len(record)) if changes is None else changes.tolist()
        return Coded.of((getattr(net.change(row), field) for row in rows), getattr(_NO_CHANGE, field))
    column = tables.changes.words(field)
    if column.is_empty:
        return Coded(repeated(0, len(record), np.int8), column.values)
    codes = column.codes[_table_rows(net, tables, chosen)]
    if len(record) and record.min() < 0:
        codes = np.where(record < 0, codes.dtype.type(0), codes)
    return Coded(codes, column.values)


def _table_rows(net: TemporalNetwork, tables: Tables, changes: Rows | slice) -> Rows:
    """Where the changes stand in their table; anywhere for those that stand in none."""
    begin = tables.change_start[net.rel_record[net.change_rel[changes]]]
    rows = begin + np.maximum(net.change_record[changes], 0)
    return np.minimum(rows, max(tables.changes.count - 1, 0))


def says_anything(net: TemporalNetwork, field: str) -> bool:
    """Whether any change may have a text such as ``note``; asked before all of them are looked at."""
    tables = tables_of(net.dataset)
    return tables is None or not tables.changes.texts(field).is_empty


def may_say(net: TemporalNetwork, field: str, changes: Rows) -> npt.NDArray[np.bool_]:
    """Which of some change rows have a text such as ``note``, bool (k,); all of them where only records could tell."""
    tables = tables_of(net.dataset)
    if tables is None:
        return np.ones(len(changes), dtype=np.bool_)
    column = tables.changes.texts(field)
    if column.is_empty:
        return np.zeros(len(changes), dtype=np.bool_)
    rows = _table_rows(net, tables, changes)
    if column.rows is None:
        says = column.offsets[rows + 1] > column.offsets[rows]
    else:
        says = column.rows[np.minimum(np.searchsorted(column.rows, rows), len(column.rows) - 1)] == rows
    answer: npt.NDArray[np.bool_] = says & (net.change_record[changes] >= 0)
    return answer


def of_actors(net: TemporalNetwork, field: str) -> Coded:
    """A repeated field of all actors, such as ``tags``."""
    tables = tables_of(net.dataset)
    if tables is None:
        records = net.dataset.actors
        return Coded.of((getattr(records[row], field) for row in net.actor_record.tolist()), ())
    return Coded.taken(tables.actors.words(field), net.actor_record)


def with_extra(net: TemporalNetwork) -> list[int]:
    """The rows of the actors that have keys which the format does not know."""
    tables = tables_of(net.dataset)
    if tables is None:
        records = net.dataset.actors
        return [row for row, record in enumerate(net.actor_record.tolist()) if records[record].extra]
    found: list[int] = np.flatnonzero(tables.actors.texts("extra").lengths()[net.actor_record]).tolist()
    return found
