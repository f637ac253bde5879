"""Writing a dataset the canonical way: the author's order, one record to a line, the same bytes every time.

A version control diff of two canonical files shows just what was changed. Defaults and empty lists are not written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.formats.lines import lines_of
from netexplorer.graph.tables import Records

_LISTS: dict[type[schema.Record], str] = {schema.Relationship: "changes", schema.Story: "steps"}
_REQUIRED = ("format", "actors", "relationships")  # written even when they are empty


def to_bytes(dataset: schema.Dataset) -> bytes:
    """The canonical bytes of a dataset: UTF-8 without a byte order mark, lines ended by a line feed.

    Reading a canonical file and writing it back changes no byte. Linear in the size of the dataset.

    Raises
    ------
    UserError
        When a value is nested too deeply to be written.
    """
    return b"".join(to_parts(dataset))


def to_parts(dataset: schema.Dataset) -> Iterator[bytes]:
    """The same bytes in parts of a record or a batch of them, so that a large dataset is never in memory as a whole.

    Raises
    ------
    UserError
        When a value is nested too deeply to be written.
    """
    try:
        before = b"{\n"
        for member in _members(dataset):
            yield before
            yield from member
            before = b",\n"
        yield b"\n}\n"
    except RecursionError:
        raise UserError(
            "a value of this dataset is nested too deeply to be written", hint="Keep notes and values flat."
        ) from None


def _members(dataset: schema.Dataset) -> Iterator[Iterator[bytes]]:
    values = msgspec.structs.asdict(dataset)
    for field in msgspec.structs.fields(schema.Dataset):
        name, value = field.encode_name, values[field.name]
        if name == "extra" or (name not in _REQUIRED and _is_default(value, field)):
            continue
        yield _member(name, value)
    for name, value in dataset.extra.items():
        yield iter((b"  %b: %b" % (_text(name), _text(value)),))


def _member(name: str, value: Any) -> Iterator[bytes]:
    yield b"  %b: " % _text(name)
    if not isinstance(value, tuple | Records):
        yield _line(value)
    elif not value:
        yield b"[]"
    elif isinstance(value, Records):
        before = b"[\n    "
        for batch in lines_of(value, lambda start, stop: [_record(record).decode() for record in value[start:stop]]):
            yield before + batch.encode()
            before = b",\n    "
        yield b"\n  ]"
    else:
        before = b"[\n    "
        for record in value:
            yield before + _record(record)
            before = b",\n    "
        yield b"\n  ]"


def _record(record: schema.Record) -> bytes:
    """One record: on a line, or that of a list of its own on a line each."""
    name = _LISTS.get(type(record), "")
    parts: tuple[schema.Record, ...] = getattr(record, name) if name else ()
    if not parts:
        return _line(record)
    head = msgspec.structs.replace(record, extra={}, **{name: ()})
    lines = b",\n      ".join(_line(part) for part in parts)
    after = b", " + _text(record.extra)[1:] if record.extra else b"}"
    return _text(head)[:-1] + b', "%b": [\n      ' % name.encode() + lines + b"\n    ]" + after


def _line(value: Any) -> bytes:
    """One record on one line."""
    if isinstance(value, schema.TimeSpec | schema.Disagreement) or (isinstance(value, schema.Record) and value.extra):
        return _text(_plain(value))
    return _text(value)  # no unknown keys in it: msgspec writes the record itself, in the order of its fields


def _plain(record: schema.Record) -> dict[str, Any]:
    """The keys of a record that say something, in the order of the format, then the unknown ones."""
    plain: dict[str, Any] = {}
    values = msgspec.structs.asdict(record)
    for field in msgspec.structs.fields(type(record)):
        value = values[field.name]
        if field.name == "extra" or (not field.required and _is_default(value, field)):
            continue
        if field.name == "claims":
            value = [_plain(claim) for claim in value]
        plain[field.encode_name] = value
    return {**plain, **record.extra}


def _is_default(value: Any, field: msgspec.structs.FieldInfo) -> bool:
    default = {} if field.default is msgspec.NODEFAULT else field.default  # a mutable default has a factory instead
    return type(value) is type(default) and bool(value == default)


def _text(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=0)
