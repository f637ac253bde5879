"""Large files of other programs: ``python -m benchmarks formats [--runs 3] [10000 100000 1000000]``.

``--only csv,gexf`` measures some formats, ``--ways ours,lxml`` some ways beside the bare pass.

Ours opens a file up to the network that can be shown. Beside it stand a bare pass over the same bytes and what other
programs make of them. All run in turns, each in a fresh process, so that whatever else the machine does hits all alike;
seconds of the processor are those of all its processes and threads, from its start. Before the runs that count ours has
one that does not: modules and kernels are compiled then. A way that takes longer than three minutes gives up.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.formats_files import written
from benchmarks.formats_one import OURS
from benchmarks.measure import machine
from benchmarks.peers.setup import NODE, PYTHON

BARE = {"csv": "csv_module", "parquet": "pyarrow", "gexf": "expat", "graphml": "expat"}
PEERS = {
    "csv": ("pyarrow", "pandas", "polars", "duckdb", "igraph", "networkx"),
    "parquet": ("pandas", "polars", "duckdb"),
    "gexf": ("lxml", "networkx", "graphology"),
    "graphml": ("lxml", "igraph", "networkx", "graphology"),
}
SIZES = (10_000, 100_000, 1_000_000)
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180  # seconds
HEAP = 8_000  # MB that node may take
Measured = tuple[float, float, float]  # processor, clock, MB


def measured(way: str, path: Path) -> Measured | None:
    """One run of one way; none if it is not installed or gives up."""
    program = sys.executable if way in {each.__name__ for each in OURS} else str(PYTHON)
    words = [program, str(ROOT / "benchmarks" / "formats_one.py"), way, str(path)]
    if way == "graphology":
        script = str(ROOT / "benchmarks" / "peers" / "graphology.cjs")
        words = [shutil.which("node") or "node", f"--max-old-space-size={HEAP}", script, str(NODE), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        told = subprocess.run(words, capture_output=True, env=environment, cwd=ROOT, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(json.loads(told.stdout))


def row(way: str, runs: list[Measured], bare: float) -> str:
    """One line of the table, by medians; and the shortest time by the clock."""
    busy, clock, peak = (statistics.median(run[k] for run in runs) for k in range(3))
    least = min(run[1] for run in runs)
    return f"{way:<12}{busy:>8.2f} s{busy / bare:>7.1f} ×{clock:>8.2f} s{least:>8.2f} s{peak:>8.0f} MB"


def table(kind: str, path: Path, runs: int, chosen: str = "") -> None:
    """Measure all ways in turns, and print what they took."""
    found: dict[str, list[Measured]] = {}
    gone: list[str] = []
    ways = [BARE[kind], *(way for way in ("ours", "window", *PEERS[kind]) if not chosen or way in chosen.split(","))]
    for turn in range(runs + 1):
        for way in ways if turn else [way for way in ways if way in ("ours", "window")]:
            told = None if way in gone else measured(way, path)
            if told is None:
                gone += [] if way in gone else [way]
            elif turn:
                found.setdefault(way, []).append(told)
    base = statistics.median(run[0] for run in found[BARE[kind]])
    for way, several in found.items():
        print(row(way, several, base), flush=True)
    if gone:
        print(f"not installed, or given up: {', '.join(gone)}", flush=True)


def main(wanted: list[str]) -> int:
    """Write the files, measure and print."""
    options = {"--runs": "3", "--only": "", "--ways": ""}
    for name in options:
        if name in wanted:
            at = wanted.index(name)
            options[name] = wanted[at + 1]
            wanted = wanted[:at] + wanted[at + 2 :]
    kinds = options["--only"].split(",") if options["--only"] else BARE
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, wanted) if wanted else SIZES:
            for kind in kinds:
                path = written(kind, count, Path(folder))
                size = path.stat().st_size / 1e6
                load = " ".join(f"{each:.1f}" for each in os.getloadavg())
                print(f"\n{kind}, {count:,} relationships, {size:.0f} MB, load {load}")
                print("             processor      of bare    clock    least      peak", flush=True)
                table(kind, path, int(options["--runs"]), options["--ways"])
                path.unlink()
    print("\n" + machine())
    return 0
