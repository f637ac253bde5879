"""What the panels are put together from: pools of widgets, links, choices, lines that break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netexplorer.session.citations import safe_url
from netexplorer.ui.letters import Letters, letters_of
from netexplorer.ui.widgets import plain_tip

Told = TypeVar("Told")
LONGEST_TEXT = 4000  # characters of one text that are shown; nobody reads more, and Qt lays out slowly


class Pool(Generic[Told]):
    """As many widgets of one kind in a layout, or in a widget that places them itself, as there are values to show.

    Widgets are kept and told anew. One whose value is as before is not touched, so that showing the same costs nothing.
    """

    def __init__(
        self, place: QLayout | QWidget, make: Callable[[], QWidget], tell: Callable[[QWidget, Told], None]
    ) -> None:
        self._place = place
        self._make = make
        self._tell = tell
        self.widgets: list[QWidget] = []
        self._told: list[Told | None] = []
        self._shown = 0

    def show(self, values: Sequence[Told]) -> bool:
        """Show these values, in this order; says whether anything is different."""
        changed = self._shown != len(values)
        for place, value in enumerate(values):
            if place == len(self.widgets):
                self.widgets.append(self._make())
                self._told.append(None)
                self._add(self.widgets[place])
            if self._told[place] is not value and self._told[place] != value:
                self._tell(self.widgets[place], value)
                self._told[place] = value
                changed = True
            if place >= self._shown:
                self.widgets[place].show()
        for widget in self.widgets[len(values) : self._shown]:
            widget.hide()
        self._shown = len(values)
        return changed

    def _add(self, widget: QWidget) -> None:
        if isinstance(self._place, QLayout):
            self._place.addWidget(widget)
        else:
            widget.setParent(self._place)

    def forget(self) -> None:
        """The look has changed: the next :meth:`show` tells every widget anew."""
        self._told = [None] * len(self._told)

    @property
    def shown(self) -> list[QWidget]:
        """The widgets in use."""
        return self.widgets[: self._shown]


class FlowLayout(QLayout):
    """Puts its widgets side by side and begins a new line where there is no more room."""

    def __init__(self, gap_px: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap_px
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt hands over a widget."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is when so wide."""
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:
        """As :meth:`minimumSize`."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """One item in a line, and items may be narrower than they want."""
        height = max((item.sizeHint().height() for item in self._items if not item.isEmpty()), default=0)
        return QSize(40, height)

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if line and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if is_real:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()


class ElidedButton(QPushButton):
    """A button whose text ends in … when there is no room for it; it never asks for more room than ``most_px``."""

    def __init__(self, look: str, *, most_px: int = 280) -> None:
        super().__init__()
        self._whole = ""
        self._most = most_px
        self._has_place = False  # until then its size means nothing
        self._hint: QSize | None = None
        self._letters: Letters | None = None
        self._measured: tuple[int, int] | None = None
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_whole(self, text: str) -> None:
        """Show as much of ``text`` as fits."""
        name = " ".join(text[:300].split())
        whole = name.replace("&", "&&")
        if self.accessibleName() != name:
            self.setAccessibleName(name)
        if whole != self._whole:
            self._whole = whole
            self._hint = None
            self._elide()
            self.updateGeometry()

    def whole(self) -> str:
        """The text without the …"""
        return self._whole.replace("&&", "&")

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        """An icon takes room."""
        had = not self.icon().isNull()
        super().setIcon(icon)
        if had == self.icon().isNull():
            self._measured = self._hint = None
            self._elide()

    def sizeHint(self) -> QSize:
        """Room for the whole text, within bounds."""
        if self._hint is None:
            frame, height = self._frame()
            self._hint = QSize(min(frame + self.letters.width(self._whole) + 2, self._most), height)
        return self._hint

    def _frame(self) -> tuple[int, int]:
        """What the style wants around a text, and how high."""
        if self._measured is None:
            self.ensurePolished()
            hint = super().sizeHint()
            if not self.text():  # Qt would then want room for some letters
                return hint.width(), hint.height()
            self._measured = (hint.width() - self.letters.width(self.text()), hint.height())
        return self._measured

    @property
    def letters(self) -> Letters:
        """Those of its font."""
        if self._letters is None:
            self._letters = letters_of(self)
        return self._letters

    def minimumSizeHint(self) -> QSize:
        """It may shrink."""
        return QSize(24, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self._has_place = True
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """In another font everything is of another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured = self._hint = self._letters = None
            self._elide()

    def _elide(self) -> None:
        text = self._whole
        if self._has_place:
            if not self.text():
                self.setText(text)
            text = self.letters.elided(text, max(self.width() - self._frame()[0], 8))
        if text != self.text():
            self.setText(text)


