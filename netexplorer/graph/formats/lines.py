"""The canonical lines of a dataset that is held as tables, made of its columns without a record for each of them.

A line is put together from pieces, one for each field that says something: what repeats is encoded once, and texts
that need no escape are taken as they are. ``canonical.py`` says what a line looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from netexplorer.graph import schema
from netexplorer.graph.tables import BATCH, FIELDS, Ends, Field, Records, Table, Tables
from netexplorer.graph.texts import Ints, Texts, Words

BEFORE_RECORD, BEFORE_CHANGE = ",\n    ", ",\n      "
REQUIRED = ("id", "source", "target")  # of actors and relationships: written even if they are empty
MOST_KEPT = 2**18  # distinct values of a field that are kept encoded
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_KEYS = {"from_": "from"}

Pieces = list[str]
Cut = Callable[[int, int], Pieces]  # the pieces of some successive rows


def lines_of(records: Records, slow: Callable[[int, int], Pieces]) -> Iterator[str]:  # type: ignore[type-arg]
    """The lines of all records, a batch at a time, with what stands between them.

    Parameters
    ----------
    slow : callable
        The lines of some successive records, made one by one: for a batch in which some have unknown keys.
    """
    tables, own = records.tables, _Lines(records.table)
    changes = _Lines(tables.changes) if records.table is tables.relationships else None
    for start in range(0, len(records), BATCH):
        stop = min(start + BATCH, len(records))
        if own.has_unknown(start, stop) or (changes is not None and changes.has_unknown(*_of(tables, start, stop))):
            yield BEFORE_RECORD.join(slow(start, stop))
        elif changes is None:
            yield BEFORE_RECORD.join([f"{{{line[2:]}}}" for line in own.cut(start, stop)])
        else:
            yield BEFORE_RECORD.join(_with_changes(tables, own, changes, start, stop))


def _of(tables: Tables, start: int, stop: int) -> tuple[int, int]:
    return int(tables.change_start[start]), int(tables.change_start[stop])


def _with_changes(tables: Tables, own: _Lines, changes: _Lines, start: int, stop: int) -> Pieces:
    bounds = tables.change_start[start : stop + 1].astype(np.int64)
    said = [f"{{{line[2:]}}}" for line in changes.cut(int(bounds[0]), int(bounds[-1]))]
    places = (bounds - bounds[0]).tolist()
    return [
        f'{{{line[2:]}, "changes": [\n      {BEFORE_CHANGE.join(said[a:b])}\n    ]}}' if a < b else f"{{{line[2:]}}}"
        for line, a, b in zip(own.cut(start, stop), places, places[1:], strict=False)
    ]


class _Lines:
    """What the records of a table say, each as ``, "key": value, "key": value``; unknown keys are left out."""

    def __init__(self, table: Table) -> None:
        self._unknown = table.texts("extra")
        self._cuts = []
        for field in FIELDS[table.kind]:
            column = table.columns[field.name]
            is_required = field.name in REQUIRED and (table.kind is schema.Actor or field.name != "id")
            if field.name != "extra" and (is_required or isinstance(column, Ends) or not column.is_empty):
                self._cuts.append(_cut(field, column, is_required=is_required))

    def has_unknown(self, start: int, stop: int) -> bool:
        """Whether one of some successive records has keys that the format does not know."""
        return not self._unknown.is_empty and any(self._unknown.texts(start, stop))

    def cut(self, start: int, stop: int) -> Pieces:
        """What some successive records say."""
        if not self._cuts:
            return [""] * (stop - start)
        return list(map("".join, zip(*(cut(start, stop) for cut in self._cuts), strict=True)))


def _cut(field: Field, column: Texts | Words | Ends, *, is_required: bool) -> Cut:
    key = f', "{_KEYS.get(field.name, field.name)}": '
    if isinstance(column, Ends):
        return _repeated(column.codes, lambda codes: [key + _quoted(column.value(code)) for code in codes])
    if isinstance(column, Words):
        return _repeated(
            column.codes, lambda codes: [key + _json(column.value(code)) if code else "" for code in codes]
        )
    if field.empty != "":
        return lambda start, stop: [key + _spaced(text) if text else "" for text in column.texts(start, stop)]
    return lambda start, stop: _texts(key, column.texts(start, stop), is_required=is_required)


def _repeated(codes: Ints, encode: Callable[[list[int]], Pieces]) -> Cut:
    """Each value is encoded when it is first met, and kept unless there are very many."""
    count = int(codes.max(initial=0)) + 1
    if count > MOST_KEPT:
        return lambda start, stop: _encoded(codes[start:stop], encode)
    pieces = np.full(count, None, dtype=object)

    def cut(start: int, stop: int) -> Pieces:
        here = codes[start:stop]
        found: Pieces = pieces[here].tolist()
        if None in found:
            missing = [code for code in np.unique(here).tolist() if pieces[code] is None]
            pieces[missing] = encode(missing)
            found = pieces[here].tolist()
        return found

    return cut


def _encoded(codes: Ints, encode: Callable[[list[int]], Pieces]) -> Pieces:
    distinct, places = np.unique(codes, return_inverse=True)
    pieces = encode(distinct.tolist())
    return [pieces[place] for place in places.tolist()]


def _texts(key: str, texts: Pieces, *, is_required: bool) -> Pieces:
    if _ESCAPED.search("".join(texts)) is None:
        return [f'{key}"{text}"' if text or is_required else "" for text in texts]
    return [key + _quoted(text) if text or is_required else "" for text in texts]


def _quoted(text: str) -> str:
    return f'"{text}"' if _ESCAPED.search(text) is None else msgspec.json.encode(text).decode()


def _json(value: object) -> str:
    return _spaced(msgspec.json.encode(value))


def _spaced(json: str | bytes) -> str:
    spaced = msgspec.json.format(json, indent=0)
    return spaced if isinstance(spaced, str) else spaced.decode()
