"""Days as ``2021-11-01``, which most dates of most files are."""

from __future__ import annotations

from datetime import date

from netexplorer.graph.dates import DAY, Precision
from netexplorer.graph.formats.draft import Instant

_EPOCH = date(1970, 1, 1).toordinal()
_NONE = frozenset(("0001-01-01", "2999-12-31"))  # what databases write for none, beside days of the year 9999


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
