"""The native format ``netexplorer/1``: one JSON file, read leniently and written canonically."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from netexplorer import __version__
from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.batches import parts_of, read_batches
from netexplorer.graph.formats.canonical import to_bytes, to_parts
from netexplorer.graph.formats.reading import Progress, Reading, Wish, file_bytes, file_name, never, nowhere
from netexplorer.graph.formats.repeats import repeated_keys
from netexplorer.graph.formats.shapes import ShapeReader
from netexplorer.graph.problems import quoted
from netexplorer.graph.tables import settled

__all__ = ["Reading", "read", "read_bytes", "read_large", "sniff", "to_bytes", "write"]

LARGE_BYTES = 6_000_000  # of a file that is read in batches: about 20 000 relationships
_BOM = b"\xef\xbb\xbf"
_EXAMPLE = 'A dataset begins with {"format": "netexplorer/1", "actors": [ … ], "relationships": [ … ]}.'
_HALF_PAIR = re.compile(rb"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[c-fC-F][0-9a-fA-F]{2})")
_EXPECTED = {  # what msgspec says, and what a person can do something with
    "invalid character": "a value is expected",
    "trailing characters": "the end of the file is expected",
    "object keys must be strings": "a key in double quotation marks is expected",
    "expected ':'": "a colon is expected",
    "expected ',' or ']'": "a comma or ] is expected",
    "expected ',' or '}'": "a comma or } is expected",
    "trailing comma in array": "another value is expected after the comma",
    "trailing comma in object": "another key is expected after the comma",
    "invalid number": "a number goes on wrongly",
    "invalid escape character in string": "the text has an escape after the backslash that JSON does not know",
}


class _Head(msgspec.Struct):
    """The three keys that tell whether a JSON object is a dataset at all; the lists are skipped, not decoded."""

    format: Any = msgspec.UNSET
    actors: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    relationships: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def sniff(head: bytes) -> bool:
    """Whether the first bytes of a file look like this format."""
    text = head.removeprefix(_BOM).lstrip()
    return text.startswith(b"{") and b'"netexplorer/' in text


def read(
    path: Path, progress: Progress = nowhere, cancelled: Wish = never, *, large_bytes: int = LARGE_BYTES
) -> Reading:
    """Read a dataset file; one of more than ``large_bytes`` record by record into tables, with progress.

    Raises
    ------
    UserError
        When the file cannot be opened at all; everything else opens as far as it honestly can.
    Cancelled
        When that was wished.
    """
    data = file_bytes(path)
    if len(data) <= large_bytes:
        return read_bytes(data, file_name(path))
    return read_large(data, file_name(path), progress, cancelled)


def read_large(data: bytes, name: str, progress: Progress = nowhere, cancelled: Wish = never) -> Reading:
    """The same as ``read_bytes``, with a dataset over tables if it is large, and hardly more memory than the bytes.

    Raises
    ------
    UserError
        When the bytes are not UTF-8, no JSON, nested too deeply, or JSON that is no dataset of this format.
    Cancelled
        When that was wished.
    """
    data = data.removeprefix(_BOM)
    if not data or data.isspace():
        return read_bytes(data, name)
    try:
        _must_be_ours(_decoded(data, _Head, name).format, name)
        if (parts := parts_of(data)) is not None:
            dataset, reader = read_batches(parts, progress, cancelled)
            return Reading(settled(dataset), (*repeated_keys(data), *reader.problems), reader.left_out)
    except (ValueError, RecursionError):
        pass  # the usual way says what is wrong
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Reading:
    """Read a dataset from the bytes of a file, whose `name` is only used in messages. Linear in the size.

    Raises
    ------
    UserError
        When the bytes are not UTF-8, no JSON, nested too deeply, or JSON that is no dataset of this format.
    """
    data = data.removeprefix(_BOM)
    if not data.strip():
        raise UserError("this file is empty", where=name, hint=_EXAMPLE)
    head = _decoded(data, _Head, name)
    _must_be_ours(head.format, name)
    is_whole = head.actors is not msgspec.UNSET and head.relationships is not msgspec.UNSET
    if is_whole and b'"extra"' not in data:  # the name of the field that keeps unknown keys is no key of the format
        try:
            return Reading(msgspec.json.decode(data, type=schema.Dataset), repeated_keys(data))
        except (ValueError, RecursionError):
            pass  # unknown keys or wrong shapes, or bytes that are no text: the long way says which
    reader = ShapeReader()
    dataset = reader.dataset(_decoded(data, dict[str, Any], name))
    return Reading(dataset, (*repeated_keys(data), *reader.problems), reader.left_out)


def write(dataset: schema.Dataset, path: Path) -> None:
    """Write a dataset canonically; an older file is replaced in one step, or not at all.

    Raises
    ------
    UserError
        When the file cannot be written there.
    """
    write_atomic(path, to_parts(dataset))


def _decoded(data: bytes, kind: Any, name: str) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError:
        raise UserError("this file is nested too deeply to be a dataset", where=name, hint=_EXAMPLE) from None
    except ValueError as error:  # msgspec's errors and UnicodeDecodeError
        _explain(data, error, name)


def _must_be_ours(found: Any, name: str) -> None:
    if found == schema.FORMAT:
        return
    if found is msgspec.UNSET:
        raise UserError('this JSON file is no dataset, for it has no key "format"', where=name, hint=_EXAMPLE)
    if isinstance(found, str) and re.fullmatch(r"netexplorer/\d+", found):
        raise UserError(
            f"this file has the format {quoted(found)}, and netexplorer {__version__} reads {schema.FORMAT}",
            where=name,
            hint="A newer version of netexplorer is needed to open it.",
        )
    shown = quoted(found if isinstance(found, str) else msgspec.json.encode(found).decode())
    raise UserError(f'this file says its format is {shown}, not "{schema.FORMAT}"', where=name, hint=_EXAMPLE)


def _explain(data: bytes, error: ValueError, name: str) -> NoReturn:
    """Say in a human sentence why bytes are no JSON object, and where."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        byte = f"the byte 0x{data[wrong.start]:02X} at offset {wrong.start}"
        is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        hint = "It looks like UTF-16; save it as UTF-8." if is_wide else "Save it as UTF-8."
        raise UserError(f"this file is not UTF-8 text: {byte} is wrong", where=name, hint=hint) from None
    reason = str(error)
    half = _HALF_PAIR.search(data)
    if found := re.search(r"(?:malformed: )(.*) \(byte (\d+)\)", reason):
        passed = 1 if found[1] == "trailing characters" else 0  # msgspec names the byte after the first of them
        _refuse(data, int(found[2]) - passed, _EXPECTED.get(found[1], found[1]), name)
    if half and ("surrogate" in reason or "truncated" in reason):
        _refuse(data, half.start(), "both halves of a \\u escape pair are expected", name)
    if "truncated" in reason:
        line = data.count(b"\n") + 1
        raise UserError(
            f"this file ends too early, in line {line}: a bracket or a quotation mark is still open",
            where=name,
            hint="It may have been cut off while it was copied.",
        ) from None
    if "out of range" in reason:
        raise UserError("this file has a number that is too large to be read", where=name) from None
    kind = {b"[": "a list", b'"': "a text"}.get(data.lstrip()[:1], "a single value")
    raise UserError(f"this JSON file is no dataset but {kind}", where=name, hint=_EXAMPLE) from None


def _refuse(data: bytes, offset: int, expected: str, name: str) -> NoReturn:
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "ignore")) + 1
    rest = data[offset : offset + 80].decode("utf-8", "ignore").split("\n")[0]
    word = re.match(r"[-\w]+|.", rest)
    found = f" but {quoted(word[0])} was found" if word else ""
    raise UserError(f"this is not JSON: in line {line}, column {column}, {expected}{found}", where=name) from None
