"""A file of tables, of whichever format: which of them are read, how they are guessed, and what draft they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.formats import tables_csv, tables_json, tables_ods, tables_parquet, tables_write, tables_xlsx
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.estimate import must_have_room, of_foreign
from netexplorer.graph.formats.foreign import reader, refuse
from netexplorer.graph.formats.reading import Progress, Reading, Wish
from netexplorer.graph.formats.row import Format
from netexplorer.graph.formats.tables_grid import Grid
from netexplorer.graph.formats.tables_guess import guess_plan
from netexplorer.graph.formats.tables_own import ACTORS, beside, own_plan
from netexplorer.graph.formats.tables_panel import turned
from netexplorer.graph.formats.tables_plan import Plan, as_mapping, must_have, plan_of
from netexplorer.graph.formats.tables_read import TableReader
from netexplorer.graph.formats.tables_sheets import Named, Sheet, matrices
from netexplorer.graph.formats.unpack import Source, unpacked

_KINDS = (
    ("Table (Parquet)", tables_parquet.sniff, tables_parquet.grids),
    ("OpenDocument spreadsheet", tables_ods.sniff, tables_ods.grids),
    ("Excel workbook", tables_xlsx.sniff, tables_xlsx.grids),
    ("Table (JSON)", tables_json.looks_like_json, tables_json.grids),
)
Grids = Callable[[Source, Plan, Callable[..., Any]], list[tuple[str, Grid]]]
MOST_FAULTS = 20  # of one kind that are told one by one
_NO_FORMULAS = "Formulas are never worked out here; save the file in a spreadsheet program, which does it."


class Opened(Struct, frozen=True):
    """The tables of a file before it is known how they are read.

    Parameters
    ----------
    format : str
        What the format is called.
    names : tuple of str
        Of all sheets that have cells.
    found : tuple of (str, Grid)
        Those of them that may be read.
    faults : dict
        The lines of quotes that are not closed, and their texts; by sheet and cell formulas that have no value.
        More of them are found while rows are read.
    """

    format: str
    names: tuple[str, ...]
    found: tuple[tuple[str, Grid], ...]
    faults: dict[int | str, str]


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the tables of a file: nodes first, so that edges find them.

    Raises
    ------
    UserError
        When there is no table in it, or the mapping does not fit.
    """
    given = plan_of(ask.mapping)
    opened = open_tables(source, given, ask.network)
    sheets = planned(source, opened, given)
    total = sum(_rows_of(source, grid) for _, grid, _ in sheets)
    return draft_of(source, opened, sheets, given, total, progress, cancelled)


