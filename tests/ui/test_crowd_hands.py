"""A crowd under the pointer and the keys, its layouts, and the pictures that leave the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netexplorer.cli import run as command_line
from netexplorer.scene.frame import Hover
from netexplorer.scene.primitives import Group, Raster, Rects
from netexplorer.session.jobs import Jobs
from netexplorer.session.layout import LayoutJob
from netexplorer.session.remembered import Memory
from netexplorer.session.session import Session
from netexplorer.session.still import Still
from netexplorer.ui import layouting
from netexplorer.ui.dialogs.export import ExportDialog
from netexplorer.ui.layouting import LayoutKeeper
from netexplorer.ui.window import MainWindow
from tests.session.crowds import (
    crowd_document,
    crowd_network,
    places,
    session_at,
)
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import (
    WAIT_MS,
    behind,
    drawn,
    is_refined,
    kinds,
    same_as_opened_there,
    somebody_behind,
    somebody_in_front,
    view_of,
)
from tests.ui.driving import drag, pixels, settle

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("crowded")


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window(session_at(crowd_network()))


# -- the pointer, the keys


def test_pointing_at_an_actor_of_the_crowd_brings_it_to_the_front_with_its_lines(window: MainWindow) -> None:
    row, spot = somebody_behind(window)
    before = pixels(window.canvas)
    QTest.mouseMove(window.canvas, spot)
    settle()
    assert window.kit.lit.now == Hover(actor=row)
    view = view_of(window)
    assert row in view.rows_in_front()
    assert view._front is not None and len(view._front.rels)
    assert any(isinstance(item, Rects) for item in behind(window))  # the crowd steps back
    assert pixels(window.canvas) != before
    QTest.mouseMove(window.canvas, QPoint(2, window.canvas.height() - 2))
    settle()
    assert kinds(behind(window)) == {"Raster"}
    assert pixels(window.canvas) == before


@pytest.mark.parametrize("who", [somebody_behind, somebody_in_front])
def test_a_click_selects_an_actor_and_the_ground_nothing(
    window: MainWindow, who: Callable[[MainWindow], tuple[int, QPoint]]
) -> None:
    row, spot = who(window)
    QTest.mouseClick(window.canvas, LEFT, NONE, spot)
    settle()
    assert window.kit.session.view.selected == f"actor:a{row}"
    assert row in view_of(window).rows_in_front()
    assert any(isinstance(item, Rects) for item in behind(window))
    QTest.mouseClick(window.canvas, LEFT, NONE, QPoint(2, window.canvas.height() - 2))
    settle()
    assert window.kit.session.view.selected == ""
    assert kinds(behind(window)) == {"Raster"}


def test_a_selection_draws_no_new_density(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    _, spot = somebody_behind(window)
    before = drawn(window).density
    QTest.mouseClick(window.canvas, LEFT, NONE, spot)
    settle()
    assert drawn(window).density is before


def test_a_relationship_of_the_crowd_can_be_selected_from_elsewhere_and_stands_in_front(window: MainWindow) -> None:
    window.kit.session.select("relationship:r200")
    settle()
    view, net = view_of(window), window.kit.session.net
    row = net.rel_row["r200"]
    assert view._front is not None and row in view._front.rels
    assert {int(net.src[row]), int(net.dst[row])} <= set(view.rows_in_front().tolist())


def test_a_line_of_whoever_is_selected_can_be_pointed_at_and_clicked(window: MainWindow) -> None:
    _, spot = somebody_behind(window)
    QTest.mouseClick(window.canvas, LEFT, NONE, spot)
    settle()
    view, net = view_of(window), window.kit.session.net
    front, frame = view._front, view.frame
    assert front is not None and frame is not None
    xy = window.canvas.viewport().to_px(window.kit.session.plan().xy)
    drawn_rels = front.rels[np.flatnonzero(frame.shown)].tolist()
    hits = {}
    for row in drawn_rels:
        middle = (xy[net.src[row]] + xy[net.dst[row]]) / 2
        hits[row] = view.hit(window.canvas.viewport(), float(middle[0]), float(middle[1]))
    found = [row for row in drawn_rels if hits[row] == Hover(rel=row)]
    assert found  # but for those that an actor stands upon
    middle = (xy[net.src[found[0]]] + xy[net.dst[found[0]]]) / 2
    QTest.mouseClick(window.canvas, LEFT, NONE, QPoint(round(float(middle[0])), round(float(middle[1]))))
    settle()
    assert window.kit.session.view.selected == f"relationship:{net.rel_ids[found[0]]}"


def test_tab_walks_through_those_in_front_and_enter_selects(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    walked = []
    for _ in range(4):
        QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
        settle()
        walked.append(window.kit.lit.now.actor)
    assert walked[0] == int(np.argmax(window.kit.session.plan().importance))
    assert len(set(walked)) == 4 and -1 not in walked
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    assert window.kit.session.view.selected == f"actor:a{walked[-1]}"


def test_tab_comes_to_an_end(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    for _ in range(200):
        QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
        settle()
        if not window.canvas.hasFocus():
            break
    assert not window.canvas.hasFocus()


@pytest.mark.parametrize("who", [somebody_behind, somebody_in_front])
def test_a_drag_pins_an_actor_and_its_lines_go_with_it(
    window: MainWindow, make_window: MakeWindow, who: Callable[[MainWindow], tuple[int, QPoint]]
) -> None:
    row, spot = who(window)
    before = drawn(window).density.counts.plane()
    drag(window.canvas, spot, spot + QPoint(40, 30))
    assert [pin[0] for pin in window.kit.session.view.pins] == [f"a{row}"]
    settle()
    assert not np.array_equal(drawn(window).density.counts.plane(), before)
    same_as_opened_there(window, make_window)
    window.kit.session.undo()
    settle()
    assert window.kit.session.view.pins == ()
    assert np.array_equal(drawn(window).density.counts.plane(), before)


def test_a_tooltip_names_whoever_is_pointed_at(window: MainWindow) -> None:
    row, spot = somebody_behind(window)
    QTest.mouseMove(window.canvas, spot)
    settle()
    view = view_of(window)
    part = view.in_front(view.hit(window.canvas.viewport(), spot.x(), spot.y()))
    assert view.frame is not None and view.frame.net.name(part.actor) == f"Actor {row}"


# -- layouts


def test_new_positions_are_drawn_anew(window: MainWindow, make_window: MakeWindow) -> None:
    session = window.kit.session
    before = drawn(window).density.counts.plane()
    session.set_positions("sides", session.positions()[::-1])
    window.updates.mark(frozenset(("data",)))
    settle()
    assert not np.array_equal(drawn(window).density.counts.plane(), before)
    same_as_opened_there(window, make_window)


class SlowLayout:
    """A layout that shows two previews and then waits to be stopped or let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.shown = 0

    def run(
        self,
        job: LayoutJob,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
        show: Callable[[np.ndarray], None] | None = None,
    ) -> np.ndarray:
        xy = places(job.request.n)
        for factor in (1.0, 2.0):
            if show is not None:
                show(xy * np.float32(factor))
                self.shown += 1
        progress(0.5)
        while not self.go.wait(0.005):
            if cancelled():
                return xy * np.float32(2.0)
            progress(0.5)
        return xy * np.float32(3.0)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowLayout]:
    slow = SlowLayout()
    monkeypatch.setattr(layouting, "run", slow.run)
    monkeypatch.setattr(layouting, "PREVIEW_S", -1.0)
    yield slow
    slow.go.set()


