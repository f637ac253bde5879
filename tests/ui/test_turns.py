"""Work that is done piece by piece, each in a turn of the event loop of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.scene.primitives import Scene
from netexplorer.session import compared, stage
from netexplorer.session.commands import COMMANDS
from netexplorer.ui import doors
from netexplorer.ui.dialogs.shortcuts import ShortcutsDialog, keys_of
from netexplorer.ui.theme import Theme
from netexplorer.ui.turns import Turns
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import WAIT_MS, is_refined
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def ticking(log: list[str], turns: Turns | QTimer) -> QTimer:
    """Writes down each turn of the event loop, from now on."""
    timer = QTimer(turns, interval=0)
    timer.timeout.connect(lambda: log.append("turn"))
    timer.start()
    return timer


def test_each_piece_has_a_turn_of_its_own_in_the_order_of_the_line(qapp: QApplication, qtbot: QtBot) -> None:
    turns, log = Turns(), list[str]()
    timer = ticking(log, turns)
    for name in "abc":
        turns.later(name, lambda name=name: log.append(name))
    qtbot.waitUntil(lambda: not turns.waiting)
    timer.stop()
    assert [each for each in log if each != "turn"] == ["a", "b", "c"]
    assert "turn" in log[log.index("a") : log.index("b")] and "turn" in log[log.index("b") : log.index("c")]


def test_who_asks_again_keeps_the_place_and_has_only_the_last_thing_done(qapp: QApplication, qtbot: QtBot) -> None:
    turns, log = Turns(), list[str]()
    for name, what in (("a", "old"), ("b", "other"), ("a", "new")):
        turns.later(name, lambda what=what: log.append(what))
    qtbot.waitUntil(lambda: not turns.waiting)
    assert log == ["new", "other"]


def test_a_fault_does_not_hold_up_the_line(qapp: QApplication, qtbot: QtBot) -> None:
    turns, log = Turns(), list[str]()

    def fault() -> None:
        raise RuntimeError("of the first")

    turns.later("a", fault)
    turns.later("b", lambda: log.append("b"))
    with qtbot.captureExceptions() as found:
        qtbot.waitUntil(lambda: bool(log))
    assert [str(each[1]) for each in found] == ["of the first"]


@pytest.fixture
def crowd(make_window: MakeWindow, qtbot: QtBot, crowded: None) -> MainWindow:
    window = make_window(session_at(crowd_network()))
    qtbot.waitUntil(lambda: is_refined(window) and window.canvas._is_fresh, timeout=WAIT_MS)
    settle()
    return window


def logged(monkeypatch: pytest.MonkeyPatch, window: MainWindow) -> list[str]:
    """Who composes a picture from now on, and between what turns of the event loop."""
    log: list[str] = []
    for name, part in (("network", window.canvas), ("timeline", window.timeline.timeline)):
        compose: Callable[[], Scene] = part.compose
        monkeypatch.setattr(part, "compose", lambda name=name, compose=compose: log.append(name) or compose())
    ticking(log, window.kit.turns)
    return log


@pytest.mark.parametrize("what", ["theme", "selection"])
def test_of_a_crowd_network_and_timeline_are_composed_in_different_turns(
    crowd: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, what: str
) -> None:
    log = logged(monkeypatch, crowd)
    if what == "theme":
        crowd.updates.mark(frozenset(("theme",)))
    else:
        crowd.kit.session.select(f"actor:{crowd.kit.session.net.actor_ids[0]}")
    qtbot.waitUntil(lambda: {"network", "timeline"} <= set(log))
    first, second = sorted((log.index("network"), log.index("timeline")))
    assert log[first] == "network"
    assert "turn" in log[first:second]


def test_two_dates_of_a_crowd_are_looked_at_in_turns_before_anybody_is_told(
    crowd: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    log, flush = list[str](), crowd.updates.flush
    for module, name in ((compared, "states_at"), (stage, "tell")):
        work = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *args, name=name, work=work: (log.append(name), work(*args))[1])
    monkeypatch.setattr(crowd.updates, "flush", lambda: (log.append("told"), flush()))
    ticking(log, crowd.kit.turns)
    crowd.actions_.run("compare")
    qtbot.waitUntil(lambda: "told" in log)
    assert [each for each in log if each != "turn"] == ["states_at", "tell", "told"]
    assert "turn" in log[log.index("states_at") : log.index("tell")]
    assert "turn" in log[log.index("tell") : log.index("told")]


def test_of_a_crowd_what_was_seen_stays_until_its_turn_has_come(
    crowd: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, log = crowd.canvas, list[str]()
    compose = canvas.compose
    monkeypatch.setattr(canvas, "compose", lambda: log.append("network") or compose())
    before = canvas.paints
    canvas.forget()
    canvas.repaint()
    assert canvas.paints == before + 1 and not log
    settle()
    assert log == ["network"]


def test_of_a_crowd_what_has_moved_meanwhile_does_not_wait(crowd: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas, log = crowd.canvas, list[str]()
    compose = canvas.compose
    canvas.pan(30.0, 0.0)
    crowd.updates.flush()
    assert canvas.shift() is not None
    monkeypatch.setattr(canvas, "compose", lambda: log.append("network") or compose())
    canvas.forget()
    canvas.repaint()
    assert log == ["network"]


def test_a_picture_that_is_out_of_date_again_and_again_is_painted_all_the_same(
    crowd: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    canvas, painted = crowd.canvas, list[bool]()
    paint = canvas._paint_whole
    monkeypatch.setattr(canvas, "_paint_whole", lambda pixels: (painted.append(True), paint(pixels)))
    timer = QTimer(crowd, interval=1)
    timer.timeout.connect(canvas.forget)
    timer.start()
    qtbot.waitUntil(lambda: len(painted) >= 3)
    timer.stop()


def test_another_theme_tells_each_widget_twice_however_deep_it_stands(theme: Theme, qtbot: QtBot) -> None:
    class Heard(QWidget):
        changes = 0

        def changeEvent(self, event: object) -> None:
            self.changes += event.type().name == "StyleChange"  # type: ignore[attr-defined]

    outer = within = QWidget()
    for _ in range(8):
        within = QWidget(within)
    heard = Heard(within)
    qtbot.addWidget(outer)
    outer.show()
    heard.changes = 0
    theme.choose("dark")
    assert heard.changes == 2  # the old sheet goes, the new one comes


def test_menus_of_the_order_of_lanes_do_not_become_more(crowd: MainWindow) -> None:
    order, session = crowd.timeline.order, crowd.kit.session
    before = len(order.findChildren(QMenu))
    for t in (session.net.first, session.net.last):
        session.update(t=t, hidden_states=(session.net.states[0].id,))
        settle()
        session.update(hidden_states=())
        settle()
    order._offer(session.net)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(order.findChildren(QMenu)) == before


def test_a_door_is_opened_after_what_is_behind_it_was_loaded_by_a_job(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window, opened = make_window(threaded=True), list[str]()
    monkeypatch.setattr(doors, "DOORS", {"about": lambda kit, window: opened.append("about")})
    monkeypatch.setattr(doors, "LOADS", {"about": ("this",)})
    monkeypatch.delitem(sys.modules, "this", raising=False)
    window.shell.show("about")
    assert not opened
    qtbot.waitUntil(lambda: opened == ["about"])
    assert "this" in sys.modules
    window.shell.show("about")
    assert opened == ["about", "about"]


def test_the_page_of_keys_fills_itself_a_menu_in_each_turn(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(window.kit, window)
    assert len(dialog._parts) == 1
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    assert len(dialog._lines) > len([row for row in COMMANDS if keys_of(row)])
    dialog.close()


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()
