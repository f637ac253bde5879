"""Writing tables: CSV and TSV, Excel workbooks and Parquet, of relationships and of actors.

CSV and Parquet are pairs: ``OUT.csv`` has the relationships and ``OUT-actors.csv`` the actors. They are two files and
no archive, as a spreadsheet opens a file and no archive. The second one is written first: where ``OUT.csv`` is, its
actors are, too. No cell is ever a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.formats.lost import own_states, records_lost, words_lost
from netexplorer.graph.formats.stints import axis_of, stints_of
from netexplorer.graph.formats.tables_own import ACTORS, guarded, second
from netexplorer.graph.formats.tables_rows import Cell, Sheet, sheets_of
from netexplorer.graph.formats.tables_xlsx_write import workbook
from netexplorer.graph.schema import Dataset, Relationship

_BOM = b"\xef\xbb\xbf"  # or Excel takes the text for one of eight bits
_AT_ONCE = 1_000  # rows
_BATCH = 50_000
_SOME = 200_000  # records that are looked at for what is lost


def write_csv(dataset: Dataset, path: Path) -> None:
    """Write two tables of text, parted by tabs if the name ends with ``.tsv`` or ``.tab``, else by commas.

    Raises
    ------
    UserError
        When a file cannot be written there, or the second one would replace another table.
    """
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    relationships, actors = sheets_of(dataset)
    write_atomic(second(path, ACTORS, b"actor,", b"actor\t"), _text(actors, delimiter))
    write_atomic(path, _text(relationships, delimiter))


def _text(sheet: Sheet, delimiter: str) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in sheet.names])
    yield _BOM
    rows = iter(sheet.rows)
    while True:
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()
        some = [list(map(_cell, row)) for row in islice(rows, _AT_ONCE)]
        if not some:
            return
        writer.writerows(some)


def _cell(value: Cell) -> Cell:
    """A cell of text that is no formula; numbers stay numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else value


def write_xlsx(dataset: Dataset, path: Path) -> None:
    """Write a workbook with the sheets Relationships and Actors.

    Raises
    ------
    UserError
        When there are more rows than a sheet has, openpyxl is not installed, the name is that of an older kind of
        workbook, or the file cannot be written there.
    """
    if path.suffix.lower() in (".xls", ".xlsm"):
        raise UserError("workbooks are written as *.xlsx", where=path.name, hint="Give the file a name with .xlsx.")
    relationships, actors = sheets_of(dataset)
    write_atomic(path, workbook({"Relationships": relationships, "Actors": actors}, dataset.title))


def write_parquet(dataset: Dataset, path: Path) -> None:
    """Write two tables whose columns have types; dates are text, as precise and uncertain as they are.

    Raises
    ------
    UserError
        When pyarrow is not installed, or a file cannot be written there.
    """
    try:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]
        from pyarrow import parquet
    except ImportError:
        hint = "Install it (pip install pyarrow), or save the table as CSV."
        raise UserError("tables in Parquet need pyarrow, which is not installed", hint=hint) from None
    relationships, actors = sheets_of(dataset)
    for target, sheet in ((second(path, ACTORS, b"PAR1"), actors), (path, relationships)):
        types = {"integer": pyarrow.int64(), "double": pyarrow.float64(), "boolean": pyarrow.bool_()}
        kinds = ["integer" if kind == "long" else kind for kind in sheet.kinds]
        schema = pyarrow.schema(
            [(name, types.get(kind, pyarrow.string())) for name, kind in zip(sheet.names, kinds, strict=True)]
        )
        out = pyarrow.BufferOutputStream()
        rows = iter(sheet.rows)
        with parquet.ParquetWriter(out, schema, compression="zstd") as file:
            while some := list(islice(rows, _BATCH)):
                columns = [
                    pyarrow.array([_typed(value, kind) for value in column], type=field.type)
                    for column, kind, field in zip(zip(*some, strict=True), kinds, schema, strict=True)
                ]
                file.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
        write_atomic(target, out.getvalue().to_pybytes())


def _typed(value: Cell, kind: str) -> Any:
    if value is None or value == "":
        return None
    if kind == "integer":
        return int(value) if -(2**63) <= int(value) < 2**63 else None
    if kind == "double":
        return float(value)
    if kind == "boolean":
        return bool(value)
    text = _cell_text(value)
    return text.encode("utf-8", "replace").decode()


def _cell_text(value: Cell) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


# -- what is lost


def losses(dataset: Dataset) -> list[str]:
    """What of a dataset two tables cannot carry, a sentence each."""
    told = records_lost(dataset, "event", "disagreement", "lens", "story") + words_lost(dataset)
    declared = {actor.id for actor in dataset.actors}
    axis = axis_of(dataset)
    links = list(islice(dataset.relationships, _SOME))
    kept = [link.extra for link in links] + [actor.extra for actor in dataset.actors]
    kept += [values for link in links for change in link.changes for values in (change.values, change.extra)]
    found = (
        (own_states(dataset), "The order of the states is left out."),
        (dataset.sources, "Of a source only its address is kept, or its title where it has none, where it is cited."),
        (
            any("#" in each for link in links for change in link.changes for each in change.sources)
            or any("#" in each for actor in dataset.actors for each in actor.sources),
            "Which part of a source is cited is left out.",
        ),
        (
            dataset.title or dataset.description or dataset.licence or dataset.as_of or dataset.extra,
            "What is said of the dataset as a whole is left out: title, description, licence and date.",
        ),
        (dataset.time.unit, "The unit of its numbers is left out."),
        (any(actor.names for actor in dataset.actors), "Names in other languages become values of actors."),
        (
            any(isinstance(value, (bool, list, dict)) for each in kept for value in each.values()),
            "Values that are lists, true or false come back as text.",
        ),
        (
            any(link.source not in declared or link.target not in declared for link in links),
            "Relationships of actors that nobody declares are left out.",
        ),
        (any(_is_never(link, axis) for link in links), "Relationships that are in no state at any time are left out."),
    )
    return told + [sentence for is_so, sentence in found if is_so]


def _is_never(link: Relationship, axis: TimeAxis) -> bool:
    changes = link.changes
    return bool(changes) and all(each.until != "" for each in changes) and not any(stints_of(link, axis))


def losses_of_xlsx(dataset: Dataset) -> list[str]:
    """The same of a workbook, which has its limits."""
    limit = "Texts of more than 32,767 signs are cut."
    texts = (change.note for link in islice(dataset.relationships, _SOME) for change in link.changes)
    is_long = any(len(text) > 32_767 for text in texts) or any(len(a.description) > 32_767 for a in dataset.actors)
    return losses(dataset) + [limit] * is_long
