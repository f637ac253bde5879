"""Where the window stands on the screen, from one run to the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

Place = tuple[int, int, int, int]


def place_of(window: QWidget, former: Place | None) -> Place | None:
    """The corner of the window's frame and the size within it: what ``move`` and ``resize`` take.

    A window that fills the screen is asked where it stood before; if it has the ``former`` size still, it stood there.
    """
    if not (window.isMaximized() or window.isFullScreen()):
        return (window.pos().x(), window.pos().y(), window.width(), window.height())
    box = window.normalGeometry()
    if not box.isValid() or (former and former[2:] == (box.width(), box.height())):
        return former
    return (box.x(), box.y(), box.width(), box.height())


def put(window: QWidget, place: Place) -> tuple[int, int]:
    """Put the window where it stood, or as near to it as its screen allows; returns its size."""
    x, y, width, height = place
    screen = QGuiApplication.screenAt(QPoint(x + width // 2, y + height // 2)) or QGuiApplication.primaryScreen()
    x, y, width, height = within(place, screen.availableGeometry())
    window.resize(width, height)
    window.move(x, y)
    return width, height


def within(place: Place, room: QRect) -> Place:
    """The nearest place that is wholly on the screen, made smaller if it has to be."""
    x, y, width, height = place
    width, height = min(width, room.width()), min(height, room.height())
    x = min(max(x, room.x()), room.x() + room.width() - width)
    y = min(max(y, room.y()), room.y() + room.height() - height)
    return x, y, width, height
