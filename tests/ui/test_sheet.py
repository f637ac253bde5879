"""The page of small multiples: drawn cell by cell, reached by mouse and keys, its dates chosen in a bar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from netexplorer.scene.frame import Hover
from netexplorer.scene.primitives import Group, Raster, Rects, Shapes
from netexplorer.session.session import Session
from netexplorer.session.state import SheetDates
from netexplorer.ui.sheetpage import SheetPage
from netexplorer.ui.window import MainWindow
from tests.scene.pictures import flat
from tests.session.crowds import crowd_network
from tests.ui.driving import date, pixels


def open_sheet(window: MainWindow, **sheet: object) -> SheetPage:
    """The page, with every cell drawn."""
    window.kit.session.update(sheet=SheetDates(**sheet))
    window.actions_.run("page-sheet")
    page = window.pages.currentWidget() if drawn(window) else None
    assert isinstance(page, SheetPage)
    return page


def drawn(window: MainWindow) -> bool:
    for _ in range(200):
        QTest.qWait(2)
        page = window.pages.currentWidget()
        if isinstance(page, SheetPage) and page.picture.is_whole() and page.picture.ticks:
            return True
    return False


@pytest.fixture
def page(window: MainWindow) -> SheetPage:
    return open_sheet(window, step="5y")


def shown(page: SheetPage, k: int) -> QPoint:
    return page.picture.place(k).center()


def rasters(page: SheetPage) -> list[Raster]:
    return [item for item in page.picture.scene().items if isinstance(item, Raster)]


def test_the_page_has_a_cell_for_each_date_and_the_keyboard(window: MainWindow, page: SheetPage) -> None:
    assert len(page.picture.ticks) == len(rasters(page)) == 5
    assert window.topbar.pages["sheet"].isChecked() and window.focusWidget() is page.picture
    assert page.picture.accessibleDescription().startswith("5 dates; 1 January 2013 is chosen")


def test_a_click_on_a_cell_goes_to_its_date_in_the_network_and_back_again(window: MainWindow, page: SheetPage) -> None:
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=shown(page, 1))
    session = window.kit.session
    assert (date(session), session.view.page) == ("2003-01-01", "network")
    window.actions_.run("undo")
    assert session.view.page == "sheet"


def test_the_arrows_go_from_cell_to_cell_and_enter_goes_there(window: MainWindow, page: SheetPage) -> None:
    session = window.kit.session
    session.go_to("2003-01-01")
    keys = {Qt.Key.Key_Right: "2008", Qt.Key.Key_Left: "2003", Qt.Key.Key_End: "2018", Qt.Key.Key_Home: "1998"}
    for key, expected in keys.items():
        QTest.keyClick(page.picture, key)
        assert date(session) == f"{expected}-01-01"
    QTest.keyClick(page.picture, Qt.Key.Key_Down)
    assert page.picture.present() > 0
    QTest.keyClick(page.picture, Qt.Key.Key_Return)
    assert session.view.page == "network"


def test_the_cell_of_the_present_date_is_framed(window: MainWindow, page: SheetPage) -> None:
    window.kit.session.go_to("2009-07-01")
    QApplication.processEvents()
    frames = [item for item in page.picture.scene().items if isinstance(item, Rects)]
    assert len(frames) == 1
    x, y, w, h = frames[0].xywh[0]
    middle = shown(page, 2)
    assert x < middle.x() < x + w and y < middle.y() < y + h
    assert len(rasters(page)) == 5  # nothing is drawn anew for another date


def test_what_is_pointed_at_is_lit_in_all_cells(window: MainWindow, page: SheetPage) -> None:
    net = window.kit.session.net
    window.kit.lit.light(Hover(actor=net.actor_row["w"]))
    rings = [item for item in flat(page.picture.scene().items) if isinstance(item, Shapes)]
    assert len(rings) == 5
    window.kit.lit.light(Hover())
    assert not [item for item in page.picture.scene().items if isinstance(item, Group)]


def test_the_pointer_lights_an_actor_under_it(window: MainWindow, page: SheetPage) -> None:
    picture, net = page.picture, window.kit.session.net
    row = net.actor_row["w"]
    x, y = picture._grid.view.to_px(window.kit.session.plan().xy[row : row + 1])[0]
    place = picture.place(3)
    at = QPointF(place.x() + float(x), place.y() + picture._grid.head + float(y))
    assert picture._hit(at) == Hover(actor=row)
    QTest.mouseMove(picture, at.toPoint())
    assert window.kit.lit.now == Hover(actor=row)


def test_the_bar_changes_the_view_and_can_be_undone(window: MainWindow, page: SheetPage) -> None:
    session, bar = window.kit.session, page.bar
    bar.step.choose("10y")
    assert session.view.sheet.step == "10y" and drawn(window) and len(page.picture.ticks) == 3
    window.actions_.run("undo")
    QApplication.processEvents()
    assert session.view.sheet.step == "5y" and bar.step.chosen == "5y"
    bar.by.choose("changes")
    QApplication.processEvents()
    assert page.picture.trouble.startswith("No channel is selected")
    session.select("relationship:e--w")
    assert drawn(window) and len(page.picture.ticks) == 3
    bar.channel.choose("w--e")
    assert drawn(window) and [session.net.axis.text(t)[:4] for t in page.picture.ticks] == ["2000", "2010", "2014"]
    bar.by.choose("typed")
    bar.dates.setText("2003, April 2014")
    bar.dates.editingFinished.emit()
    assert drawn(window) and [session.net.axis.text(t) for t in page.picture.ticks] == ["2003-01-01", "2014-04-01"]
    bar.dates.setText("2003, soonish")
    bar.dates.editingFinished.emit()
    assert "soonish" in bar.trouble.text() and len(page.picture.ticks) == 2


def test_a_sheet_may_begin_and_end_where_one_says(window: MainWindow, page: SheetPage) -> None:
    page.bar.start.setText("2010")
    page.bar.end.setText("2016")
    page.bar.end.editingFinished.emit()
    assert drawn(window)
    assert [window.kit.session.net.axis.text(t)[:4] for t in page.picture.ticks] == ["2010", "2015"]


def test_too_many_cells_are_refused_in_one_sentence(window: MainWindow, page: SheetPage) -> None:
    window.kit.session.update(sheet=SheetDates(step="1m"))
    QApplication.processEvents()
    assert "a sheet has at most 60" in page.picture.trouble
    assert page.picture.ticks == () and "at most 60" in page.picture.accessibleDescription()


def test_emphasis_can_be_switched_off(window: MainWindow, page: SheetPage) -> None:
    before = pixels(page.picture)
    window.actions_.run("sheet-emphasis")
    assert drawn(window) and not page.bar.emphasis.isChecked()
    assert pixels(page.picture) != before


def test_the_sheet_of_the_selected_channel_is_a_command(window: MainWindow) -> None:
    window.kit.session.select("relationship:e--w")
    window.actions_.run("sheet-changes")
    assert drawn(window)
    page = window.pages.currentWidget()
    assert isinstance(page, SheetPage) and len(page.picture.ticks) == 3


def test_many_cells_scroll_and_the_keys_bring_them_into_view(window: MainWindow) -> None:
    page = open_sheet(window, step="6m")
    bar = page.area.verticalScrollBar()
    assert bar.maximum() > 0 and bar.value() == 0
    QTest.keyClick(page.picture, Qt.Key.Key_End)
    assert bar.value() > 0


def test_a_crowd_has_a_sheet_too(crowded: None, make_window: Callable[..., MainWindow]) -> None:
    window = make_window(Session(crowd_network()))
    session = window.kit.session
    ticks = (session.net.first, session.net.last)
    page = open_sheet(window, by="typed", dates=ticks)
    assert len(rasters(page)) == 2
    assert page.picture._hit(QPointF(shown(page, 0))) == Hover()


def test_the_channel_that_is_chosen_by_its_name_is_selected_too(window: MainWindow, page: SheetPage) -> None:
    page.bar.by.choose("changes")
    page.bar.channel.choose("e--w")
    assert (window.kit.session.view.sheet.rel, window.kit.session.view.selected) == ("e--w", "relationship:e--w")
    page.bar.channel.choose("")
    assert window.kit.session.view.selected == "relationship:e--w"
