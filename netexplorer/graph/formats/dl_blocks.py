"""The block matrices of UCINET's data language: values for all cells of some rows and columns at once.

A block is said by ``rows``, ``cols``, ``value`` and perhaps ``diagonal``; what is said later of a cell counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_WORD = re.compile(
    r"(?P<key>rows?|cols?|columns?|val(?:ue)?|diag(?:onal)?)\b\s*[:=]?"
    r"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<range>to\b|-)|(?P<all>all\b)"
    r'|"(?P<quoted>[^"]*)"|(?P<label>[^\s,;="]+)',
    re.IGNORECASE,
)
_KEYS = {"r": "rows", "c": "cols", "v": "value", "d": "diagonal"}
MOST_CELLS = 50_000_000


def cells_of_blocks(
    text: str, rows: int, columns: int, place: Callable[[str, bool], int]
) -> dict[tuple[int, int], str]:
    """The values of the cells, by row and column from 0.

    Parameters
    ----------
    place : callable
        The place, from 0, of a row or (True) a column that is named by its label; below 0 if there is none.
    """
    cells: dict[tuple[int, int], str] = {}
    block: dict[str, list[str]] = {}

    def fill() -> None:
        if "value" not in block or not block["value"]:
            return
        across = list(_places(block.get("cols", ["all"]), columns, lambda word: place(word, True)))
        for row in _places(block.get("rows", ["all"]), rows, lambda word: place(word, False)):
            for column in across:
                value = block["diagonal"][0] if row == column and block.get("diagonal") else block["value"][0]
                if len(cells) < MOST_CELLS:
                    cells[row, column] = value

    key = ""
    for match in _WORD.finditer(text):
        if match["key"]:
            key = _KEYS[match["key"][0].lower()]
            if key in ("rows", "cols") and block.get("value"):
                fill()
                block = {}
            block[key] = []
        elif key:
            block[key].append("to" if match["range"] else match["quoted"] or match[0])
    fill()
    return cells


def _places(words: list[str], size: int, place: Callable[[str], int]) -> Iterator[int]:
    """The places that a list such as ``1 to 3, 5`` or ``all`` names."""
    at = 0
    while at < len(words):
        if words[at].casefold() == "all":
            yield from range(size)
        else:
            first = last = _place(words[at], place)
            if at + 2 < len(words) and words[at + 1] == "to":
                at += 2
                last = _place(words[at], place)
            yield from (each for each in range(first, last + 1) if 0 <= each < size)
        at += 1


def _place(word: str, place: Callable[[str], int]) -> int:
    return int(word) - 1 if word.isdigit() and len(word) < 10 else place(word)