def test_a_layout_of_a_crowd_shows_how_far_it_is(make_window: MakeWindow, slow: SlowLayout, qtbot: QtBot) -> None:
    net = crowd_network()
    window = make_window(Session(net), threaded=True)
    session = window.kit.session
    qtbot.waitUntil(lambda: session.has_positions() and slow.shown == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: np.allclose(session.positions(), places(120) * 2), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    preview = drawn(window).density
    slow.go.set()
    qtbot.waitUntil(lambda: np.allclose(session.positions(), places(120) * 3), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: is_refined(window) and drawn(window).density is not preview, timeout=WAIT_MS)


def test_stop_leaves_the_actors_where_they_are(make_window: MakeWindow, slow: SlowLayout, qtbot: QtBot) -> None:
    net = crowd_network()
    window = make_window(Session(net), threaded=True)
    session = window.kit.session
    qtbot.waitUntil(lambda: window.jobcard.isVisible(), timeout=WAIT_MS)
    QTest.mouseClick(window.jobcard.stop, LEFT)
    qtbot.waitUntil(lambda: all(job.kind != layouting.JOB for job in window.jobs.running), timeout=WAIT_MS)
    settle()
    assert np.allclose(session.positions(), places(120) * 2)
    assert not window.jobcard.isVisible()
    window.actions_.run("year-previous")
    settle()
    assert all(job.kind != layouting.JOB for job in window.jobs.running)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)


