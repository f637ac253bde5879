"""Peak memory of the real program with the bundled dataset open, as the kernel counts it (VmHWM)."""

from __future__ import annotations

import json
import re
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row
from tests.real.screen import Program, Screen, until, x_server

RUNS = 3
TOUR = ("Home", "ctrl+2", "ctrl+3", "ctrl+1", "ctrl+l", "ctrl+l", "ctrl+l", "End", "shift+Left", "shift+Left", "Left")


def peak_mb(pid: int) -> float:
    """The most memory the process ever had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def rows(runs: int = RUNS) -> list[Row]:
    """Open, measure; see every page and lens and play ten years, measure again."""
    opened, toured = [], []
    with x_server() as display, tempfile.TemporaryDirectory() as folder:
        screen = Screen(display)
        for run in range(runs):
            settings = Path(folder) / f"settings-{run}.json"
            settings.write_text(json.dumps({"version": 1, "theme": "light", "geometry": [0, 0, 1600, 1000]}))
            program = Program(screen, settings, Path(folder) / "words.txt", "open", "data/actors.json")
            try:
                time.sleep(2.0)
                opened.append(peak_mb(program.process.pid))
                screen.key(*TOUR)
                screen.key("Home", "space")
                until("ten years", lambda program=program: int(program.date[-4:]) > 2001)
                toured.append(peak_mb(program.process.pid))
            finally:
                program.kill()
    return [
        Row("peak memory, bundled dataset open", tuple(opened), unit="MB", target=180.0),
        Row("peak memory after every page and lens and ten years", tuple(toured), unit="MB", target=180.0),
    ]
