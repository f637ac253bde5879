"""The columnar native form ``.netx``: a zip of NumPy columns and one JSON head (docs/adr/0012-netx.md).

``numpy.load`` opens it anywhere. The head is a dataset of the native format without its actors and relationships, whose
fields are columns: texts as ``blob`` and ``offsets`` (and ``rows``, where most are empty), what repeats as ``codes`` of
``words``. A column that says nothing is not there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer import __version__
from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats import native
from netexplorer.graph.formats.reading import (
    Progress,
    Reading,
    Wish,
    check_file,
    file_name,
    never,
    nowhere,
    stop_if,
)
from netexplorer.graph.formats.sound import damages
from netexplorer.graph.tables import FIELDS, Column, Ends, Field, Table, Tables, dataset_of, settled, tables_of
from netexplorer.graph.tabling import tabled
from netexplorer.graph.texts import Texts, Words, compact, every_text, frozen, repeated

if TYPE_CHECKING:
    from zipfile import ZipFile

FORMAT = "netx/1"
HEAD = "netx.json"
_LISTS = ("actors", "relationships", "changes")
_KINDS: dict[str, type[schema.Record]] = {
    "actors": schema.Actor,
    "relationships": schema.Relationship,
    "changes": schema.Change,
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date a zip knows: same data, same bytes
_MOST_ROWS = 2**31 - 1

_SURPRISES = (KeyError, ValueError, EOFError, struct.error, NotImplementedError, RuntimeError)  # of zips and arrays

_Array = npt.NDArray[Any]


class _Head(msgspec.Struct):
    format: str
    counts: dict[str, int]
    dataset: msgspec.Raw


class _BrokenError(Exception):
    """A part of the file is not what it should be; the text names it."""


def sniff(head: bytes) -> bool:
    """Whether the first bytes of a file look like this format."""
    return head.startswith(b"PK\x03\x04") and HEAD.encode() in head[:64]


def write(dataset: schema.Dataset, path: Path) -> None:
    """Write a dataset as columns; an older file is replaced in one step, or not at all. Same data, same bytes.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, _pieces(dataset))


