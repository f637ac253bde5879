"""The page of keys, read from the table of commands."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from netexplorer.session.command import Command, Menu
from netexplorer.session.commands import COMMANDS
from netexplorer.session.search import fold
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import FlowLayout, column, scrolled
from netexplorer.ui.widgets import heading, plain_label

Line = tuple[tuple[str, ...], str, str]  # keys, what they do, and what that is good for
POINTER = (
    ("Wheel over the network", "Zoom at the pointer"),
    ("Drag the ground", "Move the picture"),
    ("Drag an actor", "Pin it elsewhere; Alt+click lets it go"),
    ("Double click on the ground", "Fit"),
    ("Wheel over the timeline", "Zoom time; Shift+wheel scrolls the lanes"),
    ("Alt+click in the legend", "Show only this"),
    ("Tab in the network", "From actor to actor; Enter selects"),
)


def keys_of(row: Command) -> tuple[str, ...]:
    """All shortcuts of a command as they are written on this system."""
    form = QKeySequence.SequenceFormat.NativeText
    return tuple(QKeySequence(keys).toString(form) for keys in (row.shortcut, *row.more) if keys)


def _lines_of(menu: Menu) -> list[Line]:
    """What has keys in a menu."""
    lines = [(keys_of(row), row.title.rstrip("…"), row.tip) for row in COMMANDS if row.menu is menu]
    return [line for line in lines if line[0]]


class ShortcutsDialog(Dialog):
    """Keys by menu; typing in the field leaves what matches.

    There are hundreds of widgets on it, so each menu is put there in a turn of the event loop of its own.
    """

    def __init__(self, kit: Kit, parent: QWidget | None) -> None:
        super().__init__(kit, "Keys", parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a command or a key")
        self.field.setAccessibleName("Find a command or a key")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.filter_by)
        inner = QWidget()
        self._rows = column(inner, gap_px=18, margins=(0, 4, 12, 8))
        self._lines: list[tuple[QWidget, str]] = []
        self._parts: list[tuple[QWidget, list[QWidget]]] = []
        self._to_come = deque((menu.value, _lines_of(menu)) for menu in Menu)
        self._to_come.append(("With the pointer", [((keys,), does, "") for keys, does in POINTER]))
        self._rows.addStretch(1)
        self._add_part()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._add_part)
        self._timer.start()
        whole = column(self, gap_px=12, margins=(20, 18, 12, 16))
        whole.addWidget(self.field)
        whole.addWidget(scrolled(inner), 1)
        whole.addLayout(button_line(push("Close", self.accept, look="primary")))
        self.fit(560, 640)
        self.field.setFocus()

    def _add_part(self) -> None:
        """Put the next part there, if there is one."""
        if self._to_come:
            self._rows.insertWidget(len(self._parts), self._part(*self._to_come.popleft()))
        else:
            self._timer.stop()

    def _part(self, title: str, lines: list[Line]) -> QWidget:
        part = QWidget()
        rows = column(part, gap_px=4)
        rows.addWidget(heading(title))
        widgets: list[QWidget] = []
        for keys, does, tip in lines:
            line = QWidget()
            grid = QGridLayout(line)
            grid.setContentsMargins(0, 1, 0, 1)
            caps = QWidget()
            flow = FlowLayout(5)
            caps.setLayout(flow)
            for key in keys:
                flow.addWidget(plain_label(key, "key"))
            caps.setFixedWidth(200)
            grid.addWidget(caps, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain_label(does, "", wrap=True), 0, 1)
            if tip:
                grid.addWidget(plain_label(tip, "faint", wrap=True), 1, 1)
            grid.setColumnStretch(1, 1)
            grid.setVerticalSpacing(0)
            rows.addWidget(line)
            widgets.append(line)
            self._lines.append((line, fold(" ".join((*keys, does, tip))) + " " + " ".join(keys).casefold()))
        self._parts.append((part, widgets))
        return part

    def filter_by(self, text: str) -> None:
        """Leave the lines that hold every word."""
        while self._to_come:
            self._add_part()
        words = text.casefold().split()
        for line, said in self._lines:
            line.setVisible(all(word in said for word in words))
        for part, lines in self._parts:
            part.setVisible(any(not line.isHidden() for line in lines))
