"""When Python looks for garbage among everything there is: once in a while, and not among what stays.

A full look goes through every object, and nothing else of Python runs meanwhile. A compiler that was loaded is 90 000
objects, or 60 ms, and one that had to compile leaves half a million, or 300 ms; none of them is garbage. So Python is
not left to choose when it looks, and what a large piece of work leaves is put aside. What dies because nobody has it
any more needs no look, and goes from among what was put aside as well: large datasets and pictures are made so.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

from netexplorer.session.jobs import Jobs

EVERY_MS = 60_000
LONG_S = 0.02  # of a look
MANY = 20  # looks at younger objects since the last full one: of some 150 000 objects that stay, and more that did not
_NEVER = 1_000_000_000


class Garbage(QObject):
    """Looks for garbage while no job is under way; :meth:`begin` begins."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on, but not among what the start has made, which stays; until here nobody looked for any."""
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _NEVER)
        gc.freeze()
        gc.enable()
        self._jobs.finished.append(self.put_aside)
        self._timer.start()

    def put_aside(self, _kind: str = "") -> None:
        """A job is over: what it has left stays, if that is much, as kernels and the compiler do."""
        if gc.get_count()[2] >= MANY:
            gc.freeze()

    def look(self) -> None:
        """Look now, unless there is work under way; what took long to look through is put aside."""
        if self._jobs.running:
            return
        began = time.perf_counter()
        gc.collect()
        if time.perf_counter() - began > LONG_S:
            gc.freeze()
