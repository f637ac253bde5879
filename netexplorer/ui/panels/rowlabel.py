"""The label of a row of the legend: on two lines where one has no room for it, so that nothing is cut."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from netexplorer.session.wording import number_text
from netexplorer.ui.words import LINE_PX, Words

ROW_PX = 26  # how high a row with one line is
RESERVE = " 88?"  # what may be added while time moves, in its short form


class RowLabel(Words):
    """Says what a row is, and how many of it are so only possibly.

    How many lines it takes depends on its width and on what the row is called, never on a count: nothing in a legend
    jumps while time moves. Where there is no room, ``4 possibly`` becomes ``4?``.
    """

    def __init__(self, row: QWidget, *, may_grow: bool = False) -> None:
        super().__init__(row)
        self._label = ""
        self._shorter: tuple[str, ...] = ()
        self._may_grow = may_grow
        self.row_count = 1

    @property
    def row_px(self) -> int:
        """How high its row is to be."""
        return ROW_PX + (self.row_count - 1) * LINE_PX

    def say(self, label: str, possible: int = 0) -> None:
        """Show a label, and how many of what it counts are only possible."""
        self._label, number = " ".join(label.split()), number_text(possible)
        label = self._label
        self._shorter = (f"{label} · {number}?", f"{label} {number}?") if possible else ()
        self.tell(f"{label} · {number} possibly" if possible else label)

    def fitted(self, text: str, room: int) -> str:
        """As much of the text as its lines have room for, the second below the first."""
        reserve = RESERVE if self._may_grow and " " in self._label else ""
        is_one = " " not in self._label or self.wanted_px(f"{self._label}{reserve}") <= room
        self.row_count = 1 if is_one else 2
        told = (self._told(each, room) for each in (text, *self._shorter))
        return next((each for each in told if each), "") or self._cut(text, room)

    def _told(self, text: str, room: int) -> str:
        """All of a text on so many lines; nothing if they have no room for it."""
        if self.wanted_px(text) <= room:
            return text
        first, rest = self._broken(text, room)
        return f"{first}\n{rest}" if self.row_count > 1 and first and self.wanted_px(rest) <= room else ""

    def _broken(self, text: str, room: int) -> tuple[str, str]:
        """As many words as a line has room for, and the others."""
        words = text.split(" ")
        count = next((k for k in range(len(words), 0, -1) if self.wanted_px(" ".join(words[:k])) <= room), 0)
        return " ".join(words[:count]), " ".join(words[count:])

    def _cut(self, text: str, room: int) -> str:
        first, rest = self._broken(text, room) if self.row_count > 1 else ("", text)
        cut = self.letters.elided(rest, room)
        return f"{first}\n{cut}" if first else cut
