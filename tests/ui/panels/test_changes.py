"""The changes beside the picture: what is listed, where a click leads, and that a step costs nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netexplorer.graph.network import build
from netexplorer.resources import data_file
from netexplorer.session.changes import ChangeFilter, Head, Step
from netexplorer.session.session import Session
from netexplorer.ui.panels.changelist import ChangeList, in_words
from netexplorer.ui.panels.changerows import MORE
from netexplorer.ui.panels.changes import ChangesPanel
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at
from tests.session.examples import small_dataset
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, settle


@pytest.fixture
def reading(make_window: MakeWindow) -> MainWindow:
    session = Session.open(data_file("actors.json"))
    session.go_to("2014-04-08")
    window = make_window(session, (1500, 1000))
    window.actions_.run("toggle-changes")
    settle()
    return window


def panel_of(window: MainWindow) -> ChangesPanel:
    panel = window.beside.changes
    assert panel is not None
    assert panel.isVisible()
    return panel


def rows_of(view: ChangeList) -> list[Head | Step]:
    return [view.model_.row(row) for row in range(view.model_.rowCount())]


def row_with(view: ChangeList, fits: Callable[[Head | Step], bool]) -> int:
    return next(row for row, said in enumerate(rows_of(view)) if fits(said))


def click(view: ChangeList, row: int, at: QPoint | None = None) -> None:
    view.scrollTo(view.model_.index(row, 0))
    rect = view.rect_of(row)
    spot = rect.topLeft() + at if at is not None else rect.topLeft() + QPoint(40, 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()


def go(window: MainWindow, text: str) -> None:
    window.kit.session.go_to(text)
    settle()


def test_the_command_shows_them_in_the_place_of_the_dossier_and_again(reading: MainWindow) -> None:
    assert not reading.dossier.isVisible()
    assert reading.shell.panel_shown("changes")
    assert panel_of(reading).list.hasFocus() or not reading.isActiveWindow()
    reading.actions_.run("toggle-changes")
    settle()
    assert reading.dossier.isVisible()
    assert not reading.shell.panel_shown("changes")


def test_the_tabs_lead_to_the_same(reading: MainWindow) -> None:
    dossier, changes = reading.beside.tabs
    assert changes.isChecked()
    dossier.click()
    settle()
    assert reading.dossier.isVisible()
    changes.click()
    settle()
    assert panel_of(reading).isVisible()


def test_they_come_back_with_the_window_and_open_a_panel_that_is_closed(reading: MainWindow) -> None:
    assert reading.store.settings.changes_shown
    reading.actions_.run("toggle-right")
    assert reading.beside.isHidden()
    assert not reading.shell.panel_shown("changes")
    reading.actions_.run("toggle-changes")
    settle()
    assert panel_of(reading).isVisible()


def test_the_present_is_in_sight_and_moves_with_the_date(reading: MainWindow) -> None:
    view = panel_of(reading).list
    for text in ("2014-04-08", "2021-11-01", "1999-03-24", "2014-05-01"):
        go(reading, text)
        listing = view.model_.listing
        assert listing is not None
        first, _ = listing.present(reading.kit.session.view.t)
        assert first in view.in_sight()
        assert 0 <= view.rect_of(first).top() < view.viewport().height() * 0.7


def test_a_step_that_passes_no_change_draws_nothing_and_one_that_does_makes_no_new_list(
    reading: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_of(reading)
    view, made = panel.list, panel._made
    updates: list[int] = []
    monkeypatch.setattr(view, "bring", lambda row: updates.append(row))
    go(reading, "2014-04-09")
    go(reading, "2014-04-20")
    assert updates == []
    go(reading, "2014-05-20")
    assert len(updates) == 1
    assert panel._made is made


def test_nothing_is_told_while_they_are_hidden(reading: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = panel_of(reading)
    reading.actions_.run("toggle-changes")
    told: list[int] = []
    monkeypatch.setattr(panel, "_show", lambda t, reasons: told.append(t))
    go(reading, "2016-04-20")
    assert told == []
    reading.actions_.run("toggle-changes")
    settle()
    assert told == [reading.kit.session.view.t]


def test_they_are_not_made_before_they_are_asked_for(make_window: MakeWindow) -> None:
    assert make_window().beside.changes is None


def test_a_click_goes_to_the_date_and_selects_as_one_step(reading: MainWindow) -> None:
    view, session = panel_of(reading).list, reading.kit.session
    before = session.view
    row = row_with(view, lambda said: said.target == "relationship:ru-mission--nato" and isinstance(said, Step))
    click(view, row)
    assert (session.view.selected, date(session)) == ("relationship:ru-mission--nato", "1998-01-01")
    session.undo()
    assert session.view == before


def test_a_head_leads_to_its_event(reading: MainWindow) -> None:
    view, session = panel_of(reading).list, reading.kit.session
    click(view, row_with(view, lambda said: isinstance(said, Head) and said.title == "The closures take effect"))
    assert date(session) == "2021-11-01"
    assert session.view.selected.startswith("event:")


def test_enter_goes_where_the_arrows_have_led(reading: MainWindow) -> None:
    view, session = panel_of(reading).list, reading.kit.session
    view.setCurrentIndex(view.model_.index(0, 0))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 3
    QTest.keyClick(view, Qt.Key.Key_Return)
    said = view.model_.row(3)
    assert session.view.t == said.tick
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() > 4


def test_a_source_opens_its_address_and_the_rest_unfold(reading: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    view, opened = panel_of(reading).list, list[QUrl]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    row = row_with(view, lambda said: isinstance(said, Step) and len(said.citations) > 4)
    link = next(piece for piece in view.laid(row).pieces if piece.link == 0)
    click(view, row, link.rect.center())
    said = view.model_.row(row)
    assert isinstance(said, Step)
    assert [url.toString() for url in opened] == [said.citations[0].url]
    more = next(piece for piece in view.laid(row).pieces if piece.link == MORE)
    before = view.heights.of(row)
    click(view, row, more.rect.center())
    assert view.heights.of(row) > before
    assert {piece.link for piece in view.laid(row).pieces} >= set(range(len(said.citations)))


def test_two_dates_are_compared_in_words_and_only_what_lies_between_is_listed(reading: MainWindow) -> None:
    session, panel = reading.kit.session, panel_of(reading)
    session.go_to("2015-01-01")
    session.update(compare=session.net.axis.parse("2013").earliest)
    settle()
    assert panel.paragraph.isVisible()
    assert panel.paragraph.dates.text() == "1 Jan 2013 → 1 Jan 2015"
    assert "channels got worse and none got better" in panel.paragraph.words.text()
    ticks = panel.list.model_.listing.ticks if panel.list.model_.listing is not None else []
    assert session.view.compare is not None
    assert all(session.view.compare < tick <= session.view.t for tick in ticks)
    panel.paragraph.copy.click()
    assert QGuiApplication.clipboard().text() == panel.paragraph.words.text()
    session.undo()
    settle()
    assert not panel.paragraph.isVisible()


def test_while_comparing_a_click_selects_and_only_a_double_click_moves_the_date(reading: MainWindow) -> None:
    session, view = reading.kit.session, panel_of(reading).list
    session.go_to("2015-01-01")
    session.update(compare=session.net.axis.parse("2013").earliest)
    settle()
    row = row_with(view, lambda said: isinstance(said, Step) and said.target == "relationship:ru-mission--nato")
    click(view, row)
    assert (session.view.selected, date(session)) == ("relationship:ru-mission--nato", "2015-01-01")
    spot = view.rect_of(row).topLeft() + QPoint(40, 12)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert date(session) == "2014-04-08"


def test_the_filter_narrows_the_list_and_is_no_step_of_undo(reading: MainWindow) -> None:
    panel, session = panel_of(reading), reading.kit.session
    view, whole = session.view, panel.list.model_.rowCount()
    panel.filter.menu().aboutToShow.emit()
    severed = next(each for each in panel.filter.menu().actions() if each.text().startswith("Only severed"))
    severed.trigger()
    assert panel.chosen == ChangeFilter(("severed",))
    assert 0 < panel.list.model_.rowCount() < whole
    assert panel.filter.text() == "Only severed"
    assert session.view == view
    panel.choose(ChangeFilter(("severed",), types=("no such type",)))
    assert panel.nothing.isVisible()
    panel.choose(ChangeFilter())
    assert panel.list.model_.rowCount() == whole


def test_the_lens_decides_what_is_listed(reading: MainWindow) -> None:
    panel = panel_of(reading)
    whole = panel.list.model_.rowCount()
    reading.kit.session.update(lens="military")
    settle()
    assert 0 < panel.list.model_.rowCount() != whole


def test_another_dataset_has_another_list(reading: MainWindow) -> None:
    panel = panel_of(reading)
    panel.choose(ChangeFilter(("severed",)))
    reading.kit.session.open_dataset(data_file("alliances-1914.json"))
    settle()
    assert panel.chosen == ChangeFilter()
    assert any(isinstance(said, Step) and "Reinsurance" in said.label for said in rows_of(panel.list))


def test_a_dataset_without_changes_says_so(make_window: MakeWindow) -> None:
    window = make_window(Session(build(small_dataset().__class__())))
    window.actions_.run("toggle-changes")
    settle()
    assert panel_of(window).nothing.text() == "Nothing that is shown changes at a known date."
    assert panel_of(window).nothing.isVisible()


def test_the_menu_of_a_row_copies_and_opens(reading: MainWindow) -> None:
    view = panel_of(reading).list
    row = row_with(view, lambda said: isinstance(said, Step) and bool(said.citations))
    menu = view.menu_of(row)
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles[:2] == ["Go to this date", "Copy"]
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == in_words(view.model_.row(row))
    view.setCurrentIndex(view.model_.index(row, 0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    view.contextMenuEvent(event)
    settle()
    assert any(menu.isVisible() for menu in view.findChildren(type(menu)))
    for each in view.findChildren(type(menu)):
        each.close()


def test_only_rows_in_sight_are_laid_out_and_the_ends_can_be_reached(reading: MainWindow) -> None:
    reading.kit.session.update(lens="all")
    settle()
    view = panel_of(reading).list
    assert len(view._laid) < 80 < view.model_.rowCount()
    bar = view.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        settle()
    assert view.in_sight()[-1] == view.model_.rowCount() - 1
    assert view.rect_of(view.model_.rowCount() - 1).bottom() <= view.viewport().height()
    bar.setValue(0)
    assert view.in_sight()[0] == 0
    for _ in range(40):  # upwards from the end nothing jumps by more than a step
        bar.setValue(bar.value() + 60)
    top = view.in_sight()[0]
    y = view.rect_of(top).top()
    bar.setValue(bar.value() - 10)
    assert view.rect_of(top).top() == y + 10


def test_a_row_is_one_text_for_assistive_readers(reading: MainWindow) -> None:
    view = panel_of(reading).list
    row = row_with(view, lambda said: isinstance(said, Step) and bool(said.note))
    said = view.model_.row(row)
    assert isinstance(said, Step)
    text = str(view.model_.data(view.model_.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert said.label in text
    assert f"{said.before_label} → {said.after_label}" in text
    assert said.note in text


def test_a_crowd_is_listed_in_the_background(
    make_window: MakeWindow, crowded: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netexplorer.ui.panels.changes.MANY", 100)
    session = session_at(crowd_network(), "2005-06-01")
    window = make_window(session)
    asked: list[str] = []
    submit = window.jobs.submit
    monkeypatch.setattr(window.jobs, "submit", lambda kind, *rest: (asked.append(kind), submit(kind, *rest))[1])
    window.actions_.run("toggle-changes")
    panel = panel_of(window)
    qtbot.waitUntil(lambda: "changes" in asked and panel.list.model_.rowCount() > 100)
    first = panel.list.model_.listing.present(session.view.t)[0] if panel.list.model_.listing is not None else -1
    assert first in panel.list.in_sight()
    asked.clear()
    go(window, "2006-01-01")
    assert "changes" not in asked


def test_working_ahead_lays_out_what_will_be_seen(reading: MainWindow) -> None:
    view = panel_of(reading).list
    t = reading.kit.session.net.axis.parse("2018-03-27").earliest
    reading.beside.prepare(t)
    known = {row for row, _, _ in view._laid}
    go(reading, "2018-03-27")
    assert set(view.in_sight()) <= known


def test_typing_into_the_list_asks_for_no_words(reading: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    view, asked = panel_of(reading).list, list[int]()
    view.setFocus()
    monkeypatch.setattr(view.model_, "row", lambda row: asked.append(row))
    view.keyboardSearch("z")
    assert asked == []
