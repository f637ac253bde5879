"""Tables in Parquet, which know the types of their columns; read by pyarrow, where that is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from msgspec.structs import replace

from netexplorer.graph.compiled import load_for
from netexplorer.graph.formats.bounds import MOST_RECORDS
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.tables_cut import distinct, is_large
from netexplorer.graph.formats.tables_grid import Grid, Numbered, grid_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_xlsx import text_of
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.gather import Coded
from netexplorer.graph.threads import together

_BATCH, _SLICE = 20_000, 1_000  # rows


def sniff(head: bytes) -> bool:
    """The mark in front."""
    return head.startswith(b"PAR1")


def grids(source: Source, plan: Plan, told: Callable[[int, str], None]) -> list[tuple[str, Grid]]:
    """The one table.

    Raises
    ------
    UserError
        When pyarrow is not installed, or cannot read the file.
    """
    try:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]
        from pyarrow import parquet
    except ImportError:
        hint = "Install it (pip install pyarrow), or save the table as CSV."
        raise refuse(source, "tables in Parquet need pyarrow, which is not installed", hint) from None
    broken = (pyarrow.ArrowException, OSError, ValueError, KeyError, NotImplementedError, UnicodeDecodeError)
    try:
        file = parquet.ParquetFile(io.BytesIO(source.data))
        names = [str(name) for name in file.schema_arrow.names]
        count = file.metadata.num_rows
    except broken as error:
        raise refuse(source, f"this table cannot be read ({_first_line(error)})") from None
    if count > MOST_RECORDS:
        raise refuse(source, f"this table has {count} rows, and at most {MOST_RECORDS} can be read")
    grid = grid_of(_records(file, names, source, broken), True, lambda cells: True, where="record")
    return [("", replace(grid, columned=partial(_columns_of, file, broken)))]


class _Columns:
    """The cells of a table whose columns are read whole, each distinct value once."""

    beyond = 0, 0, ""

    def __init__(self, columns: list[Coded]) -> None:
        is_filled = np.logical_or.reduce([column.codes > 0 for column in columns])
        self._rows = np.flatnonzero(is_filled)
        self._columns = columns
        self.count = len(self._rows)

    def line(self, row: int) -> int:
        """The record that a row is, from 1."""
        return int(self._rows[row]) + 1

    def column(self, *places: int) -> Coded:
        """The cells of a column, or of several together."""
        chosen = [self._columns[place] for place in places]
        texts = list(chain.from_iterable(column.values for column in chosen))
        before = np.cumsum([0, *(len(column.values) for column in chosen)])
        codes = np.stack(
            [column.codes[self._rows] + base for column, base in zip(chosen, before, strict=False)], axis=1
        )
        return distinct(codes.ravel(), texts)


def _columns_of(file: Any, broken: tuple[type[Exception], ...]) -> _Columns | None:
    """The cells of a large table as columns; none where it is small or a column is of a kind that cannot be coded."""
    if not is_large(file.metadata.num_rows):
        return None
    load_for(file.metadata.num_rows)  # as for a table of text, where it cuts the cells
    errors = broken + (OverflowError,)
    try:
        table = _Columns(together([partial(_coded, column) for column in file.read().columns]))
    except errors:
        return None
    import pyarrow

    pyarrow.default_memory_pool().release_unused()  # it keeps what the table took, some hundred megabytes
    return table


def _coded(column: Any) -> Coded:
    coded = column.combine_chunks().dictionary_encode()
    values = coded.dictionary.to_pylist()
    texts = [value.strip() if type(value) is str and value[:1] != "#" else text_of(value).strip() for value in values]
    codes = coded.indices
    if codes.null_count:
        codes, texts = codes.fill_null(len(texts)), [*texts, ""]
    return distinct(codes.to_numpy(zero_copy_only=False), texts)


def _records(
    file: Any, names: list[str], source: Source, broken: tuple[type[Exception], ...]
) -> Callable[[], Iterator[Numbered]]:
    def records() -> Iterator[Numbered]:
        yield 0, names
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                for start in range(0, len(batch), _SLICE):  # of a large table mostly only the first rows are wanted
                    for row in zip(*map(_texts, batch.slice(start, _SLICE).columns), strict=True):
                        number += 1
                        yield number, list(row)
        except broken as error:
            raise refuse(source, f"this table is broken behind record {number} ({_first_line(error)})") from None

    return records


def _texts(column: Any) -> list[str]:
    try:
        return [text_of(value) for value in column.to_pylist()]
    except (ValueError, OverflowError):  # times that Python cannot hold, as those of nanoseconds
        return ["" if value is None else str(value) for value in column.cast("string").to_pylist()]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