class Choice(ElidedButton):
    """A button that shows what is chosen and opens a list of what could be."""

    def __init__(self, name: str, choose: Callable[[str], object]) -> None:
        super().__init__("choice")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name = name
        self._choose = choose
        self._rows: tuple[tuple[str, str], ...] = ()
        self.chosen = ""
        self._arrow = QLabel()
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 9, 0)
        row.addStretch(1)
        row.addWidget(self._arrow)
        self.clicked.connect(lambda _=False: self.open_list())

    def show_arrow(self, pixmap: QPixmap) -> None:
        """The sign that a list opens."""
        self._arrow.setPixmap(pixmap)

    def offer(self, rows: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer pairs of an id and a label."""
        self._rows = tuple(rows)
        self.chosen = chosen
        label = next((label for ident, label in rows if ident == chosen), "")
        self.set_whole(label)
        self.setAccessibleName(f"{self.name}: {label[:300]}")

    def choose(self, ident: str) -> None:
        """Take one, and tell."""
        self.offer(self._rows, ident)
        self._choose(ident)

    def open_list(self) -> QMenu:
        """Open the list below the button."""
        menu = QMenu(self)
        for ident, label in self._rows:
            action = menu.addAction(" ".join(label[:100].split()).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(ident == self.chosen)
            action.triggered.connect(self._chooser(ident))
        menu.setMinimumWidth(self.width())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        return menu

    def _chooser(self, ident: str) -> Callable[[], None]:
        return lambda: self.choose(ident)


def open_link(url: str) -> bool:
    """Open an address in the browser, if it is http or https; says whether it was."""
    address = safe_url(url)
    return bool(address) and QDesktopServices.openUrl(QUrl(address))


def ground_bar(area: QScrollArea) -> None:
    """Give the scroll bar a ground: it has none of its own, and all that lies below would be painted with it.

    What scrolls has one from Qt, as long as no style sheet speaks of its background.
    """
    holder = area.verticalScrollBar().parentWidget()
    if holder is not None:
        holder.setAutoFillBackground(True)


def scrolled(content: QWidget) -> QScrollArea:
    """``content`` in a column that scrolls when it is too high."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    ground_bar(area)
    return area


def column(
    parent: QWidget | None = None, *, gap_px: int = 6, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """An upright layout."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap_px)
    return layout


class MoreButton(QPushButton):
    """A quiet button for what does not fit; it remembers its size, for which Qt asks the style sheet each time."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: dict[str, QSize] = {}
        self.setProperty("look", "more")

    def sizeHint(self) -> QSize:
        """As Qt has it."""
        text = self.text()
        if text not in self._hints:
            self._hints[text] = super().sizeHint()
        return self._hints[text]

    def changeEvent(self, event: QEvent) -> None:
        """In another font it is of another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hints.clear()


def more_button(run: Callable[[], object]) -> QPushButton:
    """A quiet button for what does not fit."""
    button = MoreButton()
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName("Show more")
    button.clicked.connect(lambda _=False: run())
    return button


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone of the stylesheet."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_shown(widget: QWidget, is_shown: bool) -> None:
    """Show or hide a part of a panel; nothing happens when it is so already."""
    if widget.isHidden() == is_shown:
        widget.setVisible(is_shown)


@lru_cache(maxsize=512)  # time goes back and forth between the same texts
def shortened(text: str, most: int = LONGEST_TEXT) -> str:
    """``text`` with an end, and words that can be broken anywhere when they are very long."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    if all(len(word) <= 40 for word in cut.split()):
        return cut
    return " ".join(_breakable(word) for word in cut.split(" "))


def _breakable(word: str) -> str:
    """A zero-width space every so often lets a word without spaces break."""
    if len(word) <= 40:
        return word
    return "\u200b".join(word[at : at + 6] for at in range(0, len(word), 6))


@lru_cache(maxsize=512)
def link_tip(detail: str, url: str) -> str:
    """What a link tells before it is clicked: what it is, and where it leads."""
    return plain_tip("\n".join(part for part in (detail, url) if part))
