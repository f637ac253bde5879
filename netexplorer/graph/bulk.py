"""What very many records say, column by column: nothing is asked for record by record where there are tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.tables import Table, tables_of

Rows = npt.NDArray[np.int64]
BATCH = 4096


def actor_names(net: TemporalNetwork) -> Iterator[list[str]]:
    """What the actors are called, batch by batch in the order of their rows: a name, else the id."""
    for start, names in _fields(net, "name"):
        yield [net.actor_ids[start + k] if not name or name.isspace() else name for k, name in enumerate(names)]


def actor_ids(net: TemporalNetwork) -> Iterator[list[str]]:
    """The ids of the actors, batch by batch in the order of their rows."""
    for _, ids in _fields(net, "id"):
        yield ids


def other_names(net: TemporalNetwork) -> Iterator[tuple[int, str]]:
    """The names in other scripts and the aliases of actors, each with the row of its actor."""
    tables = tables_of(net.dataset)
    if tables is not None and all(_is_empty(tables.actors, name) for name in ("names", "aliases")):
        return
    for row in range(len(net.actor_ids)):
        record = net.actor(row)
        for other in (*record.names.values(), *record.aliases):
            yield row, other


def own_labels(net: TemporalNetwork) -> Iterator[tuple[Rows, list[str]]]:
    """The relationships that have a label of their own and their labels, batch by batch."""
    tables = tables_of(net.dataset)
    if tables is not None and _is_empty(tables.relationships, "label"):
        return
    for start in range(0, len(net.rel_ids), BATCH):
        records = net.rel_record[start : start + BATCH].astype(np.int64)
        if tables is None:
            labels = [net.dataset.relationships[record].label for record in records.tolist()]
        else:
            labels = _texts(tables.relationships, "label", records)
        said = [k for k, label in enumerate(labels) if label and not label.isspace()]
        yield np.array(said, dtype=np.int64) + start, [labels[k] for k in said]


def confidences(net: TemporalNetwork) -> tuple[npt.NDArray[np.integer[Any]], Sequence[str]]:
    """How each change is known: a code for each, integers (c,), and the words that the codes stand for."""
    tables = tables_of(net.dataset)
    if tables is not None:
        column = tables.changes.words("confidence")
        record = tables.change_start[net.rel_record[net.change_rel]].astype(np.int64) + net.change_record
        codes = column.codes[np.maximum(record, 0)] if column.codes.size else np.zeros(len(record), dtype=np.int8)
        return np.where(net.change_record >= 0, codes, 0), column.values
    known: dict[str, int] = {"": 0}
    rows = range(len(net.change_rel))
    words = (known.setdefault(net.change(row).confidence, len(known)) for row in rows)
    return np.fromiter(words, dtype=np.int32, count=len(rows)), tuple(known)


def cited(net: TemporalNetwork) -> npt.NDArray[np.int64]:
    """How many different sources the changes of each relationship cite, int64 (m,)."""
    tables = tables_of(net.dataset)
    if tables is None:
        return np.array([len(cited_by(net, row)) for row in range(len(net.rel_ids))], dtype=np.int64)
    column, known = tables.changes.words("sources"), dict[str, int]()
    lists = [[known.setdefault(ref.partition("#")[0], len(known)) for ref in refs] for refs in column.values]
    sizes = np.array([len(each) for each in lists], dtype=np.int64)
    flat = np.array([source for each in lists for source in each], dtype=np.int64)
    count = sizes[column.codes]
    records = np.repeat(np.arange(len(net.dataset.relationships)), np.diff(tables.change_start))
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    sources = flat[np.repeat((np.cumsum(sizes) - sizes)[column.codes], count) + within]
    pairs = np.sort(np.repeat(records, count) * max(len(known), 1) + sources)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs  # others may run while it sorts
    counts = np.bincount(pairs // max(len(known), 1), minlength=len(net.dataset.relationships))
    return counts[net.rel_record].astype(np.int64)


def cited_by(net: TemporalNetwork, rel: int) -> set[str]:
    """The ids of the sources that the changes of a relationship cite."""
    changes = net.relationship(rel).changes
    return {reference.partition("#")[0] for change in changes for reference in change.sources}


def _fields(net: TemporalNetwork, name: str) -> Iterator[tuple[int, list[str]]]:
    """A text of the actors, batch by batch; and the row with which each batch begins."""
    tables = tables_of(net.dataset)
    for start in range(0, len(net.actor_ids), BATCH):
        records = net.actor_record[start : start + BATCH].astype(np.int64)
        if tables is None:
            yield start, [getattr(net.dataset.actors[record], name) for record in records.tolist()]
        else:
            yield start, _texts(tables.actors, name, records)


def _texts(table: Table, name: str, records: Rows) -> list[str]:
    column, first, last = table.texts(name), int(records[0]), int(records[-1])
    if last - first == len(records) - 1:  # they are ascending, so these are successive
        return column.texts(first, last + 1)
    return [column.text(record) for record in records.tolist()]


def _is_empty(table: Table, name: str) -> bool:
    return table.texts(name).is_empty