class _Pieces:
    """What a zip is written to: a file that cannot go back, of which the pieces are taken away as they come."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> list[bytes]:
        pieces, self._pieces = self._pieces, []
        return pieces


def _pieces(dataset: schema.Dataset) -> Iterator[bytes]:
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    tables = tables_of(dataset) or tables_of(tabled(dataset))
    if tables is None:
        raise AssertionError("tabled() gives tables")
    lists = (tables.actors, tables.relationships, tables.changes)
    counts = {name: table.count for name, table in zip(_LISTS, lists, strict=True)}
    rest = native.to_bytes(replace(dataset, actors=(), relationships=()))
    head = b'{"format": "%b", "counts": %b, "dataset": %b}\n' % (FORMAT.encode(), msgspec.json.encode(counts), rest)
    stream = _Pieces()
    with ZipFile(stream, "w") as file:  # type: ignore[call-overload]
        entry = ZipInfo(HEAD, _LONG_AGO)
        entry.compress_type = ZIP_DEFLATED
        file.writestr(entry, head)
        for name, column in _columns(tables):
            entry = ZipInfo(f"{name}.npy", _LONG_AGO)
            entry.compress_type = ZIP_STORED
            buffer = BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(column), allow_pickle=False)
            file.writestr(entry, buffer.getbuffer())
            yield from stream.taken()
    yield from stream.taken()


def _columns(tables: Tables) -> Iterator[tuple[str, _Array]]:
    for name, table in zip(_LISTS, (tables.actors, tables.relationships, tables.changes), strict=True):
        for field in FIELDS[table.kind]:
            column = table.columns[field.name]
            if isinstance(column, Texts):
                yield from _text_columns(f"{name}/{field.name}", column)
            elif isinstance(column, Ends):
                yield f"{name}/{field.name}.codes", column.codes
            elif not column.is_empty:
                yield f"{name}/{field.name}.codes", column.codes
                yield from _text_columns(f"{name}/{field.name}.words", column.words)
    yield from _text_columns("strangers", tables.relationships.ends("source").strangers)
    yield "change_start", tables.change_start


def _text_columns(name: str, texts: Texts) -> Iterator[tuple[str, _Array]]:
    if texts.count and not (texts.is_empty and texts.rows is not None):
        yield f"{name}.blob", texts.blob
        yield f"{name}.offsets", texts.offsets
        if texts.rows is not None:
            yield f"{name}.rows", texts.rows


def read(path: Path, progress: Progress = nowhere, cancelled: Wish = never, *, is_trusted: bool = False) -> Reading:
    """Read a file of columns; lengths, types, offsets and codes are checked, and the sum of every part.

    Of a file that is ``is_trusted``, as this program has just written it, only the sums and lengths are.

    Raises
    ------
    UserError
        When the file is damaged, of another version, or cannot be opened.
    Cancelled
        When that was wished.
    """
    from zipfile import BadZipFile, ZipFile
    from zlib import error as bad_data

    where = file_name(path)
    check_file(path)
    try:
        with ZipFile(path) as file:
            head = _head(file, where)
            parts = _parts(file, progress, cancelled)
        tables = _tables(head, parts)
        broken = "" if is_trusted else next(damages(tables), "")
        if broken:
            raise _BrokenError(broken)
    except _BrokenError as part:
        raise _damaged(where, f" in {part}") from None
    except (BadZipFile, bad_data, *_SURPRISES) as error:
        raise _damaged(where) from error
    except OSError as error:
        raise UserError(f"this file cannot be read ({error.strerror or error})", where=where) from None
    reading = native.read_bytes(bytes(head.dataset), where)
    return Reading(settled(dataset_of(reading.dataset, tables)), reading.problems, reading.left_out)


def _damaged(where: str, part: str = "") -> UserError:
    hint = "It may have been cut off while it was copied; convert the original once more."
    return UserError(f"this file of columns is damaged{part}", where=where, hint=hint)


def _head(file: ZipFile, where: str) -> _Head:
    head = msgspec.json.decode(file.read(HEAD), type=_Head)
    if head.format != FORMAT:
        if head.format.startswith("netx/"):
            raise UserError(
                f'this file has the format "{head.format[:20]}", and netexplorer {__version__} reads {FORMAT}',
                where=where,
                hint="A newer version of netexplorer is needed to open it.",
            )
        raise _BrokenError(HEAD)
    if set(head.counts) != set(_LISTS) or not all(0 <= count <= _MOST_ROWS for count in head.counts.values()):
        raise _BrokenError(HEAD)
    return head


def _parts(file: ZipFile, progress: Progress, cancelled: Wish) -> dict[str, _Array]:
    entries = [entry for entry in file.infolist() if entry.filename.endswith(".npy")]
    total, done = sum(entry.file_size for entry in entries) or 1, 0
    parts = {}
    for entry in entries:
        stop_if(cancelled)
        parts[entry.filename.removesuffix(".npy")] = _array(file.read(entry), entry.filename)
        done += entry.file_size
        progress(done / total)
    return parts


def _array(data: bytes, name: str) -> _Array:
    """A column over the bytes of its part, without a copy."""
    stream = BytesIO(data)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise _BrokenError(name)
    shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
    if dtype.hasobject or len(shape) != 1 or shape[0] * dtype.itemsize != len(data) - stream.tell():
        raise _BrokenError(name)
    return np.frombuffer(data, dtype=dtype, offset=stream.tell())


def _tables(head: _Head, parts: dict[str, _Array]) -> Tables:
    tables = {name: _table(name, head.counts[name], parts) for name in _LISTS}
    strangers = _texts("strangers", parts, _counted(parts, "strangers"))
    links = tables["relationships"]
    ends: dict[str, Column] = {
        name: Ends(_codes(parts, f"relationships/{name}", links.count), tables["actors"].texts("id"), strangers)
        for name in ("source", "target")
    }
    links = Table(links.kind, links.count, {**links.columns, **ends})
    return Tables(tables["actors"], links, tables["changes"], parts["change_start"])


def _codes(parts: dict[str, _Array], name: str, count: int) -> _Array:
    codes = parts[f"{name}.codes"]
    if codes.size != count:
        raise _BrokenError(name)
    ends: _Array = frozen(codes.astype(np.int32, copy=False))
    return ends


def _counted(parts: dict[str, _Array], name: str) -> int:
    return max(parts[f"{name}.offsets"].size - 1, 0) if f"{name}.offsets" in parts else 0


def _table(name: str, count: int, parts: dict[str, _Array]) -> Table:
    fields = [field for field in FIELDS[_KINDS[name]] if field.name not in ("source", "target")]
    columns = {field.name: _column(f"{name}/{field.name}", field, count, parts) for field in fields}
    return Table(_KINDS[name], count, columns)


def _column(name: str, field: Field, count: int, parts: dict[str, _Array]) -> Column:
    if not field.repeats:
        return _texts(name, parts, count)
    if f"{name}.codes" not in parts:
        return Words(repeated(0, count, np.int8), every_text([""]), field.read)
    words = _texts(f"{name}.words", parts, _counted(parts, f"{name}.words"))
    return Words(compact(parts[f"{name}.codes"], words.count), words, field.read)


def _texts(name: str, parts: dict[str, _Array], count: int) -> Texts:
    if f"{name}.offsets" not in parts:
        nothing = np.zeros(0, dtype=np.int32)
        return Texts(count, np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.int32), nothing)
    return Texts(count, parts[f"{name}.blob"], parts[f"{name}.offsets"], parts.get(f"{name}.rows"))
