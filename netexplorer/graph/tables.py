"""The author's records as columns: the same data as tuples of records, without an object for each of them.

A dataset of a million relationships is a ``schema.Dataset`` whose ``actors`` and ``relationships`` are lazy sequences
over these tables: ``dataset.relationships[i]`` makes one record on demand, and whoever can work on columns asks
``tables_of(dataset)``. Nothing is lost on the way there and back. A value that is no text is kept as its JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, cast, overload

import msgspec
import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.texts import Ints, Texts, Words

SMALL = 20_000  # actors and relationships together; up to so many are kept as records
BATCH = 20_000  # records that exist at one time while tables are filled or walked

_R = TypeVar("_R", bound=schema.Record)


class Field(msgspec.Struct, frozen=True):
    """One field of a kind of record: how its values become text and back, and whether they repeat.

    Values that repeat are told apart by their ``keys``, and ``text_of`` gives the text of a key.
    """

    name: str
    repeats: bool = False
    empty: Any = ""
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = str
    keys: Callable[[Sequence[Any]], Sequence[Hashable]] = tuple
    text_of: Callable[[Any], str] = str


def _json(empty: Any) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    kind = tuple[str, ...] if empty == () else Any

    def write(value: Any) -> str:
        return msgspec.json.encode(value).decode() if value else ""

    def read(text: str) -> Any:
        return msgspec.json.decode(text, type=kind) if text else empty

    return write, read


def _write_date(value: Any) -> str:
    """Texts as they are; a number, or a text that might be taken for one, as JSON after a zero."""
    is_plain = isinstance(value, str) and "\0" not in value
    return value if is_plain else "\0" + msgspec.json.encode(value).decode()


def _read_date(text: str) -> Any:
    return msgspec.json.decode(text[1:]) if text.startswith("\0") else text


def _date_keys(values: Sequence[Any]) -> Sequence[Hashable]:
    """1 and 1.0 are equal but written differently, so numbers are told apart by their text."""
    is_plain = set(map(type, values)) <= {str} and "\0" not in "".join(values)
    return values if is_plain else [_write_date(value) for value in values]


def _field(name: str, *, repeats: bool = False, empty: Any = "") -> Field:
    if empty == "":
        return Field(name, repeats)
    write, read = _json(empty)
    return Field(name, repeats, empty, write, read, text_of=write)


def _date(name: str) -> Field:
    return Field(name, True, "", _write_date, _read_date, _date_keys)


FIELDS: Mapping[type[schema.Record], tuple[Field, ...]] = {
    schema.Actor: (
        _field("id"), _field("name"), _field("names", empty={}), _field("aliases", empty=()),
        _field("kind", repeats=True), _field("side", repeats=True), _field("description"),
        _field("active", repeats=True), _field("tags", repeats=True, empty=()),
        _field("sources", repeats=True, empty=()), _field("extra", empty={}),
    ),
    schema.Relationship: (
        _field("id"), _field("source", repeats=True), _field("target", repeats=True), _field("type", repeats=True),
        _field("label"), _field("tags", repeats=True, empty=()), _field("extra", empty={}),
    ),
    schema.Change: (
        _date("from_"), _date("until"), _field("state", repeats=True), _field("note"), _field("values", empty={}),
        _field("confidence", repeats=True), _field("sources", repeats=True, empty=()), _field("extra", empty={}),
    ),
}  # fmt: skip


class Ends(msgspec.Struct, frozen=True, eq=False):
    """Sources or targets: rows of the (first) actor of that id, and beyond the last actor ids that nobody declared.

    Attributes
    ----------
    codes : int8, int16 or int32 (m,)
        Below n the row of an actor, else ``codes - n`` is a row of ``strangers``.
    ids, strangers : Texts
        Ids of the n actors, and of the ends that are none.
    """

    codes: Ints
    ids: Texts
    strangers: Texts

    def value(self, code: int) -> str:
        """The id behind a code."""
        n = len(self.ids)
        return self.ids.text(code) if code < n else self.strangers.text(code - n)


Column = Texts | Words | Ends


class Table(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The records of one kind: a column of n rows for each field."""

    kind: type[schema.Record]
    count: int
    columns: Mapping[str, Column]

    def words(self, name: str) -> Words:
        """A column of repeated values."""
        return cast("Words", self.columns[name])

    def texts(self, name: str) -> Texts:
        """A column of texts."""
        return cast("Texts", self.columns[name])

    def ends(self, name: str) -> Ends:
        """The column of sources or of targets."""
        return cast("Ends", self.columns[name])

    @cached_property
    def _said(self) -> tuple[tuple[str, Column, Field], ...]:
        fields = ((field.name, self.columns[field.name], field) for field in FIELDS[self.kind])
        return tuple(row for row in fields if isinstance(row[1], Ends) or not row[1].is_empty)

    def values(self, row: int) -> dict[str, Any]:
        """What one record says, by field."""
        values: dict[str, Any] = {}
        for name, column, field in self._said:
            if isinstance(column, Texts):
                if text := column.text(row):
                    values[name] = field.read(text)
            elif (code := int(column.codes[row])) or isinstance(column, Ends):
                values[name] = column.value(code)
        return values

    def batch(self, start: int, stop: int) -> list[dict[str, Any]]:
        """What some successive records say."""
        records: list[dict[str, Any]] = [{} for _ in range(stop - start)]
        for name, column, field in self._said:
            if isinstance(column, Texts):
                for record, text in zip(records, column.texts(start, stop), strict=True):
                    if text:
                        record[name] = field.read(text)
                continue
            is_end = isinstance(column, Ends)
            for record, code in zip(records, column.codes[start:stop].tolist(), strict=True):
                if code or is_end:
                    record[name] = column.value(code)
        return records


