"""A large network in the real window: steps in time, jumps, pan and zoom, from the wish to the pixels.

``python -m benchmarks crowd`` measures the generated networks of :data:`SIZES`; run as a program it opens the window on
one file, works with it and writes what it measured as JSON. Positions are remembered in a folder of the benchmark, so
that only the first run waits for the layout.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop

from benchmarks.measure import Row
from tests.real.screen import ROOT, environment, x_server

SIZES = {"5 000": (1_000, 5_000), "50 000": (10_000, 50_000), "1 000 000": (100_000, 1_000_000)}
FOLDER = ROOT / ".benchmarks" / "crowd"
RUNS, ZOOMS, COLD_STARTS = 120, 20, 5
DAY = 86_400
DEADLINE_S = 900.0
TARGETS = {
    "5 000": {"by day": 0.0, "by month": 0.0, "jumps": 0.0},
    "50 000": {"by day": 8.0, "by month": 8.0, "jumps": 8.0},
    "1 000 000": {
        "by day": 16.0, "by month": 16.0, "jumps": 20.0, "jumps right after a pan": 50.0,
        "jumps right after a pan, first answer": 50.0, "zoom, first answer": 16.0,
        "pan, refined": 200.0, "cold start to the first picture": 3_000.0,
    },
}  # fmt: skip


def rows() -> list[Row]:
    """Measure each size in a process of its own."""
    found: list[Row] = []
    for size, (actors, relationships) in SIZES.items():
        path = network(actors, relationships)
        with x_server() as display:
            answer = subprocess.run(
                [sys.executable, "-m", "benchmarks.crowd", str(path)],
                env=surroundings(display),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                check=True,
            )
            times: dict[str, list[float]] = json.loads(answer.stdout)
            times["cold start to the first picture"] = [_cold_start(path, display) for _ in range(COLD_STARTS)]
        for name, values in times.items():
            unit = "MB" if name.startswith("memory") else "ms"
            target = TARGETS[size].get(name, 0.0)
            found.append(Row(f"{size} relationships, {name}", tuple(values), unit, target, "p95"))
    return found


def network(actors: int, relationships: int) -> Path:
    """A generated network as columns, made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{actors}-{relationships}.netx"
    if not path.exists():
        sizes = ["--actors", str(actors), "--relationships", str(relationships)]
        command = [sys.executable, "-m", "netexplorer", "generate", *sizes, "--years", "1990..2020", "-o", str(path)]
        subprocess.run(command, check=True, cwd=ROOT)
    return path


