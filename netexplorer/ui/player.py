"""Time that moves by itself: at a chosen number of years per second, or from change to change at story speed."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from netexplorer.session import dwelling, travel
from netexplorer.session.dwelling import Shown
from netexplorer.session.session import Session

FRAME_MS = 16
LONGEST_STEP = 0.25  # seconds: after a hiccup time goes on, it does not leap


class Player(QObject):
    """Moves the date of the session; ``changed`` fires when it starts, stops or changes its speed.

    Parameters
    ----------
    clock : callable
        Seconds that only rise; tests hand in their own.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        *,
        speed: float = 1.0,
        dwells: bool = False,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._last = 0.0
        self._at = 0  # where the last step led
        self.speed = speed
        self.dwells = dwells
        self._story: deque[Shown] = deque()  # the dates to come at story speed, and how long each is shown
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.step)

    @property
    def playing(self) -> bool:
        """Time is moving."""
        return self._timer.isActive()

    def set_playing(self, playing: bool) -> None:
        """Start or stop."""
        if playing == self.playing:
            return
        if playing:
            self._session.end_gesture()
            self._last = self._clock()
            self._at = self._session.view.t
            self._story.clear()
            self._timer.start()
        else:
            self._timer.stop()
            self._session.end_gesture()
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """Years per second, evenly."""
        if speed != self.speed or self.dwells:
            self.speed, self.dwells = speed, False
            self._story.clear()
            self.changed.emit()

    def set_dwells(self, dwells: bool) -> None:
        """Play from change to change, or evenly."""
        if dwells != self.dwells:
            self.dwells = dwells
            self._story.clear()
            self.changed.emit()

    def step(self) -> None:
        """Go as far as the clock went since the last step; at the end of the span playing stops.

        It also stops when somebody else went to another date: who jumps somewhere wants to be there.
        """
        if self._session.view.t != self._at:
            self.set_playing(False)
            return
        now = self._clock()
        seconds, self._last = min(now - self._last, LONGEST_STEP), now
        if seconds <= 0:
            return
        session = self._session
        if self.dwells:
            tick = self._tell(seconds)
        else:
            tick = travel.play_step(session.net, session.view.t, speed=self.speed, seconds=seconds)
        session.set_date(tick, "play")
        self._at = session.view.t
        if self._at >= session.net.last:
            self.set_playing(False)

    def _tell(self, seconds: float) -> int:
        """Where the story is so many seconds on; only what comes next is worked out, as a caption costs a look."""
        session, story = self._session, self._story
        following = travel.next_change(session.stops(), session.view.t)
        if not story:
            story.extend(dwelling.until(session.net, session.view.t, session.glance().caption, following))
        while story and story[0][1] <= seconds:
            seconds -= story.popleft()[1]
        if story:
            tick, left = story[0]
            story[0] = (tick, left - seconds)
            return tick
        return session.net.last if following is None else following
