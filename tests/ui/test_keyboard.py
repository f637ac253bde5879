"""The keyboard alone: where Tab goes, what Escape closes, and what a reader of screens is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from netexplorer.resources import data_file
from netexplorer.session.session import Session
from netexplorer.ui.network import NetworkCanvas
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def active(make_window: MakeWindow) -> MainWindow:
    window = make_window(Session.open(data_file("actors.json")))
    window.activateWindow()
    window.legend.setFocus()
    settle()
    return window


def _part(window: MainWindow, widget: QWidget | None) -> str:
    parts = {
        "legend": window.legend,
        "picture": window.pages,
        "timeline": window.timeline,
        "dossier": window.beside,
        "top": window.topbar,
    }
    return next((name for name, part in parts.items() if widget is part or part.isAncestorOf(widget)), "")


def _walk(window: MainWindow, *, forward: bool = True) -> list[str]:
    """The parts Tab comes through until it is where it began."""
    key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
    first, parts = window.focusWidget(), []
    for _ in range(600):
        parts.append(_part(window, window.focusWidget()))
        QTest.keyClick(window.focusWidget() or window, key)
        if window.focusWidget() is first:
            break
    else:
        pytest.fail("Tab does not come round")
    return [part for place, part in enumerate(parts) if place == 0 or parts[place - 1] != part]


def _at_the_top_left(window: MainWindow) -> None:
    choice = min(
        (each for each in window.legend.findChildren(QAbstractButton) if each.isVisible()),
        key=lambda each: each.mapTo(window, each.rect().topLeft()).y(),
    )
    choice.setFocus()


def test_tab_goes_from_the_legend_over_picture_timeline_and_dossier_to_the_top(active: MainWindow) -> None:
    _at_the_top_left(active)
    assert _walk(active) == ["legend", "picture", "timeline", "dossier", "top"]


def test_shift_and_tab_go_the_same_way_back(active: MainWindow) -> None:
    _at_the_top_left(active)
    parts = _walk(active, forward=False)
    assert parts == ["legend", "top", "dossier", "timeline", "picture", "legend"]


def test_what_the_dossier_has_made_later_keeps_its_place(active: MainWindow) -> None:
    active.kit.session.select("actor:nato")
    settle()
    _at_the_top_left(active)
    assert _walk(active) == ["legend", "picture", "timeline", "dossier", "top"]


@pytest.mark.parametrize("command", ["find", "go-to-date"])
def test_escape_closes_what_is_open_first_and_then_clears_the_selection(active: MainWindow, command: str) -> None:
    session = active.kit.session
    session.select("actor:nato")
    settle()
    active.actions_.run(command)
    settle()
    popover = active._search if command == "find" else active._date
    assert popover is not None and popover.isVisible()
    QTest.keyClick(popover.field, Qt.Key.Key_Escape)
    settle()
    assert not popover.isVisible()
    assert session.view.selected == "actor:nato"
    QTest.keyClick(QApplication.focusWidget() or active, Qt.Key.Key_Escape)
    settle()
    assert session.view.selected == ""


@pytest.mark.parametrize("command", ["page-network", "page-channels", "page-table", "export", "shortcuts", "find"])
def test_whatever_takes_the_keyboard_has_a_name(active: MainWindow, command: str) -> None:
    active.kit.session.select("relationship:nrc--nato")
    active.actions_.run(command)
    settle()
    nameless = [
        (type(each).__name__, each.objectName())
        for top in (active, active._search, *active.findChildren(QDialog))
        if top is not None
        for each in top.findChildren(QWidget)
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus and each.isVisible() and not _name(each)
    ]
    for dialog in active.findChildren(QDialog):
        dialog.close()
    if active._search is not None:
        active._search.close()
    assert nameless == []


def _name(widget: QWidget) -> str:
    is_of_qt = widget.objectName().startswith("qt_")
    said = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or said or ("of Qt" if is_of_qt else "")


def test_the_focus_is_seen_on_every_kind_of_button(active: MainWindow) -> None:
    bar, transport = active.topbar, active.timeline.transport
    for button in (bar.export, bar.search, bar.pages["network"], transport.play, transport.previous, transport.date):
        place, size = QRect(button.mapTo(active, QPoint(0, 0)), button.size()), button.size()
        active.canvas.setFocus()
        settle()
        before = active.grab(place).toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert active.grab(place).toImage() != before, button.accessibleName()
        assert button.size() == size


def test_the_canvas_walks_from_actor_to_actor_and_is_left_at_the_end(active: MainWindow) -> None:
    active.canvas.setFocus()
    assert isinstance(active.focusWidget(), NetworkCanvas)
    for _ in range(200):
        QTest.keyClick(active.focusWidget(), Qt.Key.Key_Tab)
        if active.focusWidget() is not active.canvas:
            break
    assert _part(active, active.focusWidget()) == "timeline"
