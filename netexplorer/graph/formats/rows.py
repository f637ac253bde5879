"""Rows of texts without a header: how their cells are parted, what is no row, and what the columns look like."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from netexplorer.graph.formats.clock import Scale, clock_of
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.watch import time_of

COMMENTS = ("%", "#", "//")
_MOST_TOLD = 20
_SAMPLE = 20_000
_DATE = re.compile(r"\"?-?[\dX#]{4}-[\dX#]{1,2}(?:-[\dX#]{1,2}(?:[T ].*)?)?\"?|\"?####\"?")

Cells = list[str]


def is_number(text: str) -> bool:
    """Whether a cell is a finite number."""
    return not isinstance(time_of(text), str)


def is_date(text: str) -> bool:
    """Whether a cell is a date with at least a month, perhaps with ``#`` for what is not known."""
    return bool(_DATE.fullmatch(text.strip()))


def delimiter_of(lines: Sequence[str]) -> str | None:
    """What parts the cells: a tab where it parts texts, a comma or semicolon that is in every line, else any space."""
    rows = lines[1:] or lines  # the first may only count
    if lines and all("\t" in line for line in rows):
        is_plain = all(is_number(word) for line in lines for word in line.split())
        return None if is_plain else "\t"
    for mark in ";,":
        if lines and all(mark in line for line in rows):
            return mark
    return None


def cells_of(line: str, delimiter: str | None) -> Cells:
    """The cells of a line, without the space around them."""
    if delimiter is None:
        return line.split()
    cells = [cell.strip() for cell in line.split(delimiter)]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def is_comment(line: str) -> bool:
    """Whether a line says something about the file instead of being a row of it."""
    return line.lstrip().startswith(COMMENTS)


def width_of(rows: Iterable[Cells]) -> int:
    """How many cells most rows have."""
    common = Counter(map(len, rows)).most_common(1)
    return common[0][0] if common else 0


def of_width(rows: Iterable[tuple[int, Cells]], width: int, draft: Draft) -> Iterator[tuple[int, Cells]]:
    """The rows that have so many cells; of a first one that only counts, and of all others, it is told."""
    bad, is_first = 0, True
    for number, cells in rows:
        if len(cells) == width:
            yield number, cells
        elif is_first and len(cells) < width and all(cell.isdecimal() for cell in cells):
            draft.bent("count-line", f"A first line that only counts is no row ({' '.join(cells)}).")
        else:
            bad += 1
            if bad <= _MOST_TOLD:
                shown = " ".join(cells)[:80]
                what = f'"{shown}" has {len(cells)} columns and not {width}; it is left out.'
                draft.tell("warning", "bad-line", f"line {number}", what)
        is_first = False
    if bad > _MOST_TOLD:
        what = f"{bad - _MOST_TOLD} more rows have not {width} columns; they are left out."
        draft.tell("warning", "bad-line", "the whole file", what)


class Column:
    """What the cells of one column are like, as far as a sample of them shows."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells[:: max(1, len(cells) // _SAMPLE)]

    @cached_property
    def numbers(self) -> list[float]:
        """The cells as numbers; empty if any is none."""
        found = []
        for cell in self.cells:
            at = time_of(cell)
            if not isinstance(at, (int, float)):
                return []
            found.append(float(at))
        return found

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The different cells."""
        return frozenset(self.cells)

    @cached_property
    def is_whole(self) -> bool:
        """All are whole numbers."""
        return bool(self.numbers) and all(number.is_integer() for number in self.numbers)

    @cached_property
    def is_dates(self) -> bool:
        """Nearly all are dates of more than a year."""
        return sum(map(is_date, self.cells)) >= 0.95 * len(self.cells) > 0

    @property
    def can_be_ids(self) -> bool:
        """They may name nodes: whole numbers from 0, or texts that are no dates."""
        return (self.is_whole and self.low >= 0) or (not self.numbers and not self.is_dates)

    @property
    def low(self) -> float:
        """The smallest number."""
        return min(self.numbers, default=math.nan)

    @property
    def high(self) -> float:
        """The largest number."""
        return max(self.numbers, default=math.nan)

    @cached_property
    def is_sorted(self) -> bool:
        """They never fall, and rise at least twice."""
        pairs = zip(self.numbers, self.numbers[1:], strict=False)
        return len(self.distinct) > 2 and bool(self.numbers) and all(one <= other for one, other in pairs)

    @cached_property
    def is_epoch(self) -> bool:
        """They are all about as large as seconds or milliseconds since 1970, or dates."""
        seconds, millis = self.low >= 1e8 and self.high < 5e9, self.low >= 1e11 and self.high < 5e12
        return self.is_dates or (bool(self.numbers) and (seconds or millis))

    @cached_property
    def is_calendar(self) -> bool:
        """They are years, months, days or instants of the calendar, as far as numbers show it."""
        return self.is_dates or (
            bool(self.numbers) and clock_of(self.numbers).scale not in (Scale.WHOLE, Scale.NUMBERS)
        )

    def alike(self, other: Column) -> float:
        """The share of the different cells that both columns have."""
        return len(self.distinct & other.distinct) / max(1, len(self.distinct | other.distinct))

    def never_above(self, other: Column) -> bool:
        """Each is at most the one in the other column, row by row; and not always the same."""
        pairs = list(zip(self.numbers, other.numbers, strict=False))
        return bool(pairs) and all(one <= two for one, two in pairs) and any(one < two for one, two in pairs)
