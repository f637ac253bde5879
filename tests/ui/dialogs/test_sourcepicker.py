"""Sources are found by title, publisher or id, by mouse and by keyboard; their words are never markup."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from netexplorer.graph.network import build
from netexplorer.graph.schema import Source
from netexplorer.session.citable import citable
from netexplorer.ui.dialogs.sourcepicker import SourcePicker
from tests.session.examples import at, small_dataset
from tests.ui.driving import settle

HOSTILE = "<img src=x onerror=alert(1)><b>bold</b>"
DATA = small_dataset()
NET = build(msgspec.structs.replace(DATA, sources=(*DATA.sources, Source(id="s3", title=HOSTILE, publisher=HOSTILE))))


@pytest.fixture
def picker(qtbot) -> Iterator[SourcePicker]:  # type: ignore[no-untyped-def]
    picker = SourcePicker(NET)
    qtbot.addWidget(picker)
    view = at(NET, "2014-04-05", selected="relationship:e--w")
    picker.show_step(("gone",), citable(NET, view, view.t))
    picker.resize(400, 200)
    picker.show()
    picker.activateWindow()
    picker.add.setFocus()
    settle()
    yield picker
    picker.add.popup.hide()


def offers(picker: SourcePicker) -> list[str]:
    model = picker.add.finder.completionModel()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount(QModelIndex()))]


def test_down_offers_all_and_those_of_what_the_step_shows_first(picker: SourcePicker) -> None:
    QTest.keyClick(picker.add, Qt.Key.Key_Down)
    assert picker.add.popup.isVisible()
    assert offers(picker) == ["s1#9", "s2", "s1", "s3"]


def test_what_is_typed_is_looked_for_in_titles_publishers_and_ids(picker: SourcePicker) -> None:
    for words, found in (("embassies", ["s1#9", "s1"]), ("HERALD", ["s1#9", "s1"]), ("s2", ["s2"])):
        picker.add.clear()
        QTest.keyClicks(picker.add, words)
        assert offers(picker) == found, words


def test_several_are_taken_by_keyboard_alone(picker: SourcePicker) -> None:
    popup = picker.add.popup
    for _ in range(2):
        QTest.keyClicks(picker.add, "embassies")
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        settle()
        assert picker.add.text() == "" and not popup.isVisible()
    QTest.keyClicks(picker.add, "memoir")
    QTest.keyClick(picker.add, Qt.Key.Key_Return)
    assert picker.references == ("gone", "s1", "s2")


def test_a_click_into_the_field_opens_the_list_and_a_click_takes_one(picker: SourcePicker) -> None:
    QTest.mouseClick(picker.add, Qt.MouseButton.LeftButton)
    popup = picker.add.popup
    place = popup.visualRect(picker.add.finder.completionModel().index(1, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert picker.references == ("gone", "s2") and not popup.isVisible()


def test_what_is_not_there_is_said_and_nothing_is_cited(picker: SourcePicker) -> None:
    QTest.keyClicks(picker.add, "nonsense")
    QTest.keyClick(picker.add, Qt.Key.Key_Return)
    assert "“nonsense”" in picker.trouble.text() and not picker.trouble.isHidden()
    assert picker.references == ("gone",)
    QTest.keyClicks(picker.add, "x")
    assert picker.trouble.isHidden()


def test_delete_takes_one_away_and_tells_of_it(picker: SourcePicker) -> None:
    told: list[int] = []
    picker.changed.connect(lambda: told.append(1))
    assert not picker.remove.isEnabled()
    QTest.keyClick(picker.cited, Qt.Key.Key_Delete)
    assert told == []
    picker.cited.setCurrentRow(0)
    QTest.keyClick(picker.cited, Qt.Key.Key_Delete)
    assert (picker.references, told) == ((), [1])


def test_words_of_a_dataset_are_never_markup(picker: SourcePicker) -> None:
    picker.cite("s3")
    item = picker.cited.item(1)
    assert HOSTILE.split("(", maxsplit=1)[0] in item.text() and "<b>" not in item.toolTip()


def test_who_removes_the_last_one_is_in_the_field_for_others(picker: SourcePicker) -> None:
    picker.cited.setCurrentRow(0)
    picker.remove.setFocus()
    QTest.keyClick(picker.remove, Qt.Key.Key_Space)
    assert picker.references == () and picker.add.hasFocus() and not picker.remove.isEnabled()
