"""The one crossing between threads."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from netexplorer.ui.bridge import Bridge


def test_a_call_from_a_worker_runs_on_the_thread_of_the_bridge(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[threading.Thread] = []
    worker = threading.Thread(target=lambda: bridge.post(lambda: ran.append(threading.current_thread())))
    worker.start()
    worker.join()
    assert not ran
    qtbot.waitUntil(lambda: bool(ran))
    assert ran == [threading.main_thread()]


def test_calls_run_in_the_order_they_were_posted(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[int] = []
    for number in range(20):
        bridge.post(lambda number=number: ran.append(number))
    qtbot.waitUntil(lambda: len(ran) == 20)
    assert ran == list(range(20))


def test_a_closed_bridge_drops_what_waits(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[int] = []
    bridge.post(lambda: ran.append(1))
    bridge.close()
    qtbot.wait(10)
    assert not ran
