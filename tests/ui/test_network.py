"""The network under the pointer and the keys."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from netexplorer.resources import default_dataset
from netexplorer.scene.frame import Hover
from netexplorer.session.session import Session
from netexplorer.ui.canvas import JUMPS
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import actor_at, drag, middle_of, pixels, settle, wheel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def test_hovering_an_actor_lights_its_neighbourhood(window: MainWindow) -> None:
    before = pixels(window.canvas)
    QTest.mouseMove(window.canvas, actor_at(window, "w"))
    settle()
    assert window.kit.lit.now == Hover(actor=window.kit.session.net.actor_row["w"])
    assert pixels(window.canvas) != before


def test_a_click_selects_and_a_click_on_the_ground_clears(window: MainWindow) -> None:
    QTest.mouseClick(window.canvas, LEFT, NONE, actor_at(window, "w"))
    assert window.kit.session.view.selected == "actor:w"
    QTest.mouseClick(window.canvas, LEFT, NONE, QPoint(4, window.canvas.height() - 4))
    assert window.kit.session.view.selected == ""


def test_a_click_on_a_line_selects_the_relationship(window: MainWindow) -> None:
    QTest.mouseClick(window.canvas, LEFT, NONE, middle_of(window, "bob--min"))
    assert window.kit.session.view.selected == "relationship:bob--min"


def test_a_drag_pins_an_actor_and_one_undo_lets_it_go(window: MainWindow) -> None:
    start = actor_at(window, "w")
    drag(window.canvas, start, start + QPoint(40, 30))
    assert [pin[0] for pin in window.kit.session.view.pins] == ["w"]
    end = actor_at(window, "w")
    assert abs(end.x() - start.x() - 40) <= 1
    assert abs(end.y() - start.y() - 30) <= 1
    window.kit.session.undo()
    settle()
    assert window.kit.session.view.pins == ()
    assert actor_at(window, "w") == start


@pytest.mark.parametrize("way", ["double click", "alt click"])
def test_a_pinned_actor_is_let_go(window: MainWindow, way: str) -> None:
    start = actor_at(window, "w")
    drag(window.canvas, start, start + QPoint(40, 30))
    at = actor_at(window, "w")
    if way == "double click":
        QTest.mouseDClick(window.canvas, LEFT, NONE, at)
    else:
        QTest.mouseClick(window.canvas, LEFT, Qt.KeyboardModifier.AltModifier, at)
    assert window.kit.session.view.pins == ()


def test_the_wheel_zooms_at_the_pointer(window: MainWindow) -> None:
    at = QPoint(150, 120)
    scale = window.canvas.viewport().scale
    under = window.canvas.viewport().to_world(np.array([[at.x(), at.y()]], dtype=np.float32))
    wheel(window.canvas, at, 2)
    assert window.canvas.viewport().scale > scale
    after = window.canvas.viewport().to_px(under)[0]
    assert np.allclose(after, [at.x(), at.y()], atol=0.6)


def test_a_drag_on_the_ground_pans_and_a_double_click_fits(window: MainWindow) -> None:
    corner = QPoint(4, window.canvas.height() - 4)
    before = window.canvas.viewport()
    drag(window.canvas, corner, corner + QPoint(60, -40))
    assert window.canvas.viewport().x < before.x
    QTest.mouseDClick(window.canvas, LEFT, NONE, corner)
    assert window.kit.session.view.camera is None
    assert window.canvas.viewport() == before


def test_fit_brings_in_whoever_was_dragged_away_and_what_is_selected_outside_of_the_lens(window: MainWindow) -> None:
    session, canvas = window.kit.session, window.canvas
    session.update(lens="people", selected="relationship:e--w", pins=(("bob", 9000.0, 0.0),))
    window.actions_.run("fit")
    for ident in ("e", "w", "bob", "hermit"):
        assert canvas.rect().contains(actor_at(window, ident)), ident
    assert session.view.camera is not None


def test_the_camera_stays_while_time_moves(window: MainWindow) -> None:
    before = window.canvas.viewport()
    for _ in range(3):
        window.actions_.run("year-previous")
        settle()
        assert window.canvas.viewport() == before


def test_tab_walks_through_the_actors_and_enter_selects(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    lit = window.kit.lit.now
    assert lit.actor >= 0
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    assert window.kit.session.view.selected == f"actor:{window.kit.session.net.actor_ids[lit.actor]}"


def test_tab_leaves_the_canvas_after_the_last_actor(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    shown = int(window.kit.session.frame().actor_shown.sum())
    for _ in range(shown):
        QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
        assert window.canvas.hasFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    assert not window.canvas.hasFocus()
    assert window.kit.lit.now == Hover()


def test_leaving_the_canvas_lights_nothing(window: MainWindow) -> None:
    window.kit.lit.light(Hover(actor=0))
    window.canvas.leaveEvent(None)  # type: ignore[arg-type]
    assert window.kit.lit.now == Hover()


def test_a_step_in_time_paints_only_what_differs_and_ends_in_the_same_pixels(window: MainWindow) -> None:
    canvas, session = window.canvas, window.kit.session
    settle()
    wholes: list[float] = []
    steps = 0
    paint_whole = canvas._paint_whole
    canvas._paint_whole = lambda into: (wholes.append(1.0), paint_whole(into))[1]  # type: ignore[func-returns-value, method-assign]
    for tick in session.stops():
        wholes.clear()
        session.set_date(int(tick), "scrub")
        settle()
        by_steps = pixels(canvas)
        steps += not wholes and not canvas._jumps
        canvas.forget()
        settle()
        assert wholes
        assert pixels(canvas) == by_steps
    assert steps > len(session.stops()) / 2


def test_jumps_and_steps_in_any_order_end_in_the_same_pixels(make_window: MakeWindow) -> None:
    window = make_window(Session.open(default_dataset()))
    canvas, session, chance = window.canvas, window.kit.session, Random(4)
    settle()
    met: set[tuple[bool, bool]] = set()
    t = session.view.t
    for _ in range(40):
        t = session.net.axis.step(t, "month", 2) if chance.random() < 0.4 else chance.choice(session.stops().tolist())
        session.set_date(t, "scrub")
        settle()
        met.add((canvas._jumps >= JUMPS, canvas._is_fresh))
        stepped = pixels(canvas)
        canvas.forget()
        canvas._jumps = chance.choice((0, JUMPS))
        settle()
        assert pixels(canvas) == stepped
    assert {(True, False), (False, True)} <= met
