"""Working out positions in the background; it begins before there is a window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from netexplorer.errors import UserError
from netexplorer.graph.compile_ahead import Calls, compile_ahead, kernels_of
from netexplorer.graph.compiled import telling
from netexplorer.graph.formats.reading import stop_if
from netexplorer.graph.layouts.force import STRESS_LIMIT
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session.crowd import is_crowd
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.layout import job_for, run
from netexplorer.session.notices import Level
from netexplorer.session.places import Placed, placed
from netexplorer.session.remembered import Memory
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session

Call = Callable[[], None]

JOB = "layout"
PLACING = "Placing the actors"
PREPARING = "Preparing the layout for this computer, once"
STILL_S = 0.3  # a layout that has said nothing for so long waits for what others compile
PREVIEW_S = 0.8  # between two pictures of a layout on its way


class Mailbox:
    """Keeps what workers post until there is somebody to deliver it to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Call] = []
        self._deliver: Callable[[Call], None] | None = None

    def post(self, call: Call) -> None:
        """Deliver ``call``, now or when :meth:`deliver_to` says whom to; from any thread."""
        with self._lock:
            deliver = self._deliver
            if deliver is None:
                self._waiting.append(call)
        if deliver is not None:
            deliver(call)

    def deliver_to(self, deliver: Callable[[Call], None]) -> None:
        """From now on everything goes to ``deliver``, what waits first."""
        with self._lock:
            self._deliver = deliver
            waiting, self._waiting = self._waiting, []
        for call in waiting:
            deliver(call)


class LayoutKeeper:
    """Sees to it that the session has the positions of the layout that its view asks for.

    ``arrived`` are called when new positions come in later, from the background; those in ``said`` with what is being
    done, when that is another thing, and whether nobody knows how far it is.

    Parameters
    ----------
    memory : Memory, optional
        Asked before a layout is begun, and told how it ended; without one every layout is worked out.
    """

    def __init__(self, session: Session, jobs: Jobs, memory: Memory | None = None) -> None:
        self._session = session
        self._jobs = jobs
        self.memory = memory
        self._asked: tuple[int, str] | None = None
        self.arrived: list[Call] = []
        self.said: list[Callable[[str, bool], None]] = []

    def ensure(self) -> None:
        """Have the positions at once if they are remembered, else begin the layout unless it is under way."""
        session = self._session
        net, layout_id = session.whole, session.view.layout
        wanted = (id(net), layout_id)
        if session.awaits or session.has_positions() or wanted == self._asked:
            return
        if session.stage is None and self._recalled(net, layout_id):
            return
        self._asked = wanted

        def done(found: Placed) -> None:
            self._asked = None
            self._show(net, layout_id, found)

        def failed(fault: Exception) -> None:
            self._asked = None
            if not isinstance(fault, UserError):
                raise fault
            session.notices.say(str(fault), level=Level.WARNING)

        self._jobs.submit(JOB, (net, layout_id), self._work, done, failed)

    def stop(self) -> None:
        """Leave the actors where the layout has brought them by now."""
        session = self._session
        if self._jobs.cancel(JOB):
            self._asked = None
            if not session.has_positions():
                self._show(session.whole, session.view.layout, Placed(session.positions()))

    def _recalled(self, net: TemporalNetwork, layout_id: str) -> bool:
        known = self.memory.recall(job_for(net, layout_id)) if self.memory else None
        if known is not None:
            self._session.set_positions(layout_id, known)
        return known is not None

    def _show(self, net: TemporalNetwork, layout_id: str, found: Placed) -> None:
        if self._session.whole is net:
            self._session.set_positions(layout_id, found.xy, found.index)
            for call in self.arrived:
                call()

    def _work(self, asked: tuple[TemporalNetwork, str], progress: Progress, cancelled: Cancelled) -> Placed:
        """Recall or work out; what a large layout comes to on its way is shown meanwhile."""
        progress(0.0)  # the first step may be long
        net, layout_id = asked
        job, memory = job_for(net, layout_id), self.memory
        known = memory.recall(job) if memory else None
        if known is not None:
            return placed(net, known)
        shown = time.monotonic()

        def show(xy: Xy) -> None:
            nonlocal shown
            if time.monotonic() - shown > PREVIEW_S:
                shown = time.monotonic()
                reached = placed(net, xy)
                self._jobs.post(lambda: None if cancelled() else self._show(net, layout_id, reached))

        kernels = kernels_of(layout_id) if job.request.n > STRESS_LIMIT else ()
        with self._telling(progress, kernels, cancelled) if kernels else nullcontext(progress) as told:
            found = run(job, told, cancelled, show if is_crowd(net) else None)
        if memory is not None and not cancelled():
            memory.remember(job, found)
        return placed(net, found)

    @contextmanager
    def _telling(self, progress: Progress, kernels: Calls, cancelled: Cancelled) -> Iterator[Progress]:
        """The same progress, which says when it stands still because kernels are compiled, here or elsewhere.

        Those that are not in the cache folder are had first.
        """
        here, moved, is_placing = threading.get_ident(), time.monotonic(), True

        def say(words: str) -> None:
            for call in self.said:
                call(words, words == PREPARING)

        def compiling() -> None:
            nonlocal is_placing
            if threading.get_ident() == here or time.monotonic() - moved > STILL_S:
                is_placing = False
                self._jobs.post(lambda: say(PREPARING))

        def told(fraction: float) -> None:
            nonlocal moved, is_placing
            moved = time.monotonic()
            if not is_placing:
                is_placing = True
                self._jobs.post(lambda: say(PLACING))
            progress(fraction)

        compile_ahead((kernels,), cancelled, compiling)
        stop_if(cancelled)  # or they would be compiled here
        with telling(compiling):
            yield told
