"""Numbers as tables have them: with points or commas for decimals, and with signs between thousands."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)?\.\d+([eE][+-]?\d+)?|-?\d+[eE][+-]?\d+")
_COMMA = re.compile(r"-?\d+,\d+")
_BY_COMMA = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")  # 1,234.5
_BY_POINT = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")  # 1.234,5
_BY_BLANK = re.compile(r"-?\d{1,3}(['’\u00a0\u202f]\d{3})+([.,]\d+)?")  # 1'234.5
_SIGNS = re.compile("['’\u00a0\u202f]")


def reader_of(cells: list[str], delimiter: str = "") -> Callable[[str], Any]:
    """How the cells of a column become values: numbers where all are, and text where any is none or begins with 0.

    Where 1,234 could be either, it has thousands in tables that commas part, in which it had to be quoted.
    """
    if not cells:
        return str
    if all(_WHOLE.fullmatch(cell) for cell in cells):
        return lambda cell: int(cell) if _WHOLE.fullmatch(cell) else cell
    if grouped := _of_thousands(cells, delimiter):
        return grouped
    if all(_WHOLE.fullmatch(cell) or _DECIMAL.fullmatch(cell) for cell in cells):
        return _float
    if all(_COMMA.fullmatch(cell) or _WHOLE.fullmatch(cell) for cell in cells):
        return lambda cell: _float(cell.replace(",", "."))
    return str


def _of_thousands(cells: list[str], delimiter: str) -> Callable[[str], Any] | None:
    """How to read numbers with a sign between their thousands; None if they have none."""
    has_both = any("." in cell and "," in cell for cell in cells)
    if any(map(_BY_BLANK.fullmatch, cells)) and all(map(_is_plain, (_SIGNS.sub("", cell) for cell in cells))):
        return lambda cell: _number(_SIGNS.sub("", cell).replace(",", "."))
    if _are_grouped(cells, _BY_COMMA, ",") and (delimiter == "," or has_both):
        return lambda cell: _number(cell.replace(",", "")) if _is_one(cell, _BY_COMMA) else cell
    if _are_grouped(cells, _BY_POINT, ".") and has_both:
        return lambda cell: _number(cell.replace(".", "").replace(",", "."))
    return None


def _are_grouped(cells: list[str], pattern: re.Pattern[str], sign: str) -> bool:
    """Whether all are numbers, some of them with this sign between thousands, and none with it elsewhere."""
    other = "." if sign == "," else ","
    return any(map(pattern.fullmatch, cells)) and all(
        _is_one(cell, pattern) or (sign not in cell and _is_plain(cell.replace(other, "."))) for cell in cells
    )


def _is_one(cell: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(cell) is not None or _is_plain(cell)


def _is_plain(cell: str) -> bool:
    return any(pattern.fullmatch(cell) for pattern in (_WHOLE, _DECIMAL, _COMMA))


def _number(cell: str) -> Any:
    return int(cell) if _WHOLE.fullmatch(cell) else _float(cell)


def _float(cell: str) -> Any:
    if not (_DECIMAL.fullmatch(cell) or _WHOLE.fullmatch(cell)):
        return cell
    number = float(cell)
    return number if math.isfinite(number) else cell
