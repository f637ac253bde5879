"""A crowd when something else happens before the last thing is done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.scene.density.request import Request
from netexplorer.scene.primitives import Raster
from netexplorer.session.layout import LayoutJob
from netexplorer.session.session import Session
from netexplorer.ui import crowd as views
from netexplorer.ui import crowdwork, layouting
from netexplorer.ui.panels.doubtkey import KeyRow
from netexplorer.ui.panels.legendrow import EntryButton
from netexplorer.ui.statusline import StatusLine
from netexplorer.ui.window import MainWindow
from netexplorer.ui.words import Words
from tests.session.crowds import crowd_network, places, session_at
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import WAIT_MS, Gate, behind, drawn, is_refined, kinds, same_as_opened_there, view_of
from tests.ui.driving import pixels, settle

pytestmark = pytest.mark.usefixtures("crowded")


@pytest.fixture
def window(make_window: MakeWindow, gate: Gate, qtbot: QtBot) -> MainWindow:
    """A refined crowd, whose next density waits for the gate."""
    gate.open.set()
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    gate.open.clear()
    return window


@pytest.mark.parametrize(
    "change",
    [
        lambda window: window.kit.session.toggle_hidden("sides", "west"),
        lambda window: window.kit.session.toggle_hidden("states", "open"),
        lambda window: window.kit.session.select("actor:a9"),
        lambda window: window.kit.session.go_to("2002-02-02"),
        lambda window: window.kit.session.pin(9, 100.0, 50.0),
        lambda window: (window.kit.session.update(lens="few"), settle(), window.kit.session.update(lens="whole")),
    ],
    ids=["side", "state", "selection", "date", "pin", "lens and back"],
)
def test_what_changes_while_a_density_is_drawn_is_in_it_when_it_comes(
    window: MainWindow, make_window: MakeWindow, gate: Gate, qtbot: QtBot, change: Callable[[MainWindow], object]
) -> None:
    before = drawn(window).density
    window.canvas.zoom(0.8)
    settle()
    change(window)
    settle()
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window) and not window.jobs.running, timeout=WAIT_MS)
    settle()
    assert drawn(window).density is not before
    same_as_opened_there(window, make_window)


def test_another_theme_while_a_density_is_drawn(window: MainWindow, gate: Gate, qtbot: QtBot) -> None:
    window.canvas.zoom(0.8)
    settle()
    window.kit.theme.choose("dark")
    settle()
    assert int(drawn(window).density.image[0, 0]) == window.kit.style.canvas
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert int(drawn(window).density.image[0, 0]) == window.kit.style.canvas


def test_of_many_views_only_the_last_is_drawn(window: MainWindow, gate: Gate, qtbot: QtBot) -> None:
    begun = gate.begun
    for _ in range(6):
        window.canvas.pan(11, 3)
        settle()
    last = window.canvas.viewport()
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert drawn(window).asked.viewport == last
    assert gate.begun - begun <= 6


def test_a_far_date_is_drawn_at_once_and_not_after_the_one_under_way(
    window: MainWindow, gate: Gate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)
    window.canvas.pan(11, 3)
    settle()
    qtbot.waitUntil(lambda: gate.begun > 1, timeout=WAIT_MS)
    begun = gate.begun
    window.kit.session.go_to("2006-02-02")
    settle()
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window) and not window.jobs.running, timeout=WAIT_MS)
    assert gate.begun == begun + 1
    assert np.array_equal(drawn(window).asked.states, view_of(window).stage.crowd.states)


def test_of_a_far_date_there_is_a_rough_picture_until_the_exact_one_comes(
    window: MainWindow, gate: Gate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(crowdwork, "ROUGH_LINES", 50)
    before = drawn(window)
    window.kit.session.go_to("2006-02-02")
    settle()
    asked, image = view_of(window)._rough or (None, None)
    assert asked is not None and asked.states.tolist() == view_of(window).stage.crowd.states.tolist()
    (raster,) = behind(window)
    assert isinstance(raster, Raster) and raster.argb is image
    assert drawn(window) is before
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window) and not window.jobs.running, timeout=WAIT_MS)
    (raster,) = behind(window)
    assert isinstance(raster, Raster) and raster.argb is drawn(window).density.image
    assert image is not None and image.shape == raster.argb.shape and (image != raster.argb).any()


def test_a_rough_picture_has_one_line_in_so_many_and_is_not_made_of_few(
    window: MainWindow, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = drawn(window)
    assert crowdwork.roughly(made, made.asked) is None
    alive = int((made.asked.states >= 0).sum())
    monkeypatch.setattr(crowdwork, "ROUGH_LINES", alive // 3)
    lines: list[int] = []

    class Counted(crowdwork.Density):
        def __init__(self, some: Request) -> None:
            lines.append(some.src.size)
            super().__init__(some)

    monkeypatch.setattr(crowdwork, "Density", Counted)
    assert crowdwork.roughly(made, made.asked) is not None
    assert lines == [-(-made.asked.states.size // 3)]
    assert crowdwork.roughly(made, replace(made.asked, is_compared=True)) is None


def test_another_size_of_the_window_is_another_picture(window: MainWindow, gate: Gate, qtbot: QtBot) -> None:
    window.resize(window.width() - 130, window.height() - 60)
    settle()
    assert kinds(behind(window)) == {"Raster"}
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    height, width = drawn(window).density.image.shape
    assert (width, height) == (window.canvas.width(), window.canvas.height())


def test_what_happened_on_another_page_is_there_on_coming_back(
    window: MainWindow, make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    gate.open.set()
    for page in ("page-channels", "page-table"):
        window.actions_.run(page)
        settle()
        window.actions_.run("year-next")
        window.kit.session.toggle_hidden("kinds", "person")
        settle()
    window.kit.session.toggle_hidden("sides", "north")
    window.actions_.run("page-network")
    qtbot.waitUntil(lambda: is_refined(window) and not window.jobs.running, timeout=WAIT_MS)
    settle()
    same_as_opened_there(window, make_window)


def test_the_picture_can_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.run("copy-picture")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=WAIT_MS)
    assert QGuiApplication.clipboard().image().width() == 1600


# -- before there are positions


class NeverDone:
    """A layout that shows nothing until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def run(self, job: LayoutJob, progress: object, cancelled: Callable[[], bool], show: object = None) -> np.ndarray:
        while not self.go.wait(0.005) and not cancelled():
            pass
        return places(job.request.n) * np.float32(2.0)


