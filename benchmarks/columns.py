"""A million relationships as columns: laid out, opened from a file, sought through, and what they take in memory.

Each has two changes at days of 1990 to 2030, names stand on actors only, and each tenth as many actors. The mask that
the cursor is compared to is what one would write without it: two comparisons over the first intervals.
"""

from __future__ import annotations

import gc
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.measure import Row, timed
from netexplorer.graph.cursor import Cursor
from netexplorer.graph.dates import DAY
from netexplorer.graph.formats import netx, open_dataset
from netexplorer.graph.memory import give_back
from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.graph.states import states_at
from netexplorer.graph.tables import dataset_of
from netexplorer.graph.tabling import day_words, from_arrays

COUNT = 1_000_000
SEEKS = 2_000


def columns(count: int, *, ids: bool) -> Dataset:
    """``count`` relationships between a tenth as many actors, open from one day and severed years later."""
    rng = np.random.default_rng(5)
    n = max(count // 10, 2)
    src = rng.integers(0, n, count, dtype=np.int32)
    dst = (src + rng.integers(1, n, count, dtype=np.int32)) % n
    begin = rng.integers(7_305, 18_262, count)
    days = np.column_stack([begin, begin + rng.integers(1_000, 4_300, count)]).ravel()
    tables = from_arrays(
        actors={"id": [f"actor-{row}" for row in range(n)], "name": [f"Actor number {row}" for row in range(n)]},
        src=src,
        dst=dst,
        relationships={"id": [f"rel-{row}" for row in range(count)]} if ids else {},
        change_start=np.arange(count + 1) * 2,
        changes={"from_": day_words(days), "state": (np.tile([0, 1], count), ["open", "severed"])},
    )
    return dataset_of(Dataset(title="Columns"), tables)


def resident() -> int:
    """Bytes of this process that are in memory, without what is free but held."""
    gc.collect()
    give_back()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def memory() -> None:
    """Print the bytes per relationship of the tables, then of network and cursor too, in this process."""
    Cursor(build(columns(1_000, ids=False)))  # whatever is loaded once
    base = resident()
    dataset = columns(COUNT, ids=False)
    tables = resident()
    net = build(dataset)
    cursor = Cursor(net)
    print(json.dumps([(tables - base) / COUNT, (resident() - base) / COUNT, cursor.t - net.first]))  # both are alive


def seek_rows(name: str) -> list[Row]:
    """Days and jumps by the cursor, beside the mask and beside a scan of all changes."""
    net = build(columns(COUNT, ids=False))
    cursor = Cursor(net)
    begin, end = net.change_from[::2].copy(), net.change_to[::2].copy()
    rng = np.random.default_rng(3)
    days = itertools.cycle(range(net.first, net.last, DAY))
    back = itertools.cycle(range(net.last, net.first, -DAY))
    jumps = itertools.cycle(rng.integers(net.first, net.last, 500).tolist())

    def mask() -> object:
        t = next(jumps)
        return (begin <= t) & (t < end)

    scan, masked = f"states by scanning all changes, {name}", f"NumPy mask over the first intervals, {name}"
    timings: list[tuple[str, Callable[[], object], int]] = [
        (masked, mask, 200),
        (scan, lambda: states_at(net, next(jumps)), 50),
        (f"cursor, next day, {name}", lambda: cursor.seek(next(days)), SEEKS),
        (f"cursor, the day before, {name}", lambda: cursor.seek(next(back)), SEEKS),
        (f"cursor, any date, {name}", lambda: cursor.seek(next(jumps)), 100),
    ]
    return [Row(label, timed(call, runs), beside="" if label == masked else masked) for label, call, runs in timings]


def rows() -> list[Row]:
    """Measure everything; memory in a process of its own."""
    name = f"{COUNT:,}".replace(",", " ")
    dataset = columns(COUNT, ids=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "columns.netx"
        written = timed(lambda: netx.write(dataset, path), 3, 1)
        opened = timed(lambda: netx.read(path), 5, 1)
        whole = timed(lambda: build(open_dataset(path).dataset), 5, 1)
    told = subprocess.run(
        [sys.executable, "-c", "from benchmarks.columns import memory; memory()"], capture_output=True, check=True
    )
    tables, everything, _ = json.loads(told.stdout)
    return [
        Row(f"lay out as a network, {name}", timed(lambda: build(dataset), 5, 1)),
        Row(f"the same, and sort the transitions, {name}", timed(lambda: build(dataset).transitions, 5, 1)),
        Row(f"write .netx, {name}", written),
        Row(f"read .netx, {name}", opened),
        Row(f"open .netx: read, check, lay out, {name}", whole, target=1_000.0),
        Row("memory of the tables, per relationship", (tables,), unit="B"),
        Row("memory of tables, network and cursor, per relationship", (everything,), unit="B", target=110.0),
        *seek_rows(name),
    ]
