"""Sheets of an Excel workbook: the values that its cells show, never their formulas, and no macros."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import ParseError

from netexplorer.graph.formats.bounds import WIDEST_SHEET
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.tables_grid import Grid, Numbered, grid_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_sound import counted, must_be_plain, must_unpack
from netexplorer.graph.formats.tables_words import are_names
from netexplorer.graph.formats.unpack import Source

OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
           EOFError, OSError, NotImplementedError, RuntimeError, SyntaxError, AssertionError,
           OverflowError, MemoryError)  # fmt: skip


def sniff(head: bytes) -> bool:
    """A zip whose first members are those of a workbook, or an old or locked one, which is refused in a sentence."""
    return head.startswith(OLE) or (head.startswith(b"PK\x03\x04") and (b"xl/" in head or b"[Content_Types]" in head))


def grids(source: Source, plan: Plan, told: Callable[..., Any]) -> list[tuple[str, Grid]]:
    """The sheets of a workbook that have cells, with their names.

    Raises
    ------
    UserError
        When it is broken, old, locked, or unpacks to far too much.
    """
    if source.data.startswith(OLE):
        raise refuse(
            source, "this workbook is locked by a password or of the old kind (.xls)", "Save it as .xlsx without one."
        )
    must_unpack(source)
    must_be_plain(source)
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise refuse(source, "Excel workbooks need openpyxl", "Install it, or save the table as CSV.") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
            sheets = list(book.worksheets)
    except _BROKEN as error:
        raise refuse(source, f"this workbook is broken ({error})") from None
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    found = [
        (
            sheet.title,
            grid_of(
                filled_down(_records(sheet, source), _spans(sheet, told)),
                plan.header,
                are_names,
                where=f"{sheet.title}, row",
            ),
        )
        for sheet in shown
    ]
    return [(name, grid) for name, grid in found if grid.names]


def _records(sheet: Any, source: Source) -> Callable[[], Iterator[Numbered]]:
    def records() -> Iterator[Numbered]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                sheet.reset_dimensions()
                taken = 0
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    taken = counted(taken, len(row), sheet.title)
                    cells = [text_of(value) for value in row[:WIDEST_SHEET]]
                    while cells and not cells[-1]:
                        cells.pop()
                    yield number, cells
        except _BROKEN as error:
            raise refuse(source, f"the sheet '{sheet.title}' is broken ({error})") from None

    return records


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_FORMULA = re.compile(  # and a value that is not there; of a text, "" is a value
    rb'<(?:\w+:)?c (?![^>]*t="str")[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CHUNK = 1 << 20
MOST_FORMULAS = 1_000  # without a value that are counted


def _spans(sheet: Any, told: Callable[..., Any]) -> dict[tuple[int, int], int]:
    """Cells that are merged over several rows: the row and the column (from 1 and 0) of the first, and the last row.

    On the way ``told`` is told each cell with a formula whose value the program did not keep.
    """
    end, formulas = b"", 0
    try:
        with sheet._get_source() as file:  # as it is packed: merges are told behind all rows, which openpyxl leaves out
            while chunk := file.read(_CHUNK):
                end = end[-_CHUNK:] + chunk
                for place, text in _FORMULA.findall(end) if formulas < MOST_FORMULAS and b"<f" in end else ():
                    formulas += 1
                    told(f"{sheet.title}, cell {place.decode()}", "=" + unescape(text.decode("utf-8", "replace")))
    except _BROKEN:
        return {}
    spans = {}
    for letters, first, last in _MERGED.findall(end):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if int(last) > int(first):
            spans[int(first), column - 1] = int(last)
    return spans


def filled_down(
    records: Callable[[], Iterator[Numbered]], spans: dict[tuple[int, int], int]
) -> Callable[[], Iterator[Numbered]]:
    """Records in which every row has what is merged over several; nothing is filled where the row has a cell."""

    def filled() -> Iterator[Numbered]:
        open_: dict[int, tuple[int, str]] = {}  # by column, until which row which text
        for number, row in records():
            for column, (last, text) in list(open_.items()):
                if number > last:
                    del open_[column]
                elif column >= len(row) or not row[column]:
                    row.extend([""] * (column + 1 - len(row)))
                    row[column] = text
            for column, text in enumerate(row):
                if text and (last := spans.get((number, column), 0)):
                    open_[column] = last, text
            yield number, row

    return filled


def text_of(value: Any) -> str:
    """The value of a cell as text: whole numbers without a fraction, days without a time, errors as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value.startswith("#") and value.endswith(("!", "?", "/A")) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        is_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_day else value.replace(microsecond=0).isoformat()
    return str(value)
