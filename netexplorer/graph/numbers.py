"""Numbers as they are read."""

from __future__ import annotations


def number_text(number: int) -> str:
    """A count with a thin space between its thousands."""
    return f"{number:,}".replace(",", "\u2009")
