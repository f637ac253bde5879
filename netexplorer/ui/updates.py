"""One pass after a change: one frame for everybody, and nobody draws what did not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer

from netexplorer.scene.frame import Frame
from netexplorer.session.crowd import Crowd
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.outlook import Outlook, outlook, wanted
from netexplorer.session.resolve import Plan, frame_at, passes_alike
from netexplorer.session.session import Session
from netexplorer.session.stage import Stage
from netexplorer.session.state import ViewState
from netexplorer.session.tallies import Tallies, counts_alike, tallies
from netexplorer.ui.kit import ALL_REASONS, Reasons, reasons_between

Prepare = Callable[[Frame, Plan], object]
Glance = Callable[[Crowd, Tallies, Reasons], None]
PLAN_JOB = "plan"
PAUSE_MS = 120  # between two tellings of the panels, so that the picture of a crowd has the time
TURN_MS = 40  # between one part and the next, where they are told without a frame


class Part(Protocol):
    """A part of the window that shows a frame."""

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show ``frame``; ``reasons`` is what is different from the frame before."""


class _Place(Struct):
    """A part in its place: whether it can be seen, what it has missed, and what it waits for."""

    part: Part
    seen: Callable[[], bool]
    is_quick: bool
    is_late: bool
    due: set[str]
    prepare: Prepare | None
    glance: Glance | None
    turn: int = 0  # when it was last told by a glance


class _Asked(Struct, frozen=True, eq=False):
    plan: Plan
    t: int
    prepare: tuple[Prepare, ...]


def _whole_frame(asked: _Asked, progress: Progress, cancelled: Cancelled) -> Frame:
    frame = frame_at(asked.plan, asked.t)
    for prepare in asked.prepare:
        prepare(frame, asked.plan)
    return frame


def _count(plan: Plan, progress: Progress, cancelled: Cancelled) -> Tallies | None:
    return tallies(plan)


