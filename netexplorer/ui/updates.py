"""One pass after a change: one frame for everybody, and nobody draws what did not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from netexplorer.scene.frame import Frame
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.ui.kit import ALL_REASONS, Reasons, reasons_between


class Part(Protocol):
    """A part of the window that shows a frame."""

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show ``frame``; ``reasons`` is what is different from the frame before."""


class Updates(QObject):
    """Gathers what has changed until the event loop is free, then updates the parts that can be seen.

    A part that cannot be seen is told everything it missed when it is. Parts that are added as ``late`` wait for
    :meth:`let_in`, so that the first picture does not wait for them.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._parts: list[tuple[Part, Callable[[], bool]]] = []
        self._due: list[set[str]] = []
        self._late: set[int] = set()
        self.before: list[Callable[[Reasons], None]] = []
        self.after: list[Callable[[Reasons], None]] = []
        self._reasons: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.flush)
        session.changed.append(self._changed)

    def add(self, part: Part, seen: Callable[[], bool], *, late: bool = False) -> None:
        """Have ``part`` told of changes while ``seen()``; it is told everything first."""
        if late:
            self._late.add(len(self._parts))
        self._parts.append((part, seen))
        self._due.append(set(ALL_REASONS))

    def let_in(self) -> None:
        """The first picture is drawn: tell the late parts."""
        if self._late:
            self._late.clear()
            self.flush()

    def close(self) -> None:
        """Hear no more of the session."""
        self._timer.stop()
        if self._changed in self._session.changed:
            self._session.changed.remove(self._changed)

    def _changed(self, old: ViewState, new: ViewState) -> None:
        self.mark(reasons_between(old, new))

    def mark(self, reasons: Reasons) -> None:
        """Something has changed; the pass follows soon."""
        self._reasons.update(reasons)
        for due in self._due:
            due.update(reasons)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """The pass itself; also called by whoever cannot wait."""
        self._timer.stop()
        reasons, self._reasons = frozenset(self._reasons), set()
        for call in self.before:
            call(reasons)
        frame = self._session.frame()
        for place, ((part, seen), due) in enumerate(zip(self._parts, self._due, strict=True)):
            if due and place not in self._late and seen():
                told = frozenset(due)
                due.clear()
                part.apply(frame, told)
        for call in self.after:
            call(reasons)
