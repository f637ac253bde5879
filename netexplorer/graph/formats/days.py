"""Days as ``2021-11-01``, which most dates of most files are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import DAY, Precision, tick_of
from netexplorer.graph.formats.draft import Instant
from netexplorer.graph.periods import days_in

_EPOCH = date(1970, 1, 1).toordinal()
_NONE = frozenset(("0001-01-01", "2999-12-31"))  # what databases write for none, beside days of the year 9999
_FIRST, _LAST, _NEVER = tick_of(1, 1, 2), tick_of(9998, 12, 31), tick_of(2999, 12, 31)


def day_of(text: str) -> Instant | None:
    """The day that a text is, in a tenth of the time that all ways to write a date take; none if it is another one."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    if text[:4] == "9999" or text in _NONE:
        return None
    try:
        tick = (date.fromisoformat(text).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None
    return Instant(text, tick, tick + DAY, Precision.DAY)


def days_among(values: Sequence[Any]) -> tuple[npt.NDArray[np.int64], list[Instant]]:
    """Which of many values ``day_of`` takes for a day, and these days."""
    rows, ticks = days_in(values)
    is_day = (ticks >= _FIRST) & (ticks <= _LAST) & (ticks != _NEVER)
    rows, ticks = rows[is_day], ticks[is_day]
    bounds = zip(rows.tolist(), ticks.tolist(), strict=True)
    return rows, [Instant(values[row], tick, tick + DAY, Precision.DAY) for row, tick in bounds]
