"""Work that is done piece by piece, each in its own turn of the event loop, so that keys and clicks get between."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Whoever has something to do soon stands in line; one is served in each turn of the event loop.

    The timer is begun anew after each piece: what came due while a piece was done is served before the next.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: dict[Hashable, Callable[[], object]] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._serve)

    def later(self, who: Hashable, what: Callable[[], object]) -> None:
        """Do ``what`` in a turn to come; who stands in line already keeps its place and has this done instead."""
        self._line[who] = what
        if not self._timer.isActive():
            self._timer.start()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    def _serve(self) -> None:
        what = self._line.pop(next(iter(self._line)))
        try:
            what()
        finally:
            if self._line:
                self._timer.start()
