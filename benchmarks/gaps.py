"""How long the window is deaf while it opens a file and is worked with: ``python -m benchmarks gaps FILE``.

Another dataset is open first, so that opening is what a user sees who opens a file in a running window. Then
everything of FILE is shown, and all that a hand does quickly is done: scrub, jump, play, zoom and pan, filter, search,
select, compare, undo, other lanes, the table, another theme. With ``--why`` it says of the longest gaps what stood on
the stacks. As a program
(``python -m benchmarks.gaps FILE``) it does so on the display it is given and prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import machine
from tests.real.screen import ROOT, environment, missing_tools, x_server

if TYPE_CHECKING:
    from benchmarks.probe import LoopProbe
    from netexplorer.graph.network import TemporalNetwork
    from netexplorer.ui.window import MainWindow

LIMIT_MS = 100.0
TOLD_MS = 60.0  # gaps that are told with their stacks
MOST_TOLD, MOST_STACKS = 4, 7  # of a phase, of a gap
WHY = "--why"
DEADLINE_S = 900.0
STEP_MS = 16
STEPS = 40
LONG = 30  # steps after a command
DAY = 86_400
FIRST = "data/alliances-1914.json"


def main(words: list[str]) -> int:
    """Measure in a process of its own and print a table; 0 when no gap is over the limit."""
    watch = [WHY] if WHY in words else []
    words = [word for word in words if word != WHY]
    if len(words) != 1:
        print(f"usage: python -m benchmarks gaps [{WHY}] FILE", file=sys.stderr)
        return 2
    if missing := missing_tools():
        print(f"This needs {', '.join(missing)}.", file=sys.stderr)
        return 1
    print(machine(), flush=True)
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.json"
        settings.write_text(json.dumps({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
        program = [sys.executable, "-m", "benchmarks.gaps", str(Path(words[0]).resolve()), *watch]
        env = environment(display, settings, XDG_CACHE_HOME=str(Path(folder) / "cache"))
        answer = subprocess.run(program, env=env, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    phases: dict[str, dict[str, float]] = json.loads(answer.stdout)
    print(
        f"\n{'ms while …':<14}{'longest gap':>12}{'its own work':>13}{'of the process':>15}{'most work':>11}"
        f"{'> 16':>6}{'> 50':>6}{'> 100':>6}"
    )
    for name, found in phases.items():
        print(
            f"{name:<14}{found['longest']:>12.1f}{found['work']:>13.1f}{found['process']:>15.1f}{found['busiest']:>11.1f}"
            f"{found['over16']:>6.0f}{found['over50']:>6.0f}{found['over100']:>6.0f}"
        )
    print("\n" + machine())
    return int(any(found["longest"] > LIMIT_MS for found in phases.values()))


def measure(path: Path, *, watched: bool = False) -> dict[str, dict[str, float]]:
    """Open the window on the display of this process, work with it, and give the gaps of each phase in ms."""
    from benchmarks.probe import LoopProbe

    window = _window()
    probe = LoopProbe(watched=watched)
    with probe.phase("idle"):
        dwell(1000)
    with probe.phase("opening"):
        _open(window, path)
    window.kit.session.update(lens=window.kit.session.lens_ids()[-1])
    dwell(1000)
    for name, steps in _work(window):
        with probe.phase(name):
            for step in steps:
                step()
                dwell(STEP_MS)
            dwell(400)  # what began late belongs to the phase too
    window.close()
    probe.close()
    if watched:
        _tell_why(probe)
    return {name: _summary(probe, name) for name in probe.phases}


def dwell(duration_ms: int) -> None:
    """Let the event loop turn for a while, sleeping when there is nothing to do."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(duration_ms, loop.quit)
    loop.exec()