def test_the_positions_of_a_crowd_are_remembered(tmp_path: Path, slow: SlowLayout, qtbot: QtBot) -> None:
    slow.go.set()
    memory, jobs = Memory(tmp_path, tmp_path), Jobs("now")
    first = Session(crowd_network())
    LayoutKeeper(first, jobs, memory).ensure()
    shown = slow.shown
    again = Session(crowd_network())
    LayoutKeeper(again, jobs, memory).ensure()
    assert again.has_positions()
    assert again.positions().tobytes() == first.positions().tobytes()
    assert slow.shown == shown


# -- pictures that leave the window


def test_what_leaves_the_window_has_the_density_of_the_screen(window: MainWindow) -> None:
    session, viewport = window.kit.session, window.canvas.viewport()
    made, frame = drawn(window), session.frame()
    still = Still.of(session.plan(), 1.0)
    page = still.scene(frame, viewport, window.kit.style, window.kit.fonts)
    (picture,) = (item.items[0] for item in page.items if isinstance(item, Group) and item.id == "density")
    assert isinstance(picture, Raster)
    assert np.array_equal(picture.argb, made.density.image)


@pytest.mark.parametrize(
    ("suffix", "flags"),
    [
        ("png", []),
        ("svg", ["--no-legend"]),
        ("pdf", ["--theme", "dark"]),
        ("png", ["--dates", "2001-01-01,2002-01-01"]),
    ],
)
def test_the_window_writes_the_bytes_of_the_command_line(
    make_window: MakeWindow, tmp_path: Path, suffix: str, flags: list[str]
) -> None:
    path = tmp_path / "crowd.json"
    path.write_bytes(msgspec.json.encode(crowd_document()))
    window = make_window(Session.open(path))
    if "--dates" not in flags:
        window.kit.session.go_to("2001-07-01")
    settle()
    window.actions_.run("export")
    dialog = window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.form.width_.set_value(640)
    dialog.form.height_.set_value(400)
    dialog.form.format.choose(suffix)
    dialog.form.theme.choose("dark" if "dark" in flags else "light")
    dialog.form.what.choose("sheet" if "--dates" in flags else "network")
    dialog.form.dates.setText("2001-01-01, 2002-01-01")
    dialog.form.switches["legend"].setChecked("--no-legend" not in flags)
    ours, theirs = tmp_path / f"ours.{suffix}", tmp_path / f"theirs.{suffix}"
    dialog.save_to(ours)
    dialog.close()
    date = [] if "--dates" in flags else ["--date", "2001-07-01"]
    assert command_line(["render", str(path), *date, *flags, "--size", "640x400", "-o", str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()
