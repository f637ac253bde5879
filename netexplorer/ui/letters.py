"""Texts of labels, set once: to shape the letters of a text is most of what a small label costs.

Qt shapes a text anew each time it is measured, elided and drawn, and finds out each time what the style sheet says of
the widget around it. Here a text is shaped once for each font, remembered, and drawn as it stands, in the same pixels.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText, QTransform
from PySide6.QtWidgets import QWidget

Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT_FONTS = 64
KEPT_TEXTS = 1024  # of one font
LONGEST = 600  # characters that are remembered as they stand
RIGHT_TO_LEFT = re.compile(  # letters that are written so, and signs that turn the direction
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Letters:
    """The texts of one font."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.metrics = QFontMetrics(self.font)
        self.height = self.metrics.height()
        self.has_strokes = self.font.strikeOut() or self.font.underline()  # which Qt rounds in another way
        self._widths: OrderedDict[str, int] = OrderedDict()
        self._elided: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._set: OrderedDict[tuple[str, int], Text] = OrderedDict()

    def width(self, text: str) -> int:
        """How wide a line is, in px."""
        return _remembered(self._widths, text, lambda: self.metrics.horizontalAdvance(text))

    def elided(self, text: str, room: int) -> str:
        """As much of a line as fits into ``room`` px, with … at its end if that is not all."""
        if self.width(text) <= room:
            return text
        end = Qt.TextElideMode.ElideRight
        return _remembered(self._elided, (text, room), lambda: self.metrics.elidedText(text, end, room))

    def set(self, text: str, width: int = -1) -> Text:
        """A text ready to be drawn, on one line or broken into lines of ``width`` px."""
        return _remembered(self._set, (text, width), lambda: self._make(text, width))

    def _make(self, text: str, width: int) -> Text:
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        if width >= 0:
            made.setTextWidth(width)
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(QTransform(), self.font)
        size = made.size()
        return Text(made, size.width(), size.height())


class Text(NamedTuple):
    """A text that is ready to be drawn, and its size in px."""

    made: QStaticText
    width: float
    height: float


_by_name: dict[str, Letters] = {}


def letters_of(widget: QWidget) -> Letters:
    """Those of the font that a widget has now; the style sheet may yet give it another."""
    return letters_in(widget.font())


def letters_in(font: QFont) -> Letters:
    """Those of a font."""
    name = f"{font.toString()} {font.letterSpacing()}"
    found = _by_name.get(name)
    if found is None:
        if len(_by_name) >= KEPT_FONTS:
            _by_name.clear()
        found = _by_name[name] = Letters(font)
    return found


def is_simple(text: str) -> bool:
    """Whether a text looks the same whichever way the window around it is written."""
    return 0 < len(text) <= LONGEST and RIGHT_TO_LEFT.search(text) is None


def _remembered(kept: OrderedDict[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    found = kept.get(key)
    if found is None:
        if len(kept) >= KEPT_TEXTS:
            kept.popitem(last=False)
        found = kept[key] = make()
    return found
