"""The columns of a large table, each numbered once, on two processors."""

from __future__ import annotations

from threading import Lock

from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.tables_cut import CellColumns
from netexplorer.graph.gather import Coded
from netexplorer.graph.threads import together


class Wholes:
    """Columns with all their rows.

    Parameters
    ----------
    table : CellColumns
        The cells.
    width : int
        How many columns there are.
    """

    def __init__(self, table: CellColumns, width: int, progress: Progress, cancelled: Wish) -> None:
        self._table, self._width = table, width
        self._progress, self._cancelled = progress, cancelled
        self._known: dict[tuple[int, ...], Coded] = {}
        self._turn = Lock()

    def number(self, ends: tuple[int, int], others: set[int]) -> None:
        """Number two columns together, beside all others that are certainly needed.

        Raises
        ------
        Cancelled
            When that was wished.
        """
        together([lambda: self.of(*ends), lambda: [self.of(place) for place in sorted(others - {*ends})]])

    def of(self, *places: int) -> Coded:
        """The cells of a column, or of several together."""
        known = self._known.get(places)
        if known is None:
            stop_if(self._cancelled)
            known = self._table.column(*places)
            with self._turn:  # or one thread would tell of less than the other has told of
                self._known[places] = known
                self._progress(min(len(self._known) / max(self._width, 1), 1.0))
        return known
