"""Text of a dataset is plain text everywhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netexplorer.ui.widgets import ElidedLabel, Popover, plain_label, plain_tip


def test_labels_show_markup_as_it_is(qtbot: QtBot) -> None:
    label = plain_label("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_tooltips_escape_markup() -> None:
    assert "&lt;img" in plain_tip("<img src=x>")
    assert plain_tip("") == ""


def test_a_label_without_room_ends_in_dots_and_keeps_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long title that has no room at all")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.whole().startswith("A very long")
    assert label.toolTip()


def test_a_popover_has_no_corners_that_something_would_have_to_compose(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    popover = Popover(parent)
    popover.resize(200, 100)
    popover.show()
    assert not popover.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    for corner in (QPoint(0, 0), QPoint(199, 0), QPoint(0, 99), QPoint(199, 99)):
        assert not popover.mask().contains(corner)
    for edge in (QPoint(100, 0), QPoint(0, 50), QPoint(199, 50), QPoint(100, 99)):
        assert popover.mask().contains(edge)
    popover.close()
