"""Buttons that most of the time are no more than their words, and draw no more then."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy

from netexplorer.paint.pictures import write_on
from netexplorer.ui.letters import is_simple
from netexplorer.ui.panels.parts import ElidedButton

LINK_PX = 2  # before the text of a link: its border and its padding


class LinkButton(ElidedButton):
    """A text like a link: it has no ground, and most of the time nothing but its letters is drawn."""

    def __init__(self, *, most_px: int) -> None:
        super().__init__("cite", most_px=most_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letters; with what the style sheet adds while it has the pointer or the focus."""
        text = self.text()
        is_quiet = is_simple(text) and not ("&" in text or self.underMouse() or self.hasFocus() or self.isDown())
        line = self.letters.set(text) if is_quiet else None
        if line is None or line.width > self.width() - 2 * LINK_PX:
            super().paintEvent(event)
            return
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        write_on(self, line.made, LINK_PX, (self.height() - line.height) / 2, ink)


class QuietRow(QPushButton):
    """A button without words or ground of its own; what stands in it does not see the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def is_plain(self) -> bool:
        """Whether it has no ground now, nor words."""
        return not (self.underMouse() or self.hasFocus() or self.isDown() or self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground, if it has one now; to find out that there is nothing to draw would be most of the work."""
        if not self.is_plain():
            super().paintEvent(event)


class RowButton(QuietRow):
    """A button as large as the layout in it; what is in it does not see the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """What the layout wants."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """It may be as narrow as there is room."""
        return QSize(40, 20)
