"""Widgets that put their parts in place themselves, in one pass from the top down.

Qt's layouts ask a column of wrapped texts again and again how high it would be at which width, for every part and every
box around it. Here a widget is asked once, keeps the answer until something in it changes, and is never asked when it
is out of sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from netexplorer.paint.pictures import write_on
from netexplorer.ui.letters import Letters, Text, is_simple, letters_of

Margins = tuple[int, int, int, int]  # left, top, right, bottom
MOST_KEPT = 64  # answers a label remembers; time goes back and forth between the same few texts


if TYPE_CHECKING:
    _Mixin = QWidget  # so that a type checker knows what it is mixed into; PySide knows only one base of its own
else:
    _Mixin = object


class Fitting(_Mixin):
    """A mixin: a widget that knows its height at a width, and places its parts while it finds it out."""

    _fit_width = -1
    _fit_height = 0

    def fit(self, width: int) -> int:
        """Put the parts in place for ``width`` px; the height in px that takes."""
        if self._fit_width != width:
            self._fit_height = self.arrange(width)
            self._fit_width = width
        return self._fit_height

    def arrange(self, width: int) -> int:
        """What :meth:`fit` does when it does not know the answer."""
        raise NotImplementedError

    def stale(self) -> None:
        """Something in it has changed: it, and whatever it stands in, has to be asked again."""
        widget: QWidget | None = self
        while isinstance(widget, Fitting):
            widget._fit_width = -1
            widget = widget.parentWidget()

    def refit(self) -> None:
        """:meth:`stale`, and whoever stands outermost arranges everything soon."""
        self.stale()
        outermost: Fitting = self
        while isinstance(parent := outermost.parentWidget(), Fitting):
            outermost = parent
        outermost.refitted()

    def refitted(self) -> None:
        """Told to the outermost when something in it has changed of itself."""


class TextLabel(QLabel):
    """Wrapped plain text that remembers how high it is.

    What can be selected is so only below the pointer: Qt takes three times as long to lay out and draw a text that is.
    """

    def __init__(self, tone: str = "", *, selectable: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(20)
        self._heights: dict[tuple[str, int], int] = {}
        self._selectable = selectable
        self._letters: Letters | None = None
        self._is_large = tone == "page"  # at that size Qt rounds the baseline in another way
        if tone:
            self.setProperty("tone", tone)

    def fit(self, width: int) -> int:
        """How high it is when so wide."""
        key = (self.text(), width)
        found = self._heights.get(key)
        if found is None:
            if len(self._heights) >= MOST_KEPT:
                self._heights.clear()
            self.ensurePolished()
            made = self._made(width)
            found = self._heights[key] = ceil(made.height) if made else max(self.heightForWidth(width), 0)
        return found

    def _made(self, width: int) -> Text | None:
        """Its text, broken into lines of that width; None where Qt has to look at it."""
        if self._is_large or not is_simple(self.text()):
            return None
        if self._letters is None:
            self._letters = letters_of(self)
        return self._letters.set(self.text(), width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text in the middle of its height."""
        made = None if self.hasSelectedText() or not self.isEnabled() else self._made(self.width())
        if made is None or made.height > self.height():
            super().paintEvent(event)
        else:
            write_on(self, made.made, 0, (self.height() - made.height) / 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Now it may be selected."""
        super().enterEvent(event)
        if self._selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def leaveEvent(self, event: QEvent) -> None:
        """What was selected stays so."""
        super().leaveEvent(event)
        if self._selectable and not self.hasSelectedText():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def changeEvent(self, event: QEvent) -> None:
        """In another font it is of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._letters = None


def fitted(part: QWidget, width: int) -> int:
    """How high a part is when so wide."""
    if isinstance(part, (Fitting, TextLabel)):
        return part.fit(width)
    return part.sizeHint().height()


def adopt(parent: QWidget, *parts: QWidget) -> None:
    """Take parts in; unlike the children of a layout they are not shown before they are in place."""
    for part in parts:
        part.setParent(parent)
        part.show()


class Placing(Protocol):
    """Puts parts in place one after another; ``y`` is where the next one would stand at the earliest."""

    y: int

    def put(self, part: QWidget) -> None:
        """The next part."""

    @property
    def height(self) -> int:
        """Of all parts so far."""


class Pile:
    """Puts parts one below another."""

    def __init__(self, width: int, gap_px: int, *, left: int = 0, top: int = 0) -> None:
        self._width = max(width, 20)
        self._gap = gap_px
        self._left = left
        self.y = self._end = top

    def put(self, part: QWidget) -> None:
        """The next part; one that asks for no more than it needs gets no more."""
        height = fitted(part, self._width)
        wide = self._width
        if not isinstance(part, Fitting) and part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum:
            wide = min(wide, part.sizeHint().width())
        part.setGeometry(self._left, self.y, wide, height)
        self._end = self.y + height
        self.y = self._end + self._gap

    @property
    def height(self) -> int:
        """Where the last one ends."""
        return self._end


class Flow:
    """Puts parts side by side and begins a new line where there is no more room."""

    def __init__(self, width: int, gap_px: int, *, top: int = 0) -> None:
        self._width = max(width, 20)
        self._gap = gap_px
        self._x = self._line = 0
        self.y = top

    def put(self, part: QWidget) -> None:
        """The next part."""
        hint = part.sizeHint()
        wide = min(hint.width(), self._width)
        if self._line and self._x + wide > self._width:
            self._x, self.y, self._line = 0, self.y + self._line + self._gap, 0
        part.setGeometry(self._x, self.y, wide, hint.height())
        self._x += wide + self._gap
        self._line = max(self._line, hint.height())

    @property
    def height(self) -> int:
        """Of all lines."""
        return self.y + self._line


def flow(parts: Iterable[QWidget], width: int, gap_px: int) -> int:
    """Put all parts that are not hidden into a :class:`Flow`; the height of all."""
    lines = Flow(width, gap_px)
    put_all(lines, parts)
    return lines.height


def put_all(placing: Placing, parts: Iterable[QWidget]) -> None:
    """Put every part that is not hidden."""
    for part in parts:
        if not part.isHidden():
            placing.put(part)


def pile(parts: Iterable[QWidget], width: int, *, gap_px: int, margins: Margins = (0, 0, 0, 0)) -> int:
    """Put all parts that are not hidden into a :class:`Pile`; the height of all."""
    left, top, right, bottom = margins
    lines = Pile(width - left - right, gap_px, left=left, top=top)
    put_all(lines, parts)
    return lines.height + bottom


class FlowBox(Fitting, QWidget):
    """Parts that stand side by side while there is room."""

    def __init__(self, gap_px: int, *parts: QWidget) -> None:
        super().__init__()
        self._gap = gap_px
        self._parts = parts
        adopt(self, *parts)

    def arrange(self, width: int) -> int:
        """Line by line."""
        return flow(self._parts, width, self._gap)


def in_row(parts: Sequence[tuple[QWidget, int]], width: int, *, gap_px: int, margins: Margins) -> int:
    """Put parts side by side at the top, each with its width in px; 0 takes what is left. The height of all."""
    left, top, right, bottom = margins
    there = [(part, wide) for part, wide in parts if not part.isHidden()]
    rest = width - left - right - sum(wide for _, wide in there) - gap_px * (len(there) - 1)
    x, high = left, 0
    for part, wide in there:
        room = wide or max(rest, 20)
        height = fitted(part, room)
        part.setGeometry(x, top, room, height)
        x += room + gap_px
        high = max(high, height)
    return top + high + bottom