def _until(look: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not look():
        if time.monotonic() > end:
            raise TimeoutError("the window never came to it")
        dwell(STEP_MS)


def _window() -> MainWindow:
    from netexplorer.paint.fonts import Fonts
    from netexplorer.session.session import Session
    from netexplorer.session.settings import SettingsStore
    from netexplorer.ui.garbage import Garbage
    from netexplorer.ui.program import application
    from netexplorer.ui.theme import Theme
    from netexplorer.ui.window import MainWindow

    app = application()
    fonts = Fonts()
    app.setFont(fonts.font(13))
    window = MainWindow(Session.open(ROOT / FIRST), Theme(app, "light"), fonts, SettingsStore())
    window.show()
    window.activateWindow()
    _until(lambda: window.kit.session.has_positions() and window.canvas.paints > 0)
    dwell(500)
    Garbage(window.jobs, window).begin()  # as the program does once it has started
    return window


def _open(window: MainWindow, path: Path) -> None:
    session, painted = window.kit.session, window.canvas.paints
    window.shell.open_file(path)
    _until(lambda: session.path is not None and session.path.samefile(path) and session.has_positions())
    _until(lambda: window.canvas.paints > painted)
    dwell(500)


def _work(window: MainWindow) -> Iterable[tuple[str, list[Callable[[], object]]]]:
    session, canvas = window.kit.session, window.canvas
    net = session.net
    middle = (net.first + net.last) // 2
    span = net.last - net.first
    days = [middle + DAY * k for k in range(STEPS)]
    months = [net.axis.step(middle, "month", k) for k in range(STEPS)]
    jumps = [net.first + span * (k * 37 % STEPS) // STEPS for k in range(STEPS)]

    def dates(ticks: list[int]) -> list[Callable[[], object]]:
        return [partial(session.set_date, tick, "scrub") for tick in ticks]

    yield "scrubbing", dates(days + months + months[::-1])
    yield "jumping", dates(jumps)
    yield (
        "playing",
        [lambda: window.player.set_playing(True), *[_nothing] * 60, lambda: window.player.set_playing(False)],
    )
    zooms = [1.2] * 12 + [1 / 1.2] * 12
    pans = [(25.0 * (-1) ** (k // 8), 10.0) for k in range(24)]
    yield "zooming", [*(partial(canvas.zoom, factor) for factor in zooms), *(partial(canvas.pan, *by) for by in pans)]
    yield "filtering", _filtering(window)
    yield "searching", _searching(window)
    hub = net.actor_ids[int(_degrees(net).argmax())]
    yield "selecting", [lambda: session.select(f"actor:{hub}"), *[_nothing] * 5, lambda: session.select("")]
    yield from _commanding(window, days)


def _commanding(window: MainWindow, days: list[int]) -> Iterable[tuple[str, list[Callable[[], object]]]]:
    """What is done by commands now and then, each with the time to be finished."""
    session = window.kit.session

    def does(*commands: str) -> list[Callable[[], object]]:
        return [step for name in commands for step in (partial(window.actions_.run, name), *[_nothing] * LONG)]

    scrubbed = [partial(session.set_date, tick, "scrub") for tick in days[:LONG]]
    yield "comparing", [*does("compare"), *scrubbed, *does("compare-swap", "compare-end")]
    yield "undoing", does(*["undo"] * 4, *["redo"] * 4)
    lanes = [partial(session.update, lanes_by=by) for by in ("state", "degree", "severing", "file")]
    slowly = [step for each in lanes for step in (each, *[_nothing] * LONG)]
    yield "lanes", [*does("page-channels"), *slowly, *does("page-network")]
    yield "table", [*does("page-table"), *scrubbed, *does("page-network")]
    yield "theme", does("theme-dark", "theme-light")


def _filtering(window: MainWindow) -> list[Callable[[], object]]:
    session = window.kit.session
    hidden = [("states", state.id) for state in session.net.states] + [("sides", side.id) for side in session.net.sides]
    toggles = [partial(session.toggle_hidden, field, ident) for field, ident in hidden]
    lenses = [partial(session.update, lens=lens) for lens in session.lens_ids()]
    return [*(step for toggle in toggles for step in (toggle, _nothing, toggle)), *lenses]


def _searching(window: MainWindow) -> list[Callable[[], object]]:
    net = window.kit.session.net
    word = net.name(len(net.actor_ids) // 2)[:12]

    def typed(length: int) -> Callable[[], object]:
        return lambda: _palette(window).field.setText(word[:length])

    return [
        window.open_search,
        *(typed(length) for length in range(1, len(word) + 1)),
        lambda: _palette(window).close(),
    ]


def _palette(window: MainWindow) -> Any:
    from netexplorer.ui.panels.search import SearchPalette

    return window.findChild(SearchPalette)


def _degrees(net: TemporalNetwork) -> Any:
    import numpy as np

    return np.bincount(np.concatenate([net.src, net.dst]), minlength=len(net.actor_ids))


def _nothing() -> None:
    """A pause of one step."""


def _summary(probe: LoopProbe, name: str) -> dict[str, float]:
    longest = probe.longest(name)
    return {
        "longest": longest.wall_ms,
        "work": longest.cpu_ms,
        "process": longest.process_ms,
        "busiest": probe.busiest(name).cpu_ms,
        **{f"over{limit}": float(probe.over(name, limit)) for limit in (16, 50, 100)},
    }


def _tell_why(probe: LoopProbe) -> None:
    for name in probe.phases:
        for gap, seen in probe.reasons(name, TOLD_MS)[:MOST_TOLD]:
            print(
                f"\n{name}: {gap.wall_ms:.0f} ms, own {gap.cpu_ms:.0f}, process {gap.process_ms:.0f}", file=sys.stderr
            )
            for stacks, mark in ((seen.loop, "×"), (seen.others, "| others")):
                for stack, count in stacks.most_common(MOST_STACKS):
                    print(f"{count:>5} {mark} {stack}", file=sys.stderr)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), watched=WHY in sys.argv)))
