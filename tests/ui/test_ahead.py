"""What is found out about the dates to come while the window rests."""

from __future__ import annotations

from random import Random

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.scene.placing import Ground
from netexplorer.session import travel
from netexplorer.session.session import Session
from netexplorer.ui import ahead as module
from netexplorer.ui.ahead import Ahead, dates_ahead
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at, small_limits
from tests.session.examples import at, small
from tests.ui.conftest import MakeWindow


def rested(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: window.ahead.is_done)
    return window


def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever places for names are searched for."""
    found: list[int] = []
    placed = Ground.placed

    def counted(ground: Ground, *arguments: object) -> object:
        found.append(1)
        return placed(ground, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Ground, "placed", counted)
    return found


def test_after_a_rest_no_date_needs_places_searched_for_its_names(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = rested(qtbot, make_window())
    session, found = window.kit.session, searches(monkeypatch)
    dates = dates_ahead(session)
    for tick in dates:
        session.set_date(tick)
        window.updates.flush()
    assert len(dates) > 3
    assert not found


def test_after_a_rest_any_date_is_a_picture_that_is_known(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = rested(qtbot, make_window())
    session, canvas = window.kit.session, window.canvas
    net, chance = session.net, Random(2)
    for _ in range(60):
        frame = session.frame(chance.randrange(travel.home(net), travel.end(net)))
        assert canvas.scenes.has(frame, canvas.viewport())


def test_another_size_is_prepared_anew(qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = rested(qtbot, make_window())
    window.resize(1000, 760)
    qtbot.waitUntil(lambda: not window.ahead.is_done)
    rested(qtbot, window)
    session, found = window.kit.session, searches(monkeypatch)
    for tick in dates_ahead(session):
        session.set_date(tick)
        window.updates.flush()
    assert not found


def test_nothing_moves_while_dates_are_prepared(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    view, picture = window.kit.session.view, window.grab().toImage()
    rested(qtbot, window)
    assert window.kit.session.view == view
    assert window.grab().toImage() == picture


def test_a_prepared_date_looks_as_it_would_have_unprepared(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = rested(qtbot, make_window())
    monkeypatch.setattr(module, "dates_ahead", lambda session: [])
    other = make_window()
    tick = dates_ahead(window.kit.session)[0]
    for each in (window, other):
        each.kit.session.set_date(tick)
        each.updates.flush()
        each.dossier.settle()
    assert window.grab().toImage() == other.grab().toImage()


def test_the_nearest_date_is_prepared_first() -> None:
    net = small()
    session = Session(net, at(net, "2014-04-05"))
    session.set_positions(session.view.layout, session.positions())
    far = [abs(tick - session.view.t) for tick in dates_ahead(session)]
    assert far == sorted(far, reverse=True)


def test_what_happens_meanwhile_comes_first(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    asked: list[int] = []
    ahead = Ahead(window.updates, window.canvas, (asked.append,))
    ahead.rest(frozenset(("data",)))
    assert not asked  # nothing in the pass itself
    qtbot.waitUntil(lambda: ahead.is_done)
    assert sorted(asked) == sorted(dates_ahead(window.kit.session))
    asked.clear()
    ahead.rest(frozenset(("date",)))
    assert ahead.is_done  # another date needs nothing new
    ahead.rest(frozenset(("filter",)))
    assert not ahead.is_done


def test_a_crowd_is_not_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    net = small()
    session = Session(net, at(net, "2014-04-05"))
    session.set_positions(session.view.layout, session.positions())
    assert dates_ahead(session)
    monkeypatch.setattr(module, "SMALL", 1)
    assert dates_ahead(session) == []
    monkeypatch.undo()
    small_limits(monkeypatch)
    assert dates_ahead(session_at(crowd_network())) == []
