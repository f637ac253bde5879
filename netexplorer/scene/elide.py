"""Text of a dataset made fit for one line: no line breaks, and shortened with an ellipsis where it would run out."""

from __future__ import annotations

from netexplorer.scene.primitives import Measure

ELLIPSIS = "…"
LONGEST = 400  # characters looked at; more never fits on a line


def one_line(text: str) -> str:
    """The text without line breaks, tabs, runs of spaces or control characters."""
    text = text[:LONGEST]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


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
