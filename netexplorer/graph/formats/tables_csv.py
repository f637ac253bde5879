"""Tables of text: values parted by commas, semicolons, tabs, bars or blanks, in any encoding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from msgspec.structs import replace

from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.tables_cut import columns_of
from netexplorer.graph.formats.tables_grid import (
    REGULAR,
    Grid,
    Numbered,
    delimiter_of,
    grid_of,
    is_binary,
    is_number,
    lines_of,
    records_of,
)
from netexplorer.graph.formats.tables_guess import shape_of
from netexplorer.graph.formats.tables_own import has_guards, without_guards
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_words import SOURCE, TARGET, WORDS, are_names, compact
from netexplorer.graph.formats.unpack import Source, decoded, encoding_of

_OTHERS = (b"<", b"{", b"%PDF", b"@", b"*", b"graph", b"digraph", b"strict")
_LONGEST_HEAD = 20_000  # bytes above a table
_NOTHING = b"\xef\xbb\xbf\0 \t\r\n"
_HINT = "A table has a row to a line, and the same sign between all cells; or give the delimiter in the mapping."


def sniff(head: bytes) -> bool:
    """Rows of equal width below names of columns that are commonly used, or below names of columns of numbers."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not text or text.startswith(_OTHERS) or is_binary(head):
        return False
    encoding = decoded(head)[1]
    lines = list(lines_of(head, encoding))
    lines = lines[:-1] if len(head) >= 16_000 and len(lines) > 2 else lines
    delimiter, share = delimiter_of(lines, are_names)
    if not delimiter or len(lines) < 2:
        return False
    whole = "\n".join(line.rstrip("\n") for line in lines).encode()
    grid = _grid(whole, "utf-8", delimiter, None, lambda *_: None, is_guarded=has_guards(whole))
    if not grid.is_named or not grid.sample or len(grid.names) < 2:
        return False
    words = {compact(name) for name in grid.names}
    is_known = bool(words & SOURCE and words & TARGET) or len(words & set(WORDS)) > 1
    if is_known and (share >= REGULAR or delimiter != " "):
        return True
    if shape_of(grid) == "matrix":
        return share >= REGULAR
    columns = [grid.column(place) for place in range(len(grid.names))]
    regular = [column for column in columns if len(column) >= REGULAR * len(grid.sample)]
    has_numbers = any(sum(map(is_number, column)) * 2 >= len(column) > 1 for column in columns)
    return has_numbers and len(regular) > 1 and share >= (0.5 if delimiter == " " else REGULAR)


def grids(source: Source, plan: Plan, told: Callable[[int, str], None]) -> list[tuple[str, Grid]]:
    """The one table of a text.

    Raises
    ------
    UserError
        When it is empty, binary, in another format, or plain text.
    """
    data = source.data
    if not (data[:400].strip(_NOTHING) or data.strip(_NOTHING)):
        raise refuse(source, "this file is empty")
    if is_binary(data):
        raise refuse(source, "this file is no text, and so no table of text", "Export it as CSV or XLSX.")
    encoding = plan.encoding or encoding_of(data)
    _must_be_table(source, data)
    delimiter, share = plan.delimiter, 1.0
    if not delimiter:
        delimiter, share = delimiter_of(lines_of(data, encoding), are_names)
    is_guarded = has_guards(data)
    grid = _grid(data, encoding, delimiter or ",", plan.header, told, is_guarded=is_guarded)
    if grid.sample and not is_guarded:
        line, width = grid.sample[0][0], len(grid.names)
        cells = partial(columns_of, data, encoding, delimiter, width, line, grid.is_named)
        grid = replace(grid, columned=lambda _: cells())
    grid = replace(grid, delimiter=delimiter)
    if not plan.delimiter and not plan.roles and _is_prose(grid, share):
        raise refuse(source, "this is plain text and no table, as its lines have no columns in common", _HINT)
    if not grid.sample and not grid.is_named:
        raise refuse(source, "this table has no rows")
    return [("", grid)]


_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:[#%][^\r\n]*)?(?:\r\n|\r|\n))*+")


def bare_header(data: bytes, delimiter: str) -> bytes:
    """The same bytes, in which the last comment above the table is none if it has the names of its columns."""
    match = _HEAD.match(data[:_LONGEST_HEAD])
    lines = match[0].split(b"\n") if match is not None else []
    last = next((line for line in reversed(lines) if line.strip()), b"")
    names = decoded(last.lstrip(b"\xef\xbb\xbf#% \t"))[0].split(delimiter)
    below = data[len(match[0]) :].split(b"\n", 1)[0] if match is not None else b""
    if len(names) < 2 or not are_names(names) or len(decoded(below)[0].split(delimiter)) < len(names):
        return data
    start = match[0].rindex(last)  # type: ignore[index]
    sign = len(last) - len(last.lstrip(b"\xef\xbb\xbf#% \t"))
    return data[:start] + b" " * sign + data[start + sign :]


def _grid(
    data: bytes, encoding: str, delimiter: str, header: bool | None, told: Callable[[int, str], None], *,
    is_guarded: bool,
) -> Grid:  # fmt: skip
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"#", b"%")):
        data = bare_header(data, delimiter)
    records: Callable[[], Iterator[Numbered]] = records_of(data, encoding, delimiter, told)
    if is_guarded:
        bare, records = records, lambda: without_guards(bare())
    return grid_of(records, header, are_names, delimiter=delimiter, encoding=encoding)


def _must_be_table(source: Source, data: bytes) -> None:
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise refuse(source, "this is a web page and no table", "Download the file itself, not the page about it.")
    if head.startswith((b"<?xml", b"<!doctype")):
        raise refuse(source, "this is XML and no table", "Give it the suffix of its format, such as .gexf or .graphml.")
    if head.startswith((b'{"', b'[{"', b"{\n", b"{\r", b"[\n", b"[\r")):
        raise refuse(source, "this is JSON and no table", "Give it the suffix .json.")


def _is_prose(grid: Grid, share: float) -> bool:
    """Whether lines are sentences: of one column without a name, or of ever other numbers of cells with many words."""
    if not grid.delimiter:
        return not grid.is_named
    if grid.is_named and (share >= REGULAR or are_names(grid.names)):
        return False
    rows = grid.cells
    if shape_of(grid):
        return False
    cells = [cell for row in islice(rows, 200) for cell in row if cell.strip()]
    if not cells:
        return not grid.is_named
    words = sum(len(cell.split()) for cell in cells) / len(cells)
    has_numbers = sum(is_number(cell.strip()) for cell in cells) * 5 >= len(cells)
    return share < (0.5 if has_numbers else 0.8) or (share < REGULAR and words > 4) or (words > 8 and not has_numbers)
