"""The timeline under the pointer: scrub, brush, zoom, scroll."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from netexplorer.scene.frame import Hover
from netexplorer.ui.timeline import Timeline
from netexplorer.ui.window import MainWindow
from tests.ui.driving import date, drag, lane_at, pixels, settle, tick_at, wheel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
AXIS_Y = 66


def strip(window: MainWindow) -> Timeline:
    return window.timeline.timeline


def test_a_press_on_the_axis_goes_to_that_date(window: MainWindow) -> None:
    QTest.mouseClick(strip(window), LEFT, NONE, tick_at(strip(window), "2008-06-01", AXIS_Y))
    assert date(window.kit.session).startswith("2008-0")


def test_dragging_the_flag_scrubs_in_one_undo_step(window: MainWindow) -> None:
    session = window.kit.session
    here = session.net.axis.text(session.view.t)
    drag(strip(window), tick_at(strip(window), here, 14), tick_at(strip(window), "2005-01-01", 14))
    assert date(session).startswith(("2004-1", "2005-0"))
    session.undo()
    assert date(session) == here


def test_scrubbing_stays_within_the_dataset(window: MainWindow) -> None:
    start = tick_at(strip(window), "2008-06-01", AXIS_Y)
    drag(strip(window), start, QPoint(5000, AXIS_Y))
    assert window.kit.session.view.t == window.kit.session.net.last


def test_a_click_on_a_lane_selects_the_relationship(window: MainWindow) -> None:
    QTest.mouseClick(strip(window), LEFT, NONE, lane_at(strip(window), "w--e"))
    assert window.kit.session.view.selected == "relationship:w--e"


def test_a_lane_under_the_pointer_lights_the_network(window: MainWindow) -> None:
    before = pixels(window.canvas)
    QTest.mouseMove(strip(window), lane_at(strip(window), "w--e"))
    settle()
    assert window.kit.lit.now == Hover(rel=window.kit.session.net.rel_row["w--e"])
    assert pixels(window.canvas) != before


def test_a_line_under_the_pointer_lights_its_lane(window: MainWindow) -> None:
    before = pixels(strip(window))
    window.kit.lit.light(Hover(rel=window.kit.session.net.rel_row["w--e"]))
    settle()
    assert pixels(strip(window)) != before
    window.kit.lit.light(Hover())
    settle()
    assert pixels(strip(window)) == before


def test_the_partial_update_looks_like_a_whole_one(window: MainWindow) -> None:
    for text in ("2003-05-05", "2012-01-01", "2007-07-07"):
        window.kit.session.set_date(window.kit.session.net.axis.parse(text).earliest)
        settle()
    shown = window.windowHandle()
    assert shown is not None
    partly = pixels(window)
    strip(window).forget()
    settle()
    assert pixels(window) == partly


def test_the_wheel_zooms_time_and_a_double_click_resets(window: MainWindow) -> None:
    at = tick_at(strip(window), "2014-04-05", 150)
    held = strip(window).picture().tview.x_to_tick(at.x())
    wheel(strip(window), at, 4)
    tview = strip(window).picture().tview
    assert window.kit.session.view.span == (tview.t0, tview.t1)
    assert abs(tview.tick_to_x(held) - at.x()) <= 1.5
    QTest.mouseDClick(strip(window), LEFT, NONE, QPoint(at.x(), AXIS_Y))
    assert window.kit.session.view.span is None


def test_a_drag_on_the_lanes_pans_time(window: MainWindow) -> None:
    at = tick_at(strip(window), "2014-04-05", 150)
    wheel(strip(window), at, 6)
    before = strip(window).picture().tview
    start = lane_at(strip(window), "w--e")
    start.setX(at.x() + 80)
    drag(strip(window), start, start - QPoint(60, 0))
    after = strip(window).picture().tview
    assert after.t0 > before.t0
    assert after.t1 - after.t0 == before.t1 - before.t0


def test_a_date_that_leaves_the_zoomed_span_is_followed(window: MainWindow) -> None:
    wheel(strip(window), tick_at(strip(window), "2014-04-05", 150), 8)
    window.actions_.run("go-first")
    settle()
    tview = strip(window).picture().tview
    assert tview.t0 <= window.kit.session.view.t <= tview.t1


def test_a_click_on_an_event_goes_there_and_selects_it(window: MainWindow) -> None:
    window.actions_.run("go-first")
    settle()
    picture = strip(window).picture()
    at = next(i for i, row in enumerate(picture.event_rows) if row == 0)
    x, y, w, h = picture.event_rects[at]
    QTest.mouseClick(strip(window), LEFT, NONE, QPoint(round(x + w / 2), round(y + h / 2)))
    assert window.kit.session.view.selected == "event:crisis"
    assert date(window.kit.session) == "2014-03-20"


def test_down_walks_through_the_lanes(window: MainWindow) -> None:
    strip(window).setFocus()
    QTest.keyClick(strip(window), Qt.Key.Key_Down)
    assert window.kit.session.view.selected == "relationship:e--w"
    QTest.keyClick(strip(window), Qt.Key.Key_Down)
    assert window.kit.session.view.selected == "relationship:w--e"
