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
from pathlib import Path

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
        "by day": 16.0, "by month": 16.0, "jumps": 20.0, "jumps right after a zoom": 50.0, "zoom, first answer": 16.0,
        "zoom, refined": 200.0, "cold start to the first picture": 3_000.0,
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


def main(path: Path) -> dict[str, list[float]]:
    """Open the window on the display of this process and measure."""
    from netexplorer.paint.fonts import Fonts
    from netexplorer.session.jobs import Jobs
    from netexplorer.session.remembered import Memory
    from netexplorer.session.session import Session
    from netexplorer.session.settings import SettingsStore
    from netexplorer.ui.layouting import LayoutKeeper, Mailbox
    from netexplorer.ui.program import application
    from netexplorer.ui.theme import Theme
    from netexplorer.ui.window import MainWindow

    app = application()
    fonts = Fonts()
    app.setFont(fonts.font(13))
    session = Session.open(path)
    session.update(lens=session.lens_ids()[-1])
    mailbox = Mailbox()
    jobs = Jobs("thread", mailbox.post)
    window = MainWindow(
        session, Theme(app, "light"), fonts, SettingsStore(), jobs=jobs, layouts=LayoutKeeper(session, jobs, Memory())
    )
    mailbox.deliver_to(window.bridge.post)
    window.show()
    process, canvas = app.processEvents, window.canvas

    def rest(quiet_s: float = 1.0) -> None:
        """Until no job has been at work for a while."""
        end = time.monotonic() + DEADLINE_S
        quiet = time.monotonic()
        while time.monotonic() < end and time.monotonic() - quiet < quiet_s:
            process()
            time.sleep(0.002)
            if jobs.running:
                quiet = time.monotonic()

    def painted(call: Callable[[], object]) -> float:
        before, start = canvas.paints, time.perf_counter()
        call()
        process()
        while canvas.paints == before:
            process()
        return (time.perf_counter() - start) * 1e3

    def refined(call: Callable[[], object]) -> float:
        start = time.perf_counter()
        painted(call)
        while any(job.kind == "density" for job in jobs.running):
            process()
        return (time.perf_counter() - start) * 1e3

    def steps(ticks: list[int]) -> list[float]:
        times = [refined(lambda tick=tick: session.set_date(tick, "scrub")) for tick in ticks]  # type: ignore[misc]
        rest()
        return times[len(times) // 10 :]

    rest(2.0)
    net, chance = session.net, random.Random(1)
    start = net.axis.parse("2008-01-01").earliest
    found = {
        "by day": steps([start + DAY * k for k in range(1, RUNS)]),
        "by month": steps([net.axis.step(net.first, "month", k) for k in range(1, RUNS)]),
        "jumps": steps([chance.randrange(net.first, net.last) for _ in range(RUNS)]),
    }
    first, full, after = [], [], []
    for k in range(ZOOMS):
        factor = 1.25 if k % 4 < 2 else 0.8
        first.append(painted(lambda factor=factor: canvas.zoom(factor)))  # type: ignore[misc]
        rest(0.2)
        full.append(refined(lambda factor=factor: canvas.pan(40.0 * factor, 15.0)))  # type: ignore[misc]
        after.append(refined(lambda: session.set_date(chance.randrange(net.first, net.last), "scrub")))
        rest(0.2)
    found |= {"zoom, first answer": first, "zoom, refined": full, "jumps right after a zoom": after}
    status = Path("/proc/self/status").read_text().splitlines()
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in status if line.startswith("Vm")}
    found["memory, resident"] = [kilobytes["VmRSS:"] / 1024]
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
