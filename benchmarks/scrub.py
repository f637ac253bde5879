"""A scrub step in the real window: from a new date to its pixels, with labels, legend, timeline and dossier.

Run as a program it opens the window on the display it is given, steps through time and writes what it measured as JSON.
The clock runs from ``set_date`` until every paint event that followed was handled; a second clock until the X server
has answered after that, too.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.measure import Row
from netexplorer.session import travel
from netexplorer.session.session import Session
from tests.real.screen import ROOT, environment, x_server

STEPS = 240
WARM_UP = 20
SELECTED = "actor:russia"
DAY = 86_400
LENSES = {"core": "lens core", "": "everything"}


def rows() -> list[Row]:
    """Measure in a process of its own."""
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.json"
        settings.write_text(json.dumps({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.scrub"],
            env=environment(display, settings),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    found = json.loads(answer.stdout)
    return [
        *(Row(f"scrub {name}", tuple(times[0]), target=8.0, aim="p95") for name, times in found.items()),
        *(Row(f"… until the X server has them: {name}", tuple(times[1])) for name, times in found.items()),
    ]


def main() -> None:
    """Open the window, measure, print."""
    from PySide6.QtGui import QGuiApplication

    from netexplorer.paint.fonts import Fonts
    from netexplorer.resources import default_dataset
    from netexplorer.session.settings import SettingsStore
    from netexplorer.ui.garbage import Garbage
    from netexplorer.ui.program import application
    from netexplorer.ui.theme import Theme
    from netexplorer.ui.window import MainWindow

    app = application()
    fonts = Fonts()
    app.setFont(fonts.font(13))
    session = Session.open(default_dataset())
    window = MainWindow(session, Theme(app, "light"), fonts, SettingsStore())
    window.show()
    window.activateWindow()
    while not (session.has_positions() and window.canvas.paints):
        app.processEvents()
    settle(app.processEvents)
    Garbage(window.jobs, window).begin()  # as the program does once it has started

    def rest() -> None:
        """Wait until the window has prepared what it prepares while nothing happens."""
        settle(app.processEvents)
        while not window.ahead.is_done:
            app.processEvents()

    def step(tick: int) -> tuple[float, float]:
        painted = window.canvas.paints
        start = time.perf_counter()
        session.set_date(tick, "scrub")
        app.processEvents()
        while window.canvas.paints == painted:
            app.processEvents()
        done = time.perf_counter()
        QGuiApplication.sync()
        return (done - start) * 1e3, (time.perf_counter() - start) * 1e3

    found: dict[str, tuple[list[float], list[float]]] = {}
    for lens, lens_name in LENSES.items():
        session.update(lens=lens, selected=SELECTED)
        rest()
        assert session.view.selected == SELECTED
        for name, ticks in walks(session).items():
            times = [step(tick) for tick in changing(ticks, session.view.t)]
            settle(app.processEvents)
            kept = times[WARM_UP:]
            found[f"{name}, {lens_name}"] = ([one for one, _ in kept], [both for _, both in kept])
    print(json.dumps(found))
    window.close()


def settle(process: Callable[[], object]) -> None:
    """Let everything that is under way come to its end."""
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        process()


def changing(ticks: Iterable[int], now: int) -> Iterable[int]:
    """Leave out a tick that is already shown: it draws nothing and never would be done."""
    for tick in ticks:
        if tick != now:
            yield tick
            now = tick


def walks(session: Session) -> dict[str, list[int]]:
    """The dates of each way of scrubbing."""
    net = session.net
    first, last = travel.home(net), travel.end(net)
    start = net.axis.parse("2014-01-01").earliest
    months = [net.axis.step(first, "month", k) for k in range(STEPS + WARM_UP)]
    stops = [int(t) for t in session.stops() if first <= t <= last]
    chance = random.Random(1)
    return {
        "by day": [start + DAY * k for k in range(STEPS + WARM_UP)],
        "by month": months,
        "by change": (stops * (1 + (STEPS + WARM_UP) // len(stops)))[: STEPS + WARM_UP],
        "jumps": [chance.randrange(first, last) for _ in range(STEPS + WARM_UP)],
    }


if __name__ == "__main__":
    main()
