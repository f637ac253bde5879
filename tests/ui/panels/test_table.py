"""The Table page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Dataset, Relationship
from netexplorer.resources import data_file
from netexplorer.session.command import Menu
from netexplorer.session.opening import default_view
from netexplorer.session.session import Session
from netexplorer.session.table import COLUMNS, Table
from netexplorer.ui.panels.table import SAMPLE, SORT, STATE, TablePage
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

UNTIL = next(place for place, each in enumerate(COLUMNS) if each.id == "until")


@pytest.fixture
def table(window: MainWindow) -> TablePage:
    window.kit.session.update(lens="", page="table")
    settle()
    return window.table_page()


def column(table: TablePage, place: int = 0) -> list[str]:
    return [str(table.model.data(table.model.index(row, place))) for row in range(table.model.rowCount())]


def click_header(table: TablePage, place: int) -> None:
    header = table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(place) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()


def test_a_click_on_a_head_sorts_and_another_one_the_other_way_round(table: TablePage) -> None:
    in_file = column(table)
    click_header(table, 0)
    assert column(table) == sorted(in_file, key=str.casefold)
    click_header(table, 0)
    assert column(table) == sorted(in_file, key=str.casefold, reverse=True)
    click_header(table, 0)
    assert column(table) == in_file


def test_the_order_stays_while_the_date_moves(table: TablePage, window: MainWindow) -> None:
    click_header(table, STATE)
    window.kit.session.go_to("2016-06-01")
    settle()
    states = column(table, STATE)
    assert states == sorted(states, key=["Open", "Limited", "Suspended", "Severed", "Ended"].index)
    assert "1 June 2016" in table.count.whole()


def test_what_is_hidden_is_not_in_the_table(table: TablePage, window: MainWindow) -> None:
    window.kit.session.update(hidden_states=("limited",))
    settle()
    assert "Limited" not in column(table, STATE)


def test_a_row_is_selected_with_the_session_and_the_session_with_a_row(table: TablePage, window: MainWindow) -> None:
    session = window.kit.session
    session.select("relationship:w--e")
    settle()
    marked = [index.row() for index in table.view.selectionModel().selectedRows()]
    assert [table.model.rows[row].target for row in marked] == ["relationship:w--e"]
    at = next(row for row, each in enumerate(table.model.rows) if each.target == "relationship:e--w")
    rect = table.view.visualRect(table.model.index(at, 0))
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
    settle()
    assert session.view.selected == "relationship:e--w"


def test_copied_rows_are_text_for_a_spreadsheet(table: TablePage) -> None:
    model, flags = table.view.selectionModel(), QItemSelectionModel.SelectionFlag
    model.clearSelection()
    for row in (0, 1):
        model.select(table.model.index(row, 0), flags.Select | flags.Rows)
    table.copy_rows()
    mime = QGuiApplication.clipboard().mimeData()
    lines = mime.text().splitlines()
    assert lines[0].split("\t") == [*(each.label for each in COLUMNS), "Cited"]
    assert [line.split("\t")[0] for line in lines[1:]] == column(table)[:2]
    assert bytes(mime.data("text/csv").data()).decode().splitlines()[0].startswith("Relationship,State,Since")


def test_rows_are_dragged_as_text_for_a_spreadsheet(table: TablePage, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[tuple[str, str]] = []

    def drop(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        dropped.append((drag.mimeData().text(), bytes(drag.mimeData().data("text/csv").data()).decode()))
        return action

    monkeypatch.setattr("netexplorer.ui.panels.tableout.QDrag.exec", drop)
    view, model, flags = table.view, table.view.selectionModel(), QItemSelectionModel.SelectionFlag
    model.clearSelection()
    for row in (0, 1):
        model.select(table.model.index(row, 0), flags.Select | flags.Rows)
    table.copy_rows()
    copied = QGuiApplication.clipboard().text()
    at = view.visualRect(table.model.index(1, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for step in (5, 40, 80):
        QTest.mouseMove(view.viewport(), at + QPoint(step, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    assert dropped and dropped[0][0] == copied
    assert len(dropped[0][0].splitlines()) == 3
    assert dropped[0][1].startswith("Relationship,State,Since")
    monkeypatch.setattr("netexplorer.ui.panels.tableout.MOST_DRAGGED", 1)
    table._drag()
    assert len(dropped[-1][0].splitlines()) == 2


def test_what_is_selected_in_the_network_is_copied_as_rows(window: MainWindow) -> None:
    session = window.kit.session
    session.update(page="network", lens="")
    session.select("relationship:w--e")
    settle()
    window.actions_.run("copy-rows")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    actor = session.net.actor_ids[int(session.net.src[session.net.rel_row["w--e"]])]
    session.select(f"actor:{actor}")
    settle()
    window.actions_.run("copy-rows")
    lines = QGuiApplication.clipboard().text().splitlines()
    name = session.net.name(session.net.actor_row[actor])
    assert len(lines) > 1
    assert all(name in line.split("\t")[4:6] for line in lines[1:])
    session.select("")
    window.actions_.refresh(Menu.EDIT)
    assert not window.actions_.by_id["copy-rows"].isEnabled()


def test_without_marked_rows_all_are_copied(table: TablePage, window: MainWindow) -> None:
    table.view.selectionModel().clearSelection()
    window.actions_.run("copy-rows")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + table.model.rowCount()


def test_state_since_and_until_are_in_view_in_a_small_window(make_window: MakeWindow) -> None:
    window = make_window(Session.open(data_file("actors.json")), size=(1024, 700))
    window.kit.session.update(page="table")
    settle()
    view = window.table_page().view
    for place, each in enumerate(COLUMNS[:4]):
        assert view.columnViewportPosition(place) + view.columnWidth(place) <= view.viewport().width(), each.label
    assert [each.id for each in COLUMNS[:4]] == ["label", "state", "since", "until"]


def test_an_empty_table_says_why(table: TablePage, window: MainWindow) -> None:
    window.kit.session.update(hidden_states=("open", "limited", "suspended", "severed"), ghosts=False)
    settle()
    assert table.nothing.isVisible() and table.nothing.text().startswith(("No relationship", "Every relationship"))
    assert not table.copy.isEnabled()
    window.kit.session.update(hidden_states=())
    settle()
    assert table.view.isVisible() and not table.nothing.isVisible()


def test_without_dates_the_table_names_none(make_window: MakeWindow) -> None:
    net = build(Dataset())
    window = make_window(Session(net, default_view(net)))
    window.kit.session.update(page="table")
    settle()
    assert window.table_page().count.whole() == "0 relationships"
    assert window.table_page().nothing.text() == "This dataset has no relationships."
    assert window.status.date.text() == "No dates"


def test_marked_rows_go_when_the_selection_is_cleared(table: TablePage, window: MainWindow) -> None:
    model, flags = table.view.selectionModel(), QItemSelectionModel.SelectionFlag
    window.kit.session.select("relationship:w--e")
    settle()
    for row in range(2):
        model.select(table.model.index(row, 0), flags.Select | flags.Rows)
    window.kit.session.select("")
    settle()
    assert model.selectedRows() == []


@pytest.mark.parametrize("width", [1024, 1600])
def test_states_are_shown_whole_and_dates_take_no_more_than_they_need(make_window: MakeWindow, width: int) -> None:
    session = Session.open(data_file("actors.json"))
    session.go_to("2021-11-01")
    session.update(page="table")
    window = make_window(session, size=(width, 700))
    view, states = window.table_page().view, column(window.table_page(), STATE)
    assert "Suspended" in states
    for place in (STATE, UNTIL):
        needed = max(view.sizeHintForColumn(place), view.horizontalHeader().sectionSizeHint(place))
        assert needed <= view.columnWidth(place) <= needed + 10, (needed, view.columnWidth(place))


def test_however_many_rows_there_are_a_screen_makes_the_texts_of_those_in_sight_only(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    actors, many = (Actor(id="a"), Actor(id="b")), 900
    net = build(Dataset(actors=actors, relationships=tuple(Relationship(source="a", target="b") for _ in range(many))))
    made = []
    row = Table.row
    monkeypatch.setattr("netexplorer.ui.panels.table.MOST_FITTED", 50)
    monkeypatch.setattr(Table, "row", lambda self, rel, *more: made.append(rel) or row(self, rel, *more))
    window = make_window(Session(net, default_view(net)))
    window.kit.session.update(page="table")
    settle()
    table = window.table_page()
    assert table.model.rowCount() == many
    fitting, made[:] = len(made), []
    assert fitting <= 2 * SAMPLE + 100
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum() // 2)
    settle()
    assert 0 < len(set(made)) < 60
    table.view.selectAll()
    monkeypatch.setattr("netexplorer.ui.panels.tableout.MOST_COPIED", 7)
    table.copy_rows()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 8
    latest = window.kit.session.notices.latest
    assert latest is not None
    assert latest.text == "7 rows are on the clipboard, the first of 900; “Save as CSV” takes them all."


def test_a_large_table_is_sorted_by_a_job(table: TablePage, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file = column(table)
    monkeypatch.setattr("netexplorer.ui.panels.table.MANY", 0)
    kinds: list[str] = []
    submit = table._jobs.submit
    monkeypatch.setattr(table._jobs, "submit", lambda kind, *more: kinds.append(kind) or submit(kind, *more))
    for order in (sorted(in_file, key=str.casefold), sorted(in_file, key=str.casefold, reverse=True), in_file):
        click_header(table, 0)
        assert column(table) == order
    assert kinds == [SORT, SORT]
    assert table.count.whole().startswith("3 relationships")


def test_all_rows_are_saved_as_a_file_for_spreadsheets(
    table: TablePage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "rows"), ""))
    table.save.click()
    lines = (tmp_path / "rows.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Relationship", *column(table)]
    latest = window.kit.session.notices.latest
    assert latest is not None and latest.text == f"{len(lines) - 1} rows are in rows.csv."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "rows.csv"), ""))
    table.save.click()
    latest = window.kit.session.notices.latest
    assert latest is not None and "its folder does not exist" in latest.text
