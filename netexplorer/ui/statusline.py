"""The line at the bottom: the date, the counts, how things went in the last year, and how sure all this is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.session.crowd import Crowd
from netexplorer.session.status import Status, status_line
from netexplorer.session.tallies import Tallies, status_at
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.widgets import ElidedLabel, LineLabel

_GAP = "\u2003"  # an em: the counts of the states stand apart without being labels of their own
HIGH_PX = 28
EDGE_PX = 14
GAP_PX = 20
STEP_PX = 16  # widths are multiples of this, so that words stand still while numbers change
LEAST_PX = 48  # less room than this says nothing


class StatusLine(QFrame):
    """One line of words on what is on screen.

    It puts its words in place itself: a layout would have the whole window laid out anew at each step in time.
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("statusline")
        self.setFixedHeight(HIGH_PX)
        self.setAutoFillBackground(True)  # opaque: what is below is not drawn when the words are others
        self.date = LineLabel("", "strong")
        self.counts = ElidedLabel("", "muted")
        self.year = ElidedLabel("", "muted")
        self.sureness = ElidedLabel("", "muted")
        self.job = LineLabel("", "muted")
        for part in (self.date, self.counts, self.year, self.job, self.sureness):
            part.setParent(self)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Say what this frame shows."""
        self._show(reasons, lambda: status_line(frame, self.kit.session.plan()))

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """Say what the frame of a crowd would show, without one."""
        self._show(reasons, lambda: status_at(tallies, crowd))

    def _show(self, reasons: Reasons, work_out: Callable[[], Status]) -> None:
        if "theme" in reasons:
            self._place()
        if not reasons & {"data", "date", "filter"}:
            return
        status = work_out()
        if status.date != self.date.text():
            self.date.setText(status.date)
        told = zip(status.counts, status.possible, strict=True)
        counts = _GAP.join(_counted(label, count, possible) for (label, count), possible in told if count)
        words = ((self.counts, counts), (self.year, status.year), (self.sureness, status.sureness))
        self._place(dict(words))
        for label, text in words:
            label.set_whole(text)

    def set_job(self, text: str) -> None:
        """What is being worked out in the background; empty when nothing is."""
        if text != self.job.text():
            self.job.setText(text)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is other room."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts want other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _place(self, coming: dict[ElidedLabel, str] | None = None) -> None:
        """Put the words in place, those at the left first; ``coming`` are texts that are about to be shown."""
        told = {label: label.whole() for label in (self.counts, self.year, self.sureness)} | (coming or {})
        x, end = EDGE_PX, self.width() - EDGE_PX
        rows: tuple[tuple[LineLabel, str], ...] = ((self.date, self.date.text()), *list(told.items())[:2])
        for label, text in rows:
            wide = _room(label, text, end - x)
            label.setGeometry(x, 0, wide, HIGH_PX)
            x += wide + GAP_PX if wide else 0
        for label, text in ((self.sureness, told[self.sureness]), (self.job, self.job.text())):
            wide = _room(label, text, end - x)
            label.setGeometry(end - wide, 0, wide, HIGH_PX)
            end -= wide + GAP_PX if wide else 0


def _counted(label: str, count: int, possible: int) -> str:
    """``23 open``, or ``23 open (2 only possibly)``."""
    more = f" ({number_text(possible)} only possibly)" if possible else ""
    return f"{number_text(count)} {label.lower()}{more}"


def _room(label: LineLabel, text: str, most: int) -> int:
    """How wide a label is to be for a text, when there are ``most`` px."""
    if not text or most < LEAST_PX:
        return 0
    label.ensurePolished()
    wanted = label.letters.width(text) + 4
    return min(-(-wanted // STEP_PX) * STEP_PX, most)
