"""What a network is made of, taken from records or from tables alike: codes for words, rows for ids."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.distinct import in_turn
from netexplorer.graph.ids import IdRows, Ids, Named, RelationshipIds, first_of_each, forget, hashed, made_ids
from netexplorer.graph.tables import Tables, tables_of
from netexplorer.graph.texts import Ints, Words, frozen, narrow, offsets_of

Int32s = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
_R = TypeVar("_R", bound=Hashable)


class Coded(Struct, frozen=True, eq=False):
    """A column of repeated values: a code for each row and what the codes mean; not every one need occur."""

    codes: Ints
    values: Sequence[Any]

    @classmethod
    def of(cls, values: Iterable[_R], default: _R) -> Coded:
        """Number values in the order in which they come, the default first."""
        known: dict[_R, int] = {default: 0}
        codes = np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)
        return cls(frozen(codes.astype(narrow(len(known)))), list(known))

    @classmethod
    def taken(cls, column: Words, rows: Ints | slice) -> Coded:
        """Some rows of a column of a table."""
        return cls(column.codes[rows], column.values)

    def used(self) -> list[Any]:
        """The values that occur, in the order in which they come first."""
        return [self.values[code] for code in in_turn(self.codes, len(self.values))]

    def through(self, row_of: Mapping[Any, int], dtype: npt.DTypeLike) -> Any:
        """The row that each value has in a mapping, -1 for none."""
        table = np.array([row_of.get(value, -1) for value in self.values], dtype=dtype)
        return frozen(table[self.codes])


class Changes(Struct, frozen=True, eq=False):
    """The changes as the author listed them, relationship by relationship.

    ``start`` int (m + 1,) says where those of each relationship begin; dates and states are one for each change.
    """

    start: Ints
    from_: Coded
    until: Coded
    state: Coded


class Rows(Struct, frozen=True, eq=False):
    """The rows of a network: actors whose id no earlier one has, and relationships between them, ids likewise."""

    actor_ids: Sequence[str]
    actor_row: Mapping[str, int]
    actor_record: Int32s
    kind: Coded
    side: Coded
    rel_ids: Sequence[str]
    rel_row: Mapping[str, int]
    rel_record: Int32s
    src: Int32s
    dst: Int32s
    type: Coded
    changes: Changes


def gather(dataset: schema.Dataset) -> Rows:
    """The rows of a dataset; linear in its size."""
    tables = tables_of(dataset)
    return _from_records(dataset) if tables is None else _from_tables(tables)


def finish(rows: Rows, dataset: schema.Dataset) -> None:
    """End what was begun beside laying out rows, and forget what nobody asks for again."""
    if isinstance(rows.rel_row, IdRows):
        rows.rel_row.finish()
    forget_ids(dataset)


def forget_ids(dataset: schema.Dataset) -> None:
    """Let go of the hashes of ids, which a check makes again where it comes after laying out."""
    if (tables := tables_of(dataset)) is not None:
        forget(tables.actors.texts("id"))
        forget(tables.relationships.texts("id"))


def _from_records(dataset: schema.Dataset) -> Rows:
    first: dict[str, int] = {}
    for record, actor in enumerate(dataset.actors):
        first.setdefault(actor.id, record)
    actors = [dataset.actors[record] for record in first.values()]
    actor_row = {ident: row for row, ident in enumerate(first)}
    rel_first: dict[str, int] = {}
    for record, rel_id in enumerate(relationship_ids(dataset.relationships)):
        rel = dataset.relationships[record]
        if rel.source in actor_row and rel.target in actor_row:
            rel_first.setdefault(rel_id, record)
    rels = [dataset.relationships[record] for record in rel_first.values()]
    return Rows(
        actor_ids=tuple(first),
        actor_row=actor_row,
        actor_record=_int32(list(first.values())),
        kind=Coded.of((actor.kind for actor in actors), ""),
        side=Coded.of((actor.side for actor in actors), ""),
        rel_ids=tuple(rel_first),
        rel_row={rel_id: row for row, rel_id in enumerate(rel_first)},
        rel_record=_int32(list(rel_first.values())),
        src=_int32([actor_row[rel.source] for rel in rels]),
        dst=_int32([actor_row[rel.target] for rel in rels]),
        type=Coded.of((rel.type for rel in rels), ""),
        changes=_changes_of(rels, [change for rel in rels for change in rel.changes]),
    )


def _changes_of(rels: Sequence[schema.Relationship], changes: Sequence[schema.Change]) -> Changes:
    return Changes(
        start=offsets_of(_int32([len(rel.changes) for rel in rels])),
        from_=Coded.of((change.from_ for change in changes), ""),
        until=Coded.of((change.until for change in changes), ""),
        state=Coded.of((change.state for change in changes), ""),
    )


def listed_changes(dataset: schema.Dataset, records: Int32s) -> Changes:
    """The changes of the relationships that are these records, ascending, as the author listed them."""
    tables = tables_of(dataset)
    if tables is not None:
        return _changes(tables, _chosen(tables, records))
    rels = [dataset.relationships[record] for record in records.tolist()]
    return _changes_of(rels, [change for rel in rels for change in rel.changes])


def listed_field(dataset: schema.Dataset, records: Int32s, field: str) -> Coded:
    """A field that repeats, such as ``sources``, of the changes that :func:`listed_changes` gives."""
    tables = tables_of(dataset)
    if tables is not None:
        return Coded.taken(tables.changes.words(field), _change_rows(tables, _chosen(tables, records)))
    changes = (change for record in records.tolist() for change in dataset.relationships[record].changes)
    return Coded.of((getattr(change, field) for change in changes), getattr(schema.Change(), field))


def listed_start(dataset: schema.Dataset, records: Int32s) -> Ints:
    """Where the listed changes of each relationship begin, int (m + 1,)."""
    tables = tables_of(dataset)
    if tables is not None:
        return offsets_of(np.diff(tables.change_start)[records])
    return offsets_of(_int32([len(dataset.relationships[record].changes) for record in records.tolist()]))


def _chosen(tables: Tables, records: Int32s) -> Int32s | None:
    """The same records, or none if they are all."""
    return None if records.size == tables.relationships.count else records


def relationship_ids(relationships: Iterable[schema.Relationship]) -> tuple[str, ...]:
    """The id of each relationship, in file order; ``source--target`` where the file gives none (``ids.made_ids``)."""
    return tuple(made_ids((rel.id, rel.source, rel.target) for rel in relationships))


def _int32(values: Any) -> Int32s:
    column: Int32s = frozen(np.array(values, dtype=np.int32))
    return column


def _from_tables(tables: Tables) -> Rows:
    people, links = tables.actors, tables.relationships
    of_actors = hashed(people.texts("id"))
    actor_record: Int32s = frozen(first_of_each(of_actors, Ids(people.texts("id"), np.arange(people.count))))
    actor_ids = Ids(people.texts("id"), actor_record)
    src, dst = links.ends("source").codes, links.ends("target").codes
    named = Named(tables)
    records = np.flatnonzero((src < people.count) & (dst < people.count)).astype(np.int32)
    of_links = named.of(records)
    records = records[first_of_each(of_links, RelationshipIds(tables, records, named.numbers))]
    is_whole = records.size == links.count
    rows: Ints | slice = slice(None) if is_whole else frozen(records)
    rel_ids = RelationshipIds(tables, frozen(records), named.numbers)
    if actor_record.size < people.count:  # ends are records, and a row is no longer the number of its record
        row = np.full(people.count, -1, dtype=np.int32)
        row[actor_record] = np.arange(actor_record.size, dtype=np.int32)
        src, dst = row[src[rows]], row[dst[rows]]
        rows_of_ends: Ints | slice = slice(None)
    else:
        rows_of_ends = rows
    return Rows(
        actor_ids=actor_ids,
        actor_row=IdRows(actor_ids, of_actors.hashes[actor_record]),
        actor_record=actor_record,
        kind=Coded.taken(people.words("kind"), actor_record),
        side=Coded.taken(people.words("side"), actor_record),
        rel_ids=rel_ids,
        rel_row=IdRows(rel_ids, named.hashes[rows]),
        rel_record=records,
        src=frozen(src[rows_of_ends]),
        dst=frozen(dst[rows_of_ends]),
        type=Coded.taken(links.words("type"), rows),
        changes=_changes(tables, None if is_whole else records),
    )


def _change_rows(tables: Tables, records: Int32s | None) -> Ints | slice:
    """Where the changes of some relationships stand, or of all of them."""
    if records is None:
        return slice(None)
    lengths = np.diff(tables.change_start)
    wanted = np.zeros(lengths.size, dtype=np.bool_)
    wanted[records] = True
    return np.flatnonzero(np.repeat(wanted, lengths))


def _changes(tables: Tables, records: Int32s | None) -> Changes:
    """The changes of some relationships, or of all of them without a copy."""
    rows, start = _change_rows(tables, records), tables.change_start
    start = start if records is None else offsets_of(np.diff(start)[records])
    from_, until, state = (Coded.taken(tables.changes.words(name), rows) for name in ("from_", "until", "state"))
    return Changes(start, from_, until, state)
