"""Text of a dataset is plain text everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip


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
