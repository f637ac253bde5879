"""Time that moves by itself, at a chosen number of years per second."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from netexplorer.session import travel
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
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._last = 0.0
        self._at = 0  # where the last step led
        self.speed = speed
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
            self._timer.start()
        else:
            self._timer.stop()
            self._session.end_gesture()
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """Years per second."""
        if speed != self.speed:
            self.speed = speed
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
        session.set_date(travel.play_step(session.net, session.view.t, speed=self.speed, seconds=seconds), "play")
        self._at = session.view.t
        if self._at >= session.net.last:
            self.set_playing(False)
