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
    settle()
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


def test_order_and_choice_are_steps_that_can_be_undone(pane: TimelinePane, window: MainWindow) -> None:
    assert choose(pane, "state", "severed", True) == ["e--w"]
    assert choose(pane, "label") == ["e--w"]
    assert pane.order.text() == "Order: Name, not all"
    window.actions_.run("undo")
    settle()
    assert pane.order.text() == "Order: As in the file, not all"
    window.actions_.run("undo")
    settle()
    assert (ids(pane), pane.order.text()) == (["e--w", "w--e"], "Order: As in the file")
    window.actions_.run("redo")
    settle()
    assert ids(pane) == ["e--w"]


def test_both_timelines_have_one_order(pane: TimelinePane, window: MainWindow) -> None:
    choose(pane, "state", "severed", True)
    window.kit.session.update(page="network")
    settle()
    assert window.timeline.order.text() == "Order: As in the file, not all"
    assert ids(window.timeline) == ["e--w"]


def test_of_very_many_a_job_makes_the_lanes(
    pane: TimelinePane, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "MANY", 0)
    kinds: list[str] = []
    submit = pane.timeline._jobs.submit
    monkeypatch.setattr(pane.timeline._jobs, "submit", lambda kind, *more: kinds.append(kind) or submit(kind, *more))
    window.kit.session.update(lanes_by="label", lanes_of=LaneFilter(("severed",), ever=True))
    settle()
    assert ids(pane) == ["e--w"]
    assert kinds == ["lanes-large"]


def test_the_selection_is_brought_into_sight(pane: TimelinePane, window: MainWindow) -> None:
    window.kit.session.select("relationship:w--e")
    settle()
    assert pane.timeline._selected().tolist() == [1]
    window.kit.session.select("actor:e")
    settle()
    assert pane.timeline._selected().tolist() == [0, 1]


def test_new_positions_leave_the_lanes_alone(
    pane: TimelinePane, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.timeline.picture()
    made: list[object] = []
    monkeypatch.setattr(lanes, "lane_table", made.append)
    window.updates.mark(frozenset(("data",)))
    settle()
    assert ids(pane) == ["e--w", "w--e"] and made == []
