"""Playing with a clock of the test's own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from netexplorer.session import travel
from netexplorer.session.session import Session
from netexplorer.ui.player import LONGEST_STEP, Player
from tests.session.examples import at, small


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def player(qapp: QApplication, clock: Clock) -> Player:
    net = small()
    return Player(Session(net, at(net, "2005-01-01")), clock=clock)


def test_time_goes_as_far_as_the_clock_and_the_speed_say(player: Player, clock: Clock) -> None:
    start = player._session.view.t
    player.set_playing(True)
    player.set_speed(2.0)
    clock.now += 0.1
    player.step()
    assert player._session.view.t - start == round(0.2 * travel.YEAR)


def test_a_hiccup_is_no_leap(player: Player, clock: Clock) -> None:
    start = player._session.view.t
    player.set_playing(True)
    clock.now += 30
    player.step()
    assert player._session.view.t - start == round(LONGEST_STEP * travel.YEAR)


def test_it_stops_at_the_end(player: Player, clock: Clock) -> None:
    player.set_speed(10.0)
    player.set_playing(True)
    for _ in range(100):
        clock.now += 0.2
        player.step()
    assert not player.playing
    assert player._session.view.t == player._session.net.last


def test_playing_is_one_step_of_undo(player: Player, clock: Clock) -> None:
    start = player._session.view.t
    player.set_playing(True)
    for _ in range(5):
        clock.now += 0.1
        player.step()
    player.set_playing(False)
    player._session.undo()
    assert player._session.view.t == start


def test_it_stops_where_somebody_jumps_to(player: Player, clock: Clock) -> None:
    session = player._session
    player.set_playing(True)
    clock.now += 0.1
    player.step()
    session.go_to("2012-01-01")
    clock.now += 0.1
    player.step()
    assert not player.playing
    assert session.net.axis.text(session.view.t) == "2012-01-01"


def test_at_story_speed_each_change_is_held_and_what_is_empty_passes(player: Player, clock: Clock) -> None:
    session = player._session
    session.set_date(int(session.stops()[0]))
    player.set_dwells(True)
    player.set_playing(True)
    dates = [session.view.t]
    for _ in range(1000):
        clock.now += 0.1
        player.step()
        dates.append(session.view.t)
        if not player.playing:
            break
    stops = session.stops().tolist()
    assert dates == sorted(dates)
    assert dates[-1] == session.net.last
    assert set(stops) <= set(dates)
    held = min(dates.count(stop) for stop in stops if stop < session.net.last)
    assert held >= 8  # of steps of a tenth of a second
    between = set(dates) - set(stops)
    assert between
    assert all(dates.count(tick) < 4 for tick in between)


def test_choosing_a_speed_ends_the_story(player: Player) -> None:
    told = []
    player.changed.connect(lambda: told.append(player.dwells))
    player.set_dwells(True)
    player.set_speed(player.speed)
    assert told == [True, False]
