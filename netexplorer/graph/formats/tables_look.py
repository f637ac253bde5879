"""The first rows of a file of tables: what its columns are taken for, and what these rows say when read so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Wish, nowhere
from netexplorer.graph.formats.rules import obey
from netexplorer.graph.formats.tables_file import (
    TABLES,
    Opened,
    draft_of,
    main_sheet,
    open_tables,
    planned,
)
from netexplorer.graph.formats.tables_grid import Grid, Numbered
from netexplorer.graph.formats.tables_guess import guess_plan
from netexplorer.graph.formats.tables_plan import Plan, plan_of
from netexplorer.graph.formats.tables_sheets import Sheet
from netexplorer.graph.formats.unpack import Source, decoded, head_of, unpacked

IDS = frozenset(("jsontable", *(known.id for known in TABLES)))
SAMPLE_BYTES = 4_000_000  # of a text


class Look(Struct, frozen=True, eq=False):
    """What a file of tables looks like.

    Parameters
    ----------
    format : str
        What the format is called.
    sheets : tuple of str
        The names of all that have cells; one without a name is empty.
    sheet : str
        That which is shown.
    grid, plan
        Of it.
    draft : Draft, optional
        What the first rows say; absent if they cannot be read so.
    trouble : UserError, optional
        Why they cannot.
    is_whole : bool
        There are no more rows.
    """

    format: str
    sheets: tuple[str, ...]
    sheet: str
    grid: Grid
    plan: Plan
    draft: Draft | None = None
    trouble: UserError | None = None
    is_whole: bool = True


def first_of(path: Path, format_id: str) -> tuple[Source, bool]:
    """The first bytes of a text, up to the end of a line, or all of a workbook; and whether that is all there is.

    Raises
    ------
    UserError
        When the file cannot be read.
    """
    if format_id != "csv":
        return unpacked(path), True
    name, data = head_of(path, SAMPLE_BYTES)
    is_whole = len(data) < SAMPLE_BYTES
    if not is_whole:
        encoding = decoded(data)[1]
        line_end = "\n".encode(encoding if encoding.endswith(("le", "be")) else "utf-8")
        data = data[: data.rfind(line_end) + len(line_end)] or data
    return Source(name, data, path.name, path), is_whole


def look(source: Source, ask: Ask, most: int, cancelled: Wish) -> Look:
    """Look at the first ``most`` rows of each sheet.

    Raises
    ------
    UserError
        When there is no table in it, or the mapping is not understood.
    Cancelled
        When that was wished.
    """
    given = plan_of(ask.mapping)
    opened = _opened(source, given, ask.network)
    ends: list[bool] = []
    found = tuple((name, replace(grid, rows=_first(grid, most, ends), columned=None)) for name, grid in opened.found)
    opened = replace(opened, found=found)
    draft, trouble = None, None
    sheets: list[Sheet] = []
    try:
        sheets = planned(source, opened, given)
        draft = draft_of(source, opened, sheets, given, most * len(sheets), nowhere, cancelled)
        obey(draft, ask.mapping)
    except UserError as error:
        draft, trouble = None, error
    name, grid, plan = main_sheet(sheets, given) if sheets else _unplanned(opened, given)
    return Look(opened.format, opened.names, name, grid, plan, draft, trouble, not any(ends))


def _opened(source: Source, given: Plan, network: str) -> Opened:
    try:
        return open_tables(source, given, network)
    except UserError:
        if given.delimiter:
            raise
    return open_tables(source, replace(given, delimiter=","), network)  # what looks like prose is shown as one column


def _first(grid: Grid, most: int, ends: list[bool]) -> Callable[[], Iterator[Numbered]]:
    """The first rows; ``ends`` is told each time whether there are more."""

    def rows() -> Iterator[Numbered]:
        every = grid.rows()
        yield from islice(every, most)
        ends.append(next(every, None) is not None)

    return rows


def _unplanned(opened: Opened, given: Plan) -> Sheet:
    name, grid = opened.found[0]
    kept = {column: role for column, role in given.roles.items() if column in grid.names}
    return name, grid, guess_plan(grid, replace(given, roles=kept))
