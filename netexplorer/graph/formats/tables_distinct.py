"""The distinct rows that a table has in some of its columns, so that each is asked only once what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from netexplorer.graph.distinct import first_rows, firsts, occurring
from netexplorer.graph.formats.links import Codes
from netexplorer.graph.gather import Coded

_MOST_COUNTED = 1 << 22  # combinations that have a table; more of them are sorted


class Distinct(NamedTuple):
    """Distinct rows of some columns.

    Attributes
    ----------
    codes : int (n,)
        The number of each row of the table.
    turn : list of int
        The numbers in the order in which they come first.
    cells : list of list of str
        For each column the cells of the distinct rows, in that order.
    """

    codes: npt.NDArray[np.signedinteger[npt.NBitBase]]
    turn: list[int]
    cells: list[list[str]]

    def through(self, answers: Sequence[int]) -> Codes:
        """What each row of the table says, given what the distinct ones do."""
        table = np.zeros(max(self.turn, default=0) + 1, dtype=np.int32)
        table[self.turn] = answers
        found: Codes = table[self.codes]
        return found

    def made(self, width: int, places: Sequence[int]) -> list[list[str]]:
        """The distinct rows, with cells at the places of these columns only."""
        rows = []
        for cells in zip(*self.cells, strict=True):
            row = [""] * width
            for place, cell in zip(places, cells, strict=True):
                row[place] = cell
            rows.append(row)
        return rows


def distinct_rows(columns: Sequence[Coded], *, are_whole: bool) -> Distinct:
    """The distinct rows of one or several columns.

    Parameters
    ----------
    are_whole : bool
        They have all rows of the table, so that cells are numbered as they come, but for the empty one.
    """
    if len(columns) == 1 and are_whole:
        (column,) = columns
        turn = _turn(column)
        return Distinct(column.codes, turn, [[column.values[code] for code in turn]])
    codes = columns[0].codes
    for column in columns[1:]:
        codes = _renumbered(codes.astype(np.int64) * len(column.values) + column.codes)
    first = first_rows(codes, int(codes.max(initial=0)) + 1)
    cells = [[column.values[code] for code in column.codes[first].tolist()] for column in columns]
    return Distinct(codes, codes[first].tolist(), cells)


def in_rows(column: Coded) -> Coded:
    """The same column, or k columns (k, n), with values numbered as they come row by row, but for the empty one.

    Values that do not come are left out.
    """
    codes = np.atleast_2d(column.codes)
    most = len(column.values)
    first = np.minimum.reduce([firsts(part, most) * len(codes) + k for k, part in enumerate(codes)])
    first[0] = -1  # the empty one, whether it comes or not
    turn = np.argsort(first, kind="stable")[: int(np.count_nonzero(first < codes.size))]
    place = np.zeros(most, dtype=np.int32)
    place[turn] = np.arange(turn.size, dtype=np.int32)
    return Coded(place[column.codes], [column.values[code] for code in turn.tolist()])


def _turn(column: Coded) -> list[int]:
    """The codes that occur in the order in which they come first, which is theirs but for that of empty cells."""
    codes = column.codes
    turn = list(range(1, len(column.values)))
    if codes.size and (at := int(codes.argmin())) >= 0 and not codes[at]:
        turn.insert(int(codes[:at].max(initial=0)), 0)
    return turn


def _renumbered(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Codes without gaps between them."""
    most = int(codes.max(initial=0)) + 1
    if most > _MOST_COUNTED:
        return np.unique(codes, return_inverse=True)[1]
    return (np.cumsum(occurring(codes, most)) - 1)[codes]
