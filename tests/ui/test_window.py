"""The window as a whole: keys, pages, files, themes, notices."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from netexplorer.session.commands import COMMANDS
from netexplorer.session.session import Session
from netexplorer.ui.bridge import report_exceptions
from netexplorer.ui.window import TITLE_MS, MainWindow, _first_place
from tests.session.examples import DOCUMENT
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, pixels, settle


def key(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    settle()


@pytest.fixture
def active(window: MainWindow) -> MainWindow:
    window.activateWindow()
    window.canvas.setFocus()
    settle()
    return window


def write(path: Path, **changes: object) -> Path:
    path.write_bytes(msgspec.json.encode({**DOCUMENT, **changes}))
    return path


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, left, none))
    settle()


def test_it_opens_with_the_title_and_the_date_of_the_session(window: MainWindow) -> None:
    assert window.topbar.title.whole() == "Two sides"
    assert window.status.date.text() == "5 Apr 2014"
    assert window.timeline.transport.date.text() == "5 Apr 2014"
    assert "Two sides" in window.windowTitle()


def test_the_title_follows_a_step_in_time(window: MainWindow) -> None:
    session = window.kit.session
    session.set_date(session.net.axis.parse("2007-07-07").earliest, "scrub")
    settle()
    assert window.status.date.text() == "7 Jul 2007"
    QTest.qWait(4 * TITLE_MS)
    assert window.windowTitle().startswith("7 July 2007")


def test_a_step_in_time_lays_out_nothing_around_what_it_changes(window: MainWindow) -> None:
    class Watch(QObject):
        seen = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.seen += event.type() == QEvent.Type.LayoutRequest
            return False

    settle()  # what was shown for the first time is laid out
    watch = Watch()
    outer = (window, window.centralWidget(), window.body, window.right, window.middle)
    for widget in outer:
        widget.installEventFilter(watch)
    session = window.kit.session
    for text in ("2007-07-07", "2012-01-31"):
        session.set_date(session.net.axis.parse(text).earliest, "scrub")
        settle()
    assert watch.seen == 0
    window.topbar.title.set_whole("Another title")  # what a layout holds is heard of
    settle()
    assert watch.seen > 0


@pytest.mark.parametrize(
    ("pressed", "modifiers", "expected"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "2015-04-05"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "2013-04-05"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, "2014-04-11"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, "2014-04-01"),
    ],
)
def test_arrows_step_by_years_and_with_shift_by_changes(
    active: MainWindow, pressed: Qt.Key, modifiers: Qt.KeyboardModifier, expected: str
) -> None:
    key(active, pressed, modifiers)
    assert date(active.kit.session) == expected


def test_keys_work_whatever_has_the_focus(active: MainWindow) -> None:
    active.topbar.export.setFocus()
    key(active, Qt.Key.Key_Home)
    assert active.kit.session.view.t == active.kit.session.net.first
    active.timeline.timeline.setFocus()
    key(active, Qt.Key.Key_End)
    assert active.kit.session.view.t == active.kit.session.net.last


def test_space_plays_and_pauses(active: MainWindow) -> None:
    key(active, Qt.Key.Key_Space)
    assert active.player.playing
    key(active, Qt.Key.Key_Space)
    assert not active.player.playing


def test_undo_and_redo_walk_through_the_views(active: MainWindow) -> None:
    key(active, Qt.Key.Key_Right)
    key(active, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert date(active.kit.session) == "2014-04-05"
    key(active, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert date(active.kit.session) == "2015-04-05"


def test_a_step_changes_the_words_and_the_pixels(window: MainWindow) -> None:
    before = pixels(window.canvas), pixels(window.timeline.timeline)
    window.actions_.run("year-next")
    settle()
    assert window.status.date.text() == "5 Apr 2015"
    assert window.timeline.transport.date.text() == "5 Apr 2015"
    assert pixels(window.canvas) != before[0]
    assert pixels(window.timeline.timeline) != before[1]


def test_every_command_has_an_action_in_a_menu(window: MainWindow) -> None:
    listed = {action.objectName() for menu in window.actions_.menus.values() for action in menu.actions()}
    assert {row.id for row in COMMANDS} <= listed


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    for button in window.findChildren(QAbstractButton):
        is_of_qt = button.objectName().startswith("qt_")
        assert is_of_qt or button.accessibleName() or button.text(), button


def test_enter_presses_the_button_that_has_the_focus(active: MainWindow) -> None:
    active.topbar.pages["channels"].setFocus()
    key(active, Qt.Key.Key_Return)
    assert active.kit.session.view.page == "channels"


def test_pages_change_what_is_in_the_middle(window: MainWindow) -> None:
    window.actions_.run("page-channels")
    settle()
    assert window.pages.currentWidget() is window.channels
    assert not window.timeline.isVisible()
    window.actions_.run("page-table")
    settle()
    assert window.pages.currentWidget() is window.table_page()
    window.actions_.run("page-network")
    settle()
    assert window.pages.currentWidget() is window.canvas
    assert window.timeline.isVisible()


def test_a_page_that_was_hidden_shows_the_present_date(window: MainWindow) -> None:
    window.actions_.run("year-next")
    window.actions_.run("page-channels")
    settle()
    assert window.channels.transport.date.text() == "5 Apr 2015"


def test_another_theme_changes_the_pixels_and_comes_back(window: MainWindow) -> None:
    before = pixels(window.canvas)
    window.actions_.run("theme-dark")
    settle()
    assert pixels(window.canvas) != before
    assert window.kit.style.theme == "dark"
    window.actions_.run("theme-light")
    settle()
    assert pixels(window.canvas) == before


def test_a_dropped_file_is_opened(window: MainWindow, tmp_path: Path) -> None:
    drop(window, write(tmp_path / "other.json", title="Another title"))
    assert window.topbar.title.whole() == "Another title"


def test_a_bad_file_leaves_the_present_one_and_says_why(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("{ no json")
    before = window.kit.session.view
    drop(window, path)
    assert window.topbar.title.whole() == "Two sides"
    assert window.kit.session.view == before
    assert window.notice.isVisible()
    assert "bad.json" in window.notice.accessibleDescription()


def test_a_file_with_problems_opens_and_reports_them(window: MainWindow, tmp_path: Path) -> None:
    relationships = [*DOCUMENT["relationships"], {"source": "e", "target": "nobody"}]
    drop(window, write(tmp_path / "part.json", relationships=relationships))
    assert window.notice.isVisible()
    assert window.notice.notice is not None
    assert "nobody" in window.notice.notice.detail


def test_a_title_is_never_read_as_html(window: MainWindow, tmp_path: Path) -> None:
    drop(window, write(tmp_path / "html.json", title="<b>bold</b><script>"))
    assert window.topbar.title.textFormat() is Qt.TextFormat.PlainText
    assert window.topbar.title.whole() == "<b>bold</b><script>"


def test_a_typed_date_jumps(window: MainWindow) -> None:
    window.actions_.run("go-to-date")
    settle()
    popover = window._date
    assert popover is not None
    popover.field.setText("April 2016")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    settle()
    assert date(window.kit.session) == "2016-04-01"
    assert not popover.isVisible()


def test_a_typed_date_that_is_none_is_answered_under_the_field(window: MainWindow) -> None:
    before = window.kit.session.view
    window.actions_.run("go-to-date")
    popover = window._date
    assert popover is not None
    popover.field.setText("2016-13-01")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    settle()
    assert popover.isVisible()
    assert "2016-13-01" in popover.trouble.text()
    assert window.kit.session.view == before
    popover.close()


def test_a_panel_can_be_hidden_and_is_remembered(make_window: MakeWindow) -> None:
    window = make_window()
    window.actions_.run("toggle-left")
    settle()
    assert not window.legend.isVisible()
    window.close()
    assert not window.store.settings.left_shown


def test_closing_remembers_where_everything_was(make_window: MakeWindow, tmp_path: Path) -> None:
    path = write(tmp_path / "mine.json")
    window = make_window(Session.open(path))
    window.actions_.run("go-first")
    settle()
    window.close()
    settings = window.store.settings
    assert settings.geometry is not None
    assert settings.views[str(path)].t == window.kit.session.net.first
    assert (tmp_path / "settings.json").exists()


@pytest.mark.parametrize("size", [(1024, 700), (1600, 1000)])
def test_nothing_is_cut_off_at_small_and_large_sizes(make_window: MakeWindow, size: tuple[int, int]) -> None:
    window = make_window(size=size)
    assert (window.width(), window.height()) == size
    for button in (*window.topbar.pages.values(), window.topbar.export, window.timeline.transport.date):
        assert button.width() >= button.minimumSizeHint().width()
        corner = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(corner)
    assert window.canvas.height() >= 180
    assert window.canvas.width() >= 240


def test_an_exception_in_a_slot_is_told_and_the_window_lives(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    restore = report_exceptions(window.tell_fault)
    try:
        sys.excepthook(ValueError, ValueError("a fault"), None)
    finally:
        restore()
    assert window.notice.isVisible()
    assert "a fault" in window.notice.accessibleDescription()
    assert "a fault" in capsys.readouterr().err


def test_a_notice_can_be_sent_away(window: MainWindow) -> None:
    window.kit.session.notices.say("Something to know.")
    assert window.notice.isVisible()
    window.notice.dismiss()
    assert not window.notice.isVisible()


def test_the_first_window_is_in_the_middle_and_smaller_than_the_screen() -> None:
    assert _first_place(QRect(0, 0, 1920, 1200)) == (160, 100, 1600, 1000)
    assert _first_place(QRect(100, 50, 1000, 800)) == (140, 82, 920, 736)


def test_what_finds_no_room_beside_the_title_goes_part_by_part(make_window: MakeWindow) -> None:
    label = make_window().topbar.about
    label.set_parts(["46 actors", "75 relationships", "lens: Core channels"])
    for width, shown in (
        (600, "46 actors · 75 relationships · lens: Core channels"),
        (200, "46 actors · 75 relationships"),
        (20, ""),
    ):
        label.resize(width, 20)
        assert label.text() == shown
