"""Sheets of an OpenDocument spreadsheet: the values that its cells hold, never their formulas, and no macros."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from netexplorer.graph.formats.bounds import MOST_SHEET_ROWS, WIDEST_SHEET
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.markup import stride
from netexplorer.graph.formats.tables_grid import Grid, Numbered, Row, grid_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_sound import counted, must_be_plain, must_unpack
from netexplorer.graph.formats.tables_words import are_names
from netexplorer.graph.formats.tables_xlsx import filled_down
from netexplorer.graph.formats.unpack import Source

_OFFICE, _TABLE, _TEXT = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("office", "table", "text"))
_SHEET, _ROW, _CELL, _COVERED = (f"{_TABLE}{n}" for n in ("table", "table-row", "table-cell", "covered-table-cell"))
_LOOK = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_STYLE, _PROPERTIES = f"{_LOOK}style", f"{_LOOK}table-properties"
_PARAGRAPH, _BLANKS, _BREAK, _NOTE = f"{_TEXT}p", f"{_TEXT}s", f"{_TEXT}line-break", f"{_OFFICE}annotation"
_BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError,
           NotImplementedError, RuntimeError)  # fmt: skip


def sniff(head: bytes) -> bool:
    """A zip that begins with its type, packed or not, or has the part that every such file has."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    if b"application/vnd.oasis.opendocument" in head[:200]:
        return b"opendocument.spreadsheet" in head[:200]
    return b"mimetype" in head[:60] or b"content.xml" in head


def grids(source: Source, plan: Plan, told: Callable[..., Any]) -> list[tuple[str, Grid]]:
    """The sheets that have cells, with their names.

    Raises
    ------
    UserError
        When the file is broken, locked, or unpacks to far too much.
    """
    must_unpack(source)
    must_be_plain(source)
    names = list(enumerate((name, hidden) for name, hidden, _ in _cells(source, names_only=True)))
    shown = [(place, name) for place, (name, hidden) in names if not hidden]
    found = []
    for place, name in shown or [(place, name) for place, (name, _) in names]:
        records = _records(source, place, told)
        grid = grid_of(records, plan.header, are_names, where=f"{name}, row")
        if grid.names:
            found.append((name, grid))
    return found


def _records(source: Source, sheet: int, told: Callable[..., Any]) -> Callable[[], Iterator[Numbered]]:
    def records() -> Iterator[Numbered]:
        for _, number, row in _cells(source, only=sheet, spans=spans, told=told):
            yield number, row

    spans: dict[tuple[int, int], int] = {}  # found while rows are read, each before its row
    return filled_down(records, spans)


def _cells(
    source: Source,
    *,
    only: int | None = None,
    names_only: bool = False,
    spans: dict[tuple[int, int], int] | None = None,
    told: Callable[..., Any] = lambda *_: None,
) -> Iterator[tuple[str, int, Row]]:
    """The name of the sheet, the number and the cells of each row of one sheet or of all.

    ``names_only``: the name of each sheet, 1 if it is hidden, and no cells.
    """
    rows, taken = _Rows(only, names_only, {} if spans is None else spans, told), 0
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive, archive.open("content.xml") as file:
            while chunk := file.read(rows.wanted):
                rows.feed(chunk)
                while rows.ready:
                    name, number, row, times = rows.ready.popleft()
                    if row and number + times - 1 > MOST_SHEET_ROWS:
                        raise refuse(source, f"the sheet '{name}' has more than {MOST_SHEET_ROWS:,} rows")
                    taken = counted(taken, times * len(row), name)
                    for k in range(times):
                        yield name, number + k, list(row)
                if rows.is_over:
                    return
            rows.feed(b"", is_last=True)
    except _BROKEN as error:
        raise refuse(source, f"this spreadsheet is broken ({error})") from None


