"""Small parts every panel uses: plain labels, headings, popovers. Text of a dataset is never read as HTML."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QToolTip, QWidget

from netexplorer.paint.pictures import write_on
from netexplorer.ui.letters import Letters, is_simple, letters_of
from netexplorer.ui.theme import heading_font

CORNER_PX = 9  # a little less than in the style sheet, so that its line stays whole


def plain_label(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows ``text`` as it is, whatever is in it."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


def heading(text: str) -> QLabel:
    """The heading of a section."""
    label = plain_label(text, "heading")
    label.setFont(heading_font(label.font()))
    return label


class LineLabel(QLabel):
    """One line of plain text on no ground of its own, drawn with remembered letters."""

    def __init__(self, text: str = "", tone: str = "", *, is_right: bool = False) -> None:
        super().__init__()
        self._letters: Letters | None = None
        self._ends_right = is_right
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if tone:
            self.setProperty("tone", tone)
        self.setText(text)

    @property
    def letters(self) -> Letters:
        """Those of its font."""
        if self._letters is None:
            self._letters = letters_of(self)
        return self._letters

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._letters = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text in the middle of its height."""
        text = self.text()
        if not is_simple(text) or not self.isEnabled() or self.letters.has_strokes:
            super().paintEvent(event)
            return
        line = self.letters.set(text)
        write_on(
            self, line.made, self.width() - line.width if self._ends_right else 0, (self.height() - line.height) / 2
        )


class ElidedLabel(LineLabel):
    """One line of plain text that gives way: it ends in … when there is no room, and tells all in its tooltip."""

    def __init__(self, text: str = "", tone: str = "") -> None:
        super().__init__("", tone)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show ``text``, as much of it as fits."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self._elide()

    def whole(self) -> str:
        """The text without the …"""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        self.ensurePolished()
        return QSize(self.letters.width(self._whole) + 4, self.letters.height)

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        self.ensurePolished()
        return QSize(0, self.letters.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """A new font is a new width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        shown = self.letters.elided(self._whole, max(self.width(), 0))
        if shown != self.text():
            self.setText(shown)
        tip = plain_tip(self._whole) if shown != self._whole else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which Qt would else take for HTML when it looks like it."""
    lines = html.escape(text[:2000]).split("\n")
    return "<qt>" + "<br>".join(lines) + "</qt>" if text else ""


def show_tip(event: QHelpEvent, text: str, widget: QWidget) -> None:
    """Show plain ``text`` at the pointer, or hide the tooltip if there is none."""
    if text:
        QToolTip.showText(event.globalPos(), plain_tip(text), widget)
    else:
        QToolTip.hideText()
        event.ignore()


def tool_button(name: str, tip: str, run: Callable[[], object] | None = None, *, look: str = "") -> QToolButton:
    """A button with an accessible name; the icon is the theme's affair."""
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(plain_tip(tip))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if look:
        button.setProperty("look", look)
    if run is not None:
        button.clicked.connect(lambda _=False: run())
    return button


class Popover(QFrame):
    """A small window below a control; Escape or a click elsewhere closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._ground = QFrame(self)
        self._ground.setProperty("look", "popover")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ground lies under everything, and the corners outside of it are cut off.

        They are not left transparent: where nothing composes the screen they would be black.
        """
        super().resizeEvent(event)
        self.setMask(_rounded(self.size()))
        self._ground.setGeometry(self.rect())
        self._ground.lower()

    def open_below(self, anchor: QWidget) -> None:
        """Show it under ``anchor``, moved so that it stays inside the window."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        window = anchor.window()
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - 8
        bottom = window.mapToGlobal(QPoint(0, window.height())).y() - self.height() - 8
        if corner.y() > bottom:
            corner.setY(anchor.mapToGlobal(QPoint(0, -4)).y() - self.height())
        self.move(min(corner.x(), right), corner.y())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


def _rounded(size: QSize) -> QRegion:
    w, h, r = size.width(), size.height(), CORNER_PX
    region = QRegion(r, 0, w - 2 * r, h) + QRegion(0, r, w, h - 2 * r)
    for x in (0, w - 2 * r):
        for y in (0, h - 2 * r):
            region += QRegion(x, y, 2 * r, 2 * r, QRegion.RegionType.Ellipse)
    return region
