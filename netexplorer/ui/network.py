"""The network in the middle of the window: hover, select, drag, pin, pan and zoom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from netexplorer.scene.compose import TITLE_HEIGHT, only_words_differ, title_texts
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.pick import pick
from netexplorer.scene.primitives import Scene, Text, Texts
from netexplorer.scene.viewport import Viewport
from netexplorer.session import selection
from netexplorer.session.extent import fitting, resting
from netexplorer.session.jobs import Jobs
from netexplorer.session.resolve import Plan
from netexplorer.session.state import Camera
from netexplorer.ui.canvas import LayeredPicture, distance_px
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.scenes import Scenes
from netexplorer.ui.tips import hover_tip
from netexplorer.ui.widgets import show_tip

if TYPE_CHECKING:
    from netexplorer.ui.crowd import CrowdView

CLICK_PX = 4.0  # a press that moves less is a click
ZOOM_PER_NOTCH = 1.2
NOTCH = 120.0


Manner = Callable[[bool], None]


def _nobody(is_density: bool) -> None:
    """Nobody wants to know."""


class Press(Struct, frozen=True):
    """The left button is down: where, on what, and the viewport it began with."""

    at: QPointF
    hit: Hover
    viewport: Viewport
    is_drag: bool = False


class NetworkCanvas(LayeredPicture):
    """The picture of one frame.

    The camera of the view decides what is seen; without one everyone of the lens whom some date shows, so that
    nothing moves while time does. ``manner`` is told whether it is now density without any line before it.
    """

    def __init__(
        self, kit: Kit, parent: QWidget | None = None, *, jobs: Jobs | None = None, manner: Manner = _nobody
    ) -> None:
        super().__init__(kit, parent)
        self._jobs = jobs or Jobs("now")
        self.scenes = Scenes(kit)
        self._crowd: CrowdView | None = None
        self._frame: Frame | None = None
        self._press: Press | None = None
        self._fitted: tuple[Plan, float, float, Viewport] | None = None
        self._walk = -1
        self.manner, self.is_density = manner, False
        self.setAccessibleName("Network")
        self.setMinimumSize(240, 180)
        kit.lit.changed.connect(lambda _: self.forget())

    # -- what is shown

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show another frame, which of a crowd is but a glance; where only words differ, only the title is drawn."""
        if "data" in reasons:
            self.kit.lit.light(Hover())
            self._crowd, self._fitted = _crowd_of(self, self._crowd, self._jobs), None
        old, self._frame = self._frame, (frame := self.scenes.told(frame))
        if self._crowd is not None:
            self._follow(self._crowd, frame, reasons)
            return
        shown, lines = int(frame.actor_shown.sum()), int(frame.shown.sum())
        self.setAccessibleDescription(f"{frame.date_label}: {shown} actors, {lines} relationships. {frame.caption}")
        if reasons != {"date"} or old is None:
            self.forget()
            return
        self.update(QRect(0, 0, self.width(), int(TITLE_HEIGHT)))
        if not only_words_differ(old, frame):
            self.renew()

    def _follow(self, crowd: CrowdView, frame: Frame, reasons: Reasons) -> None:
        dirty = crowd.apply(reasons)
        self.setAccessibleDescription(f"{frame.date_label}: {crowd.counted()}. {frame.caption}")
        if reasons == {"camera"} and crowd.glide(self.viewport(), self.devicePixelRatioF()):
            self.update()
        elif dirty is None:
            self.forget()
        else:
            self.renew()
            self.update(dirty + QRect(0, 0, self.width(), int(TITLE_HEIGHT)))

    def viewport(self) -> Viewport:
        """What part of the plane is seen."""
        camera = self.kit.session.view.camera
        width, height = float(self.width()), float(self.height())
        if camera is not None:
            return Viewport(camera.x, camera.y, camera.scale, width, height)
        plan = self.kit.session.plan()
        last = self._fitted
        is_known = last is not None and last[0].positions is plan.positions and last[0].ever_shown is plan.ever_shown
        if last is None or not is_known or last[1:3] != (width, height):
            last = self._fitted = (plan, width, height, resting(plan, width, height))
        return last[3]

    def compose(self) -> Scene:
        """The frame through the viewport, without its title."""
        if self._frame is None or not self.kit.session.has_positions():
            return _waiting(self.kit, float(self.width()), float(self.height()))
        if self._crowd is not None:
            scene = self._crowd.compose(self.viewport(), self.devicePixelRatioF())
            self._frame = self._crowd.frame
            _tell_manner(self, is_density=self._crowd.is_density and not self.kit.session.view.selected)
            return scene
        _tell_manner(self, is_density=False)
        is_moving = self._press is not None and self._press.is_drag
        hover = Hover() if is_moving and self.kit.lit.now.actor < 0 else self.kit.lit.now
        return self.scenes.of(self._frame, self.viewport(), hover, moving=is_moving)

    def compose_top(self) -> Scene | None:
        """The title: the date, and what happened then."""
        if self._frame is None or not self.kit.session.has_positions():
            return None
        width, height = float(self.width()), float(self.height())
        words = title_texts(self._frame, width, self.kit.style, self.kit.fonts)
        return Scene(width, height, 0, (Texts(words),))

    def compose_under(self) -> Scene | None:
        """The density of a crowd."""
        is_placed = self.kit.session.has_positions()
        return self._crowd.under(self.viewport()) if self._crowd is not None and is_placed else None

    def shift(self) -> tuple[float, float, float, float] | None:
        """Where the names and marks of a crowd lie while the view of the plane moves."""
        is_placed = self.kit.session.has_positions()
        return self._crowd.shift(self.viewport()) if self._crowd is not None and is_placed else None

    # -- camera

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer or go away, around a point of the picture or its middle."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self._look(self.viewport().zoomed(factor, at.x(), at.y()), "zoom")

    def pan(self, dx_px: float, dy_px: float) -> None:
        """Move the picture."""
        self._look(self.viewport().panned(dx_px, dy_px), "pan")

    def _look(self, viewport: Viewport, merge: str) -> None:
        self.kit.session.update(merge, camera=Camera(viewport.x, viewport.y, viewport.scale))

    # -- pointer

    def hit(self, at: QPointF) -> Hover:
        """What is under a point."""
        if self._crowd is not None:
            return self._crowd.hit(self.viewport(), at.x(), at.y())
        return pick(self._frame, self.viewport(), at.x(), at.y()) if self._frame else Hover()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            hit = self.hit(event.position()) if event.button() == Qt.MouseButton.LeftButton else Hover()
            self._press = Press(event.position(), hit, self.viewport())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or light what is under the pointer."""
        press = self._press
        if press is None:
            hit = self.hit(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if hit != Hover() else Qt.CursorShape.ArrowCursor)
            self.kit.lit.light(hit)
            return
        if not press.is_drag and distance_px(press.at, event.position()) < CLICK_PX:
            return
        if not press.is_drag:
            self._press = press = Press(press.at, press.hit, press.viewport, is_drag=True)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if press.hit.actor >= 0:
            if self._crowd is None:  # a crowd is drawn anew when the actor is let go
                self._pin(press, event.position())
        else:
            moved = event.position() - press.at
            self._look(press.viewport.panned(moved.x(), moved.y()), "pan")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click."""
        press, self._press = self._press, None
        if press is None:
            return
        self.kit.session.end_gesture()
        self.unsetCursor()
        if press.is_drag:
            if self._crowd is not None and press.hit.actor >= 0:
                self._pin(press, event.position())
            self.forget()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and press.hit.actor >= 0:
            self._unpin(press.hit.actor)
        else:
            self.select(press.hit)

    def _pin(self, press: Press, at: QPointF) -> None:
        world = press.viewport.to_world(np.array([[at.x(), at.y()]], dtype=np.float32))
        self.kit.session.pin(press.hit.actor, float(world[0, 0]), float(world[0, 1]))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the ground: show everything. On a pinned actor: let it go."""
        self._press = None
        hit = self.hit(event.position())
        if hit.actor >= 0:
            self._unpin(hit.actor)
        elif hit == Hover():
            bring_all(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / NOTCH
        if notches:
            self.zoom(ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is lit when the pointer is elsewhere."""
        super().leaveEvent(event)
        self.kit.lit.light(Hover())

    def event(self, event: QEvent) -> bool:
        """Tooltips say what a line is and since when."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit(QPointF(event.pos()))
            hit = self._crowd.in_front(hit) if self._crowd is not None else hit
            show_tip(event, hover_tip(self._frame, hit) if self._frame else "", self)
            return True
        return super().event(event)

    def select(self, hit: Hover) -> None:
        """Select what was hit; the ground selects nothing."""
        net = self.kit.session.net
        if hit.actor >= 0:
            self.kit.session.select(selection.actor(net, hit.actor))
        elif hit.rel >= 0:
            self.kit.session.select(selection.relationship(net, hit.rel))
        else:
            self.kit.session.select("")

    def _unpin(self, actor: int) -> None:
        if self.kit.session.plan().pinned[actor]:
            self.kit.session.unpin(actor)

    # -- keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from actor to actor, the important ones first, and on to the next widget after the last."""
        if self._frame is None:
            return super().focusNextPrevChild(forward)
        whole = self._crowd.rows_in_front() if self._crowd is not None else None
        self._walk = _next_actor(self._frame, whole, self._walk, forward=forward)
        self.kit.lit.light(Hover(actor=self._walk))
        if self._walk < 0:
            return super().focusNextPrevChild(forward)
        self.setAccessibleDescription(self.kit.session.net.name(self._walk))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter selects the actor that Tab has come to; Escape ends the walk, then the selection."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: lambda: self.select(self.kit.lit.now),
            Qt.Key.Key_Enter: lambda: self.select(self.kit.lit.now),
            Qt.Key.Key_Escape: self._leave,
        }
        run = keys.get(event.key())
        if run is None:
            super().keyPressEvent(event)
            return
        run()

    def _leave(self) -> None:
        if self._walk >= 0:
            self._walk = -1
            self.kit.lit.light(Hover())
        else:
            self.kit.session.select("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The walk begins anew next time."""
        super().focusOutEvent(event)
        self._walk = -1


def bring_all(canvas: NetworkCanvas) -> None:
    """Bring everything that is shown into the picture."""
    session = canvas.kit.session
    session.update(camera=fitting(session.plan(), float(canvas.width()), float(canvas.height())))


def _waiting(kit: Kit, width: float, height: float) -> Scene:
    """A calm ground while the layout is at work: actors that then jump to their places would only confuse."""
    what, style = kit.session.awaits or "Placing the actors…", kit.style
    words = Text(width / 2, height / 2, what, 13.0, style.text_faint, 400, "center")
    return Scene(width, height, style.canvas, (Texts((words,)),))


def _tell_manner(canvas: NetworkCanvas, *, is_density: bool) -> None:
    if is_density != canvas.is_density:
        canvas.is_density = is_density
        canvas.manner(is_density)


def _next_actor(frame: Frame, whole: npt.NDArray[np.int32] | None, present: int, *, forward: bool) -> int:
    """The actor after or before ``present`` by importance, as a row of the whole network; -1 behind the last.

    ``whole`` are the rows there of the actors of ``frame``, where they are others.
    """
    shown = np.flatnonzero(frame.actor_shown)
    shown = shown[np.argsort(-frame.importance[shown], kind="stable")]
    rows = (shown if whole is None else whole[shown]).tolist()
    at = rows.index(present) if present in rows else (-1 if forward else len(rows))
    at += 1 if forward else -1
    return int(rows[at]) if 0 <= at < len(rows) else -1


def _crowd_of(canvas: NetworkCanvas, present: CrowdView | None, jobs: Jobs) -> CrowdView | None:
    """What draws the dataset of now, if it is a crowd: the present one if it does."""
    stage = canvas.kit.session.stage
    if present is not None and present.stage is stage:
        return present
    if present is not None:
        present.close()
    if stage is None:
        return None
    from netexplorer.ui.crowd import CrowdView  # most datasets never need it

    return CrowdView(canvas.kit, stage, jobs, canvas.forget, canvas)
