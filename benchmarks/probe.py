"""How long the thread of the window is deaf: the longest gap between turns of its event loop.

A timer of one millisecond lives in the loop and notes when it is served. What it is served late is what a key or a
click would have waited at that moment, whatever the reason: a slot, a paint event, another thread that holds the
interpreter, or a machine that runs something else. Idleness is not counted, for an idle loop serves the timer in time.

Why not otherwise: a timer of no interval never lets the loop sleep, so it takes the processor from the very threads
whose work is to be measured. And ``aboutToBlock`` and ``awake`` of the event dispatcher do not enclose the same thing
everywhere: with GLib the events are handled *between* the two, together with the sleep.

Next to each gap stands the processor time that the thread itself used in it. A gap of 80 ms with 5 ms of it is not the
slot's: it is another thread's that held the interpreter if the whole process used much more, else the machine's.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.watch import LATE_S, Sights, Watcher

INTERVAL_MS = 1
TOLD_MS = 50.0  # of longer gaps it is kept what stood on the stacks


class Gap(Struct, frozen=True):
    """The loop was deaf for ``wall_ms``, in which its thread used ``cpu_ms`` of processor time, and all threads of the
    process ``process_ms``."""

    wall_ms: float
    cpu_ms: float
    process_ms: float


class LoopProbe(QObject):
    """Counts gaps of the event loop of the thread it is made in, by named phases.

    ``with probe.phase("scrubbing"): …`` may be entered again under the same name. What the body does itself counts as
    what a slot does: the loop does not turn meanwhile. When ``watched``, a thread notes what stands on the stacks while
    the loop is late.
    """

    def __init__(self, parent: QObject | None = None, *, watched: bool = False) -> None:
        super().__init__(parent)
        self._watcher = Watcher(lambda: time.perf_counter() - self._last[0] if self._now is not None else 0.0)
        self._stacks: dict[str, list[tuple[Gap, Sights]]] = {}
        self._phase = ""
        self._gaps: dict[str, list[Gap]] = {}
        self._now: list[Gap] | None = None
        self._last = (0.0, 0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._served)
        self._is_watched = watched
        if watched:
            self._watcher.start()

    def close(self) -> None:
        """Watch no more."""
        if self._is_watched:
            self._watcher.stop()
            self._is_watched = False

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the gaps in here under a name; what is not over at the end is counted too."""
        if self._now is not None:
            raise RuntimeError("phases do not nest")
        self._now, self._phase = self._gaps.setdefault(name, []), name
        self._last = _clocks()
        self._timer.start()
        try:
            yield
        finally:
            self._served()
            self._timer.stop()
            self._now = None

    def _served(self) -> None:
        last, self._last = self._last, _clocks()
        if self._now is not None:
            wall, cpu, process = (1e3 * (now - then) for now, then in zip(self._last, last, strict=True))
            gap = Gap(max(0.0, wall - INTERVAL_MS), cpu, process)
            self._now.append(gap)
            if gap.wall_ms > 1e3 * LATE_S:
                seen = self._watcher.taken()
                if gap.wall_ms > TOLD_MS:
                    self._stacks.setdefault(self._phase, []).append((gap, seen))

    def reasons(self, name: str, limit_ms: float) -> tuple[tuple[Gap, Sights], ...]:
        """The gaps of a phase over a limit, the longest first, with what stood on the stacks where it is watched."""
        found = [each for each in self._stacks.get(name, ()) if each[0].wall_ms > limit_ms]
        return tuple(sorted(found, key=lambda each: -each[0].wall_ms))

    def gaps(self, name: str) -> tuple[Gap, ...]:
        """Every gap of a phase in the order of time; most are next to nothing."""
        return tuple(self._gaps[name])

    def longest(self, name: str) -> Gap:
        """The longest gap of a phase."""
        return max(self._gaps[name], key=lambda gap: gap.wall_ms)

    def busiest(self, name: str) -> Gap:
        """The gap of a phase in which the thread worked most: what a free machine would have had as its longest."""
        return max(self._gaps[name], key=lambda gap: gap.cpu_ms)

    def over(self, name: str, limit_ms: float) -> int:
        """How many gaps of a phase are longer than a limit."""
        return sum(gap.wall_ms > limit_ms for gap in self._gaps[name])

    @property
    def phases(self) -> tuple[str, ...]:
        """The names there are, in the order in which they came."""
        return tuple(self._gaps)


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.thread_time(), time.process_time()
