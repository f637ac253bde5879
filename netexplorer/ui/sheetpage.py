"""The page of small multiples: a bar that says which dates, and the sheet below it, which scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.session.jobs import Jobs
from netexplorer.session.state import Page
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.parts import column

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow

NAME = "sheetpage"
MARGIN_PX = 12  # that stays free around a cell the keyboard comes to


class SheetPage(QFrame):
    """Follows the view: its sheet, lens, filters, selection and date."""

    def __init__(self, kit: Kit, jobs: Jobs) -> None:
        from netexplorer.ui.sheet import SheetPicture
        from netexplorer.ui.sheetbar import SheetBar

        super().__init__()
        self.setObjectName(NAME)
        self.bar = SheetBar(kit)
        self.picture = SheetPicture(kit, jobs)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.picture)
        self.area.viewport().installEventFilter(self)
        self.area.verticalScrollBar().setSingleStep(40)
        self.picture.walked.connect(self._show)
        rows = column(self, gap_px=0)
        rows.addWidget(self.bar)
        rows.addWidget(self.area, 1)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show what the view says; the frame of its date is not needed."""
        self.bar.apply(reasons)
        self.picture.apply(reasons)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard that was on another page comes to the sheet, not to the bar above it."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_keyboard)

    def _take_keyboard(self) -> None:
        now = self.window().focusWidget()
        if now is None or self.isAncestorOf(now) or not now.isVisible():
            self.picture.setFocus()

    def _show(self, place: QRect) -> None:
        middle = place.center()
        self.area.ensureVisible(middle.x(), middle.y(), place.width() // 2 + MARGIN_PX, place.height() // 2 + MARGIN_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet takes the room that the window gives it."""
        if event.type() == QEvent.Type.Resize:
            self.picture.set_room(self.area.viewport().size())
        return super().eventFilter(watched, event)


def page_of(window: MainWindow, page: Page) -> QWidget:
    """The page of that name, of those that are made when they are first asked for."""
    if page != "sheet":
        return window.table_page()
    made = window.pages.findChild(SheetPage, NAME)
    if made is None:
        made = SheetPage(window.kit, window.jobs)
        window.pages.addWidget(made)
        window.updates.add(made, made.isVisible, quick=True)
    return made
