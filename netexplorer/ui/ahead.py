"""Working ahead: while time stands still, the dates to come are thought about.

A date that is seen for the first time costs several times as much as one that was seen before: places for its names
have to be found, its words have to be lettered, its page has to be told. While nothing happens in the window this is
done for every date at which something shown changes, the nearest first, a little at a time, so that the first scrub is
as quick as the second. Nothing is drawn by it, and a picture is the same with and without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from netexplorer.scene.compose import title_texts
from netexplorer.scene.frame import Hover
from netexplorer.scene.memo import KEPT, SMALL
from netexplorer.session.moments import turns
from netexplorer.session.session import Session
from netexplorer.ui.kit import ALL_REASONS, Reasons
from netexplorer.ui.network import NetworkCanvas
from netexplorer.ui.updates import Updates

Prepare = Callable[[int], object]

UNMOVED: Reasons = frozenset(("date", "span", "lanes"))  # after these everything stands where it stood
PAUSE_MS = 200  # after the last thing that happened
SLICE_S = 0.004  # of the window's time in one go; a single date may take longer
MOST_DATES = KEPT - 32  # more answers than that are not kept


class Ahead(QObject):
    """Has dates prepared while the window rests.

    Parameters
    ----------
    updates : Updates
        Tells what happens.
    canvas : QWidget
        Where another size means other places.
    prepare : sequence of callables
        Each works out, and remembers, what a part of the window needs for a tick; called on the window's own thread.
    """

    def __init__(self, updates: Updates, canvas: QWidget, prepare: Sequence[Prepare]) -> None:
        super().__init__(updates)
        self._session = updates.session
        self._prepare = tuple(prepare)
        self._dates: list[int] | None = None  # still to come, the next one last; None: not yet known
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        canvas.installEventFilter(self)
        updates.after.append(self.rest)

    @property
    def is_done(self) -> bool:
        """Nothing is left to be prepared."""
        return self._dates == []

    def rest(self, reasons: Reasons) -> None:
        """Something has happened: wait until nothing does; begin anew when it was more than another date."""
        if reasons - UNMOVED:
            self._dates = None
        if not self.is_done:
            self._timer.start(PAUSE_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In another size everything is elsewhere."""
        if event.type() == QEvent.Type.Resize:
            self.rest(ALL_REASONS)
        return False

    def _work(self) -> None:
        if self._dates is None:
            self._dates = dates_ahead(self._session)
        end = time.perf_counter() + SLICE_S
        while self._dates and time.perf_counter() < end:
            tick = self._dates.pop()
            for prepare in self._prepare:
                prepare(tick)
        if self._dates:
            self._timer.start(0)


def dates_ahead(session: Session) -> list[int]:
    """The dates at which something changes, may have changed, or has changed a year ago and is not new any more.

    The nearest to the present one stands last. None of a large network, and none while two dates are compared.
    """
    net = session.net
    if (
        session.stage is not None
        or session.view.compare is not None
        or not session.has_positions()
        or max(len(net.actor_ids), len(net.rel_ids)) > SMALL
    ):
        return []
    nearest = sorted(turns(net), key=lambda tick: abs(tick - session.view.t))[:MOST_DATES]
    return nearest[::-1]


def look_ahead(canvas: NetworkCanvas, t: int) -> None:
    """Find out where everything stands in the picture of another date, and letter its names and title."""
    if canvas.isVisible():
        kit, viewport = canvas.kit, canvas.viewport()
        frame = kit.session.frame(t)
        for each in (frame, kit.session.frame(t + kit.session.net.axis.resolution)):  # what happened, and had happened
            words = title_texts(each, viewport.width, kit.style, kit.fonts)
            kit.lettering.get_to_know(words, canvas.devicePixelRatioF())
        if not canvas.scenes.has(frame, viewport):
            canvas.look_at(canvas.scenes.of(frame, viewport, Hover()))
