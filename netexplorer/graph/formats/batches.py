"""Reading a large native file: its records are decoded batch by batch, go into tables, and are dropped.

It says what ``native.read_bytes`` says of the same file; a batch in which something is wrong is read the long way.
"""

from __future__ import annotations

from typing import Any

import msgspec

from netexplorer.graph import schema
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.shapes import ShapeReader
from netexplorer.graph.tables import BATCH, dataset_of
from netexplorer.graph.tabling import TablesWriter

Lists = dict[str, msgspec.Raw]
_KINDS: dict[str, type[schema.Actor] | type[schema.Relationship]] = {
    "actors": schema.Actor,
    "relationships": schema.Relationship,
}


def parts_of(data: bytes) -> Lists | None:
    """The values of the top level of a JSON object, undecoded; none if it is not made as a dataset should be.

    Raises
    ------
    ValueError
        If the bytes are no JSON object.
    """
    parts = msgspec.json.decode(data, type=Lists)
    is_whole = all(bytes(parts[name])[:1] == b"[" if name in parts else False for name in _KINDS)
    return parts if is_whole else None


def read_batches(parts: Lists, progress: Progress, cancelled: Wish) -> tuple[schema.Dataset, ShapeReader]:
    """The dataset of a whole file, over tables, and the reader that knows what was wrong.

    Raises
    ------
    ValueError
        If a record is no JSON.
    Cancelled
        When that was wished.
    """
    reader = ShapeReader()
    rest: dict[str, Any] = {name: [] if name in _KINDS else msgspec.json.decode(raw) for name, raw in parts.items()}
    head = reader.dataset(rest)
    items = {name: msgspec.json.decode(parts[name], type=list[msgspec.Raw]) for name in parts if name in _KINDS}
    total, done = sum(map(len, items.values())) or 1, 0
    writer = TablesWriter()
    for name, records in items.items():
        for start in range(0, len(records), BATCH):
            stop_if(cancelled)
            batch = records[start : start + BATCH]
            records[start : start + BATCH] = [_NOTHING] * len(batch)  # what was read need not be remembered
            _append(writer, name, _decoded(reader, name, batch, start))
            done += len(batch)
            progress(done / total)
    return dataset_of(head, writer.finish()), reader


_NOTHING = msgspec.Raw(b"")


def _append(writer: TablesWriter, name: str, records: list[Any]) -> None:
    if name == "actors":
        writer.append_actors(records)
    else:
        writer.append_relationships(records)


def _decoded(reader: ShapeReader, name: str, batch: list[msgspec.Raw], start: int) -> list[Any]:
    data = b"[" + b",".join(batch) + b"]"
    kind = _KINDS[name]
    if b'"extra"' not in data:  # the name of the field that keeps unknown keys is no key of the format
        try:
            return list(msgspec.json.decode(data, type=list[kind]))  # type: ignore[valid-type]
        except (ValueError, RecursionError):
            pass
    return list(reader.batch(kind, msgspec.json.decode(data), name, start))
