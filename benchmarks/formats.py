"""Large files of other programs: ``python -m benchmarks formats [--runs 3] [10000 100000 1000000]``.

Ours opens a file up to the network that can be shown. Beside it stand a bare pass over the same bytes and what other
programs make of them. All run in turns, each in a fresh process, so that whatever else the machine does hits all alike;
seconds of the processor are those of all its processes and threads, from its start.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.formats_files import written
from benchmarks.measure import machine
from benchmarks.peers.setup import PYTHON

BARE = {"csv": "csv_module", "gexf": "expat", "graphml": "expat"}
PEERS = {"csv": ("pandas", "polars", "networkx"), "gexf": ("lxml", "networkx"), "graphml": ("lxml", "networkx")}
SIZES = (10_000, 100_000, 1_000_000)
ROOT = Path(__file__).resolve().parents[1]
Measured = tuple[float, float, float]  # processor, clock, MB


def measured(way: str, path: Path) -> Measured | None:
    """One run of one way; none if it is not installed or gives up."""
    is_peer = way in {peer for peers in PEERS.values() for peer in peers}
    program = str(PYTHON) if is_peer else sys.executable
    words = [program, str(ROOT / "benchmarks" / "formats_one.py"), way, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(words, capture_output=True, check=False, env=environment, cwd=ROOT)
    return tuple(json.loads(told.stdout)) if told.returncode == 0 else None


def row(way: str, runs: list[Measured], bare: float) -> str:
    """One line of the table, by medians."""
    busy, clock, peak = (statistics.median(run[k] for run in runs) for k in range(3))
    return f"{way:<14}{busy:>9.2f} s{clock:>9.2f} s{busy / bare:>8.1f} ×{peak:>8.0f} MB"


def main(wanted: list[str]) -> int:
    """Write the files, measure and print."""
    runs = 3
    if "--runs" in wanted:
        at = wanted.index("--runs")
        runs = int(wanted[at + 1])
        wanted = wanted[:at] + wanted[at + 2 :]
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, wanted) if wanted else SIZES:
            for kind, bare in BARE.items():
                path = written(kind, count, Path(folder))
                megabytes = path.stat().st_size / 1e6
                print(
                    f"\n{kind}, {count:,} relationships, {megabytes:.0f} MB: processor, clock, ratio, peak", flush=True
                )
                found: dict[str, list[Measured]] = {}
                for _ in range(runs):
                    for way in (bare, "ours", "ours_apart", *PEERS[kind]):
                        if (told := measured(way, path)) is not None:
                            found.setdefault(way, []).append(told)
                base = statistics.median(run[0] for run in found[bare])
                for way, several in found.items():
                    print(row(way, several, base), flush=True)
                path.unlink()
    print("\n" + machine())
    return 0
