"""Opening files: small ones at once, large ones in the background while the former dataset stays on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from netexplorer.errors import UserError
from netexplorer.graph.problems import Problem
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.reading import Ready, Wanted, checked, is_large, prepared, read
from netexplorer.session.remembered import Memory
from netexplorer.session.session import Session

if TYPE_CHECKING:
    from netexplorer.session.early import Early

JOB = "open"


class Opener:
    """Brings a file into a session.

    Parameters
    ----------
    say : callable
        Told which file is being opened in the background.
    report : callable
        Called when problems of the open file were found after it had been opened.
    memory : Memory, optional
        Where actors of large files stood the last time.

    Attributes
    ----------
    early : Early, optional
        A file that is being read already.
    """

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        say: Callable[[str], None],
        report: Callable[[], None] = lambda: None,
        memory: Memory | None = None,
    ) -> None:
        self._session = session
        self._jobs = jobs
        self._say = say
        self._report = report
        self._memory = memory
        self.early: Early | None = None

    def bring(self, wanted: Wanted, done: Callable[[], None], failed: Callable[[UserError], None]) -> None:
        """Show a file in place of the present dataset, which stays if that cannot be done.

        One of both is called, later for a large file, and neither if another is opened meanwhile or this one is given
        up.
        """
        self._jobs.cancel(JOB)
        if not is_large(wanted.path):
            try:
                made = read(wanted)
            except UserError as error:
                failed(error)
                return
            self._session.replace(made)
            done()
            return

        def arrived(made: Ready) -> None:
            self._session.replace(made)
            done()
            if not made.is_checked:
                self._jobs.submit("check", made, checked, lambda problems: self._found(made, problems))

        def faulty(fault: Exception) -> None:
            if not isinstance(fault, UserError):
                raise fault
            failed(fault)

        self._say(wanted.path.name)
        self._jobs.submit(JOB, wanted, self._reader(wanted), arrived, faulty)
        self._jobs.submit("prepare", wanted, prepared, lambda _: None, lambda _: None)  # who needs it, tells of it

    def _reader(self, wanted: Wanted) -> Callable[[Wanted, Progress, Cancelled], Ready]:
        early, self.early = self.early, None
        if early is not None and early.wanted is wanted:
            return early.take
        return read if self._memory is None else partial(read, memory=self._memory)

    def _found(self, made: Ready, problems: tuple[Problem, ...]) -> None:
        if self._session.whole is (made.net.whole or made.net):
            self._session.problems = problems
            self._report()

    def stop(self) -> None:
        """Give up what is being opened."""
        self._jobs.cancel(JOB)
        self._session.await_nothing()
