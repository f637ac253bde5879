"""Whether columns that come from a file hold together, so that nothing can go wrong later when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.tables import BATCH, FIELDS, Ends, Field, Table, Tables
from netexplorer.graph.texts import Texts, Words

Column = npt.NDArray[Any]
_CONTINUES = 0b1100_0000  # the bits of a byte of UTF-8 that say whether it goes on with a letter


def damages(tables: Tables) -> Iterator[str]:
    """What is wrong with the columns of some tables, each as the name of one that is broken; nothing if all is well.

    Lengths, types and the order of offsets are looked at, and whether each code means something and each text is one.
    """
    lists = {"actors": tables.actors, "relationships": tables.relationships, "changes": tables.changes}
    for name, table in lists.items():
        for field in FIELDS[table.kind]:
            if not _is_sound(table, field):
                yield f"{name}/{field.name}"
    if not _is_rising(tables.change_start, tables.relationships.count, tables.changes.count):
        yield "change_start"


def _is_sound(table: Table, field: Field) -> bool:
    column = table.columns[field.name]
    if isinstance(column, Texts):
        return column.count == table.count and _are_texts(column) and _can_be_read(column, field)
    if isinstance(column, Ends):
        most = len(column.ids) + len(column.strangers)
        return _are_codes(column.codes, table.count, most) and _are_texts(column.strangers)
    words = column.words
    is_table = _are_texts(words) and words.count > 0 and _can_be_read(words, field)
    return is_table and _is_default_first(column, field) and _are_codes(column.codes, table.count, words.count)


def _is_default_first(column: Words, field: Field) -> bool:
    return bool(field.read(column.words.text(0)) == field.empty)


def _are_codes(codes: Column, count: int, most: int) -> bool:
    is_column = codes.ndim == 1 and codes.size == count and codes.dtype in (np.int8, np.int16, np.int32)
    return is_column and (count == 0 or (int(codes.min()) >= 0 and int(codes.max()) < most))


def _is_rising(offsets: Column, count: int, last: int) -> bool:
    is_column = offsets.ndim == 1 and offsets.size == count + 1 and offsets.dtype in (np.int32, np.int64)
    return is_column and int(offsets[0]) == 0 and int(offsets[-1]) == last and bool((offsets[1:] >= offsets[:-1]).all())


def _are_texts(texts: Texts) -> bool:
    blob, rows = texts.blob, texts.rows
    if blob.dtype != np.uint8 or blob.ndim != 1 or not _are_rows(rows, texts.count):
        return False
    stored = texts.count if rows is None else int(rows.size)
    return _is_rising(texts.offsets, stored, blob.size) and _is_utf8(texts)


def _are_rows(rows: Column | None, count: int) -> bool:
    if rows is None or (rows.size == 0 and rows.ndim == 1 and rows.dtype == np.int32):
        return True
    is_column = rows.ndim == 1 and rows.dtype == np.int32
    return is_column and int(rows[0]) >= 0 and int(rows[-1]) < count and bool((rows[1:] > rows[:-1]).all())


def _is_utf8(texts: Texts) -> bool:
    blob = texts.blob
    if not blob.size or int(blob.max()) < 0x80:
        return True
    starts = texts.offsets[:-1][texts.offsets[:-1] < blob.size]
    if ((blob[starts] & _CONTINUES) == 0x80).any():  # a text begins within a letter
        return False
    try:
        str(blob.data, "utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _can_be_read(texts: Texts, field: Field) -> bool:
    if field.read is str or texts.is_empty:
        return True
    try:
        for start in range(0, texts.count, BATCH):
            for text in texts.texts(start, min(start + BATCH, texts.count)):
                field.read(text)
    except (ValueError, RecursionError):  # msgspec's errors are values that are wrong
        return False
    return True