def read_sources(sources: list[Source], where: str, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
    """Read several files of tables as the sheets of one workbook.

    Raises
    ------
    UserError
        As ``read``.
    """

    def read_all(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
        given = plan_of(ask.mapping)
        faults: dict[int | str, str] = {}
        found = [(PurePosixPath(each.name).stem, grid) for each in sources
                 for _, grid in _kind_of(each)[1](each, given, faults.setdefault)]  # fmt: skip
        names = tuple(name for name, _ in found)
        opened = Opened("Tables in an archive", names, tuple(_turned(each, given) for each in found), faults)
        total = sum(each.lines for each in sources)
        return draft_of(source, opened, planned(source, opened, given), given, total, progress, cancelled)

    must_have_room(sum(of_foreign(each) for each in sources), where)
    return reader(read_all)(Source(where, b"", where), progress, cancelled, ask)


def draft_of(
    source: Source, opened: Opened, sheets: list[Sheet], given: Plan, total: int, progress: Progress, cancelled: Wish
) -> Draft:
    """What some sheets, of about ``total`` rows, say when they are read as planned.

    Raises
    ------
    UserError
        When a rule of the plan does not fit.
    """
    draft = Draft(opened.format)
    draft.mapping = as_mapping(main_sheet(sheets, given)[2])
    work, named = TableReader(draft, progress, cancelled, total), Named(draft, sheets)
    for name, grid, plan in sorted(sheets, key=lambda each: each[2].table == "edges"):
        _tell_plan(draft, name, grid, plan, given)
        try:
            work.read(grid, plan)
        except UserError as error:
            raise refuse(source, error.what, error.hint) if not error.where else error from None
        named.read(name, plan)
    if unread := [name for name, _ in opened.found if name not in {sheet for sheet, _, _ in sheets}]:
        names = ", ".join(unread[:5])
        draft.bent(
            "other-sheets", f"Sheets that say nothing of these relationships are not read ({names}).", len(unread)
        )
    _tell_faults(draft, opened.faults)
    draft.records = (len(draft.actors), work.edges)
    return draft


def guess(source: Source, ask: Ask = Ask()) -> dict[str, Any]:
    """How a file would be read, in the form in which a mapping is given: to be printed, edited and given back.

    Raises
    ------
    UserError
        As ``read``.
    """
    given = plan_of(ask.mapping)
    return as_mapping(main_sheet(planned(source, open_tables(source, given, ask.network), given), given)[2])


def open_tables(source: Source, given: Plan, network: str) -> Opened:
    """The tables of a file, all of them or that which is asked for.

    Raises
    ------
    UserError
        When there is none.
    """
    faults: dict[int | str, str] = {}
    format, grids = _kind_of(source)
    found = grids(source, given, faults.setdefault)
    return Opened(
        format,
        tuple(name for name, _ in found),
        tuple(_turned(each, given) for each in _wanted(source, found, network)),
        faults,
    )


def _kind_of(source: Source) -> tuple[str, Grids]:
    """What the format is called, and what gives the tables of a file in it."""
    kinds = (each for each in _KINDS if each[1](source.data[:16_384]))
    format, _, grids = next(kinds, ("Table (CSV)", None, tables_csv.grids))
    return format, grids


def planned(source: Source, opened: Opened, given: Plan) -> list[Sheet]:
    """The sheets that make one network, and how each is read: that with the columns of the mapping as it says.

    Raises
    ------
    UserError
        When no column of any names an actor, or none has the columns of the mapping.
    """
    named = columns_of(given)
    if not any(named <= set(grid.names) for _, grid in opened.found):
        must_have(given, opened.found[0][1].names)
    others = replace(given, table="", roles={}, prefixes={}, states=None) if named else given
    sheets = [
        (name, grid, guess_plan(grid, given if named <= set(grid.names) else others)) for name, grid in opened.found
    ]
    sheets = [each for each in sheets if is_usable(each[2])]
    if not sheets:
        raise refuse(source, "no column of this table names an actor", "Say in a mapping which columns do.")
    return [*_beside(source, sheets), *_combined(sheets)]


def main_sheet(sheets: list[Sheet], given: Plan) -> Sheet:
    """The last sheet that has the columns of the mapping; without one the last of relationships."""
    return next((each for each in reversed(sheets) if columns_of(given) <= set(each[1].names)), sheets[-1])


def columns_of(given: Plan) -> set[str]:
    """The columns that a mapping names."""
    attribute = given.states.attribute if given.states is not None else ""
    return {*given.roles, *filter(None, (attribute,))}


def _beside(source: Source, sheets: list[Sheet]) -> list[Sheet]:
    """The actors of a table of relationships that we wrote as one of two files."""
    if len(sheets) > 1 or source.path is None or (own := own_plan(sheets[0][1].names)) is None or own.table != "edges":
        return []
    path = beside(source.path.with_name(source.name))
    if not path.is_file():
        return []
    found = _kind_of(source)[1](unpacked(path), Plan(), lambda *_: None)
    plans = ((grid, own_plan(grid.names)) for _, grid in found)
    return [(path.name, grid, plan) for grid, plan in plans if plan is not None and plan.table == "nodes"]


def _turned(sheet: tuple[str, Grid], given: Plan) -> tuple[str, Grid]:
    """A sheet with a relationship to a row, unless the mapping is about its columns as they stand."""
    name, grid = sheet
    is_as_it_stands = given.table in ("matrix", "adjacency", "nodes") or own_plan(grid.names) is not None
    made = None if is_as_it_stands else turned(grid)
    return (name, made) if made is not None and set(given.roles) <= set(made.names) else sheet


def _wanted(source: Source, found: list[tuple[str, Grid]], network: str) -> list[tuple[str, Grid]]:
    if not found:
        raise refuse(source, "there is no cell in this file")
    if not network.strip():
        return found
    folded, wanted = [name.casefold() for name, _ in found], network.strip().casefold()
    if wanted in folded:
        return [found[folded.index(wanted)]]
    if wanted.isdigit() and 0 < int(wanted) <= len(found):
        return [found[int(wanted) - 1]]
    shown = ", ".join(f"{k} {name}".strip() for k, (name, _) in enumerate(found[:20], 1))
    raise refuse(source, f"there is no sheet '{network}' in this file", f"It has {shown}.")


def is_usable(plan: Plan) -> bool:
    """Whether it names actors."""
    roles = set(plan.roles.values())
    return plan.table in ("matrix", "adjacency") or {"source", "target"} <= roles or "id" in roles


def _combined(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets that make one network: those of edges with those of nodes, or else the first."""
    edges = [each for each in sheets if each[2].table != "nodes"]
    nodes = [each for each in sheets if each[2].table == "nodes"]
    if not edges:
        return nodes[:1]
    if edges[0][2].table != "edges":
        return matrices(edges)
    edges = [each for each in edges if each[2].table == "edges"]
    edges = [each for each in edges if each[1].is_named] or edges  # beside tables, sheets without a header are notes
    return [*(each for each in nodes if own_plan(each[1].names) or _shares_ids(each, edges)), *edges]


def _shares_ids(nodes: Sheet, edges: list[Sheet]) -> bool:
    """Whether a sheet of nodes has the actors that edges name."""
    _, grid, plan = nodes
    ids = set(grid.column(grid.names.index(plan.columns("id")[0])))
    for _, other, how in edges:
        for role in ("source", "target"):
            if ids & set(other.column(other.names.index(how.columns(role)[0]))):
                return True
    return False


def _rows_of(source: Source, grid: Grid) -> int:
    return source.lines if grid.encoding else len(grid.sample)


def _tell_faults(draft: Draft, faults: dict[int | str, str]) -> None:
    quotes = [(number, text) for number, text in faults.items() if isinstance(number, int)]
    for number, text in quotes[:MOST_FAULTS]:
        draft.tell("warning", "open-quote", f"line {number}", f"A quote is not closed in '{text[:60]}'.",
                   "It is read as a sign like any other; close it, or double it.")  # fmt: skip
    cells = [(place, text) for place, text in faults.items() if isinstance(place, str)]
    for place, text in cells[:MOST_FAULTS]:
        draft.tell("warning", "formula-without-value", place,
                   f"The formula '{text[:60]}' has no value that the program kept; the cell is read as empty.",
                   _NO_FORMULAS)  # fmt: skip
    if (more := len(cells) - MOST_FAULTS) > 0:
        draft.bent("formula-without-value", "Further cells with a formula have no value and are read as empty.", more)


def _tell_plan(draft: Draft, name: str, grid: Grid, plan: Plan, given: Plan) -> None:
    """What was guessed, in one sentence."""
    shown = [
        f"'{column}' is the {role.replace('_', ' ')}"
        for column, role in plan.roles.items()
        if role not in ("value", "ignore")
    ]
    sheet = f"Sheet '{name}'" if name else "The table"
    head = {"edges": "has a relationship to a row", "nodes": "has an actor to a row"}.get(
        plan.table, f"is {'a matrix' if plan.table == 'matrix' else 'a list of neighbours'}"
    )
    sentence = f"{sheet} {head}" + (f": {', '.join(shown[:12])}." if shown else ".")
    if "table-roles" in draft.rules:  # of another sheet
        draft.tell("note", "table-roles", name, sentence)
    else:
        draft.bent("table-roles", sentence)
    if not grid.is_named and given.header is None and plan.table != "adjacency":
        draft.bent("no-header", "The first row names no columns, and is read as all others.")
    if plan.table == "edges" and given.directed is None and "direction" not in plan.roles.values():
        draft.bent("direction-guessed", f"Relationships are read as {'directed' if plan.directed else 'mutual'}.")


TABLES = (
    Format(
        "parquet",
        "Table (Parquet)",
        (".parquet", ".pq"),
        tables_parquet.sniff,
        reader(read),
        tables_write.write_parquet,
        tables_write.losses,
        ACTORS,
    ),
    Format("ods", "OpenDocument spreadsheet", (".ods",), tables_ods.sniff, reader(read)),
    Format(
        "xlsx",
        "Excel workbook",
        (".xlsx", ".xlsm", ".xls"),
        tables_xlsx.sniff,
        reader(read),
        tables_write.write_xlsx,
        tables_write.losses_of_xlsx,
    ),
    Format(
        "csv",
        "Table (CSV, TSV)",
        (".csv", ".tsv", ".tab"),
        tables_csv.sniff,
        reader(read),
        tables_write.write_csv,
        tables_write.losses,
        ACTORS,
    ),
)
