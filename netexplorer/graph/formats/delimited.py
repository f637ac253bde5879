"""Rows of delimited text by the ``csv`` module, and by hand where a cell is longer than it takes.

The module refuses cells of more than 131 072 characters unless the whole process is told another limit, which other
code may rely on. So the limit stays as it is, and the one row that is refused is cut into cells here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

Row = list[str]
Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL or csv.QUOTE_NONE
_INSIDE = re.compile(r'(?:[^"]++|"")*+')  # of quotes; doubled ones are signs like any other
_TOO_LONG = "field larger than field limit"


def rows_of(
    lines: Iterable[str],
    delimiter: str,
    *,
    quoting: Quoting = csv.QUOTE_MINIMAL,
    skips_blanks: bool = False,
    strict: bool = False,
) -> Iterator[tuple[int, Row]]:
    """The number of the last line, from 1, and the cells of each row, as ``csv.reader`` cuts them.

    Parameters
    ----------
    skips_blanks : bool
        Blanks behind a delimiter do not belong to the cell.
    strict : bool
        Raise where a quote is wrong.

    Raises
    ------
    csv.Error
        As the module does, but for cells of any length.
    """
    taken: list[str] = []  # the lines of the row that is being read
    count = 0

    def remembered() -> Iterator[str]:
        nonlocal count
        for line in lines:
            count += 1
            taken.append(line)
            yield line

    rest = remembered()
    rows = csv.reader(rest, delimiter=delimiter, skipinitialspace=skips_blanks, quoting=quoting, strict=strict)
    while True:
        taken.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if not str(error).startswith(_TOO_LONG):
                raise
            row = by_hand(list(taken), rest, delimiter, quoting=quoting, skips_blanks=skips_blanks)
        yield count, row


def by_hand(
    taken: list[str], more: Iterator[str], delimiter: str, *, quoting: Quoting = 0, skips_blanks: bool = False
) -> Row:
    """One row with cells of any length, in time that grows with its own length only.

    Parameters
    ----------
    taken : list of str
        Its first lines, at least one.
    more : iterator of str
        The lines behind them, of which as many are taken as belong to it.
    """
    coming = chain(taken, more)
    text, at = next(coming), 0
    row: Row = []
    while True:
        while skips_blanks and text.startswith(" ", at):
            at += 1
        parts: list[str] = []
        if quoting == csv.QUOTE_MINIMAL and text.startswith('"', at):
            text, at = _quoted(text, at + 1, parts, coming)
        end = text.find(delimiter, at)
        parts.append(text[at:end] if end >= 0 else text[at:].rstrip("\r\n"))
        row.append("".join(parts))
        if end < 0:
            return row
        at = end + 1


def _quoted(text: str, at: int, parts: list[str], coming: Iterator[str]) -> tuple[str, int]:
    """Take what stands in quotes, over lines if need be; the line on which it ends, and the place behind the quote."""
    while True:
        inside = _INSIDE.match(text, at)
        assert inside is not None  # it matches nothing at all, too
        parts.append(inside[0].replace('""', '"'))
        if inside.end() < len(text):
            return text, inside.end() + 1
        line = next(coming, None)
        if line is None:
            return "", 0
        text, at = line, 0
