"""Working out positions in the background; it begins before there is a window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.layout import LayoutJob, job_for, run
from netexplorer.session.notices import Level
from netexplorer.session.remembered import Memory
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session

Call = Callable[[], None]


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

    ``arrived`` are called when new positions come in later, from the background.

    Parameters
    ----------
    memory : Memory, optional
        Asked before a layout is begun, and told how it ended; without one every layout is worked out.
    """

    def __init__(self, session: Session, jobs: Jobs, memory: Memory | None = None) -> None:
        self._session = session
        self._jobs = jobs
        self._memory = memory
        self._asked: tuple[int, str] | None = None
        self.arrived: list[Call] = []

    def ensure(self) -> None:
        """Have the positions at once if they are remembered, else begin the layout unless it is under way."""
        session = self._session
        wanted = (id(session.net), session.view.layout)
        if session.has_positions() or wanted == self._asked:
            return
        net = session.net
        job: LayoutJob = job_for(net, session.view.layout)
        known = self._memory.recall(job) if self._memory else None
        if known is not None:
            session.set_positions(job.layout, known)
            return
        self._asked = wanted

        def done(xy: Xy) -> None:
            self._asked = None
            self._remember(job, xy)
            if session.net is net:
                session.set_positions(job.layout, xy)
                for call in self.arrived:
                    call()

        def failed(fault: Exception) -> None:
            self._asked = None
            if not isinstance(fault, UserError):
                raise fault
            session.notices.say(str(fault), level=Level.WARNING)

        self._jobs.submit("layout", job, run, done, failed)

    def _remember(self, job: LayoutJob, xy: Xy) -> None:
        memory = self._memory
        if memory is not None:
            self._jobs.submit("remember", job, lambda job, *_: memory.remember(job, xy), lambda _: None)
