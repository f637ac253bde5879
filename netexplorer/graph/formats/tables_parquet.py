"""Tables in Parquet, which know the types of their columns; read by pyarrow, where that is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.formats.bounds import MOST_RECORDS
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.links import no
from netexplorer.graph.formats.tables_cut import distinct, is_large
from netexplorer.graph.formats.tables_distinct import in_rows
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
        file = parquet.ParquetFile(pyarrow.BufferReader(source.data))
        names = [str(name) for name in file.schema_arrow.names]
        count = file.metadata.num_rows
    except broken as error:
        raise refuse(source, f"this table cannot be read ({_first_line(error)})") from None
    if count > MOST_RECORDS:
        raise refuse(source, f"this table has {count} rows, and at most {MOST_RECORDS} can be read")
    grid = grid_of(_records(file, names, source, broken), True, lambda cells: True, where="record")
    return [("", replace(grid, columned=partial(_columns_of, file, broken)))]


class _Columns:
    """The cells of a table whose columns are read whole, each distinct value once.

    Parameters
    ----------
    known : mapping of tuple of int to Coded
        Each column by its place, and two of them together.
    count : int
        How many records there are.
    """

    beyond = 0, 0, ""

    def __init__(self, known: dict[tuple[int, ...], Coded], count: int) -> None:
        self._known = known
        is_filled: npt.NDArray[np.bool_] = no(count)
        for coded in known.values():
            for codes in np.atleast_2d(coded.codes):
                is_filled = is_filled if is_filled.all() else is_filled | (codes > 0)
        self._rows = None if is_filled.all() else np.flatnonzero(is_filled)
        self.count = count if self._rows is None else len(self._rows)

    def line(self, row: int) -> int:
        """The record that a row is, from 1."""
        return int(row if self._rows is None else self._rows[row]) + 1

    def column(self, *places: int) -> Coded:
        """The cells of a column, or of the two that belong together."""
        found = self._known.get(places)
        if found is None:  # one of the two
            (place,) = places
            pair = next(each for each in self._known if place in each)
            both = self._known[pair]
            found = in_rows(Coded(both.codes[pair.index(place)], both.values))
        return found if self._rows is None else Coded(found.codes[..., self._rows], found.values)


def _columns_of(file: Any, broken: tuple[type[Exception], ...], ends: tuple[int, int]) -> _Columns | None:
    """The cells of a large table as columns; none where it is small or a column is of a kind that cannot be coded.

    The two columns of ``ends`` are coded together, beside all others.
    """
    if not is_large(file.metadata.num_rows):
        return None
    errors = broken + (OverflowError,)
    try:
        columns = file.read().columns
        others = [(place,) for place in range(len(columns)) if place not in ends]
        works = ((ends,), others)
        coded = together([partial(_all_coded, columns, places) for places in works])
        found = _Columns({**coded[0], **coded[1]}, file.metadata.num_rows)
    except errors:
        return None
    import pyarrow

    pyarrow.default_memory_pool().release_unused()  # it keeps what the table took, some hundred megabytes
    return found


def _all_coded(columns: list[Any], wanted: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], Coded]:
    return {places: _coded([columns[place] for place in places]) for places in wanted}


def _coded(columns: list[Any]) -> Coded:
    """A column, or several together, each distinct text once, in the order in which they come row by row."""
    import pyarrow

    if any(column.type != columns[0].type for column in columns):
        return _joined([_coded([column]) for column in columns])
    whole = pyarrow.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)
    coded = whole.dictionary_encode().combine_chunks()
    texts = _distinct_texts(coded.dictionary)
    codes = coded.indices
    if codes.null_count:
        codes, texts = codes.fill_null(len(texts)), [*texts, ""]
    found = codes.to_numpy(zero_copy_only=False)
    found = found.reshape(len(columns), -1) if len(columns) > 1 else found
    return in_rows(distinct(found, texts)) if len(columns) > 1 or _has_words(whole) else distinct(found, texts)


def _has_words(column: Any) -> bool:
    """Whether the file numbers the values of a column in an order of its own, and may have more than occur."""
    import pyarrow

    return bool(pyarrow.types.is_dictionary(column.type))


def _distinct_texts(values: Any) -> list[str]:
    import pyarrow

    if pyarrow.types.is_date32(values.type):
        return values.cast("string").to_pylist()  # type: ignore[no-any-return]
    return [
        value.strip() if type(value) is str and value[:1] != "#" else text_of(value).strip()
        for value in values.to_pylist()
    ]


def _joined(columns: list[Coded]) -> Coded:
    """Columns of several kinds together."""
    texts = list(chain.from_iterable(column.values for column in columns))
    before = np.cumsum([0, *(len(column.values) for column in columns)])
    codes = np.stack([column.codes + base for column, base in zip(columns, before, strict=False)])
    return in_rows(distinct(codes, texts))


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
