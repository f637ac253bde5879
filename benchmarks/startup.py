"""From process start to the first drawn network with its timeline, beside others, in turns on one X server.

Every program is started cold in its own process with its modules compiled, once to warm the disk cache and then in
turns, so that whatever else the machine does hits all alike. The clock starts before the process does. Beside the
time on the clock stands the processor time of the process until then, which a busy machine changes less.

Where the actors of the bundled dataset stand is shipped, so that its first start is like every other. Another dataset
is laid out the first time it is opened and remembered from then on: both starts are measured.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.measure import Row
from tests.real.screen import DEADLINE_S, POLL_S, ROOT, Gone, environment, program_path, x_server

RUNS = 15
PROBE = "NETEXPLORER_STARTUP_PROBE"
FLOOR = "Python, import NumPy and QtWidgets"
EMPTY = "empty Qt window, painted (same Python)"
OURS = "netexplorer, network and timeline painted"
OTHER = "the same, another dataset for the first time"
OTHER_AGAIN = "the same, that dataset again"
SOCNETV_STILL = "SocNetV (C++), screen complete"
OURS_STILL = "netexplorer, screen complete"
EMPTY_STILL = "empty Qt window, screen complete"
CPU = " · processor"
STRIDE = 7  # every seventh pixel is enough to see a change
QUIET_S = 0.6  # a screen that has not changed for so long is complete
IMPORTS = "import numpy, PySide6.QtWidgets"


class Took(NamedTuple):
    """What a start took, in milliseconds; no processor time where the program does not say so itself."""

    wall: float
    cpu: float = 0.0


def to_end(*words: str) -> Took:
    """Until a process has ended."""
    start = time.perf_counter()
    subprocess.run(words, env=environment("", Path("none")), capture_output=True, check=True)
    return Took((time.perf_counter() - start) * 1e3)


class Window:
    """Starts programs with a window and waits for a sign of them."""

    def __init__(self, display: str, folder: Path) -> None:
        self._display = display
        self._folder = folder
        self._cache = folder / "cache"

    def _start(self, words: tuple[str, ...], probe: Path) -> subprocess.Popen[bytes]:
        settings = self._folder / "settings.json"
        settings.write_text(json.dumps({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
        home = str(self._folder)
        more = {PROBE: str(probe), "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": str(self._cache)}
        sink = subprocess.DEVNULL
        return subprocess.Popen(
            words, env=environment(self._display, settings, **more), cwd=ROOT, stdout=sink, stderr=sink
        )

    def _until(self, look: Callable[[], float], words: tuple[str, ...], probe: Path) -> float:
        probe.unlink(missing_ok=True)
        start = time.time()
        process = self._start(words, probe)
        try:
            while not (seen := look()):
                if time.time() - start > DEADLINE_S or process.poll() is not None:
                    raise Gone(f"{words[0]} shows nothing")
                time.sleep(POLL_S / 4)
        finally:
            process.terminate()
            process.wait(DEADLINE_S)
        return (seen - start) * 1e3

    def painted(self, *words: str, placed_before: bool | None = None) -> Took:
        """Until the program itself says that it has painted; the probe's path takes the place of ``PROBE``.

        ``placed_before`` says whether the positions have to be known when it starts; when not, it may not know any,
        and lives until it has written down what it found.

        Raises
        ------
        Gone
            If they were not, or the other way round: then it is not what is to be measured.
        """
        probe = self._folder / "probe.json"
        told: dict[str, Any] = {}
        if placed_before is False:
            shutil.rmtree(self._cache, ignore_errors=True)

        def look() -> float:
            try:
                told.update(json.loads(probe.read_text()))
            except (OSError, ValueError):
                return 0.0
            is_kept = placed_before is not False or any(self._cache.rglob("*.xy"))
            return float(told["first_paint"]) if is_kept else 0.0

        wall = self._until(look, tuple(str(probe) if word == PROBE else word for word in words), probe)
        if placed_before is not None and told["placed_before"] is not placed_before:
            raise Gone(f"{words[-1]}: positions known beforehand: {not placed_before} ('make positions' ships them)")
        return Took(wall, float(told["cpu_s"]) * 1e3)

    def complete(self, *words: str) -> Took:
        """Until the last change of the screen, read from the memory of the X server."""
        pixels = np.memmap(self._folder / "Xvfb_screen0", dtype=np.uint8, mode="r")
        last = [0, zlib.crc32(pixels[:: 4 * STRIDE].tobytes()), 0.0]

        def look() -> float:
            now, what = time.time(), zlib.crc32(pixels[:: 4 * STRIDE].tobytes())
            if what != last[1]:
                last[0], last[1], last[2] = last[0] + 1, what, now
            return last[2] if last[0] and now - last[2] > QUIET_S else 0.0

        taken = self._until(look, words, self._folder / "not-asked.json")
        time.sleep(QUIET_S / 2)  # the server clears the window that is gone
        return Took(taken)


def rows(runs: int = RUNS) -> list[Row]:
    """Measure all in turns."""
    python, ours = sys.executable, str(program_path())
    with tempfile.TemporaryDirectory() as folder, x_server(memory=Path(folder)) as display:
        window = Window(display, Path(folder))
        calls: dict[str, Callable[[], Took]] = {
            "Python, nothing": lambda: to_end(python, "-c", "pass"),
            "netexplorer --help": lambda: to_end(ours, "--help"),
            FLOOR: lambda: to_end(python, "-c", IMPORTS),
            EMPTY: lambda: window.painted(python, "-m", "benchmarks.empty_window", PROBE),
            OURS: lambda: window.painted(ours, "open", "data/actors.json", placed_before=True),
            OTHER: lambda: window.painted(ours, "open", "data/alliances-1914.json", placed_before=False),
            OTHER_AGAIN: lambda: window.painted(ours, "open", "data/alliances-1914.json", placed_before=True),
            EMPTY_STILL: lambda: window.complete(python, "-m", "benchmarks.empty_window", os.devnull),
            OURS_STILL: lambda: window.complete(ours, "open", "data/actors.json"),
        }
        if path := shutil.which("socnetv"):
            calls[SOCNETV_STILL] = lambda: window.complete(path)
        found: dict[str, list[Took]] = {label: [] for label in calls}
        for turn in range(runs + 1):
            for label, call in calls.items():
                value = call()
                if turn:  # the first turn warms the disk cache
                    found[label].append(value)
    targets = {OURS: 1000.0, "netexplorer --help": 150.0}
    beside = {
        "netexplorer --help": "Python, nothing",
        OURS: EMPTY,
        OTHER: EMPTY,
        OTHER_AGAIN: EMPTY,
        EMPTY_STILL: SOCNETV_STILL,
        OURS_STILL: SOCNETV_STILL,
    }
    made = []
    for label, took in found.items():
        other = beside.get(label, "")
        made.append(Row(label, tuple(each.wall for each in took), target=targets.get(label, 0.0), beside=other))
        if all(each.cpu for each in took):
            made.append(Row(label + CPU, tuple(each.cpu for each in took), beside=other + CPU if other else ""))
    return made
