"""What runs inside the interpreter of the peers: only NumPy and the peer are imported, nothing of this program.

``python -m benchmarks.peers.inside PART PEER WALK DATA RUNS SECONDS`` prints one line of JSON: the milliseconds of each
run, wall and processor time, the first answers, and the versions.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

import numpy as np

OURS = "netexplorer"
WARM_UP = 3
WALK_SEED = 5


def dates(walk: str, days: int) -> Iterator[int]:
    """Days of the span: the following one, a month on, or anywhere."""
    chance = np.random.default_rng(WALK_SEED)
    at = days // 2
    while True:
        yield at
        at = int(chance.integers(days)) if walk == "jump" else (at + (30 if walk == "month" else 1)) % days


def measure(
    call: Callable[[int], int | Callable[[], int]], walk: str, days: int, runs: int, seconds: float
) -> dict[str, Any]:
    """Call with date after date until there are enough runs or it took long enough; what comes first is a warm-up."""
    wall, cpu, answers = [], [], []
    begun = time.perf_counter()
    for k, day in enumerate(dates(walk, days)):
        enough = k - WARM_UP >= runs or (time.perf_counter() - begun > seconds and k - WARM_UP >= 5)
        if enough:
            break
        start, busy = time.perf_counter(), time.process_time()
        answer = call(day)
        if k >= WARM_UP:
            wall.append((time.perf_counter() - start) * 1e3)
            cpu.append((time.process_time() - busy) * 1e3)
        if k < WARM_UP + 5:
            answers.append(answer if isinstance(answer, int) else answer())  # what is worked out outside the clock
    return {"values": wall, "cpu": cpu, "answers": answers}


def main(words: list[str]) -> None:
    """Measure one peer on one walk."""
    part, peer, walk, data, runs, seconds = words
    module = "ours" if peer.startswith(OURS) else part
    packages, make = importlib.import_module(f"benchmarks.peers.{module}").PEERS[peer]
    found: dict[str, Any] = {"part": part, "peer": peer, "walk": walk}
    try:
        found["versions"] = {package: version(package) for package in packages}
        with np.load(data) as arrays:
            columns = {name: arrays[name] for name in arrays.files}
        found |= measure(make(columns), walk, int(columns["days"]), int(runs), float(seconds))
    except ImportError as error:  # PackageNotFoundError is one
        found["missing"] = str(error)
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
