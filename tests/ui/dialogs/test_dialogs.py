"""Keys, about, problems and the chart: what they show, and that they go away."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from netexplorer import __version__
from netexplorer.session.commands import COMMANDS
from netexplorer.session.session import Session
from netexplorer.ui.dialogs.problems import ProblemsDialog
from netexplorer.ui.dialogs.shortcuts import ShortcutsDialog
from netexplorer.ui.dialogs.trends import TrendsDialog
from netexplorer.ui.window import MainWindow
from tests.session.examples import DOCUMENT
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(window: MainWindow, command: str) -> QDialog:
    window.actions_.run(command)
    settle()
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


@pytest.fixture
def broken(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    bad = [*DOCUMENT["relationships"], {"id": "x", "source": "e", "target": "nobody"}]
    bad[1] = {**bad[1], "changes": [{"from": "2021-13-01", "state": "open"}]}
    path = tmp_path / "broken.json"
    path.write_bytes(msgspec.json.encode({**DOCUMENT, "relationships": bad}))
    return make_window(Session.open(path))


@pytest.mark.parametrize("command", ["export", "shortcuts", "about", "problems", "trends"])
def test_escape_closes_a_dialog_and_it_is_freed(broken: MainWindow, command: str) -> None:
    dialog = opened(broken, command)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)
    broken.kit.session.go_to("2010-01-01")
    settle()


def test_the_page_of_keys_names_every_command_that_has_one(window: MainWindow) -> None:
    dialog = opened(window, "shortcuts")
    said = {label.text() for label in dialog.findChildren(QLabel)}
    assert {row.title.rstrip("…") for row in COMMANDS if row.shortcut} <= said
    assert isinstance(dialog, ShortcutsDialog)
    dialog.field.setText("ctrl+e")
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)}
    assert "Export picture" in shown and "Undo" not in shown
    dialog.close()


def test_about_says_versions_that_can_be_copied(window: MainWindow) -> None:
    dialog = opened(window, "about")
    said = {label.text() for label in dialog.findChildren(QLabel)}
    assert {__version__, "SIL Open Font License 1.1", "ISC"} <= said
    dialog.copy_versions()
    assert f"netexplorer {__version__}" in QGuiApplication.clipboard().text()
    dialog.close()


def test_problems_are_listed_with_their_places_and_can_be_filtered(broken: MainWindow) -> None:
    dialog = opened(broken, "problems")
    assert isinstance(dialog, ProblemsDialog)
    places = {each.where for each in dialog.problems}
    assert any(place.startswith("relationships[1].changes[0].from") for place in places)
    dialog.field.setText("nobody")
    assert ["nobody" in each.message for each in dialog.matching()] == [True]
    assert len(dialog.pool.shown) == 1
    dialog.copy_all()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(dialog.problems)
    dialog.close()


@pytest.mark.parametrize(("cell", "said"), [("1990", "Nothing had to be left out."), ("soon", "listed as a warning")])
def test_what_was_read_does_not_say_that_nothing_was_bent_if_something_was(
    make_window: MakeWindow, tmp_path: Path, cell: str, said: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,start\na,b,{cell}\nb,c,1991\n", "utf-8")
    dialog = opened(make_window(Session.open(path)), "problems")
    assert any(said in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_the_line_of_the_chart_scrubs_and_follows(window: MainWindow) -> None:
    session = window.kit.session
    dialog = opened(window, "trends")
    assert isinstance(dialog, TrendsDialog)
    wanted = session.net.axis.parse("2012-01-01").earliest
    dialog.line.setValue(float(wanted))
    assert session.view.t == wanted
    session.go_to("2005-01-01")
    assert round(dialog.line.value()) == session.view.t
    dialog.close()


def test_the_chart_counts_what_lens_and_filters_leave(window: MainWindow) -> None:
    session = window.kit.session
    dialog = opened(window, "trends")
    assert isinstance(dialog, TrendsDialog) and dialog._counts is not None
    assert dialog._counts[1].sum() > 0
    session.update(hidden_families=("channel", "leadership", "statement"))
    assert dialog._counts[1].sum() == 0
    dialog.close()
