"""Rows of a list that a widget draws itself: grounds, small pictures and texts that are set already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPaintDevice, QPainter, QPen, QPixmap, QStaticText


class Fill(NamedTuple):
    """A rectangle of one colour, ``0xAARRGGBB``; the last is how strong it is."""

    rect: QRect
    argb: int
    opacity: float = 1.0


class Picture(NamedTuple):
    """A small picture with its top left corner at ``corner``."""

    corner: QPoint
    pixels: QPixmap
    opacity: float = 1.0


class Words(NamedTuple):
    """A text broken into the lines of ``rect``; ``made`` if it is set already."""

    rect: QRect
    text: str
    font: QFont
    argb: int
    made: QStaticText | None = None
    is_underlined: bool = False


class Sign(NamedTuple):
    """A letter in a ring."""

    rect: QRect
    letter: str
    font: QFont
    argb: int


class Ring(NamedTuple):
    """A frame with round corners: where the keys are."""

    rect: QRect
    argb: int


Part = Fill | Picture | Words | Sign | Ring
RING_PX, CORNER_PX = 2.0, 4.0


def draw_parts(device: QPaintDevice, parts: Iterable[Part]) -> None:
    """Draw parts one over another, on a widget while it is being painted."""
    listed = tuple(parts)  # before there is a painter: one left open by a fault would take Qt down with it
    painter = QPainter(device)
    try:
        for part in listed:
            _draw(painter, part)
    finally:
        painter.end()


def _draw(painter: QPainter, part: Part) -> None:
    match part:
        case Fill():
            painter.setOpacity(part.opacity)
            painter.fillRect(part.rect, QColor.fromRgba(part.argb))
            painter.setOpacity(1.0)
        case Picture():
            painter.setOpacity(part.opacity)
            painter.drawPixmap(part.corner, part.pixels)
            painter.setOpacity(1.0)
        case Words():
            _draw_words(painter, part)
        case Sign():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor.fromRgba(part.argb), 1.2))
            painter.drawEllipse(QRectF(part.rect).adjusted(1.5, 1.5, -1.5, -1.5))
            painter.setFont(part.font)
            painter.drawText(part.rect, Qt.AlignmentFlag.AlignCenter, part.letter)
        case Ring():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor.fromRgba(part.argb), RING_PX))
            half = RING_PX / 2
            painter.drawRoundedRect(QRectF(part.rect).adjusted(half, half, -half, -half), CORNER_PX, CORNER_PX)


def _draw_words(painter: QPainter, words: Words) -> None:
    painter.setFont(words.font)
    painter.setPen(QColor.fromRgba(words.argb))
    if words.made is not None:
        painter.drawStaticText(QPointF(words.rect.topLeft()), words.made)
    else:
        painter.drawText(words.rect, Qt.TextFlag.TextWordWrap, words.text)
    if words.is_underlined:
        bottom = words.rect.bottom()
        painter.drawLine(words.rect.left(), bottom, words.rect.right() - 1, bottom)