_NO_ID = {"id": ""}  # the one field that has to be given even if it is empty


class Tables(msgspec.Struct, frozen=True, eq=False):
    """The actors and relationships of a dataset: n actors, m relationships, c changes, in the order of the file.

    Attributes
    ----------
    actors, relationships, changes : Table
        The changes are those of one relationship after the other.
    change_start : int32 or int64 (m + 1,)
        The changes of relationship i are the rows ``change_start[i]:change_start[i + 1]``.
    """

    actors: Table
    relationships: Table
    changes: Table
    change_start: Ints

    def actor(self, row: int) -> schema.Actor:
        """One actor, made anew."""
        return schema.Actor(**{**_NO_ID, **self.actors.values(row)})

    def relationship(self, row: int) -> schema.Relationship:
        """One relationship with its changes, made anew."""
        changes = range(int(self.change_start[row]), int(self.change_start[row + 1]))
        return schema.Relationship(
            **self.relationships.values(row), changes=tuple(self.change(change) for change in changes)
        )

    def change(self, row: int) -> schema.Change:
        """One change, made anew."""
        return schema.Change(**self.changes.values(row))

    def actor_batch(self, start: int, stop: int) -> list[schema.Actor]:
        """Some successive actors."""
        return [schema.Actor(**{**_NO_ID, **values}) for values in self.actors.batch(start, stop)]

    def relationship_batch(self, start: int, stop: int) -> list[schema.Relationship]:
        """Some successive relationships with their changes."""
        bounds = self.change_start[start : stop + 1].astype(np.int64)
        changes = [schema.Change(**values) for values in self.changes.batch(int(bounds[0]), int(bounds[-1]))]
        places = (bounds - bounds[0]).tolist()
        rows = zip(self.relationships.batch(start, stop), places, places[1:], strict=False)
        return [schema.Relationship(**values, changes=tuple(changes[a:b])) for values, a, b in rows]


class Records(Sequence[_R], Generic[_R]):
    """The records of a list of a dataset, each made when it is asked for and kept by nobody here."""

    def __init__(
        self, tables: Tables, table: Table, one: Callable[[int], _R], batch: Callable[[int, int], list[_R]]
    ) -> None:
        self.tables, self.table = tables, table
        self._count, self._one, self._batch = table.count, one, batch

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> _R: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[_R, ...]: ...
    def __getitem__(self, row: int | slice) -> _R | tuple[_R, ...]:
        if isinstance(row, slice):
            start, stop, step = row.indices(self._count)
            whole = step == 1 and start < stop
            return tuple(self._batch(start, stop) if whole else map(self._one, range(start, stop, step)))
        place = row + self._count if row < 0 else row
        if not 0 <= place < self._count:
            raise IndexError(row)
        return self._one(place)

    def __iter__(self) -> Iterator[_R]:
        for start in range(0, self._count, BATCH):
            yield from self._batch(start, min(start + BATCH, self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Records | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def dataset_of(head: schema.Dataset, tables: Tables) -> schema.Dataset:
    """The dataset of these tables; everything but its actors and relationships comes from ``head``."""
    actors = Records(tables, tables.actors, tables.actor, tables.actor_batch)
    relationships = Records(tables, tables.relationships, tables.relationship, tables.relationship_batch)
    return msgspec.structs.replace(head, actors=actors, relationships=relationships)


def tables_of(dataset: schema.Dataset) -> Tables | None:
    """The tables behind a dataset; none for one that holds its records."""
    relationships: Sequence[schema.Relationship] = dataset.relationships
    return relationships.tables if isinstance(relationships, Records) else None


def settled(dataset: schema.Dataset) -> schema.Dataset:
    """A small dataset with its records, a large one as it is."""
    if tables_of(dataset) is None or len(dataset.actors) + len(dataset.relationships) > SMALL:
        return dataset
    return msgspec.structs.replace(dataset, actors=tuple(dataset.actors), relationships=tuple(dataset.relationships))
