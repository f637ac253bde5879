"""Small things that a widget paints itself: a ready picture laid on it, a ground of one colour, a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPaintDevice, QPainter, QPixmap, QStaticText

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Line(NamedTuple):
    """One line of text: set already, with its upper left corner; else words, to be set in the middle of a place."""

    text: QStaticText | str
    corner: QPointF
    place: QRect
    font: QFont
    ink: QColor
    ends_right: bool


def put(device: QPaintDevice, corner: QPoint, picture: QPixmap) -> None:
    """Lay ``picture`` on ``device`` with its top left corner at ``corner``; on a widget while it is being painted."""
    painter = QPainter(device)
    painter.drawPixmap(corner, picture)
    painter.end()


def flood(device: QPaintDevice, argb: int) -> None:
    """Fill the whole device with one colour, ``0xAARRGGBB``."""
    painter = QPainter(device)
    painter.fillRect(QRect(0, 0, device.width(), device.height()), QColor.fromRgba(argb))
    painter.end()


def write_on(device: QPaintDevice, text: QStaticText, x: float, y: float, ink: QColor | None = None) -> None:
    """Draw a text that is set already, its upper left corner at ``x, y``; a widget's own ink if there is no other."""
    painter = QPainter(device)
    try:
        if ink is not None:
            painter.setPen(ink)
        painter.drawStaticText(QPointF(x, y), text)
    finally:
        painter.end()


def write_lines(
    device: QPaintDevice, lines: Iterable[Line], pictures: Iterable[tuple[QPoint, QPixmap]] = (), *, ground: int = 0
) -> None:
    """Draw some lines of text, and pictures with their top left corners at these points, on a ``ground`` if any."""
    painter = QPainter(device)
    try:
        if ground >> 24:
            painter.fillRect(QRect(0, 0, device.width(), device.height()), QColor.fromRgba(ground))
        for point, picture in pictures:
            painter.drawPixmap(point, picture)
        for text, corner, place, font, ink, ends_right in lines:
            painter.setPen(ink)
            painter.setFont(font)
            if isinstance(text, str):
                painter.drawText(place, _RIGHT if ends_right else _LEFT, text)
            else:
                painter.drawStaticText(corner, text)
    finally:
        painter.end()
