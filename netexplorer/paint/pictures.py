"""Small things that a widget paints itself: a ready picture laid on it, a ground of one colour, a text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPixmap, QStaticText


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
