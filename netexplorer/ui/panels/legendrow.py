"""One row of the legend: a sample, a label, a count; a button that hides and shows."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu

from netexplorer.session.legend import LegendRow
from netexplorer.session.wording import number_text
from netexplorer.ui.panels.parts import set_tone
from netexplorer.ui.panels.quiet import QuietRow
from netexplorer.ui.panels.rowlabel import ROW_PX, RowLabel, fit_height
from netexplorer.ui.widgets import LineLabel, plain_tip

COUNT_PX = 28


class Entry(Struct, frozen=True):
    """What a row shows; ``noun`` is what is counted, a count of -1 is unknown."""

    row: LegendRow
    noun: str
    tip: str


def make_room(count: LineLabel, widest: str) -> None:
    """Have a label as wide as the widest count that may come."""
    count.ensurePolished()
    wide = max(COUNT_PX, count.letters.width(widest) + 2)
    if wide != count.width():
        count.setFixedWidth(wide)


class EntryButton(QuietRow):
    """One row: a sample, a label, a count. A click hides or shows it, with Alt it shows only this."""

    def __init__(
        self, toggle: Callable[[str], None], only: Callable[[str], None], *, may_be_possible: bool = False
    ) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self._toggle = toggle
        self._only = only
        self._entry: Entry | None = None
        self.sample = QLabel()
        self.label = RowLabel(may_grow=may_be_possible)
        self.count = LineLabel("", "count", is_right=True)
        self.count.setFixedSize(COUNT_PX, ROW_PX)  # a fixed size lays out nothing when the text changes
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(9)
        row.addWidget(self.sample)
        row.addWidget(self.label, 1)
        row.addWidget(self.count)
        for part in (self.sample, self.label, self.count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def ident(self) -> str:
        """The id of the entry."""
        return self._entry.row.id if self._entry else ""

    def tell(self, entry: Entry) -> None:
        """Show an entry; what is as before is left alone."""
        old, self._entry = self._entry, entry
        row = entry.row
        if old is None or old.row.count != row.count:
            self.count.setText(number_text(row.count) if row.count >= 0 else "")
        if old is None or (old.row.label, old.row.possible) != (row.label, row.possible):
            self.label.say(row.label, row.possible)
            fit_height(self, self.label)
        if old is None or old.row.hidden != row.hidden:
            self.setChecked(not row.hidden)
            set_tone(self.label, "off" if row.hidden else "")
            set_tone(self.count, "count-off" if row.hidden else "count")
        if old is None or old != entry:
            noun = entry.noun if row.count == 1 else f"{entry.noun}s"
            state = "hidden" if row.hidden else "shown"
            possibly = f", of which {row.possible} only possibly" if row.possible else ""
            counted = f", {row.count} {noun}{possibly}" if row.count >= 0 else ""
            self.setAccessibleName(f"{row.label}{counted}, {state}")
        if old is None or old.tip != entry.tip or (old.row.label, old.row.possible) != (row.label, row.possible):
            possibly = f": of these {number_text(row.possible)} only possibly" if row.possible else ""
            self.setToolTip(plain_tip(f"{row.label}{possibly}\n{entry.tip}" if entry.tip else row.label))

    def show_sample(self, pixmap: QPixmap | None) -> None:
        """Show what it looks like in the picture; without one the label begins at the edge."""
        self.sample.setVisible(pixmap is not None)
        if pixmap is not None:
            self.sample.setPixmap(pixmap)

    def make_room(self, widest: str) -> None:
        """No count is ever cut."""
        make_room(self.count, widest)

    def press(self, *, alone: bool = False) -> None:
        """Hide or show; or show only this."""
        (self._only if alone else self._toggle)(self.ident)

    def nextCheckState(self) -> None:
        """Only :meth:`tell` ticks it."""

    def open_menu(self, at: QPoint) -> QMenu:
        """The same by words."""
        menu = QMenu(self)
        menu.addAction("Hide" if self.isChecked() else "Show").triggered.connect(lambda _=False: self.press())
        menu.addAction("Show only this").triggered.connect(lambda _=False: self.press(alone=True))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside."""
        was_down = self.isDown()
        super().mouseReleaseEvent(event)
        is_inside = self.rect().contains(event.position().toPoint())
        if was_down and is_inside and event.button() == Qt.MouseButton.LeftButton:
            self.press(alone=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def event(self, event: QEvent) -> bool:
        """Space belongs to the row that has the focus; elsewhere it plays. A row that is laid out finds its height."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            fit_height(self, self.label)
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter click, with Alt alone; up and down go to the neighbours."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press(alone=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
