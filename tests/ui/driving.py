"""Hands of a user: where things are in the pictures, and what they look like."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from netexplorer.session.session import Session
from netexplorer.ui.timeline import Timeline
from netexplorer.ui.window import MainWindow


def settle() -> None:
    """Let everything that was posted happen, and what stands in line for a turn."""
    for _ in range(4):
        QApplication.processEvents()
    for window in QApplication.topLevelWidgets():
        while isinstance(window, MainWindow) and window.kit.turns.waiting:
            QApplication.processEvents()


def pixels(widget: QWidget) -> bytes:
    """What a widget looks like."""
    image = widget.grab().toImage()
    return bytes(image.constBits())


def date(session: Session) -> str:
    return session.net.axis.text(session.view.t)


def actor_at(window: MainWindow, ident: str) -> QPoint:
    """Where an actor stands in the canvas."""
    frame = window.kit.session.frame()
    row = frame.net.actor_row[ident]
    x, y = window.canvas.viewport().to_px(frame.xy[row : row + 1])[0]
    return QPoint(round(float(x)), round(float(y)))


def middle_of(window: MainWindow, ident: str) -> QPoint:
    """The middle between the two ends of a relationship, in the canvas."""
    net = window.kit.session.net
    row = net.rel_row[ident]
    a = actor_at(window, net.actor_ids[int(net.src[row])])
    b = actor_at(window, net.actor_ids[int(net.dst[row])])
    return QPoint((a.x() + b.x()) // 2, (a.y() + b.y()) // 2)


def lane_at(timeline: Timeline, ident: str) -> QPoint:
    """The label of a lane in the timeline."""
    picture = timeline.picture()
    row = picture.table.row_of(timeline.kit.session.net.rel_row[ident])
    at = int(np.flatnonzero(picture.lane_rows == row)[0])
    _, y, _, h = picture.lane_rects[at]
    return QPoint(60, round(float(y + h / 2)))


def tick_at(timeline: Timeline, text: str, y: int) -> QPoint:
    """Where a date stands in the timeline."""
    tick = timeline.kit.session.net.axis.parse(text).earliest
    return QPoint(round(timeline.picture().tview.tick_to_x(tick)), y)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, go there in a few steps, let go."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, Qt.KeyboardModifier.NoModifier, start)
    for step in (1, 2, 3, 4):
        QTest.mouseMove(widget, start + (end - start) * step / 4)
        settle()
    QTest.mouseRelease(widget, left, Qt.KeyboardModifier.NoModifier, end)
    settle()


def wheel(
    widget: QWidget, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel over a point; up is positive."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    settle()
