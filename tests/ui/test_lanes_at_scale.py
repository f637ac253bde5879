"""Lanes in the window: another order, other lanes, and a job where there are many."""

from __future__ import annotations

import pytest

from netexplorer.scene.lanetable import LaneFilter
from netexplorer.ui import lanes
from netexplorer.ui.pane import TimelinePane
from netexplorer.ui.window import MainWindow
from tests.ui.driving import settle


@pytest.fixture
def pane(window: MainWindow) -> TimelinePane:
    window.kit.session.update(lens="", page="channels")
    settle()
    return window.channels


def choose(pane: TimelinePane, *data: object) -> list[str]:
    wanted = data[0] if len(data) == 1 else list(data)
    actions = pane.order._actions(pane.order.menu())
    next(each for each in actions if each.data() in (wanted, data)).trigger()
    return ids(pane)


def ids(pane: TimelinePane) -> list[str]:
    net = pane.timeline.kit.session.net
    return [net.rel_ids[rel] for rel in pane.timeline.picture().table.rel.tolist()]


def test_the_menu_orders_the_lanes_and_leaves_some_out(pane: TimelinePane) -> None:
    assert pane.order.isVisible()
    assert ids(pane) == ["e--w", "w--e"]
    assert choose(pane, "label") == ["e--w", "w--e"]
    assert choose(pane, "severing") == ["e--w", "w--e"]
    assert choose(pane, "state", "severed", True) == ["e--w"]
    assert choose(pane, "side", "west") == ["e--w"]


def test_lanes_that_depend_on_the_date_follow_it(pane: TimelinePane, window: MainWindow) -> None:
    choose(pane, "state")
    window.kit.session.go_to("2019-01-01")
    settle()
    assert ids(pane) == ["w--e", "e--w"]  # suspended, severed
    window.kit.session.go_to("2011-01-01")
    settle()
    assert ids(pane) == ["e--w", "w--e"]  # open, ended
    assert choose(pane, "state", "severed", False) == []
    window.kit.session.go_to("2019-01-01")
    settle()
    assert ids(pane) == ["e--w"]


def test_of_very_many_a_job_makes_the_lanes(pane: TimelinePane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MANY", 0)
    kinds: list[str] = []
    submit = pane.timeline._jobs.submit
    monkeypatch.setattr(pane.timeline._jobs, "submit", lambda kind, *more: kinds.append(kind) or submit(kind, *more))
    pane.timeline.set_lanes("label", LaneFilter(("severed",), ever=True))
    pane.timeline.picture()
    assert ids(pane) == ["e--w"]
    assert kinds == ["lanes-large"]


def test_the_selection_is_brought_into_sight(pane: TimelinePane, window: MainWindow) -> None:
    window.kit.session.select("relationship:w--e")
    settle()
    assert pane.timeline._selected().tolist() == [1]
    window.kit.session.select("actor:e")
    settle()
    assert pane.timeline._selected().tolist() == [0, 1]