class _Rows:
    """Turns pieces of ``content.xml`` into rows; what repeats a blank is not unfolded."""

    def __init__(
        self, only: int | None, names_only: bool, spans: dict[tuple[int, int], int], told: Callable[..., Any]
    ) -> None:
        self._spans = spans
        self._told = told
        self._formula = ""
        self._style, self._hidden = "", set[str]()  # of sheets
        self._span = 1
        self.ready: deque[tuple[str, int, Row, int]] = deque()
        self.is_over = False
        self.wanted, self._at = 1 << 18, -1  # bytes to be fed with next
        self._only = only
        self._names_only = names_only
        self._sheet, self._name, self._number = -1, "", 1
        self._depth = 0  # of sheets in one another
        self._row: Row = []
        self._times, self._cell_times = 1, 1
        self._value: str | None = None
        self._text: list[str] = []
        self._in_text, self._in_note = 0, 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Read on."""
        self._parser.Parse(chunk, is_last)
        self.wanted, self._at = stride(self._parser, self.wanted, self._at)

    @property
    def _is_wanted(self) -> bool:
        return not self._names_only and self._depth == 1 and self._only in (None, self._sheet)

    def _start(self, tag: str, about: dict[str, str]) -> None:
        if tag == _SHEET:
            self._depth += 1
            if self._depth == 1:
                self._sheet, self._number = self._sheet + 1, 1
                self._name = about.get(f"{_TABLE}name", f"Sheet {self._sheet + 1}")
                if self._names_only:
                    is_hidden = about.get(f"{_TABLE}style-name") in self._hidden
                    self.ready.append((self._name, int(is_hidden), [], 1))
        elif tag in (_STYLE, _PROPERTIES):
            self._look(tag, about)
        elif not self._is_wanted:
            return
        elif tag == _ROW:
            self._row, self._times = [], _count(about.get(f"{_TABLE}number-rows-repeated"))
        elif tag in (_CELL, _COVERED):
            self._cell_times = _count(about.get(f"{_TABLE}number-columns-repeated"))
            self._value, self._text = _value_of(about), []
            self._span = _count(about.get(f"{_TABLE}number-rows-spanned"))
            self._formula = about.get(f"{_TABLE}formula", "") if f"{_OFFICE}value-type" not in about else ""
        elif tag == _NOTE:
            self._in_note += 1
        elif tag == _PARAGRAPH:
            self._in_text += 1
            if self._text:
                self._text.append("\n")
        elif tag in (_BLANKS, _BREAK):
            self._characters(" " * min(_count(about.get(f"{_TEXT}c")), 100) if tag == _BLANKS else "\n")

    def _look(self, tag: str, about: dict[str, str]) -> None:
        """How sheets look, which is told before them: some are not shown."""
        if tag == _STYLE:
            self._style = about.get(f"{_LOOK}name", "") if about.get(f"{_LOOK}family") == "table" else ""
        elif self._style and about.get(f"{_TABLE}display") == "false":
            self._hidden.add(self._style)

    def _end(self, tag: str) -> None:
        if tag == _SHEET:
            self._depth -= 1
            self.is_over = self._depth == 0 and self._only == self._sheet
        elif not self._is_wanted:
            return
        elif tag == _NOTE:
            self._in_note -= 1
        elif tag == _PARAGRAPH:
            self._in_text -= 1
        elif tag in (_CELL, _COVERED):
            cell = "".join(self._text).strip() if self._value is None else self._value
            if self._formula and not cell:
                place = f"{column_letters(len(self._row))}{self._number}"
                self._told(f"{self._name}, cell {place}", self._formula.removeprefix("of:"))
            if self._span > 1:
                self._spans[self._number, len(self._row)] = self._number + self._span - 1
            self._row += [cell] * max(min(self._cell_times, WIDEST_SHEET - len(self._row)), 0)
        elif tag == _ROW:
            while self._row and not self._row[-1]:
                self._row.pop()
            if self._row:
                self.ready.append((self._name, self._number, self._row, self._times))
            self._number += self._times

    def _characters(self, text: str) -> None:
        if self._in_text and not self._in_note and self._is_wanted:
            self._text.append(text)


def column_letters(place: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    place, letters = place + 1, ""
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _count(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdigit() and len(text) < 9 else 1


def _value_of(about: dict[str, str]) -> str | None:
    """The value of a cell by its type; None where it is the text that the cell shows."""
    kind = about.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        value = about.get(f"{_OFFICE}value", "")
        return value.removesuffix(".0")
    if kind == "date":
        return about.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return about.get(f"{_OFFICE}boolean-value", "")
    return about.get(f"{_OFFICE}string-value")
