"""How tables come about: from batches of records that are then dropped, or from arrays that a program has made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from netexplorer.graph import schema
from netexplorer.graph.dates import DAY, civil_text
from netexplorer.graph.distinct import occurring
from netexplorer.graph.gather import Coded
from netexplorer.graph.tables import BATCH, FIELDS, Column, Ends, Field, Table, Tables, dataset_of
from netexplorer.graph.texts import (
    Ints,
    Texts,
    TextWriter,
    Words,
    WordWriter,
    compact,
    every_text,
    frozen,
    narrow,
    no_texts,
    offsets_of,
    put_together,
    repeated,
    texts_of,
)

Pair = tuple[npt.ArrayLike, Sequence[Any]]  # codes, and what they mean
Given = Pair | Sequence[str] | Texts

_R = TypeVar("_R", bound=schema.Record)
_ENDS = ("source", "target")


class _Writer:
    """Collects the columns of one kind of record."""

    def __init__(self, kind: type[schema.Record]) -> None:
        self.kind = kind
        self.count = 0
        fields = [field for field in FIELDS[kind] if field.name not in _ENDS]
        self._columns = [(field, attrgetter(field.name), _column_writer(field)) for field in fields]

    def append(self, records: Sequence[schema.Record]) -> None:
        for field, value_of, writer in self._columns:
            values = list(map(value_of, records))
            if values.count(field.empty) == len(values):
                writer.append_nothing(len(values))
            elif isinstance(writer, WordWriter):
                writer.append(field.keys(values))
            else:
                writer.append(values if field.write is str else list(map(field.write, values)))
        self.count += len(records)

    def finish(self) -> Table:
        return Table(self.kind, self.count, {field.name: writer.finish() for field, _, writer in self._columns})


def _column_writer(field: Field) -> TextWriter | WordWriter:
    return WordWriter(field.empty, field.text_of, field.read) if field.repeats else TextWriter()


class TablesWriter:
    """Fills tables with batches of records, of which none is kept.

    The actors may come before the relationships, after them or in between.
    """

    def __init__(self) -> None:
        self._actors, self._relationships, self._changes = (
            _Writer(kind) for kind in (schema.Actor, schema.Relationship, schema.Change)
        )
        self._ids: dict[str, int] = {}  # of ends and actors, in the order in which they were met
        self._ends: dict[str, list[Ints]] = {name: [] for name in _ENDS}
        self._actor_ids: list[Ints] = []
        self._lengths: list[Ints] = []

    def append_actors(self, actors: Sequence[schema.Actor]) -> None:
        """Add the next actors."""
        self._actors.append(actors)
        self._actor_ids.append(self._codes([actor.id for actor in actors]))

    def append_relationships(self, relationships: Sequence[schema.Relationship]) -> None:
        """Add the next relationships."""
        self._relationships.append(relationships)
        lengths = np.fromiter((len(rel.changes) for rel in relationships), dtype=np.int32, count=len(relationships))
        self._lengths.append(lengths)
        self._changes.append(list(chain.from_iterable(rel.changes for rel in relationships)))
        self._ends["source"].append(self._codes([rel.source for rel in relationships]))
        self._ends["target"].append(self._codes([rel.target for rel in relationships]))

    def _codes(self, ids: list[str]) -> Ints:
        known = self._ids
        codes = [known.setdefault(ident, len(known)) for ident in ids]
        return np.array(codes, dtype=np.int32)

    def finish(self) -> Tables:
        """The tables of everything that was added."""
        nothing = np.zeros(0, dtype=np.int32)
        actors, relationships, changes = (
            writer.finish() for writer in (self._actors, self._relationships, self._changes)
        )
        of_actor = np.concatenate([nothing, *self._actor_ids])
        row = np.full(len(self._ids), -1, dtype=np.int32)
        row[of_actor[::-1]] = np.arange(of_actor.size, dtype=np.int32)[::-1]  # of several, the first
        is_stranger = row < 0
        row[is_stranger] = of_actor.size + np.arange(np.count_nonzero(is_stranger), dtype=np.int32)
        strangers = every_text([ident for ident, lost in zip(self._ids, is_stranger.tolist(), strict=True) if lost])
        ends: dict[str, Column] = {
            name: Ends(_plain(row[np.concatenate([nothing, *parts])]), actors.texts("id"), strangers)
            for name, parts in self._ends.items()
        }
        lengths = np.concatenate([nothing, *self._lengths])
        relationships = Table(relationships.kind, relationships.count, {**relationships.columns, **ends})
        return Tables(actors, relationships, changes, offsets_of(lengths))


def _plain(codes: Ints) -> Ints:
    """Ends are always int32, so that a network can use the very same array."""
    ends: Ints = frozen(codes.astype(np.int32, copy=False))
    return ends


def tabled(dataset: schema.Dataset) -> schema.Dataset:
    """The same dataset over tables instead of records."""
    writer = TablesWriter()
    for actors in _batches(dataset.actors):
        writer.append_actors(actors)
    for relationships in _batches(dataset.relationships):
        writer.append_relationships(relationships)
    return dataset_of(dataset, writer.finish())


def _batches(records: Iterable[_R]) -> Iterable[list[_R]]:
    rest = iter(records)
    return iter(lambda: list(islice(rest, BATCH)), [])


def from_arrays(
    *,
    actors: Mapping[str, Given],
    src: npt.ArrayLike,
    dst: npt.ArrayLike,
    change_start: npt.ArrayLike,
    relationships: Mapping[str, Given] | None = None,
    changes: Mapping[str, Given] | None = None,
) -> Tables:
    """Tables of data that a program has made, without a record for any of it.

    Parameters
    ----------
    actors, relationships, changes : mapping of str to column
        The fields of ``schema.Actor``, ``Relationship`` and ``Change`` that say something (``from_`` is spelled so).
        Texts that differ (``id``, ``name``, ``label``, ``note``) are sequences of str, or ``Texts``. What repeats
        (``kind``, ``side``, ``active``, ``type``, ``from_``, ``until``, ``state``, ``confidence``, ``tags``,
        ``sources``) is a pair: integer codes, one for each row, and the distinct values they mean; -1 means no value.
        Dates are made by ``day_words``. ``actors`` needs ``id``, each once.
    src, dst : int (m,)
        Rows of the actors at the two ends of each relationship.
    change_start : int (m + 1,)
        The changes of relationship i are the rows ``change_start[i]:change_start[i + 1]`` of ``changes``.

    Examples
    --------
    >>> tables = from_arrays(
    ...     actors={"id": ["a", "b"], "kind": ([0, 0], ["state"])}, src=[0], dst=[1], change_start=[0, 2],
    ...     changes={"from_": day_words([0, 365]), "state": ([0, 1], ["open", "severed"])},
    ... )
    >>> tables.relationship(0).changes[1].from_
    '1971-01-01'
    """
    start = np.asarray(change_start, dtype=np.int64)
    people = _table(schema.Actor, len(actors["id"]), actors)
    ends: dict[str, Column] = {
        name: Ends(_plain(np.asarray(rows, dtype=np.int32)), people.texts("id"), every_text([]))
        for name, rows in (("source", src), ("target", dst))
    }
    links = _table(schema.Relationship, start.size - 1, relationships or {})
    links = Table(links.kind, links.count, {**links.columns, **ends})
    return Tables(people, links, _table(schema.Change, int(start[-1]), changes or {}), offsets_of(np.diff(start)))


def of_actors(actors: Iterable[schema.Actor]) -> Table:
    """The table of some actors."""
    writer = TablesWriter()
    for batch in _batches(actors):
        writer.append_actors(batch)
    return writer.finish().actors


def of_ids(ids: Sequence[str]) -> Table:
    """The table of actors of which nothing is known but their ids."""
    return _table(schema.Actor, len(ids), {"id": ids})


def of_columns(
    people: Table,
    src: npt.ArrayLike,
    dst: npt.ArrayLike,
    relationships: Mapping[str, Coded | Texts],
    change_start: npt.ArrayLike,
    changes: Mapping[str, Coded],
) -> Tables:
    """Tables of some actors, each id once, and columns of what is between them.

    As ``from_arrays``, but a column is codes and what they mean, of which none is -1; those that repeat in no table may
    come in this form, too, and a value may come twice.
    """
    start = np.asarray(change_start, dtype=np.int64)
    links = _coded_table(schema.Relationship, start.size - 1, relationships)
    ends: dict[str, Column] = {
        name: Ends(_plain(np.asarray(rows, dtype=np.int32)), people.texts("id"), every_text([]))
        for name, rows in (("source", src), ("target", dst))
    }
    links = Table(links.kind, links.count, {**links.columns, **ends})
    return Tables(people, links, _coded_table(schema.Change, int(start[-1]), changes), offsets_of(np.diff(start)))


def _coded_table(kind: type[schema.Record], count: int, given: Mapping[str, Coded | Texts]) -> Table:
    columns: dict[str, Column] = {}
    for field in FIELDS[kind]:
        if field.name in _ENDS:
            continue
        column = given.get(field.name)
        if column is None:
            columns[field.name] = _column(field, count, None)
        elif isinstance(column, Texts):
            columns[field.name] = column
        else:
            _must_have(field, column.codes.size, count)
            columns[field.name] = _words(field, column) if field.repeats else _written(field, column)
    return Table(kind, count, columns)


def _words(field: Field, column: Coded) -> Words:
    """A column of a few values, of which only those are kept that occur."""
    known: dict[str, int] = {field.write(field.empty): 0}
    used = np.flatnonzero(occurring(column.codes, len(column.values)))
    codes = [known.setdefault(field.write(column.values[code]), len(known)) for code in used.tolist()]
    if used.size < 2:  # one value, or there are no rows
        whole = repeated(codes[0] if codes else 0, column.codes.size, narrow(len(known)))
        return Words(whole, every_text(list(known)), field.read)
    table = np.zeros(len(column.values), dtype=narrow(len(known)))
    table[used] = codes
    return Words(compact(table[column.codes], len(known)), every_text(list(known)), field.read)


def written(kind: type[schema.Record], name: str, column: Coded) -> Texts:
    """A field that repeats in no table, of texts or of values as their JSON."""
    return _written(next(field for field in FIELDS[kind] if field.name == name), column)


def _written(field: Field, column: Coded) -> Texts:
    return put_together([field.write(value) for value in column.values], column.codes[:, np.newaxis])


def day_words(days: npt.ArrayLike) -> tuple[Ints, list[str]]:
    """Codes and EDTF texts of days counted from 1970-01-01, to be given to ``from_arrays`` as dates."""
    distinct, codes = np.unique(np.asarray(days, dtype=np.int64), return_inverse=True)
    return codes.astype(np.int32), [civil_text(day * DAY) for day in distinct.tolist()]


def _table(kind: type[schema.Record], count: int, given: Mapping[str, Given]) -> Table:
    columns: dict[str, Column] = {}
    for field in FIELDS[kind]:
        if field.name not in _ENDS:
            columns[field.name] = _column(field, count, given.get(field.name))
    return Table(kind, count, columns)


def _column(field: Field, count: int, given: Given | None) -> Column:
    if isinstance(given, Texts):
        _must_have(field, len(given), count)
        return given
    if given is None and not field.repeats:
        return no_texts(count)
    if not field.repeats:
        texts: Any = given
        _must_have(field, len(texts), count)
        return texts_of(texts if field.write is str else [field.write(value) for value in texts])
    codes, values = (repeated(-1, count, np.int8), ()) if given is None else given
    words = every_text(["", *(field.write(value) for value in values)])
    _must_have(field, len(np.asarray(codes)), count)
    plain = np.asarray(codes).astype(narrow(len(words)))
    return Words(compact(plain + plain.dtype.type(1), len(words)), words, field.read)


def _must_have(field: Field, found: int, count: int) -> None:
    if found != count:
        raise ValueError(f"the column {field.name} has {found} rows and not {count}")
