"""Reading a large file while the window is still being made: a second processor has nothing else to do by then."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait

from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.session.jobs import MOST_HELD_S
from netexplorer.session.reading import Ready, Wanted, read
from netexplorer.session.remembered import Memory

LOOK_S = 0.05  # how often it is asked whether to go on


class Early:
    """A file that is being read from now on, in a thread of its own."""

    def __init__(self, wanted: Wanted, memory: Memory | None = None) -> None:
        self.wanted = wanted
        self._done = 0.0
        self._stop = threading.Event()
        sys.setswitchinterval(MOST_HELD_S)  # neither of both keeps the interpreter from the other
        pool = ThreadPoolExecutor(1, thread_name_prefix="early")
        self._reading = pool.submit(read, wanted, self._tell, self._stop.is_set, memory)
        pool.shutdown(wait=False)  # when it has been read

    def _tell(self, done: float) -> None:
        self._done = done

    def stop(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def take(self, wanted: Wanted, progress: Progress, cancelled: Wish) -> Ready:
        """What came of it, like :func:`reading.read`; to be called by a job.

        Raises
        ------
        UserError
            If the file cannot be read at all, or asks for more memory than there is.
        Cancelled
            When that was wished.
        """
        assert wanted is self.wanted
        while not self._reading.done():
            progress(self._done)
            wait((self._reading,), LOOK_S)
            if cancelled():
                self.stop()
        return self._reading.result()
