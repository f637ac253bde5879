"""One row of the legend: a sample, a label, a count; some are buttons that hide and show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from netexplorer.paint.pictures import flood, write_lines
from netexplorer.scene.style import Style
from netexplorer.session.legend import LegendRow
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.quiet import QuietRow
from netexplorer.ui.panels.rowlabel import ROW_PX, RowLabel
from netexplorer.ui.stylesheet import off_ink
from netexplorer.ui.widgets import plain_tip
from netexplorer.ui.words import Words

COUNT_PX = 28
EDGE_PX, GAP_PX = 8, 9
OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent  # then nothing below is painted


class Face:
    """What a row shows: a sample, a label, a count; painted by the row, since counts change with every step in time."""

    def __init__(self, row: QWidget, *, may_be_possible: bool = False) -> None:
        self.sample: QPixmap | None = None
        self.label = RowLabel(row, may_grow=may_be_possible)
        self.count = Words(row, is_right=True)
        self._row = row
        self._count_px = COUNT_PX

    def show_sample(self, sample: QPixmap | None) -> None:
        """Show what it looks like in the picture; without one the label begins at the edge."""
        self.sample = sample
        self.arrange()
        self._row.update()

    def make_room(self, widest: str) -> None:
        """No count is ever cut."""
        self._count_px = max(COUNT_PX, self.count.letters.width(widest) + 2)
        self.arrange()

    def arrange(self) -> None:
        """Put everything in its place."""
        left = EDGE_PX + (0 if self.sample is None else self._sample_px + GAP_PX)
        right = self._row.width() - EDGE_PX - self._count_px
        high = self._row.height()
        self.count.put(QRect(right, 0, self._count_px, high), self.count.whole())
        self.label.put(QRect(left, 0, max(right - GAP_PX - left, 0), high), self.label.whole())
        if self._row.minimumHeight() != self.label.row_px:
            self._row.setFixedHeight(self.label.row_px)

    def say(self, label: str, count: int, possible: int = 0) -> None:
        """Show a label, a count, and how many of these are only possible; a count of -1 is unknown."""
        self.count.tell(number_text(count) if count >= 0 else "")
        self.label.say(label, possible)
        if self._row.minimumHeight() != self.label.row_px:
            self.arrange()

    @property
    def _sample_px(self) -> int:
        return 0 if self.sample is None else round(self.sample.deviceIndependentSize().width())

    def strike(self, is_off: bool) -> None:
        """Show that it is hidden, or not any more."""
        self.label.strike(is_off)
        self._row.update(self.count.place)

    def dress(self) -> None:
        """The row has another font or other colours."""
        self.label.dress()
        self.count.dress()
        self.arrange()

    def paint(self, dirty: QRect, style: Style, *, ground: int, is_off: bool = False) -> None:
        """Paint what of it lies in a part of the row; while the row is being painted."""
        if not self._row.testAttribute(OPAQUE):  # the style sheet takes it away when it dresses the row
            self._row.setAttribute(OPAQUE)
        counted, named = (off_ink(style),) * 2 if is_off else (style.text_muted, style.text_normal)
        lines = self.count.lines(counted)
        samples = []
        if dirty.left() <= self.label.place.right():  # most of the time only the count is another
            lines = [*lines, *self.label.lines(named)]
            if self.sample is not None:
                samples.append((self._corner(self.sample), self.sample))
        write_lines(self._row, lines, samples, ground=ground)

    def _corner(self, sample: QPixmap) -> QPoint:
        return QPoint(EDGE_PX, round((self._row.height() - sample.deviceIndependentSize().height()) / 2))


if TYPE_CHECKING:
    _Mixin = QWidget  # so that a type checker knows what it is mixed into; PySide knows only one base of its own
else:
    _Mixin = object


class Faced(_Mixin):
    """A mixin: a row that shows a face, which follows its size and its font."""

    face: Face

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is other room."""
        super().resizeEvent(event)
        self.face.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts want other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.face.dress()


class Entry(Struct, frozen=True):
    """What a row shows; ``noun`` is what is counted, a count of -1 is unknown."""

    row: LegendRow
    noun: str
    tip: str


class EntryButton(Faced, QuietRow):
    """One row: a sample, a label, a count. A click hides or shows it, with Alt it shows only this."""

    def __init__(
        self, kit: Kit, toggle: Callable[[str], None], only: Callable[[str], None], *, may_be_possible: bool = False
    ) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.face = Face(self, may_be_possible=may_be_possible)
        self._kit = kit
        self._toggle = toggle
        self._only = only
        self._entry: Entry | None = None

    @property
    def ident(self) -> str:
        """The id of the entry."""
        return self._entry.row.id if self._entry else ""

    def tell(self, entry: Entry) -> None:
        """Show an entry; what is as before is left alone."""
        old = self._entry
        if old == entry:
            return
        self._entry = entry
        row = entry.row
        self.face.say(row.label, row.count, row.possible)
        if old is None or old.row.hidden != row.hidden:
            self.setChecked(not row.hidden)
            self.face.strike(row.hidden)
        noun = entry.noun if row.count == 1 else f"{entry.noun}s"
        state = "hidden" if row.hidden else "shown"
        possibly = f", of which {row.possible} only possibly" if row.possible else ""
        counted = f", {row.count} {noun}{possibly}" if row.count >= 0 else ""
        self.setAccessibleName(f"{row.label}{counted}, {state}")
        if old is None or old.tip != entry.tip or (old.row.label, old.row.possible) != (row.label, row.possible):
            possibly = f": of these {number_text(row.possible)} only possibly" if row.possible else ""
            self.setToolTip(plain_tip(f"{row.label}{possibly}\n{entry.tip}" if entry.tip else row.label))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row with what it shows, on the ground of the panel, so that nothing below it is painted."""
        style, is_plain = self._kit.style, self.is_plain()
        if not is_plain:
            flood(self, style.panel)
            super().paintEvent(event)
        self.face.paint(event.rect(), style, ground=style.panel if is_plain else 0, is_off=not self.isChecked())

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """From now on keys are its own."""
        super().focusInEvent(event)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space plays again."""
        super().focusOutEvent(event)
        self.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space belongs to the row that has the focus; to ask each event of each row would be dear."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter click, with Alt alone; up and down go to the neighbours."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press(alone=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
