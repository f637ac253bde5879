"""Lines of text that a widget paints itself: what labels show, without a widget for each of them.

A label costs Qt more than its letters do: it is asked for its size, moved, clipped and drawn by itself. Where a dozen
of them change with every step in time, the widget around them is told instead, and paints what has changed.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from netexplorer.paint.pictures import Line
from netexplorer.ui.letters import Letters, is_simple, letters_in

LINE_PX = 16  # from one line to the next, where there is more than one
KEPT = 64  # texts of one place


class Words:
    """One line of plain text in a place of its host, in whose font it is; it ends in … where there is no room.

    Told something else or put elsewhere, it has the host paint the places where it was and is.
    """

    def __init__(self, host: QWidget, weight: QFont.Weight = QFont.Weight.Normal, *, is_right: bool = False) -> None:
        self.place = QRect()
        self._host = host
        self._weight = weight
        self._ends_right = is_right
        self._is_struck = False
        self._whole = self._shown = ""
        self._letters: Letters | None = None
        self._known: dict[tuple[str, int], list[Line]] = {}  # in this place: counts come again and again

    @property
    def letters(self) -> Letters:
        """Those of its font."""
        if self._letters is None:
            self._host.ensurePolished()
            font = QFont(self._host.font())
            font.setWeight(self._weight)
            font.setStrikeOut(self._is_struck)
            self._letters = letters_in(font)
        return self._letters

    def whole(self) -> str:
        """The text without the …"""
        return self._whole

    def text(self) -> str:
        """As much of it as is shown."""
        return self._shown

    def tell(self, text: str) -> None:
        """Show another text in the same place."""
        if text != self._whole:
            shown = self._fitted(text, self.place)
            if shown != self._shown:
                self._host.update(self.place)
            self._whole, self._shown = text, shown

    def put(self, place: QRect, text: str) -> None:
        """Show a text in a place."""
        if place == self.place:
            self.tell(text)
            return
        self._host.update(self.place.united(place))
        self._known.clear()
        self.place, self._whole, self._shown = place, text, self._fitted(text, place)

    def _fitted(self, text: str, place: QRect) -> str:
        return self.fitted(text, place.width()) if text and place.width() > 0 else ""

    def wanted_px(self, text: str) -> int:
        """How wide a place a text wants."""
        return ceil(self.letters.set(text).width) if is_simple(text) else self.letters.width(text)

    def fitted(self, text: str, room: int) -> str:
        """As much of a text as there is room for, in px."""
        return text if self.wanted_px(text) <= room else self.letters.elided(text, room)

    def strike(self, is_struck: bool) -> None:
        """Strike it through, or not any more."""
        if is_struck != self._is_struck:
            self._is_struck = is_struck
            self.dress()

    def dress(self) -> None:
        """Its host has another font."""
        self._letters = None
        self._known.clear()
        self._shown = self._fitted(self._whole, self.place)
        self._host.update(self.place)

    def lines(self, argb: int) -> list[Line]:
        """What is to be painted, in a colour ``0xAARRGGBB``."""
        key = self._shown, argb
        if key not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = self._set(QColor.fromRgba(argb))
        return self._known[key]

    def _set(self, ink: QColor) -> list[Line]:
        """The lines one below another, together in the middle of the height of the place."""
        letters, place, texts = self.letters, self.place, self._shown.split("\n")
        top = place.y() + (place.height() - letters.height - LINE_PX * (len(texts) - 1)) / 2
        return [self._line(text, top + LINE_PX * at, ink) for at, text in enumerate(texts) if text]

    def _line(self, text: str, top: float, ink: QColor) -> Line:
        letters, place = self.letters, self.place
        box = QRect(place.x(), round(top), place.width(), letters.height)
        if not is_simple(text) or letters.has_strokes:  # Qt looks at it each time
            return Line(text, QPointF(), box, letters.font, ink, self._ends_right)
        made = letters.set(text)
        x = place.x() + (place.width() - made.width if self._ends_right else 0.0)
        corner = QPointF(x, top + (letters.height - made.height) / 2)
        return Line(made.made, corner, box, letters.font, ink, self._ends_right)
