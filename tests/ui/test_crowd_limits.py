"""What no network should be like, and some are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from netexplorer.render import PictureOptions, picture, years
from netexplorer.scene.lanetable import LANE_ORDERS, LaneFilter, LaneOrder
from netexplorer.session.session import Session
from netexplorer.session.state import Camera
from netexplorer.ui.window import MainWindow
from tests.session.crowds import (
    crowd_network,
    day,
    document,
    network_of,
    places,
    session_at,
)
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import (
    Gate,
    drawn,
    is_refined,
    view_of,
)
from tests.ui.driving import settle, wheel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("crowded")


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window(session_at(crowd_network()))


# -- what no network should be like


def odd_positions(change: Callable[[np.ndarray], None]) -> Session:
    session = session_at(crowd_network())
    xy = places(len(session.net.actor_ids))
    change(xy)
    session.set_positions("sides", xy)
    return session


def some_nowhere(xy: np.ndarray) -> None:
    xy[5], xy[17, 0], xy[30] = np.nan, np.inf, -np.inf


def all_nowhere(xy: np.ndarray) -> None:
    xy[:] = np.nan


def on_a_point(xy: np.ndarray) -> None:
    xy[:] = 12.5


def on_a_line(xy: np.ndarray) -> None:
    xy[:, 1] = 3.0


def far_apart(xy: np.ndarray) -> None:
    xy[0], xy[1] = 3e38, -3e38


def walk_about(window: MainWindow) -> None:
    """Whatever the picture is like: move in time and in space, point and click."""
    settle()
    for command in ("year-next", "year-previous", "go-last", "go-first", "zoom-in", "zoom-out", "fit"):
        window.actions_.run(command)
        settle()
    middle = QPoint(window.canvas.width() // 2, window.canvas.height() // 2)
    QTest.mouseMove(window.canvas, middle)
    wheel(window.canvas, middle, 3)
    QTest.mouseClick(window.canvas, LEFT, NONE, middle)
    window.kit.session.select("actor:a0")
    settle()
    window.kit.session.select("")
    settle()


@pytest.mark.parametrize("change", [some_nowhere, all_nowhere, on_a_point, on_a_line, far_apart])
def test_places_that_are_none_hurt_nobody(make_window: MakeWindow, change: Callable[[np.ndarray], None]) -> None:
    window = make_window(odd_positions(change))
    walk_about(window)
    assert view_of(window).counted()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
@pytest.mark.parametrize("change", [some_nowhere, all_nowhere, on_a_point, on_a_line, far_apart])
def test_places_that_are_none_can_be_exported(change: Callable[[np.ndarray], None], kind: str) -> None:
    session = odd_positions(change)
    session.select("actor:a5")
    options = PictureOptions(width=400, height=300, format=kind)
    data = picture(session.net, session.view, session.positions(), options)
    assert data == picture(session.net, session.view, session.positions(), options)
    assert len(years(session.net, session.view, session.positions(), (session.net.first, session.net.last), options))


@pytest.mark.parametrize("order", [order for order, _ in LANE_ORDERS])
def test_lanes_and_table_of_changes_on_one_day_are_shown(make_window: MakeWindow, order: LaneOrder) -> None:
    session = on_one_day()
    session.update(page="channels", lanes_by=order, lanes_of=LaneFilter(("open",)))
    window = make_window(session)
    for date in ("2001-05-04", "2001-05-05", "2001-05-06"):
        session.go_to(date)
        settle()
    assert len(window.channels.timeline.picture().table.rel) == 300
    session.go_to("2001-05-04")  # the nearest there is
    session.update(page="table")
    settle()
    assert window.table_page().isVisible()


def test_positions_that_are_no_numbers_are_not_drawn_again_and_again(make_window: MakeWindow, gate: Gate) -> None:
    gate.open.set()
    window = make_window(odd_positions(some_nowhere))
    for _ in range(5):
        window.canvas.forget()
        settle()
    assert gate.begun == 1


def on_one_day(count: int = 300) -> Session:
    ends = [(row % 119, 119 - row % 60) for row in range(count)]
    return session_at(network_of(document(ends, [[{"from": "2001-05-05", "state": "open"}]] * count, 120)))


def test_all_changes_on_one_day_are_a_picture(make_window: MakeWindow) -> None:
    session = on_one_day()
    window = make_window(session)
    settle()
    assert int(view_of(window).stage.crowd.alive.sum()) == 600
    walk_about(window)


def _same_changes(count: int) -> list[list[dict[str, str]]]:
    ways = [[{"from": "2000-02-02", "state": "open"}, {"from": f"200{k}-05-05", "state": "severed"}] for k in (1, 2, 3)]
    return [ways[row % 3] for row in range(count)]


@pytest.mark.parametrize("shape", ["a hub with 50 000 neighbours", "100 000 between two"])
def test_a_shape_that_no_layout_likes_is_drawn(make_window: MakeWindow, shape: str) -> None:
    is_hub = "hub" in shape
    count, actors = (50_000, 50_001) if is_hub else (100_000, 2)
    ends = [(0, row + 1) for row in range(count)] if is_hub else [(0, 1)] * count
    net = network_of(document(ends, _same_changes(count), actors))
    window = make_window(session_at(net, "2001-01-01", lens="whole"))
    settle()
    assert drawn(window).density.counts.plane()[0].any()
    window.kit.session.set_date(day(net, "2002-01-01"))
    settle()
    assert drawn(window).density.counts.plane()[3].any()
    window.kit.session.select("actor:a0")
    settle()
    front = view_of(window)._front
    assert front is not None and len(front.rels) == 25
    window.kit.session.set_date(day(net, "2003-12-01"))
    settle()
    assert not drawn(window).density.counts.plane()[0].any()


def test_a_camera_far_outside_shows_the_ground_and_comes_back(window: MainWindow) -> None:
    window.kit.session.update(camera=Camera(1e7, -1e7, 1.0))
    settle()
    assert view_of(window).rows_in_front().size == 0
    window.actions_.run("fit")
    settle()
    assert is_refined(window)
