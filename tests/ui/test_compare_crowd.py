"""Comparing two dates of a network that is drawn as density."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from netexplorer.graph.states import states_at
from netexplorer.graph.turns import turns
from netexplorer.scene.primitives import Texts
from netexplorer.ui.window import MainWindow
from tests.scene.pictures import flat
from tests.session.crowds import crowd_network, session_at
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import WAIT_MS, drawn, same_as_opened_there, view_of
from tests.ui.driving import pixels, settle, wheel

pytestmark = pytest.mark.usefixtures("crowded")


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    made = make_window(session_at(crowd_network()))
    settle()
    return made


def expected(window: MainWindow) -> list[int]:
    net, view = window.kit.session.net, window.kit.session.view
    assert view.compare is not None
    start, end = sorted((view.t, view.compare))
    return turns(net, states_at(net, start), states_at(net, end)).tolist()


def test_the_density_draws_what_became_and_then_states_again(window: MainWindow) -> None:
    one_date = pixels(window.canvas)
    window.actions_.run("compare")
    settle()
    assert drawn(window).asked.is_compared
    assert drawn(window).density.states.tolist() == expected(window)
    assert pixels(window.canvas) != one_date
    window.actions_.run("compare")
    settle()
    assert not drawn(window).asked.is_compared
    assert pixels(window.canvas) == one_date


def test_the_density_follows_both_dates(window: MainWindow, make_window: MakeWindow) -> None:
    window.actions_.run("compare")
    for date in ("2001-07-05", "2002-01-01", "2001-03-01"):
        window.kit.session.go_to(date)
        settle()
    assert drawn(window).density.states.tolist() == expected(window)
    window.kit.session.update(compare=window.kit.session.net.axis.parse("2002-11-01").earliest)
    settle()
    assert drawn(window).density.states.tolist() == expected(window)
    same_as_opened_there(window, make_window)


def test_the_title_the_legend_and_those_in_front_tell_of_both_dates(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.run("compare")
    settle()
    assert window.canvas.accessibleDescription().startswith("1 July 2000 → 1 July 2001")
    frame = view_of(window).frame
    assert frame is not None
    assert frame.compared is not None
    section = window.legend.sections["turns"]
    qtbot.waitUntil(section.isVisible, timeout=WAIT_MS)
    counts = np.bincount(np.array(expected(window)) + 1, minlength=8)[1:]
    assert {row.ident: row._entry.row.count for row in section.rows if row._entry} == {
        name: int(counts[code])
        for name, code in (("opened", 1), ("better", 2), ("stayed", 0), ("worse", 4), ("severed", 5), ("ended", 6))
    }


def test_from_near_lines_have_badges_again(window: MainWindow) -> None:
    window.actions_.run("compare")
    wheel(window.canvas, QPoint(200, 200), 22)
    settle()
    frame = window.canvas._frame
    assert frame is not None
    assert frame.compared is not None
    assert not view_of(window).is_density


def test_the_timeline_of_a_crowd_without_events_has_both_flags(window: MainWindow) -> None:
    window.actions_.run("compare")
    settle()
    top = window.timeline.timeline.compose_top()
    assert top is not None
    words = {text.text for item in flat(top.items) if isinstance(item, Texts) for text in item.items}
    assert words == {"1 Jul 2001", "1 Jul 2000"}
    assert window.topbar.compare.isEnabled()
