"""Whether a text is a range of dates, or another time that takes two dates to write."""

from __future__ import annotations

from functools import lru_cache

from netexplorer.errors import UserError
from netexplorer.graph.formats.clock import Clock, Scale, is_unstated, number_of
from netexplorer.graph.formats.draft import Period
from netexplorer.graph.formats.wordings import stretch


@lru_cache(maxsize=65_536)
def is_range(text: str) -> bool:
    """Whether a text is a range such as 1991–2003 or since 2004."""
    if is_unstated(text) or number_of(text) is not None:
        return False
    try:
        at = Clock(Scale.TEXT).read(text)
    except UserError:
        return False
    return isinstance(at, Period) and at.is_range


@lru_cache(maxsize=65_536)
def is_stretch(text: str) -> bool:
    """Whether a text takes two dates to write, as a quarter or a range does."""
    return any(map(str.isdigit, text)) and stretch(text, Clock(Scale.TEXT).edtf) is not None


@lru_cache(maxsize=65_536)
def is_date(text: str) -> bool:
    """Whether a text is a date or a range of dates, and has figures."""
    if not any(map(str.isdigit, text)) or is_unstated(text):
        return False
    try:
        return Clock(Scale.TEXT).read(text) is not None
    except UserError:
        return False
