"""The only thread crossing: workers post calls, the window's thread runs them."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

Call = Callable[[], None]


class Bridge(QObject):
    """Runs on its own thread what any thread posts, in the order of posting.

    The bridge is made on the window's thread; ``post`` may be called from everywhere and returns at once.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Call) -> None:
        """Have ``call`` run on the bridge's thread, after what is already waiting there."""
        if self._open:
            self._posted.emit(call)

    def close(self) -> None:
        """Drop what still waits: nothing may touch a window that is gone."""
        self._open = False

    def _run(self, call: Call) -> None:
        if self._open:
            call()


def report_exceptions(report: Callable[[str], None]) -> Callable[[], None]:
    """Send every exception that rises out of a Qt slot to stderr and, as one sentence, to ``report``.

    Returns
    -------
    callable
        Puts the former handler back.
    """
    former = sys.excepthook

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        if issubclass(kind, Exception):
            report(f"Internal error, please report it: {kind.__name__}: {error}")

    sys.excepthook = handle

    def restore() -> None:
        sys.excepthook = former

    return restore
