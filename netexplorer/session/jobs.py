"""Background work: a frozen request, a pure function, a frozen answer. The last request of a kind wins."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Request = TypeVar("Request")
Answer = TypeVar("Answer")
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Post = Callable[[Callable[[], None]], None]


MOST_AT_WORK = 6  # threads; a layout of a minute must not keep a picture waiting
MOST_HELD_S = 0.0002  # a job lets the window have the interpreter after so long, at each of its calls that gave it up
NICENESS = 10  # of jobs, and of threads they start: the window goes first where there are too few cores


class JobState(Struct, frozen=True):
    """A job under way: how far it has come, from 0 to 1."""

    kind: str
    generation: int
    fraction: float = 0.0


class _Running(Struct):
    state: JobState
    stop: threading.Event
    future: Future[None] | None = None


def _step_back() -> None:
    """Let others go before the present thread; where threads have no priority of their own nothing is done."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(os.getpriority(os.PRIO_PROCESS, thread), NICENESS))


def _at_once(call: Callable[[], None]) -> None:
    call()


class Jobs:
    """Runs one job of each kind at a time; a newer request makes the older answer stale.

    Parameters
    ----------
    run_in : "thread" or "now"
        ``"now"`` works synchronously inside :meth:`submit`, for tests and for the command line.
    post : callable
        Hands a call to the thread that owns the session; answers, failures and progress all go through it. It must be
        callable from any thread.
    """

    def __init__(self, run_in: Literal["thread", "now"] = "thread", post: Post = _at_once) -> None:
        self._post = post
        self._threads = run_in == "thread"
        self._pool: ThreadPoolExecutor | None = None
        self._generation = 0
        self._running: dict[str, _Running] = {}
        self.progressed: list[Callable[[JobState], None]] = []
        self.finished: list[Callable[[str], None]] = []

    @property
    def running(self) -> tuple[JobState, ...]:
        """The jobs under way."""
        return tuple(job.state for job in self._running.values())

    def submit(
        self,
        kind: str,
        request: Request,
        function: Callable[[Request, Progress, Cancelled], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> int:
        """Start ``function(request, progress, cancelled)``; ``done`` gets the answer unless it is stale by then.

        Without ``failed`` a failure rises in the thread that ``post`` delivers to. Gives the generation of the request.
        """
        self.cancel(kind)
        self._generation += 1
        generation = self._generation
        job = _Running(JobState(kind, generation), threading.Event())
        self._running[kind] = job

        def progress(fraction: float) -> None:
            self._post(lambda: self._progressed(kind, generation, fraction))

        def work() -> None:
            try:
                answer = function(request, progress, job.stop.is_set)
            except Exception as fault:
                kept = fault
                self._post(lambda: self._failed(kind, generation, kept, failed))
                return
            self._post(lambda: self._done(kind, generation, answer, done))

        if self._threads:
            job.future = self._threads_at_work().submit(work)
        else:
            work()
        return generation

    def _threads_at_work(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # the first picture mostly needs no job

            sys.setswitchinterval(MOST_HELD_S)
            self._pool = ThreadPoolExecutor(MOST_AT_WORK, thread_name_prefix="netexplorer", initializer=_step_back)
        return self._pool

    def post(self, call: Callable[[], None]) -> None:
        """Hand a call to the thread that owns the session; from any thread."""
        self._post(call)

    def cancel(self, kind: str) -> bool:
        """Ask the job of that kind to stop and forget its answer; says whether there was one."""
        job = self._running.pop(kind, None)
        if job is None:
            return False
        job.stop.set()
        if job.future is not None:
            job.future.cancel()
        for listener in tuple(self.finished):
            listener(kind)
        return True

    def close(self) -> None:
        """Cancel everything and wait for the threads to come to their next step."""
        for kind in tuple(self._running):
            self.cancel(kind)
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _is_current(self, kind: str, generation: int) -> bool:
        job = self._running.get(kind)
        return job is not None and job.state.generation == generation

    def _progressed(self, kind: str, generation: int, fraction: float) -> None:
        if self._is_current(kind, generation):
            state = JobState(kind, generation, fraction)
            self._running[kind].state = state
            for listener in tuple(self.progressed):
                listener(state)

    def _end(self, kind: str, generation: int) -> bool:
        if not self._is_current(kind, generation):
            return False
        del self._running[kind]
        for listener in tuple(self.finished):
            listener(kind)
        return True

    def _done(self, kind: str, generation: int, answer: Any, done: Callable[[Any], None]) -> None:
        if self._end(kind, generation):
            done(answer)

    def _failed(self, kind: str, generation: int, fault: Exception, failed: Callable[[Exception], None] | None) -> None:
        if not self._end(kind, generation):
            return
        if failed is None:
            raise fault
        failed(fault)
