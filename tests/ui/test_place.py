"""Where the window stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netexplorer.ui.place import Place, place_of, put, within

ROOM = QRect(0, 30, 1600, 970)


class Framed(QWidget):
    """A window in a frame: its contents begin lower than the window."""

    def pos(self) -> QPoint:
        return self.geometry().topLeft() - QPoint(1, 20)


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ((100, 100, 800, 600), (100, 100, 800, 600)),
        ((-50, 0, 800, 600), (0, 30, 800, 600)),
        ((1500, 900, 800, 600), (800, 400, 800, 600)),
        ((9000, 9000, 5000, 5000), (0, 30, 1600, 970)),
    ],
)
def test_a_window_is_put_wholly_on_the_screen(place: Place, kept: Place) -> None:
    assert within(place, ROOM) == kept


def test_what_is_kept_is_the_corner_of_the_frame_and_the_size_within_it(qtbot: QtBot) -> None:
    window = Framed()
    qtbot.addWidget(window)
    window.setGeometry(101, 120, 400, 300)
    assert place_of(window, None) == (100, 100, 400, 300)


def test_a_window_is_put_where_it_stood(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    put(window, (60, 70, 400, 300))
    assert place_of(window, None) == (60, 70, 400, 300)


def test_a_window_that_fills_the_screen_goes_back_to_where_it_stood(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    put(window, (60, 70, 400, 300))
    window.showMaximized()
    assert place_of(window, (60, 70, 400, 300)) == (60, 70, 400, 300)
