"""What all dialogs have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from netexplorer.paint.pictures import put
from netexplorer.ui.kit import Kit
from netexplorer.ui.widgets import plain_tip

TICK_PX = 14


class Dialog(QDialog):
    """A window of its own that is freed when it closes; Escape closes it."""

    def __init__(self, kit: Kit, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def fit(self, width: int, height: int) -> None:
        """Take a size, smaller where the window it belongs to is."""
        parent = self.parentWidget()
        if parent is not None:
            width, height = min(width, parent.width() - 16), min(height, parent.height() - 16)
        self.resize(max(width, 320), max(height, 240))


class Segments(QFrame):
    """A few choices side by side, one of them taken."""

    def __init__(self, name: str, rows: Sequence[tuple[str, str]], chosen: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        for ident, label in rows:
            button = QPushButton(label)
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(ident == chosen)
            button.setAccessibleName(f"{name}: {label}")
            button.clicked.connect(lambda _=False: changed())
            self._group.addButton(button)
            self.buttons[ident] = button
            row.addWidget(button, 1)

    @property
    def chosen(self) -> str:
        """The id of the one that is taken."""
        return next(ident for ident, button in self.buttons.items() if button.isChecked())

    def choose(self, ident: str) -> None:
        """Take one as a click would."""
        self.buttons[ident].click()


class NumberField(QLineEdit):
    """A whole number within bounds; what is typed counts when it is one."""

    changed = Signal()

    def __init__(self, name: str, value: int, least: int, most: int) -> None:
        super().__init__(str(value))
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name}, {least} to {most}"))
        self._least, self._most, self._value = least, most, value
        self.textChanged.connect(self._typed)
        self.editingFinished.connect(lambda: self.setText(str(self._value)))

    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Take another number, also while nobody is told of it."""
        self.setText(str(value))
        self._typed(str(value))

    def _typed(self, text: str) -> None:
        is_number = text.isdecimal() and len(text) < 8 and self._least <= int(text) <= self._most
        self.setProperty("state", "" if is_number else "bad")
        self.style().unpolish(self)
        self.style().polish(self)
        if is_number and int(text) != self._value:
            self._value = int(text)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 100, Qt.Key.Key_PageDown: -100}
        if event.key() in steps:
            self.set_value(min(max(self._value + steps[Qt.Key(event.key())], self._least), self._most))
            return
        super().keyPressEvent(event)


class TickBox(QCheckBox):
    """A check box with the tick of the icons, in the colour that is read on the accent."""

    def __init__(self, kit: Kit, text: str, *, is_on: bool) -> None:
        super().__init__(text)
        self._kit = kit
        self.setChecked(is_on)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box as the stylesheet has it, and the tick."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        ink = self._kit.style.on_accent
        tick = self._kit.icons.pixmap("check", ink, TICK_PX, self.devicePixelRatioF())
        put(self, box.center() - QPoint(TICK_PX // 2 - 1, TICK_PX // 2 - 1), tick)


def button_line(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons at the lower right; none of them is pressed by Enter in a field unless it says so."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def push(text: str, run: Callable[[], object], *, look: str = "") -> QPushButton:
    """A button of a dialog."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    if look:
        button.setProperty("look", look)
    button.clicked.connect(lambda _=False: run())
    return button
