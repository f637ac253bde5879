"""Dragging out of the network: the rows of an actor or a line, with Ctrl held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest

from netexplorer.session.copied import selected_rows
from netexplorer.ui.panels.tableout import RowsOut
from netexplorer.ui.window import MainWindow
from tests.ui.driving import actor_at, middle_of, settle

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def drop(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        found.append((drag.mimeData().text(), bytes(drag.mimeData().data("text/csv").data()).decode()))
        return action

    monkeypatch.setattr("netexplorer.ui.panels.tableout.QDrag.exec", drop)
    return found


def pull(window: MainWindow, at: QPoint, far: int = 40) -> None:
    QTest.mousePress(window.canvas, LEFT, CTRL, at)
    QTest.mouseMove(window.canvas, at + QPoint(far, 0))
    QTest.mouseRelease(window.canvas, LEFT, CTRL, at + QPoint(far, 0))
    settle()


def test_a_line_is_dragged_as_its_row(window: MainWindow, dropped: list[tuple[str, str]]) -> None:
    camera = window.kit.session.view.camera
    pull(window, middle_of(window, "bob--min"))
    assert window.kit.session.view.selected == "relationship:bob--min" and window.kit.session.view.camera == camera
    (tsv, csv), *others = dropped
    assert len(tsv.splitlines()) == 2 and csv.startswith("Relationship,State,Since") and not others


def test_an_actor_is_dragged_as_its_relationships_and_stays_where_it_is(
    window: MainWindow, dropped: list[tuple[str, str]]
) -> None:
    start = actor_at(window, "w")
    pull(window, start)
    window.actions_.run("copy-rows")
    settle()
    assert dropped[0][0] == QGuiApplication.clipboard().text()
    assert window.kit.session.view.pins == () and actor_at(window, "w") == start


def test_with_ctrl_a_press_that_does_not_move_is_a_click(window: MainWindow, dropped: list[tuple[str, str]]) -> None:
    pull(window, actor_at(window, "w"), 1)
    assert window.kit.session.view.selected == "actor:w" and not dropped


def test_the_ground_is_dragged_with_ctrl_as_without(window: MainWindow, dropped: list[tuple[str, str]]) -> None:
    pull(window, QPoint(4, window.canvas.height() - 4))
    assert window.kit.session.view.camera is not None and not dropped


def test_what_is_not_in_force_is_not_dragged_but_told(window: MainWindow, dropped: list[tuple[str, str]]) -> None:
    session = window.kit.session
    session.select("actor:w")
    session.update(t=session.net.axis.parse("1500").earliest)
    settle()
    RowsOut(session, window.jobs).drag_selected(selected_rows(session), window.canvas)
    assert not dropped and any("no rows to drag" in notice.text for notice in session.notices)
