"""Comparing two dates in the window: the button, the keys, both flags, the legend."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from netexplorer.scene.frame import Hover
from netexplorer.scene.otherflag import other_rect
from netexplorer.ui.datejump import DateJump
from netexplorer.ui.dialogs.picture_job import file_name
from netexplorer.ui.tips import hover_tip
from netexplorer.ui.window import MainWindow
from tests.ui.driving import drag, pixels, settle, tick_at


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    return make_window()


def press(window: MainWindow, key: Qt.Key, more: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.canvas, key, more)
    settle()


def at_rest(widget: QWidget) -> bytes:
    """What a widget looks like when all parts that are laid out later have been."""
    last, alike = b"", 0
    for _ in range(200):
        QTest.qWait(20)
        last, before = pixels(widget), last
        alike = alike + 1 if last == before else 0
        if alike == 15:
            break
    return last


def dates(window: MainWindow) -> tuple[str, str]:
    view, text = window.kit.session.view, window.kit.session.net.axis.text
    return text(view.t), "" if view.compare is None else text(view.compare)


def test_the_key_compares_and_ends_it_and_the_button_shows_which(window: MainWindow) -> None:
    one_date = pixels(window.canvas)
    press(window, Qt.Key.Key_C)
    assert dates(window) == ("2014-04-05", "2013-04-05")
    assert window.topbar.compare.isChecked()
    assert pixels(window.canvas) != one_date
    press(window, Qt.Key.Key_C)
    assert not window.topbar.compare.isChecked()
    assert pixels(window.canvas) == one_date


def test_the_button_does_the_same(window: MainWindow) -> None:
    window.topbar.compare.click()
    settle()
    assert dates(window)[1] == "2013-04-05"
    window.topbar.compare.click()
    settle()
    assert dates(window)[1] == ""


def test_escape_ends_it_when_nothing_is_selected(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    window.kit.session.select("actor:e")
    settle()
    press(window, Qt.Key.Key_Escape)
    assert (window.kit.session.view.selected, dates(window)[1]) == ("", "2013-04-05")
    press(window, Qt.Key.Key_Escape)
    assert dates(window)[1] == ""


def test_the_second_flag_is_dragged_in_one_step_and_the_picture_follows(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    before, timeline = pixels(window.canvas), window.timeline.timeline
    tview = timeline.picture().tview
    t = window.kit.session.view.compare
    x, y, width, height = other_rect(tview, timeline._flag(), t, "5 Apr 2013", window.kit.fonts)
    start = QPoint(round(x + width / 2), round(y + height / 2))
    drag(timeline, start, tick_at(timeline, "2004", start.y()))
    assert dates(window)[0] == "2014-04-05"
    assert dates(window)[1].startswith(("2003-12", "2004-01"))
    assert pixels(window.canvas) != before
    window.kit.session.undo()
    assert dates(window) == ("2014-04-05", "2013-04-05")


def test_a_partial_update_of_the_flags_looks_like_a_whole_one(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    for date in ("2012-01-01", "2009-06-01"):
        window.kit.session.go_to(date)
        settle()
    timeline, canvas = window.timeline.timeline, window.canvas
    partial = pixels(timeline), pixels(canvas)
    timeline.forget()
    canvas.forget()
    settle()
    assert (pixels(timeline), pixels(canvas)) == partial


def test_the_legend_tells_what_became_and_a_click_hides_it(window: MainWindow) -> None:
    section = window.legend.sections["turns"]
    assert not section.isVisible()
    press(window, Qt.Key.Key_C)
    assert section.isVisible()
    assert [row.ident for row in section.rows] == ["opened", "better", "stayed", "worse", "severed", "ended"]
    before = pixels(window.canvas)
    worse = next(row for row in section.rows if row.ident == "worse")
    assert worse.accessibleName() == "Worse, not severed, 1 channel, shown"
    worse.press()
    settle()
    assert window.kit.session.view.hidden_turns == ("worse",)
    assert worse.accessibleName() == "Worse, not severed, 1 channel, hidden"
    assert pixels(window.canvas) != before
    press(window, Qt.Key.Key_C)
    assert not section.isVisible()


def test_status_line_and_dossier_stay_at_the_date_that_is_shown(window: MainWindow) -> None:
    window.kit.session.select("relationship:e--w")
    settle()
    window.dossier.settle()  # what is out of sight is told later, and the bar beside it is shorter then
    words = window.status.date.text(), window.status.counts.whole(), window.status.year.whole()
    page = at_rest(window.dossier)
    press(window, Qt.Key.Key_C)
    assert (window.status.date.text(), window.status.counts.whole(), window.status.year.whole()) == words
    assert at_rest(window.dossier) == page


def test_a_date_is_typed_with_the_one_shown_in_sight(window: MainWindow) -> None:
    window.actions_.run("compare-date")
    settle()
    field = next(each for each in window.findChildren(DateJump) if each.isVisible())
    assert field.field.text() == "2013-04-05"
    assert "5 Apr 2014" in field._hint.text()
    field.field.setText("April 2008")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    settle()
    assert dates(window) == ("2014-04-05", "2008-04-01")


def test_the_canvas_says_both_dates_to_those_who_do_not_see_it(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    said = window.canvas.accessibleDescription()
    assert said.startswith("5 April 2013 → 5 April 2014")
    assert "1 worse" in said


def test_time_plays_with_a_locked_span(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    press(window, Qt.Key.Key_Left)
    assert dates(window) == ("2013-04-05", "2012-04-05")


def test_the_dates_over_the_legend_stand_in_order_and_their_buttons_act(window: MainWindow) -> None:
    box = window.legend.comparison
    assert not box.isVisible()
    press(window, Qt.Key.Key_C)
    assert [button.text() for button in box.dates] == ["5 Apr 2013", "5 Apr 2014"]
    box.buttons["compare-swap"].click()
    settle()
    assert dates(window) == ("2013-04-05", "2014-04-05")
    assert [button.text() for button in box.dates] == ["5 Apr 2013", "5 Apr 2014"]
    box.buttons["compare-lock"].click()
    settle()
    assert window.kit.session.view.compare_lock is not None
    assert box.buttons["compare-lock"].isChecked()
    box.dates[1].click()
    settle()
    field = next(each for each in window.findChildren(DateJump) if each.isVisible())
    assert field.field.text() == "2014-04-05"
    field.close()
    box.buttons["compare-end"].click()
    settle()
    assert not box.isVisible()


def test_the_picture_is_offered_under_both_dates(window: MainWindow) -> None:
    net, view = window.kit.session.net, window.kit.session.view
    assert file_name(net, view.t, "png", other=view.t - 86_400) == "two-sides-2014-04-04-to-2014-04-05.png"


def test_a_tip_says_what_became_of_a_line(window: MainWindow) -> None:
    press(window, Qt.Key.Key_C)
    frame = window.canvas._frame
    assert frame is not None
    assert hover_tip(frame, Hover(rel=frame.net.rel_row["e--w"])).splitlines()[1] == "Open, then limited: got worse"
