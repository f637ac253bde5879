"""Numbers and tables."""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct


class Row(Struct, frozen=True):
    """One measured thing: ``target`` is the most it may be (0 for none), ``beside`` the row it is compared to.

    ``cpu`` is the processor time of the same runs on all threads, where it was taken: unlike ``values`` it says little
    about what else the machine was doing.
    """

    label: str
    values: tuple[float, ...]
    unit: str = "ms"
    target: float = 0.0
    aim: str = "p50"
    beside: str = ""
    cpu: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """What nineteen of twenty values are not above."""
        return percentile(self.values, 0.95)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def timed(call: Callable[[], object], runs: int, warm_up: int = 3) -> tuple[float, ...]:
    """Milliseconds of each of ``runs`` calls."""
    for _ in range(warm_up):
        call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return tuple(times)


def table(title: str, rows: Sequence[Row]) -> str:
    """Rows as text: median, p95, how many runs, the target, and the ratio to the row it compares to."""
    medians = {row.label: row.median for row in rows}
    has_cpu = any(row.cpu for row in rows)
    cpu = f"{'cpu':>10}" if has_cpu else ""
    lines = [title, f"{'':<58}{'median':>10}{'p95':>10}{cpu}{'runs':>6}  {'target':<18}ratio"]
    for row in rows:
        ratio = f"{_ratio(row.median, medians[row.beside])} {row.beside}" if row.beside in medians else ""
        busy = _number(statistics.median(row.cpu), row.unit) if row.cpu else ""
        cpu = f"{busy:>10}" if has_cpu else ""
        lines.append(
            f"{row.label:<58}{_number(row.median, row.unit):>10}{_number(row.p95, row.unit):>10}{cpu}"
            f"{len(row.values):>6}  {_verdict(row):<18}{ratio}"
        )
    return "\n".join(lines)


def _ratio(value: float, other: float) -> str:
    return f"{value / other:.2f} ×" if value >= other / 20 else f"1/{other / value:.0f} of"


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 4
    return f"{value:.{digits}f} {unit}"


def _verdict(row: Row) -> str:
    if not row.target:
        return ""
    reached = row.p95 if row.aim == "p95" else row.median
    return f"{'✓' if reached <= row.target else '✗'} {row.aim} ≤ {row.target:g} {row.unit}"


def machine() -> str:
    """The line without which numbers mean nothing."""
    packages = []
    for name in ("PySide6-Essentials", "numpy", "msgspec"):
        try:
            packages.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            packages.append(f"no {name}")
    one, five, _ = os.getloadavg()
    system = f"{platform.system()} {platform.release()} · Python {platform.python_version()}"
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')} · {_processor()} · {os.cpu_count()} cores · {system} "
        f"· {' · '.join(packages)} · load {one:.1f} {five:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return " ".join(next(names, platform.machine()).split())
