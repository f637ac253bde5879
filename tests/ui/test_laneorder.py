"""The menu that orders and chooses lanes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.scene.lanetable import LaneFilter, LaneOrder
from netexplorer.ui.laneorder import LaneOrderButton
from tests.session.examples import small


@pytest.fixture
def told() -> list[tuple[str, LaneFilter]]:
    return []


@pytest.fixture
def button(qapp: QApplication, told: list[tuple[str, LaneFilter]]) -> Iterator[LaneOrderButton]:
    net = small()

    def choose(order: LaneOrder, chosen: LaneFilter) -> None:
        told.append((order, chosen))
        button.apply(net, order, chosen)

    button = LaneOrderButton(choose)
    button.apply(net)
    yield button
    button.deleteLater()


def entry(button: LaneOrderButton, *data: object) -> QAction:
    wanted = data[0] if len(data) == 1 else data
    return next(each for each in button._actions(button.menu()) if each.data() in (wanted, list(data)))


def test_an_order_is_chosen_once_and_said_on_the_button(button: LaneOrderButton, told: list[object]) -> None:
    assert button.text() == "Order: As in the file"
    for _ in range(2):
        entry(button, "severing").trigger()
    assert told == [("severing", LaneFilter())]
    assert button.text() == "Order: When it became severed"
    assert entry(button, "severing").isChecked() and not entry(button, "file").isChecked()


def test_states_of_the_date_and_of_all_time_exclude_one_another(button: LaneOrderButton, told: list[object]) -> None:
    entry(button, "state", "open", False).trigger()
    entry(button, "state", "severed", False).trigger()
    assert button.chosen == LaneFilter(("open", "severed"))
    entry(button, "state", "severed", True).trigger()
    assert button.chosen == LaneFilter(("severed",), ever=True)
    assert not entry(button, "state", "open", False).isChecked()
    assert button.text().endswith(", not all")
    entry(button, "side", "east").trigger()
    assert told[-1] == ("file", LaneFilter(("severed",), True, ("east",)))
    button._all.trigger()
    assert button.chosen == LaneFilter() and not button._all.isEnabled()


def test_another_dataset_has_a_menu_of_its_own(button: LaneOrderButton) -> None:
    entry(button, "label").trigger()
    entry(button, "side", "east").trigger()
    button.apply(build(Dataset()))
    assert (button.order, button.chosen) == ("file", LaneFilter())
    assert not any(each.data() == ("side", "east") for each in button._actions(button.menu()))
    assert button.text() == "Order: As in the file"