def surroundings(display: str, **more: str) -> dict[str, str]:
    """What the window is started with: a size of its own, and what it remembered the last time."""
    settings = FOLDER / "settings.json"
    settings.write_text(json.dumps({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
    return environment(display, settings, XDG_CACHE_HOME=str(FOLDER / "cache"), **more)


def _cold_start(path: Path, display: str) -> float:
    """Milliseconds from process start to the network painted at its places; the layout is remembered."""
    probe = FOLDER / "probe.json"
    probe.unlink(missing_ok=True)
    began = time.time()
    command = [sys.executable, "-m", "netexplorer", "open", str(path), "--lens", "all"]
    program = subprocess.Popen(command, env=surroundings(display, NETEXPLORER_STARTUP_PROBE=str(probe)), cwd=ROOT)
    try:
        end = time.monotonic() + DEADLINE_S
        while not probe.exists() and time.monotonic() < end:
            time.sleep(0.01)
        return float((json.loads(probe.read_text())["first_paint"] - began) * 1e3)
    finally:
        program.terminate()
        program.wait()


class Driver:
    """The real window on a file, on the display of this process, and what is done with it."""

    def __init__(self, path: Path) -> None:
        from netexplorer.paint.fonts import Fonts
        from netexplorer.session.jobs import Jobs
        from netexplorer.session.remembered import Memory
        from netexplorer.session.session import Session
        from netexplorer.session.settings import SettingsStore
        from netexplorer.ui.garbage import Garbage
        from netexplorer.ui.layouting import LayoutKeeper, Mailbox
        from netexplorer.ui.program import application
        from netexplorer.ui.theme import Theme
        from netexplorer.ui.window import MainWindow

        app = application()
        fonts = Fonts()
        app.setFont(fonts.font(13))
        mailbox = Mailbox()
        self.process = app.processEvents
        self.jobs = Jobs("thread", mailbox.post)
        self.session = Session.open(path)
        self.session.update(lens=self.session.lens_ids()[-1])
        layouts = LayoutKeeper(self.session, self.jobs, Memory())
        theme, store = Theme(app, "light"), SettingsStore()
        self.window = MainWindow(self.session, theme, fonts, store, jobs=self.jobs, layouts=layouts)
        mailbox.deliver_to(self.window.bridge.post)
        self.window.show()
        self.rest(2.0)
        Garbage(self.jobs, self.window).begin()  # as the program does once it has started

    def rest(self, quiet_s: float = 1.0) -> None:
        """Until no job has been at work for a while."""
        end = time.monotonic() + DEADLINE_S
        quiet = time.monotonic()
        while time.monotonic() < end and time.monotonic() - quiet < quiet_s:
            self.process()
            time.sleep(0.002)
            if self.jobs.running:
                quiet = time.monotonic()

    def painted(self, call: Callable[[], object]) -> float:
        """Milliseconds until the next picture."""
        before, start = self.window.canvas.paints, time.perf_counter()
        call()
        self.process()
        while self.window.canvas.paints == before:
            self.process()
        return (time.perf_counter() - start) * 1e3

    def refined(self, call: Callable[[], object]) -> float:
        """Milliseconds until the picture is what it will be, and nothing is drawn in the background."""
        start = time.perf_counter()
        self.painted(call)
        self._wait_for_density()
        return (time.perf_counter() - start) * 1e3

    def _wait_for_density(self) -> None:
        """Sleep as the event loop of the program does: to ask again and again would take a processor from the job."""
        while any(job.kind == "density" for job in self.jobs.running):
            self.process(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def first_to(self, tick: int) -> float:
        """A step in time, until there is a picture of that date, be it rough; then until it is exact, not counted."""
        start, view = time.perf_counter(), self.window.canvas._crowd
        self.painted(lambda: self.session.set_date(tick, "scrub"))
        while view is not None and view._rough is None and any(job.kind == "density" for job in self.jobs.running):
            self.process()  # far, and no rough picture of it was drawn before that one was painted
        found = (time.perf_counter() - start) * 1e3
        self._wait_for_density()
        return found

    def to(self, tick: int) -> float:
        """A step in time, until the picture is exact."""
        return self.refined(lambda: self.session.set_date(tick, "scrub"))

    def walk(self, ticks: list[int]) -> list[float]:
        """Steps in time one after another, without the first tenth."""
        times = [self.to(tick) for tick in ticks]
        self.rest()
        return times[len(times) // 10 :]


def main(path: Path) -> dict[str, list[float]]:
    """Open the window on the display of this process and measure."""
    driver, chance = Driver(path), random.Random(1)
    net, canvas = driver.session.net, driver.window.canvas

    def anywhere() -> int:
        return chance.randrange(net.first, net.last)

    start = net.axis.parse("2008-01-01").earliest
    found = {
        "by day": driver.walk([start + DAY * k for k in range(1, RUNS)]),
        "by month": driver.walk([net.axis.step(net.first, "month", k) for k in range(1, RUNS)]),
        "jumps": driver.walk([anywhere() for _ in range(RUNS)]),
    }
    first, full, after, rough = [], [], [], []
    for k in range(ZOOMS):
        factor = 1.25 if k % 4 < 2 else 0.8
        first.append(driver.painted(partial(canvas.zoom, factor)))
        driver.rest(0.2)
        full.append(driver.refined(partial(canvas.pan, 40.0 * factor, 15.0)))
        after.append(driver.to(anywhere()))
        driver.refined(partial(canvas.pan, -40.0 * factor, -15.0))
        rough.append(driver.first_to(anywhere()))
        driver.rest(0.2)
    found |= {"zoom, first answer": first, "pan, refined": full, "jumps right after a pan": after}
    found["jumps right after a pan, first answer"] = rough
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in status if line.startswith("Vm")}
    found["memory, resident"] = [kilobytes["VmRSS:"] / 1024]
    driver.window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
