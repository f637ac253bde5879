"""A story told full screen: the network, and beside it what is said.

It has a session of its own on the same network, so that the window it was called from stays as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec.structs import asdict, replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from netexplorer.session.extent import fitting
from netexplorer.session.jobs import Jobs
from netexplorer.session.session import Session
from netexplorer.session.state import Camera, ViewState
from netexplorer.session.story import Told, on_canvas
from netexplorer.session.telling import Passage, passage
from netexplorer.ui.bridge import Bridge
from netexplorer.ui.kit import Kit, Lit
from netexplorer.ui.layouting import LayoutKeeper
from netexplorer.ui.network import NetworkCanvas
from netexplorer.ui.storyparts import StatesLine, StoryCard
from netexplorer.ui.turns import Turns
from netexplorer.ui.updates import Updates

FRAME_MS = 16
LONGEST_STEP_S = 0.1  # after a hiccup the picture goes on, it does not leap
CARD_SHARE, LEAST_CARD_PX, MOST_CARD_PX = 0.29, 290, 480

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Backspace: -1,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}


def is_still() -> bool:
    """Whether the desktop wishes for no animations."""
    style = QApplication.style()
    return style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0


class StoryWindow(QWidget):
    """Steps through a story; Escape leaves it.

    Parameters
    ----------
    session : Session
        One of its own; nobody else sees what it does.
    clock : callable
        Seconds that only rise; tests hand in their own.
    jobs : Jobs, optional
        Tests hand in one that works at once.
    """

    def __init__(
        self,
        kit: Kit,
        session: Session,
        told: Told,
        parent: QWidget,
        *,
        jobs: Jobs | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("story")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(told.title)
        self.setAccessibleName(f"Story: {told.title}")
        self.setMinimumSize(640, 420)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.told, self.place = told, 0
        self._bridge = Bridge(self)
        self._jobs = jobs or Jobs("thread", self._bridge.post)
        self._clock, self._last, self._gone_s = clock, 0.0, 0.0
        self._passage: Passage | None = None
        self.kit = Kit(session, kit.theme, kit.fonts, kit.lettering, Lit(self), Turns(self))
        self.updates = Updates(session, self, jobs=self._jobs)
        self._layouts = LayoutKeeper(session, self._jobs)
        self._layouts.arrived.append(self._arrived)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.advance)
        self._build()
        self.kit.theme.changed.connect(self._dress)

    def _build(self) -> None:
        self.canvas = NetworkCanvas(self.kit, jobs=self._jobs)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are those of the story
        self.states = StatesLine(self.kit)
        self.card = StoryCard(self.kit, self.told, self.go, self.close)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.canvas, 1)
        left.addWidget(self.states)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.card)
        self.updates.add(self.canvas, self.canvas.isVisible, quick=True)
        self.updates.before.append(lambda reasons: self._layouts.ensure())

    # -- the steps

    def start(self) -> None:
        """Show the first step, full screen."""
        self.setGeometry(self.screen().geometry())  # also where no window manager would do it
        self.showFullScreen()
        self.setFocus()  # else the first button has it, and Space would press that
        self._show(0)
        self.rest()
        self.updates.flush()

    def go(self, count: int) -> None:
        """Go so many steps on or back; when the picture is still on its way, it is there at once."""
        place = min(max(self.place + count, 0), len(self.told.steps) - 1)
        if place == self.place:
            self.rest()
            return
        before, now = self._seen(), self.kit.session.view
        self._show(place)
        step = self.told.steps[place]
        rests = self._rests()
        self._see(replace(rests, t=step.begins))
        after = self._seen()
        self._passage, self._gone_s, self._last = passage(now, step, rests, before, after), 0.0, self._clock()
        if is_still() or not self.kit.session.has_positions():
            self.rest()
        else:
            self._see(self._passage.at(0.0))
            self._timer.start()

    def _show(self, place: int) -> None:
        self.place = place
        self.card.tell(place)

    def advance(self) -> None:
        """Go on with the picture as far as the clock went."""
        if self._passage is None:
            return
        now = self._clock()
        self._gone_s += min(now - self._last, LONGEST_STEP_S)
        self._last = now
        if self._gone_s >= self._passage.seconds:
            self.rest()
        else:
            self._see(self._passage.at(self._gone_s))

    def rest(self) -> None:
        """Show the step as it is meant to be seen."""
        self._timer.stop()
        self._passage = None
        self._see(self._rests())

    @property
    def is_moving(self) -> bool:
        """The picture is on its way to a step."""
        return self._passage is not None

    def _rests(self) -> ViewState:
        view, size = self.told.steps[self.place].view, (float(self.canvas.width()), float(self.canvas.height()))
        if view.camera is not None:
            return replace(view, camera=on_canvas(view.camera, *size))
        self._see(view)  # its plan knows who is selected, and who was dragged where
        return replace(view, camera=fitting(self.kit.session.plan(), *size))

    def _see(self, view: ViewState) -> None:
        self.kit.session.update("story", **asdict(view))

    def _seen(self) -> Camera:
        viewport = self.canvas.viewport()
        return Camera(viewport.x, viewport.y, viewport.scale)

    # -- events

    def _arrived(self) -> None:
        self.updates.mark(frozenset(("pins",)))
        self.rest()

    def _dress(self) -> None:
        self.card.dress()
        self.states.forget()
        self.updates.mark(frozenset(("theme",)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Space and the page keys step; Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif (count := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.go(count)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card is as wide as the screen allows, and the picture fits what is left."""
        super().resizeEvent(event)
        width = int(min(max(self.width() * CARD_SHARE, LEAST_CARD_PX), MOST_CARD_PX))
        self.card.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.rest()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs."""
        self._timer.stop()
        self._passage = None
        self.kit.theme.changed.disconnect(self._dress)
        self.updates.close()
        self._bridge.close()
        self._jobs.close()
        super().closeEvent(event)
