"""Writing a workbook: every text is a text, whatever it begins with, and every number a number."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.formats.tables_own import guarded
from netexplorer.graph.formats.tables_rows import Cell, Sheet

MOST_ROWS = 1_048_576  # of a sheet, with its header
MOST_SIGNS = 32_767  # of a cell
_EXACT = 2**53  # whole numbers beyond it lose digits in a spreadsheet
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"label": 40, "note": 50, "sources": 40, "description": 50, "start": 13, "end": 13, "source_name": 26,
           "target_name": 26, "name": 28}  # fmt: skip


def workbook(sheets: Mapping[str, Sheet], title: str) -> bytes:
    """A workbook of some sheets, by their names.

    Raises
    ------
    UserError
        When a sheet has more rows than a workbook can hold, or openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise UserError("Excel workbooks need openpyxl", hint="Install it, or save the table as CSV.") from None
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = _clean(title), "netexplorer"
    for name, sheet in sheets.items():
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        for place, each in enumerate(sheet.names, 1):
            page.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(each, 16)
        page.append([_cell(page, each, is_head=True) for each in sheet.names])
        for number, row in enumerate(sheet.rows, 2):
            if number > MOST_ROWS:
                page.close()
                raise UserError(f"a sheet holds at most {MOST_ROWS - 1:,} rows, and there are more of {name.lower()}",
                                hint="Write CSV or Parquet instead.")  # fmt: skip
            page.append([_cell(page, value) for value in row])
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return out.getvalue()


def _cell(page: Any, value: Cell, *, is_head: bool = False) -> Any:
    """A value as openpyxl takes it; what could be taken for a formula or an error is marked as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        value = str(value)
    if not isinstance(value, str) or not value:
        return value or None if isinstance(value, str) else value
    text = _clean(value)[:MOST_SIGNS]
    is_odd = guarded(text) != text
    if not (is_head or is_odd or text.startswith("#")):
        return text
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.styles import Font  # type: ignore[import-untyped, unused-ignore]

    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    if is_odd:
        cell.quotePrefix = True  # or it becomes one as soon as somebody edits it
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