class Updates(QObject):
    """Gathers what has changed until the event loop is free, then updates the parts that can be seen.

    A part that cannot be seen is told everything it missed when it is. Parts that are added as ``late`` wait for
    :meth:`let_in`, so that the first picture does not wait for them. Of a crowd only the ``quick`` parts are told at
    once, by a glance; the whole frame is worked out in the background, and told to one part after another. Once the
    tallies of a view have been worked out in the background, too, those parts that can do with them need no frame and
    are told in turns.
    """

    def __init__(self, session: Session, parent: QObject | None = None, *, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._jobs = jobs or Jobs("now")
        self._places: list[_Place] = []
        self.before: list[Callable[[Reasons], None]] = []
        self.after: list[Callable[[Reasons], None]] = []
        self._reasons: set[str] = set()
        self._is_working = False
        self._timer = _once(self, self._pass)
        self._next = _once(self, self._tell_next)
        self._pause = _once(self, self._ask)
        self._turn = _once(self, self._take_turn)
        self._turns = 0
        self._untold: list[tuple[_Place, Frame]] = []  # who waits for the whole frame of a crowd
        self._counted: Plan | None = None  # the last plan whose tallies were asked for
        self._planned: ViewState | None = None  # the view whose plan is being worked out
        session.waits_for_plans = True
        session.changed.append(self._changed)

    def add(
        self,
        part: Part,
        seen: Callable[[], bool],
        *,
        late: bool = False,
        quick: bool = False,
        prepare: Prepare | None = None,
        glance: Glance | None = None,
    ) -> None:
        """Have ``part`` told of changes while ``seen()``; it is told everything first.

        ``prepare`` is a function that remembers its answer: of a crowd it is asked before, in the background.
        ``glance`` tells the part of a crowd what it is told by a whole frame.
        """
        self._places.append(_Place(part, seen, quick, late, set(ALL_REASONS), prepare, glance))

    def let_in(self) -> None:
        """The first picture is drawn: tell the late parts."""
        if any(place.is_late for place in self._places):
            for place in self._places:
                place.is_late = False
            self.flush()

    def close(self) -> None:
        """Hear no more of the session."""
        self._timer.stop()
        self._next.stop()
        self._pause.stop()
        self._turn.stop()
        self.session.waits_for_plans = False
        if self._changed in self.session.changed:
            self.session.changed.remove(self._changed)

    def _changed(self, old: ViewState, new: ViewState) -> None:
        self.mark(reasons_between(old, new))

    def mark(self, reasons: Reasons) -> None:
        """Something has changed; the pass follows soon."""
        self._reasons.update(reasons)
        for place in self._places:
            place.due.update(reasons)
        if not self._timer.isActive():
            self._timer.start()

    def _pass(self) -> None:
        """The pass, after a turn for each part of what two dates of a crowd have to be looked at for."""
        session = self.session
        stage, view = session.stage, session.view
        if stage is not None and view.compare is not None:
            stage.follow(session.plan(), view.t)
            if stage.look(view):
                self._timer.start()
                return
        self.flush()

    def flush(self) -> None:
        """The pass itself; also called by whoever cannot wait."""
        self._plan()
        self._timer.stop()
        reasons, self._reasons = frozenset(self._reasons), set()
        for call in self.before:
            call(reasons)
        frame, stage = self.session.glance(), self.session.stage
        for place in self._places:
            if place.is_quick or stage is None:
                _tell(place, frame)
        if stage is not None:
            self._glance(stage)
            self._ask()
        for call in self.after:
            call(reasons)

    # -- other filters of a crowd

    def _plan(self) -> None:
        """Have the plan of other filters of a crowd worked out; until it comes nobody hears of them."""
        asked = wanted(self.session)
        if asked is None:
            self._jobs.cancel(PLAN_JOB)
            self._planned = None
            return
        if self._planned is None or not passes_alike(self._planned, asked.view):
            self._planned = asked.view
            self._jobs.submit(PLAN_JOB, asked, outlook, self._take_outlook)
        if self._planned is not None:
            for due in (self._reasons, *(place.due for place in self._places)):
                due.discard("filter")

    def _take_outlook(self, answer: Outlook) -> None:
        self._planned = None
        self.session.take_outlook(answer)
        self.mark(frozenset(("filter",) if answer.crowd is None else ("filter", "data")))

    # -- what is kept of a crowd

    def _glance(self, stage: Stage) -> None:
        """Tell one of those who can do with the tallies, or have these worked out."""
        if stage.tallies is not None:
            if not self._turn.isActive():
                self._turn.start(0)  # the loop turns in between: what is quick has just been told
        elif any(place.glance for place in self._waiting()):
            if self._counted is not None and counts_alike(self._counted, stage.crowd.plan):
                return  # under way, or more than can be counted
            self._counted = stage.crowd.plan
            self._jobs.submit("tallies", stage.crowd.plan, _count, self._take_tallies)

    def _take_turn(self) -> None:
        """Tell who was told longest ago; the others follow when the picture had its time."""
        stage = self.session.stage
        known = stage.tallies if stage is not None and not self._timer.isActive() else None  # else the pass is near
        waiting = [(place.turn, place, place.glance) for place in self._waiting() if place.glance is not None]
        if stage is None or known is None or not waiting:
            return
        _, place, glance = min(waiting, key=lambda each: each[0])
        told = frozenset(place.due)
        place.due.clear()
        self._turns += 1
        place.turn = self._turns
        glance(stage.crowd, known, told)
        self._turn.start(TURN_MS)

    def _take_tallies(self, answer: Tallies | None) -> None:
        stage = self.session.stage
        if answer is not None and stage is not None and answer.plan.net is self.session.net:
            stage.count(answer)
            self._take_turn()

    # -- the whole frame of a crowd

    def _waiting(self) -> list[_Place]:
        return [place for place in self._places if place.due and not place.is_late and place.seen()]

    def _framed(self) -> list[_Place]:
        """Those who wait for a frame; none who can do without one."""
        stage = self.session.stage
        can_do_without = stage is not None and stage.tallies is not None
        return [place for place in self._waiting() if place.glance is None or not can_do_without]

    def _ask(self) -> None:
        waiting = self._framed()
        if self._is_working or self._pause.isActive() or not waiting:
            return
        self._is_working = True
        prepare = tuple(place.prepare for place in waiting if place.prepare is not None)
        asked = _Asked(self.session.plan(), self.session.view.t, prepare)
        self._jobs.submit("panels", asked, _whole_frame, self._arrived, self._failed)

    def _arrived(self, frame: Frame) -> None:
        self._untold = [(place, frame) for place in self._framed()]
        self._tell_next()

    def _failed(self, fault: Exception) -> None:
        self._is_working = False  # the next step is a new try
        raise fault

    def _tell_next(self) -> None:
        """Tell one part of the whole frame; the others follow when the event loop had its turn."""
        session = self.session
        if self._untold and session.stage is not None:
            place, frame = self._untold.pop(0)
            if frame.mask is session.plan().mask:
                _tell(place, frame)
                if frame.t != session.view.t:  # time has gone on meanwhile
                    place.due.add("date")
            self._next.start()
        else:
            self._untold.clear()
            self._is_working = False
            if session.stage is not None:
                self._pause.start(PAUSE_MS)
                if not self._turn.isActive():
                    self._take_turn()  # tallies may have come meanwhile, and who was told of an older date waits


def _tell(place: _Place, frame: Frame) -> None:
    if place.due and not place.is_late and place.seen():
        told = frozenset(place.due)
        place.due.clear()
        place.part.apply(frame, told)


def _once(parent: QObject, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(call)
    return timer
