"""Tables in Parquet, which know the types of their columns; read by pyarrow, where that is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from netexplorer.graph.formats.bounds import MOST_RECORDS
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.tables_grid import Grid, Numbered, grid_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_xlsx import text_of
from netexplorer.graph.formats.unpack import Source

_BATCH = 20_000  # rows


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
    return [("", grid_of(_records(file, names, source, broken), True, lambda cells: True, where="record"))]


def _records(
    file: Any, names: list[str], source: Source, broken: tuple[type[Exception], ...]
) -> Callable[[], Iterator[Numbered]]:
    def records() -> Iterator[Numbered]:
        yield 0, names
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in zip(*(_texts(column) for column in batch.columns), strict=True):
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
