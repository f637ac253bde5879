"""Tables in JSON: lists of records or of rows, columns by name, results of SPARQL, projects of Palladio, neighbours.

A reader of networks in JSON comes first; what is none of them may be a table, and is read as those of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from netexplorer.graph.formats.bounds import WIDEST_SHEET
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.jsontext import compact, parsed, paths_of
from netexplorer.graph.formats.tables_grid import Grid, Numbered, Row, grid_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_words import are_names
from netexplorer.graph.formats.unpack import Source

Table = tuple[str, bool | None, Callable[[], Iterator[Row]]]  # its name, whether its first row is a header, its rows
_LOOKED_AT = 50  # records that show what all are
_FEWEST = 2  # columns
_DEEPEST = 2  # records inside those of a table whose keys are columns, too
_BINDINGS = {"head.vars[]", "results.bindings[]"}
_MIDNIGHT = "T00:00:00Z"  # Wikidata has days so
_SPLIT = {"columns[]", "data[]"}


def sniff(head: bytes) -> bool:
    """Whether a JSON file is a list of rows, or of records that have no others inside, or a result of SPARQL."""
    paths = paths_of(head)
    inner = {path for path in paths if path.startswith("[].")}
    is_flat = bool(inner) and not any("." in path[3:] or path.endswith("[]") for path in inner)
    return is_flat or "[][]" in paths or paths >= _BINDINGS or paths >= _SPLIT


def looks_like_json(head: bytes) -> bool:
    """Whether a text begins as JSON does, and no table of text."""
    return bool(paths_of(head))


def grids(source: Source, plan: Plan, told: Callable[..., Any]) -> list[tuple[str, Grid]]:
    """The tables of a JSON file, with their names.

    Raises
    ------
    UserError
        When it is no JSON, or there is no table in it.
    """
    found = tables_of(parsed(source))
    if not found:
        raise refuse(
            source, "this is JSON, and there is no table in it", "A table is a list of records that have the same keys."
        )
    made = [(name, _grid(rows, plan.header if is_named is None else is_named)) for name, is_named, rows in found]
    return [(name, grid) for name, grid in made if grid.names]


def _grid(rows: Callable[[], Iterator[Row]], header: bool | None) -> Grid:
    def records() -> Iterator[Numbered]:
        return enumerate(rows(), 1 - bool(header))

    return grid_of(records, header, are_names, where="record")


def tables_of(data: Any) -> list[Table]:
    """The tables that a decoded file is; none if it is none."""
    if isinstance(data, list):
        return [table] if (table := _of_list("", data)) is not None else []
    if not isinstance(data, dict):
        return []
    if found := _of_bindings(data) or _of_split(data) or _of_neighbours(data) or _of_columns(data):
        return [found]
    files = data.get("files")
    lists: Iterable[tuple[str, Any]] = data.items()
    if isinstance(files, list) and any(isinstance(each, dict) and "data" in each for each in files):
        lists = [(str(each.get("label", "")), each.get("data")) for each in files if isinstance(each, dict)]
    tables = (_of_list(name, value) for name, value in lists if isinstance(value, list))
    return [table for table in tables if table is not None]


# -- lists


def _of_list(name: str, data: list[Any]) -> Table | None:
    head = [each for each in data[:_LOOKED_AT] if each is not None]
    if not head:
        return None
    if all(isinstance(each, list) for each in head):
        is_wide = max(len(each) for each in head) >= _FEWEST
        is_flat = not any(isinstance(cell, (list, dict)) for each in head for cell in each)
        return (name, None, partial(_of_rows, data)) if is_wide and is_flat else None
    if not all(isinstance(each, dict) for each in head):
        return None
    columns = _columns(data)
    return (name, True, partial(_of_records, data, columns)) if len(columns) >= _FEWEST else None


def _of_rows(data: list[Any]) -> Iterator[Row]:
    for each in data:
        if isinstance(each, list):
            yield [cell_of(value) for value in each[:WIDEST_SHEET]]


def _columns(data: list[Any]) -> list[str]:
    """The keys of all records, in the order in which they are met."""
    found: dict[str, None] = {}
    for record in data:
        if isinstance(record, dict):
            found.update(dict.fromkeys(flat(record)))
    return list(islice(found, WIDEST_SHEET))


def _of_records(data: list[Any], columns: list[str]) -> Iterator[Row]:
    yield columns
    for record in data:
        if isinstance(record, dict):
            cells = flat(record)
            yield [cells.get(column, "") for column in columns]


def flat(record: dict[Any, Any], left: int = _DEEPEST) -> dict[str, str]:
    """The cells of a record by name, with those of records in it behind the names of these."""
    found: dict[str, str] = {}
    for key, given in record.items():
        value = plain(given)
        if isinstance(value, dict) and left:
            found.update((f"{key} {inner}", cell) for inner, cell in flat(value, left - 1).items())
        else:
            found[str(key)] = cell_of(value)
    return found


def plain(value: Any) -> Any:
    """A value without what some databases put around it: ``{"$date": …}``, ``{"@type": …, "@value": …}``."""
    while isinstance(value, dict) and 0 < len(value) <= _FEWEST:
        key = "@value" if "@value" in value else next(iter(value))
        if key != "@value" and not (len(value) == 1 and isinstance(key, str) and key.startswith("$")):
            break
        value = value[key]
    return value


def cell_of(value: Any) -> str:
    """A value as the text of a cell."""
    value = plain(value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        return "; ".join(cell_of(each) for each in value)
    return compact(value)


# -- objects


def _of_bindings(data: dict[str, Any]) -> Table | None:
    """What an endpoint of SPARQL answers."""
    head, results = data.get("head"), data.get("results")
    names, rows = (
        (head.get("vars") if isinstance(head, dict) else None),
        (results or {}).get("bindings") if isinstance(results, dict) else None,
    )
    if not isinstance(names, list) or not isinstance(rows, list):
        return None

    def records() -> Iterator[Row]:
        yield [str(name) for name in names]
        for row in rows:
            cells = [row.get(name) if isinstance(row, dict) else None for name in names]
            yield [
                cell_of(cell.get("value")).removesuffix(_MIDNIGHT) if isinstance(cell, dict) else "" for cell in cells
            ]

    return "", True, records


def _of_split(data: dict[str, Any]) -> Table | None:
    """Names of columns beside rows, as pandas and data portals have them."""
    names = data.get("columns", data.get("fields"))
    rows = data.get("data", data.get("rows", data.get("records", data.get("values"))))
    if (
        not isinstance(names, list)
        or not isinstance(rows, list)
        or not all(isinstance(each, list) for each in rows[:_LOOKED_AT])
    ):
        return None
    heads = [
        next((str(each[key]) for key in ("name", "label", "id", "title") if key in each), "")
        if isinstance(each, dict)
        else cell_of(each)
        for each in names
    ]
    return "", True, lambda: iter([heads, *_of_rows(rows)])


def _of_columns(data: dict[str, Any]) -> Table | None:
    """Lists of the same length by the names of columns, or objects with the same keys."""
    values = list(data.values())
    if len(values) < _FEWEST:
        return None
    if all(isinstance(each, dict) for each in values):
        values = [list(each.values()) for each in values if list(each) == list(values[0])]
    if len(values) != len(data) or not all(isinstance(each, list) and len(each) == len(values[0]) for each in values):
        return None
    if not values[0] or any(isinstance(cell, (list, dict)) for each in values for cell in each[:_LOOKED_AT]):
        return None

    def records() -> Iterator[Row]:
        yield list(map(str, data))
        for row in zip(*values, strict=True):
            yield [cell_of(cell) for cell in row]

    return "", True, records


def _of_neighbours(data: dict[str, Any]) -> Table | None:
    """The neighbours of each by name: ``{"Ann": ["Bob"]}``, ``{"Ann": {"Bob": 3}}``, or with a record for the 3."""
    values = list(data.values())
    if not values or not (
        all(isinstance(each, list) for each in values) or all(isinstance(each, dict) for each in values)
    ):
        return None
    inner = [list(each) for each in values]
    if any(isinstance(name, (list, dict)) for each in inner for name in each[:_LOOKED_AT]):
        return None
    if not any(name in data for each in inner for name in map(cell_of, each)):
        return None
    ties = [
        (one, cell_of(other), each[other] if isinstance(each, dict) else {})
        for (one, each) in data.items()
        for other in each
    ]
    abouts = [about if isinstance(about, dict) else {"weight": about} for _, _, about in ties]
    columns = _columns(abouts)

    def records() -> Iterator[Row]:
        yield ["source", "target", *columns]
        for (one, other, _), about in zip(ties, abouts, strict=True):
            cells = flat(about)
            yield [one, other, *(cells.get(column, "") for column in columns)]

    return "", True, records
