"""Adding a second file in the window: the look before, the choices, and what is asked before it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from netexplorer.graph.formats import open_dataset
from netexplorer.session import additions
from netexplorer.ui.dialogs.addition import AdditionDialog
from netexplorer.ui.dialogs.additionrows import LAST
from netexplorer.ui.dialogs.data import DataDialog
from netexplorer.ui.window import MainWindow
from tests.ui.driving import settle

SECOND: dict[str, Any] = {
    "format": "netexplorer/1",
    "actors": [
        {"id": "e", "name": "Eastland", "kind": "state"},
        {"id": "w", "name": "Westland", "description": "In the west"},
        {"id": "bob", "name": "The Bobcat", "kind": "office"},
        {"id": "n", "name": "Northland"},
    ],
    "relationships": [
        {"id": "e--w", "source": "e", "target": "w", "type": "embassy", "label": "Mission"},
        {"id": "new", "source": "w", "target": "n"},
    ],
}


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "second.json"
    path.write_text(json.dumps(SECOND), encoding="utf-8")
    return path


@pytest.fixture
def dialog(window: MainWindow, second: Path) -> Iterator[AdditionDialog]:
    window.shell.add_file(second)
    made = shown()
    yield made
    additions.forget(window.kit.session)
    if shiboken6.isValid(made):
        made.close()


def shown() -> AdditionDialog:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, AdditionDialog))


def box() -> QMessageBox:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible())


def press(words: str) -> None:
    next(each for each in box().buttons() if each.text() == words).click()
    settle()


def column(dialog: AdditionDialog, place: int) -> list[str]:
    return [dialog.model.cells(at)[place] for at in range(dialog.model.rowCount())]


def test_the_four_lists_hold_every_record(dialog: AdditionDialog) -> None:
    found = {verdict: button.text() for verdict, button in dialog.sections.buttons.items()}
    assert found == {"new": "New 2", "equal": "The same 1", "fills": "Says more 1", "conflict": "Conflicts 2"}
    assert dialog.verdict == "conflict"
    dialog.sections.choose("new")
    assert column(dialog, 1) == ["Northland", "Westland – Northland"]
    dialog.sections.choose("fills")
    assert column(dialog, 3) == ["description: In the west"]


def test_theirs_is_taken_for_one_record_or_for_all(dialog: AdditionDialog, window: MainWindow) -> None:
    assert column(dialog, LAST) == ["Keep both", "Keep ours"]
    dialog.choose(dialog.model.section[1], "theirs")  # type: ignore[index]
    assert column(dialog, LAST) == ["Keep both", "Take theirs"]
    dialog.theirs.click()
    dialog.ours.click()
    assert column(dialog, LAST) == ["Keep both", "Keep ours"]
    dialog.theirs.click()
    dialog.bring()
    net = window.kit.session.net
    assert net.relationship(net.rel_row["e--w"]).label == "Mission"
    assert net.actor_ids[-2:] == ("bob-2", "n")


def test_two_actors_of_one_id_are_made_one_and_parted_again(dialog: AdditionDialog, window: MainWindow) -> None:
    dialog.choose(dialog.model.section[0], "theirs")  # type: ignore[index]
    assert column(dialog, LAST)[0] == "Take theirs"
    assert "name: here “Bob Łódź”, there “The Bobcat”" in dialog.detail.text()
    dialog.choose(dialog.model.section[0], "both")  # type: ignore[index]
    assert column(dialog, LAST)[0] == "Keep both"
    dialog.choose(dialog.model.section[0], "ours")  # type: ignore[index]
    dialog.bring()
    assert window.kit.session.net.name(window.kit.session.net.actor_row["bob"]) == "Bob Łódź"
    assert "bob-2" not in window.kit.session.net.actor_row


def test_enter_offers_the_choice_of_the_row(qtbot: QtBot, dialog: AdditionDialog) -> None:
    dialog.view.selectRow(1)
    dialog.view.setFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    menu = dialog.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["Keep ours", "Take theirs"]
    menu.actions()[1].trigger()
    menu.close()
    assert column(dialog, LAST)[1] == "Take theirs"


def test_cancel_changes_nothing(dialog: AdditionDialog, window: MainWindow) -> None:
    before = window.kit.session.net
    dialog.reject()
    assert window.kit.session.net is before
    assert additions.unsaved(window.kit.session) == ()


def test_after_adding_the_title_says_that_it_is_not_saved_and_undo_takes_it_back(
    dialog: AdditionDialog, window: MainWindow
) -> None:
    dialog.bring()
    settle()
    assert "not saved" in window.windowTitle()
    assert window.kit.session.notices.latest is not None
    assert "in no file yet" in window.kit.session.notices.latest.text
    assert window.actions_.by_id["undo"].isEnabled()
    window.actions_.run("undo")
    settle()
    assert "not saved" not in window.windowTitle()
    assert "n" not in window.kit.session.net.actor_row
    window.actions_.run("redo")
    assert "n" in window.kit.session.net.actor_row


def test_closing_asks_and_cancel_keeps_the_window(dialog: AdditionDialog, window: MainWindow) -> None:
    dialog.bring()
    window.close()
    assert window.isVisible()
    assert box().text() == "second.json was added and not saved."
    press("Cancel")
    assert additions.unsaved(window.kit.session) == ("second.json",)
    window.close()
    press("Leave it out")
    assert not window.isVisible()


def test_opening_another_file_asks_and_goes_on_when_it_may(
    dialog: AdditionDialog, window: MainWindow, second: Path
) -> None:
    dialog.bring()
    window.shell.open_file(second)
    assert window.kit.session.path is None
    press("Leave it out")
    assert window.kit.session.path == second


def test_when_the_other_file_cannot_be_opened_the_addition_stays_unsaved(
    dialog: AdditionDialog, window: MainWindow, tmp_path: Path
) -> None:
    dialog.bring()
    window.shell.open_file(tmp_path / "nothing.json")
    press("Leave it out")
    assert additions.unsaved(window.kit.session) == ("second.json",)


def test_exported_as_a_dataset_it_is_saved_and_open_under_that_name(
    dialog: AdditionDialog, window: MainWindow, tmp_path: Path
) -> None:
    dialog.bring()
    window.close()
    press("Export data…")
    data = next(each for each in QApplication.topLevelWidgets() if isinstance(each, DataDialog))
    data.save(tmp_path / "both.json")
    assert additions.unsaved(window.kit.session) == ()
    assert window.kit.session.path == tmp_path / "both.json"
    assert open_dataset(tmp_path / "both.json").dataset == window.kit.session.net.dataset


def test_a_slice_or_a_format_that_loses_something_does_not_count_as_saved(
    dialog: AdditionDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.bring()
    data = DataDialog(window.kit, window.jobs, window)
    qtbot.addWidget(data)
    data.is_slice.setChecked(True)
    data.save(tmp_path / "now.json")
    assert additions.unsaved(window.kit.session) == ("second.json",)


def test_a_file_that_cannot_be_added_is_told_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    window.shell.add_file(tmp_path / "nothing.json")
    assert window.kit.session.notices.latest is not None
    assert "no such file" in window.kit.session.notices.latest.text


def test_a_file_that_is_dropped_with_ctrl_is_added(window: MainWindow, second: Path) -> None:
    before = window.kit.session.net
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(second))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    )
    window.dropEvent(drop)
    assert window.kit.session.net is before
    assert shown().windowTitle() == "Add second.json"
    shown().close()
