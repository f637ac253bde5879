"""What stands on the stacks while an event loop is late: a thread that looks from outside.

It sleeps nearly all the time. Where it finds the loop late it notes the innermost calls of the loop's thread, and of
every other thread that is not waiting. A call that holds the interpreter holds up the watcher as well, so what it sees
then is where that call ended: a late first sample next to a line of another thread tells who held it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType

from msgspec import Struct

LATE_S = 0.008  # the loop has not turned for so long
EVERY_S = 0.005
DEPTH, DEPTH_OF_OTHERS = 9, 3
_IDLE = ("threading.py", "selectors.py", "thread.py", "queue.py", "watch.py")


class Sights(Struct, frozen=True):
    """How often each stack was seen, innermost call first: of the loop's thread, and of all others together."""

    loop: Counter[str]
    others: Counter[str]


class Watcher:
    """Samples stacks while ``late()``, the seconds since the loop of the present thread turned, is much."""

    def __init__(self, late: Callable[[], float]) -> None:
        self._late = late
        self._loop = threading.get_ident()
        self._lock = threading.Lock()
        self._seen = Sights(Counter(), Counter())
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="watcher")

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()
        self._thread.join()

    def taken(self) -> Sights:
        """What was seen since the last time; to be asked at every turn of the loop that comes late."""
        with self._lock:
            seen, self._seen = self._seen, Sights(Counter(), Counter())
        return seen

    def _watch(self) -> None:
        while not self._is_over.is_set():
            time.sleep(EVERY_S)
            late = self._late()
            if late < LATE_S:
                continue
            frames = sys._current_frames()
            stack = _told(frames.pop(self._loop), DEPTH)
            frames.pop(threading.get_ident(), None)
            with self._lock:
                self._seen.loop[stack] += 1
                self._seen.others.update(_told(f, DEPTH_OF_OTHERS) for f in frames.values() if not _is_idle(f))


def _is_idle(frame: FrameType) -> bool:
    return frame.f_code.co_filename.endswith(_IDLE)


def _told(frame: FrameType | None, depth: int) -> str:
    calls: list[str] = []
    while frame is not None and len(calls) < depth:
        calls.append(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(calls)
