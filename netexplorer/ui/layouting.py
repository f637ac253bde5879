"""Working out positions in the background, and what to say while it lasts."""

from __future__ import annotations

from collections.abc import Callable

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.layout import LayoutJob, job_for, run
from netexplorer.session.notices import Level
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session


class LayoutKeeper:
    """Sees to it that the session has the positions of the layout that its view asks for."""

    def __init__(self, session: Session, jobs: Jobs, arrived: Callable[[], None]) -> None:
        self._session = session
        self._jobs = jobs
        self._arrived = arrived
        self._asked: tuple[int, str] | None = None

    def ensure(self) -> None:
        """Start the layout if its positions are not known and it is not under way."""
        session = self._session
        wanted = (id(session.net), session.view.layout)
        if session.has_positions() or wanted == self._asked:
            return
        self._asked = wanted
        net = session.net
        job: LayoutJob = job_for(net, session.view.layout)

        def done(xy: Xy) -> None:
            self._asked = None
            if session.net is net:
                session.set_positions(job.layout, xy)
                self._arrived()

        def failed(fault: Exception) -> None:
            self._asked = None
            if not isinstance(fault, UserError):
                raise fault
            session.notices.say(str(fault), level=Level.WARNING)

        self._jobs.submit("layout", job, run, done, failed)
