"""The label of a row of the legend: on two lines where one has no room for it, so that nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netexplorer.paint.pictures import write_on
from netexplorer.session.wording import number_text
from netexplorer.ui.letters import is_simple
from netexplorer.ui.widgets import ElidedLabel

ROW_PX, LINE_PX = 26, 16  # how high a row is, and how much higher with a second line
RESERVE = " 88?"  # what may be added while time moves, in its short form


class RowLabel(ElidedLabel):
    """Says what a row is, and how many of it are so only possibly.

    How many lines it takes depends on its width and on what the row is called, never on a count: nothing in a legend
    jumps while time moves. Where there is no room, ``4 possibly`` becomes ``4?``.
    """

    def __init__(self, *, may_grow: bool = False) -> None:
        self._label = ""
        self._shorter: tuple[str, ...] = ()
        self.lines = 1
        self._may_grow = may_grow
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, label: str, possible: int = 0) -> None:
        """Show a label, and how many of what it counts are only possible."""
        self._label, number = label, number_text(possible)
        self._shorter = (f"{label} · {number}?", f"{label} {number}?") if possible else ()
        self.set_whole(f"{label} · {number} possibly" if possible else label)

    def sizeHint(self) -> QSize:
        """Of all its lines."""
        return QSize(super().sizeHint().width(), self.letters.height * self.lines)

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing, but not to less lines."""
        return QSize(0, self.letters.height * self.lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines one below the other, in the middle of its height."""
        first, is_broken, second = self.text().partition("\n")
        is_drawn = bool(is_broken) and self.isEnabled() and not self.letters.has_strokes
        if not is_drawn or not (is_simple(first) and is_simple(second)):
            super().paintEvent(event)
            return
        top = (self.height() - LINE_PX - self.letters.height) / 2
        write_on(self, self.letters.set(first).made, 0, top)
        write_on(self, self.letters.set(second).made, 0, top + LINE_PX)

    def _elide(self) -> None:
        room = max(self.width(), 0)
        reserve = RESERVE if self._may_grow and " " in self._label else ""
        lines = 1 if " " not in self._label or self.letters.width(f"{self._label}{reserve}") <= room else 2
        shown = next((told for text in (self._whole, *self._shorter) if (told := self._told(text, room, lines))), "")
        shown = shown or self._cut(room, lines)
        if shown != self.text():
            self.setText(shown)
        if lines != self.lines:
            self.lines = lines
            self.updateGeometry()

    def _told(self, text: str, room: int, lines: int) -> str:
        """All of a text on so many lines; nothing if they have no room for it."""
        if self.letters.width(text) <= room:
            return text
        first, rest = self._broken(text, room)
        return f"{first}\n{rest}" if lines > 1 and first and self.letters.width(rest) <= room else ""

    def _broken(self, text: str, room: int) -> tuple[str, str]:
        """As many words as a line has room for, and the others."""
        words = text.split(" ")
        count = next((k for k in range(len(words), 0, -1) if self.letters.width(" ".join(words[:k])) <= room), 0)
        return " ".join(words[:count]), " ".join(words[count:])

    def _cut(self, room: int, lines: int) -> str:
        first, rest = self._broken(self._whole, room) if lines > 1 else ("", self._whole)
        cut = self.letters.elided(rest, room)
        return f"{first}\n{cut}" if first else cut


def fit_height(row: QWidget, label: RowLabel) -> None:
    """Make a row as high as the lines of its label need; called when the row has been laid out."""
    wanted = ROW_PX + (label.lines - 1) * LINE_PX
    if row.minimumHeight() != wanted:
        row.setFixedHeight(wanted)
