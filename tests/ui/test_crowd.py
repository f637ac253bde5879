"""A network too large for lines one by one, in the window."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from netexplorer.scene.compose import only_words_differ
from netexplorer.scene.crowd import seen_from
from netexplorer.session.doubts import doubts
from netexplorer.session.reading import ready
from netexplorer.session.resolve import frame_at
from netexplorer.session.session import Session
from netexplorer.ui import canvas
from netexplorer.ui import crowd as views
from netexplorer.ui.window import MainWindow
from tests.session.crowds import (
    crowd_document,
    crowd_network,
    day,
    network_of,
    places,
    session_at,
)
from tests.session.examples import at, small
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import (
    WAIT_MS,
    WORK,
    Gate,
    behind,
    drawn,
    is_refined,
    kinds,
    raster,
    same_as_opened_there,
    somebody_behind,
    view_of,
)
from tests.ui.driving import pixels, settle, wheel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("crowded")


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window(session_at(crowd_network()))


# -- opening


def test_a_crowd_opens_with_a_sample_of_its_lines_until_there_is_density(
    make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: gate.begun == 1, timeout=WAIT_MS)
    assert kinds(behind(window)) == {"Segments"}
    sampled = pixels(window.canvas)
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert pixels(window.canvas) != sampled
    assert drawn(window).density.counts.plane().any()
    assert gate.begun == 1


def test_names_come_a_few_at_a_time_until_all_are_there(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canvas, "MOST_NEW", 1)
    window = make_window(session_at(crowd_network()))
    qtbot.waitUntil(lambda: is_refined(window) and window.canvas._is_fresh, timeout=WAIT_MS)
    slowly = pixels(window.canvas)
    monkeypatch.setattr(canvas, "MOST_NEW", 1000)
    window.kit.lettering._sprites.clear()
    window.canvas.forget()
    settle()
    assert pixels(window.canvas) == slowly


def test_without_a_compiler_the_sample_stays_and_nobody_asks_again(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def work(*arguments: object) -> None:
        asked.append(arguments)
        raise ImportError("no numba")

    monkeypatch.setattr(views, "work", work)
    window = make_window(session_at(crowd_network()))
    for _ in range(3):
        window.canvas.forget()
        settle()
    window.actions_.run("year-next")
    settle()
    assert kinds(behind(window)) == {"Segments"}
    assert len(asked) == 1


@pytest.mark.parametrize("way", ["cancelled", "failed"])
def test_a_density_that_does_not_come_leaves_the_former_picture(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, way: str
) -> None:
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    before, viewport = drawn(window), window.canvas.viewport()
    asked = threading.Event()

    def work(*arguments: object) -> None:
        asked.set()
        if way == "failed":
            raise RuntimeError("planted")

    monkeypatch.setattr(views, "work", work)
    with qtbot.captureExceptions() as faults:
        window.canvas.zoom(1.1)
        qtbot.waitUntil(asked.is_set, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not window.jobs.running or bool(faults), timeout=WAIT_MS)
        monkeypatch.setattr(views, "work", WORK)
    assert [str(fault[1]) for fault in faults] == (["planted"] if way == "failed" else [])
    assert drawn(window).density is before.density
    assert raster(window).xywh == pytest.approx(seen_from(viewport, window.canvas.viewport()))


def test_closing_the_window_ends_what_is_being_drawn(make_window: MakeWindow, gate: Gate, qtbot: QtBot) -> None:
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: gate.begun == 1, timeout=WAIT_MS)
    window.close()
    assert gate.ended.is_set()
    assert not window.jobs.running


# -- time, filters


def test_scrubbing_day_by_day_ends_in_the_pixels_of_a_window_opened_there(
    window: MainWindow, make_window: MakeWindow
) -> None:
    session = window.kit.session
    first = drawn(window).density
    for step in [*range(60), *range(60, 20, -1)]:
        session.set_date(_days_after(session, step), "scrub")
        settle()
    assert drawn(window).density is first
    same_as_opened_there(window, make_window)


def test_those_in_front_are_composed_again_only_where_more_than_words_differs(window: MainWindow) -> None:
    session, canvas = window.kit.session, window.canvas
    session.update(selected="actor:a3")
    settle()
    kept = 0
    for step in range(1, 40):
        before, frame = canvas.scene(), view_of(window).frame
        session.set_date(_days_after(session, step), "scrub")
        settle()
        now = view_of(window).frame
        assert frame is not None
        assert now is not None
        assert (canvas.scene() is before) == only_words_differ(frame, now)
        kept += canvas.scene() is before
    assert 0 < kept < 39


def _days_after(session: Session, days: int) -> int:
    start = np.datetime64("2001-07-01") + days
    return day(session.net, str(start))


def test_jumping_ends_in_the_same_pixels_before_and_after_there_are_keyframes(
    window: MainWindow, make_window: MakeWindow, qtbot: QtBot
) -> None:
    session = window.kit.session
    session.set_date(day(session.net, "2003-01-05"))
    settle()
    qtbot.waitUntil(lambda: view_of(window)._frames is not None, timeout=WAIT_MS)
    for date in ("2000-03-03", "2002-11-30", "2001-01-01"):
        session.set_date(day(session.net, date))
        settle()
    same_as_opened_there(window, make_window)


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.toggle_hidden("states", "open"),
        lambda session: session.toggle_hidden("sides", "east"),
        lambda session: session.toggle_hidden("kinds", "person"),
        lambda session: session.update(hidden_states=("open", "severed"), hidden_sides=("west",)),
        lambda session: session.update(ghosts=False),
    ],
    ids=["state", "side", "kind", "several", "ghosts"],
)
def test_a_filter_and_its_end_are_as_if_opened_so(
    window: MainWindow, make_window: MakeWindow, change: Callable[[Session], None]
) -> None:
    change(window.kit.session)
    settle()
    same_as_opened_there(window, make_window)
    window.kit.session.undo()
    settle()
    same_as_opened_there(window, make_window)


def test_a_hidden_state_is_not_in_the_picture(window: MainWindow) -> None:
    session = window.kit.session
    session.update(hidden_states=("open", "limited", "suspended", "severed"))
    settle()
    made = drawn(window)
    y, x = np.nonzero(made.density.image != window.kit.style.canvas)
    alone = made.dots.xy[view_of(window).stage.crowd.actors()]
    assert np.hypot(x[:, None] - alone[:, 0], y[:, None] - alone[:, 1]).min(axis=1).max() < views.REACH_PX


def test_a_lens_that_is_small_is_drawn_as_lines(window: MainWindow) -> None:
    session = window.kit.session
    session.update(lens="few")
    settle()
    front = view_of(window)._front
    assert front is not None and front.is_all and front.rels.tolist() == list(range(10))
    assert window.canvas.compose_under() is None
    session.update(lens="whole")
    settle()
    assert kinds(behind(window)) == {"Raster"}


def test_the_theme_changes_the_ground_of_the_density(window: MainWindow) -> None:
    light = int(drawn(window).density.image[0, 0])
    window.kit.theme.choose("dark")
    settle()
    assert light != int(drawn(window).density.image[0, 0]) == window.kit.style.canvas


# -- the camera


def test_a_zoom_shows_the_last_density_moved_at_once_and_refines_it(
    make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    gate.open.set()
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    settle()  # what has come is painted
    gate.open.clear()
    before, made = drawn(window).density, window.canvas.viewport()
    composed = made  # those in front, too, are shown moved until the picture stands still
    view_of(window)._still.setInterval(WAIT_MS)  # however slow this machine is
    view_of(window)._settled.stop()
    for do in (lambda: wheel(window.canvas, QPoint(300, 200), 1), lambda: window.canvas.pan(-31, 17)):
        do()
        settle()
        moved = raster(window)
        assert moved.argb is before.image
        assert moved.xywh == pytest.approx(seen_from(made, window.canvas.viewport()))
        assert window.canvas.shift() == pytest.approx(seen_from(composed, window.canvas.viewport()))
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert drawn(window).density is not before
    view_of(window)._still.start(0)
    qtbot.waitUntil(lambda: window.canvas.shift() is None, timeout=WAIT_MS)


def test_time_goes_on_while_a_view_is_refined(make_window: MakeWindow, gate: Gate, qtbot: QtBot) -> None:
    gate.open.set()
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    gate.open.clear()
    window.canvas.zoom(1.2)
    window.kit.session.set_date(day(window.kit.session.net, "2002-08-15"))
    settle()
    assert drawn(window).density.states.tolist() == view_of(window).stage.crowd.states.tolist()
    window.kit.session.set_date(day(window.kit.session.net, "2000-08-15"))
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    same_as_opened_there(window, make_window)


def is_no_empty_picture(window: MainWindow) -> bool:
    image = window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    front = view_of(window)._front  # after the picture, which may be the first with another one
    assert front is not None
    colours = len(np.unique(np.frombuffer(image.constBits(), np.uint32)))
    has_lines = front.is_all and len(front.rels) > 0
    return colours > 20 and (has_lines or bool(kinds(behind(window)) & {"Raster", "Segments"}))


def test_coming_nearer_and_going_away_never_shows_an_empty_picture(
    make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    gate.open.set()
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    gate.open.clear()  # what is to be refined never comes
    _, spot = somebody_behind(window)
    was_all = []
    for notch in [1] * 14 + [-1] * 18:
        wheel(window.canvas, spot, notch)
        assert is_no_empty_picture(window)
        qtbot.waitUntil(lambda: not view_of(window)._still.isActive(), timeout=WAIT_MS)
        assert is_no_empty_picture(window)
        front = view_of(window)._front
        assert front is not None
        assert front.is_all == (window.canvas.compose_under() is None)
        was_all.append(front.is_all)
    assert not was_all[0] and any(was_all) and not was_all[-1]


# -- datasets that come and go


def test_a_crowd_gives_way_to_a_small_dataset_and_comes_back(window: MainWindow) -> None:
    session, net = window.kit.session, window.kit.session.net
    little = small()
    session.replace(ready(little, at(little, "2014-04-05")))
    settle()
    assert window.canvas._crowd is None
    assert session.frame().net is little
    session.replace(ready(net))
    session.set_positions("sides", places(len(net.actor_ids)))
    window.updates.mark(frozenset(("data",)))
    settle()
    assert kinds(behind(window)) == {"Raster"}
    assert drawn(window).asked.plan.net is net


def test_the_description_of_the_picture_counts_the_crowd(window: MainWindow) -> None:
    session = window.kit.session
    session.set_date(day(session.net, "2001-08-01"))
    settle()
    frame = session.frame()
    alive = int(((frame.states >= 0) & frame.mask).sum())
    said = window.canvas.accessibleDescription()
    assert said.startswith(f"1 August 2001: {view_of(window).counted()}.")
    assert f" {alive} relationships" in said


def test_another_crowd_does_not_show_the_density_of_the_former(
    make_window: MakeWindow, gate: Gate, qtbot: QtBot
) -> None:
    gate.open.set()
    window = make_window(session_at(crowd_network()), threaded=True)
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    gate.open.clear()
    other = crowd_network(seed=2)
    window.kit.session.replace(ready(other))
    window.kit.session.set_positions("sides", places(len(other.actor_ids)))
    window.updates.mark(frozenset(("data",)))
    settle()
    assert kinds(behind(window)) == {"Segments"}
    gate.open.set()
    qtbot.waitUntil(lambda: is_refined(window), timeout=WAIT_MS)
    assert drawn(window).asked.plan.net is other


def test_the_legend_counts_doubts_and_says_that_density_has_no_marks(make_window: MakeWindow, qtbot: QtBot) -> None:
    raw = crowd_document()
    for rel in raw["relationships"][::5]:  # type: ignore[index]
        rel["changes"][0] |= {"confidence": "disputed", "from": "2000"}
    window = make_window(session_at(network_of(raw)))
    session, key = window.kit.session, window.legend.doubts
    session.set_date(day(session.net, "2000-11-01"))
    settle()
    plan = session.plan()
    found = doubts(frame_at(plan, session.view.t), plan)
    assert found.possible > 0 < found.disputed
    counts = (key.possible.face.count, key.buttons["undisputed"].face.count)
    wanted = [str(found.possible), str(found.disputed)]
    qtbot.waitUntil(lambda: [each.text() for each in counts] == wanted, timeout=WAIT_MS)
    assert key.on_lines.isVisible()
    assert not key.buttons["stated"].isVisible()
    session.update(lens="few")
    settle()
    qtbot.waitUntil(lambda: not key.on_lines.isVisible(), timeout=WAIT_MS)
