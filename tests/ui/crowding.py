"""What a crowd in the window is like, and how its drawing is held back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint

from netexplorer.scene.primitives import Group, Item, Raster
from netexplorer.session.session import Session
from netexplorer.ui import crowd as views
from netexplorer.ui.crowd import CrowdView, Drawn
from netexplorer.ui.window import MainWindow
from tests.ui.driving import pixels, settle

WAIT_MS = 20_000
WORK = views.work


class Gate:
    """Holds back the drawing of densities until it is opened; a cancelled one goes on at once."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun = 0
        self.ended = threading.Event()

    def work(self, asked: views.Asked, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> object:
        self.begun += 1
        self.ended.clear()
        try:
            while not self.open.wait(0.005):
                if cancelled():
                    return None
            return WORK(asked, progress, cancelled)
        finally:
            self.ended.set()


def view_of(window: MainWindow) -> CrowdView:
    view = window.canvas._crowd
    assert view is not None
    return view


def drawn(window: MainWindow) -> Drawn:
    made = view_of(window)._drawn
    assert made is not None
    return made


def behind(window: MainWindow) -> tuple[Item, ...]:
    """What lies behind those in front now."""
    scene = window.canvas.compose_under()
    if scene is None:
        return ()
    (group,) = scene.items
    assert isinstance(group, Group)
    return group.items


def kinds(items: tuple[Item, ...]) -> set[str]:
    return {type(item).__name__ for item in items}


def raster(window: MainWindow) -> Raster:
    (found,) = (item for item in behind(window) if isinstance(item, Raster))
    return found


def is_refined(window: MainWindow) -> bool:
    """What is seen is a density of just this view."""
    items = behind(window)
    if not items or not isinstance(items[0], Raster):
        return False
    return items[0].xywh == (0, 0, window.canvas.width(), window.canvas.height())


def same_as_opened_there(window: MainWindow, make_window: Callable[..., MainWindow]) -> None:
    """The counts of a window that came here step by step, and its picture by one curve, are those of a new one."""
    session = window.kit.session
    other = Session(session.net, session.view)
    other.set_positions(session.view.layout, session.positions())
    there = make_window(other)
    ours, theirs = drawn(window), drawn(there)
    assert ours.density.states.tolist() == theirs.density.states.tolist()
    assert np.array_equal(ours.density.counts.plane(), theirs.density.counts.plane())
    assert ours.actors.tolist() == theirs.actors.tolist()
    view_of(window)._ink(theirs.curve)
    view_of(window)._shade()
    assert np.array_equal(drawn(window).density.image, theirs.density.image)
    window.canvas.forget()
    for each in (window, there):
        write_all(each)
    assert pixels(window.canvas) == pixels(there.canvas)


def write_all(window: MainWindow) -> None:
    """Let the names come that are lettered a few at a time."""
    settle()
    while not window.canvas._is_fresh:
        settle()


def somebody_behind(window: MainWindow) -> tuple[int, QPoint]:
    """An actor of the crowd who does not stand in front, and has nobody near."""
    settle()
    plan, view = window.kit.session.plan(), view_of(window)
    xy = window.canvas.viewport().to_px(plan.xy)
    front = set(view.rows_in_front().tolist())
    for row in np.flatnonzero(view.stage.crowd.actors()).tolist():
        away = np.hypot(*(xy - xy[row]).T)
        if row not in front and np.partition(away, 1)[1] > 2.5 * views.REACH_PX:
            return row, QPoint(round(float(xy[row, 0])), round(float(xy[row, 1])))
    raise AssertionError("everybody stands in front")


def somebody_in_front(window: MainWindow) -> tuple[int, QPoint]:
    settle()
    row = int(np.argmax(window.kit.session.plan().importance))
    assert row in view_of(window).rows_in_front()
    x, y = window.canvas.viewport().to_px(window.kit.session.plan().xy[row : row + 1])[0]
    return row, QPoint(round(float(x)), round(float(y)))
