"""Text of a dataset made fit for one line: no line breaks, and shortened with an ellipsis where it would run out."""

from __future__ import annotations

from netexplorer.graph.plain import plain
from netexplorer.scene.primitives import Measure

ELLIPSIS = "…"
SEPARATORS = (" · ", " → ", " ↔ ", ", ")
LONGEST = 400  # characters looked at; more never fits on a line


def one_line(text: str) -> str:
    """The text without line breaks, tabs, runs of spaces or control characters."""
    return " ".join(plain(text[:LONGEST]).split())


def elide_px(text: str, most_px: float, measure: Measure, size_px: float, weight: int = 400) -> str:
    """The longest beginning of ``text`` that fits into ``most_px`` with its ellipsis; empty if not even that fits."""
    text = one_line(text)
    if measure(text, size_px, weight) <= most_px:
        return text
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + ELLIPSIS, size_px, weight) <= most_px:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:–-") + ELLIPSIS if low else ""


def elide_middle_px(
    text: str, most_px: float, measure: Measure, size_px: float, weight: int = 400, *, least: int = 4
) -> str:
    """``text`` shortened in its middle, so that what tells two like names apart, their end, is still read.

    What stands after the last " · ", arrow or comma stays whole if that takes no more than half of the room, else the
    last third of what fits stays. At least ``least`` characters of the beginning stay.
    """
    text = one_line(text)
    if measure(text, size_px, weight) <= most_px:
        return text
    tail = _tail(text)
    if not tail or measure(tail + ELLIPSIS, size_px, weight) > most_px / 2:
        shown = elide_px(text, most_px, measure, size_px, weight)
        tail = text[len(text) - len(shown) // 3 :].lstrip()
    head = text[: len(text) - len(tail)]
    low, high = 0, len(head)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(head[:middle].rstrip() + ELLIPSIS + tail, size_px, weight) <= most_px:
            low = middle
        else:
            high = middle - 1
    if low < least:
        return elide_px(text, most_px, measure, size_px, weight)
    return head[:low].rstrip() + ELLIPSIS + tail


def _tail(text: str) -> str:
    """The end of a name from its last separator on, that included."""
    at = max(text.rfind(mark) for mark in SEPARATORS)
    return text[at:].lstrip() if at > 0 else ""


def elide_chars(text: str, most: int) -> str:
    """At most so many characters, cut between words where a word ends in the second half."""
    text = one_line(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if text[most - 1] != " ":
        space = cut.rfind(" ")
        cut = cut[:space] if space >= most // 2 else cut
    return cut.rstrip(" ,;:–-") + ELLIPSIS