@pytest.fixture
def layout(monkeypatch: pytest.MonkeyPatch) -> NeverDone:
    layout = NeverDone()
    monkeypatch.setattr(layouting, "run", layout.run)
    return layout


def test_while_a_layout_is_at_work_the_picture_is_calm_whatever_one_does(
    window: MainWindow, gate: Gate, layout: NeverDone, qtbot: QtBot
) -> None:
    gate.open.set()
    window.kit.session.update(layout="force")
    settle()
    calm = pixels(window.canvas)
    assert window.canvas.compose_under() is None
    assert window.canvas.shift() is None
    window.actions_.run("year-next")
    window.actions_.run("year-previous")
    middle = QPoint(window.canvas.width() // 2, window.canvas.height() // 2)
    QTest.mouseMove(window.canvas, middle)
    QTest.mouseMove(window.canvas, QPoint(3, 3))
    settle()
    assert pixels(window.canvas) == calm
    layout.go.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert pixels(window.canvas) != calm


def test_a_layout_that_is_stopped_before_it_shows_anything_leaves_a_circle(
    make_window: MakeWindow, layout: NeverDone, qtbot: QtBot
) -> None:
    window = make_window(Session(crowd_network()), threaded=True)
    assert not window.kit.session.has_positions()
    window._layouts.stop()
    settle()
    assert window.kit.session.has_positions()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert view_of(window).counted()


def test_closing_the_window_stops_a_layout(make_window: MakeWindow, layout: NeverDone) -> None:
    window = make_window(Session(crowd_network()), threaded=True)
    assert any(job.kind == layouting.JOB for job in window.jobs.running)
    window.close()
    assert not window.jobs.running


def test_keys_do_nothing_wrong_before_there_are_positions(make_window: MakeWindow, layout: NeverDone) -> None:
    window = make_window(Session(crowd_network()), threaded=True)
    window.activateWindow()
    window.canvas.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(window.canvas, key)
        settle()
    window.canvas.zoom(1.2)
    settle()
    assert window.canvas.compose_under() is None


# -- the panels


def test_the_panels_end_with_the_words_of_a_window_opened_there(
    window: MainWindow, make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    gate.open.set()
    session = window.kit.session
    session.select("actor:a3")
    for day_of_june in range(1, 25):
        session.go_to(f"2002-06-{day_of_june:02}")
        settle()
    other = Session(session.net, session.view)
    other.set_positions("sides", session.positions())
    there = make_window(other)
    for name in ("legend", "status", "dossier"):
        ours, theirs = getattr(window, name), getattr(there, name)
        qtbot.waitUntil(lambda ours=ours, theirs=theirs: words(ours) == words(theirs), timeout=WAIT_MS)
        assert words(ours)
    assert window.windowTitle() == there.windowTitle()


def words(widget: QWidget) -> list[str]:
    """What can be read in a part of the window, from top to bottom."""
    seen = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    said = [(label.mapTo(widget, QPoint()), label.text()) for label in seen]
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisibleTo(widget):
            said += [(part.mapTo(widget, each.place.topLeft()), each.text()) for each in painted(part)]
    return [text for _, text in sorted(said, key=lambda each: (each[0].y(), each[0].x()))]


def painted(part: QWidget) -> tuple[Words, ...]:
    """What a widget writes itself."""
    if isinstance(part, StatusLine):
        return part.words
    return (part.face.label, part.face.count) if isinstance(part, (EntryButton, KeyRow)) else ()
