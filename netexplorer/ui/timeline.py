"""The timeline under the pointer and the keys: scrub, brush, zoom, pan, scroll."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.lanes import thumb_ratio
from netexplorer.scene.otherflag import is_on_other, other_rect
from netexplorer.scene.timeline import FLAG_TOP, Hit, timeline_hit
from netexplorer.scene.timescale import TimelineView
from netexplorer.session import comparing, selection, travel
from netexplorer.session.jobs import Jobs
from netexplorer.session.wording import short_day
from netexplorer.ui.canvas import distance_px
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.lanes import LanesPicture
from netexplorer.ui.tips import change_tip, event_tip
from netexplorer.ui.widgets import show_tip

CLICK_PX = 4.0
ZOOM_PER_NOTCH = 1.25
NOTCH = 120.0
SCROLL_PER_NOTCH_PX = 66.0
THUMB_PX = 12.0  # how near to the right edge the scroll thumb is grabbed


class Press(Struct, frozen=True):
    """The left button is down: where, on what, and what was seen then."""

    at: QPointF
    hit: Hit
    tview: TimelineView
    on_thumb: bool = False
    is_drag: bool = False

    @property
    def scrubs(self) -> bool:
        """The press moves the date."""
        return not self.on_thumb and self.hit.kind in ("flag", "other", "axis", "area")


class Timeline(LanesPicture):
    """Passes what the user does with the picture on to the session."""

    def __init__(
        self, kit: Kit, parent: QWidget | None = None, *, large: bool = False, jobs: Jobs | None = None
    ) -> None:
        super().__init__(kit, parent, large=large, jobs=jobs)
        self._press: Press | None = None

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show another frame; a press on another dataset is forgotten."""
        if "data" in reasons:
            self._press = None
        self._is_scrubbing = self._press is not None and self._press.scrubs
        super().apply(frame, reasons)

    # -- pointer

    def _hit(self, at: QPointF) -> Hit:
        t, other = self._frame.t if self._frame else None, self._other
        hit = timeline_hit(self.picture(), at.x(), at.y(), t=t)
        if other is None or self._frame is None or (hit.kind == "flag" and self._is_on_flag(at)):
            return hit
        tview, words = self.picture().tview, short_day(self._frame.net, other)
        box = other_rect(tview, self._flag(), other, words, self.kit.fonts)
        return replace(hit, kind="other") if is_on_other(tview, box, other, at.x(), at.y()) else hit

    def _is_on_flag(self, at: QPointF) -> bool:
        """On the flag itself, and not merely near it."""
        x, _, width, height = self._flag()
        return at.y() > FLAG_TOP + height or x <= at.x() <= x + width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to scrub, to pan, to scroll or to click."""
        if event.button() != Qt.MouseButton.LeftButton or self._frame is None:
            return
        at, picture = event.position(), self.picture()
        overflows = picture.content_height > self.height() - picture.bands.lanes_top
        on_thumb = overflows and at.x() > self.width() - THUMB_PX and at.y() > picture.bands.lanes_top
        self._press = Press(at, self._hit(at), picture.tview, on_thumb)
        if self._press.scrubs and self._press.hit.kind not in ("flag", "other"):
            self._scrub(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, pan or scroll; without a button light the lane under the pointer."""
        press, at = self._press, event.position()
        if press is None:
            self._light(at)
            return
        if not press.is_drag and distance_px(press.at, at) < CLICK_PX:
            return
        if not press.is_drag:
            self._press = press = replace(press, is_drag=True)
            self._hover_x = None
        if press.scrubs:
            self._scrub(at)
        elif press.on_thumb:
            room = self.height() - self.picture().bands.lanes_top
            self.scroll_to(
                press.tview.scroll_px + (at.y() - press.at.y()) * thumb_ratio(self.picture().content_height, room)
            )
        else:
            self._look(press.tview.panned(self.kit.session.net, at.x() - press.at.x()), "time-pan")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click."""
        press, self._press = self._press, None
        if press is None:
            return
        self.kit.session.end_gesture()
        if not press.is_drag and not press.on_thumb:
            self._click(press.hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole span again."""
        self._press = None
        if self._hit(event.position()).kind != "event":
            self.kit.session.update(span=None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the plot the wheel zooms time; with Shift or Alt, or over the names, it scrolls the lanes."""
        across, down = event.angleDelta().x() / NOTCH, event.angleDelta().y() / NOTCH
        sideways = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        tview, at = self.picture().tview, event.position()
        if sideways or at.x() < tview.plot_left:
            self.scroll_to(self._scroll_px - (down or across) * SCROLL_PER_NOTCH_PX)
        elif down:
            self._look(tview.zoomed(self.kit.session.net, ZOOM_PER_NOTCH**down, at.x()), "time-zoom")
        elif across:
            self._look(tview.panned(self.kit.session.net, across * SCROLL_PER_NOTCH_PX), "time-pan")
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is lit when the pointer is elsewhere."""
        super().leaveEvent(event)
        self._hover_x = None
        self.kit.lit.light(Hover())
        self._move_top()

    def event(self, event: QEvent) -> bool:
        """Tooltips say what a bar or a marker stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._frame is not None:
            hit = self._hit(QPointF(event.pos()))
            show_tip(event, self._tip(self._frame, hit), self)
            return True
        return super().event(event)

    def _tip(self, frame: Frame, hit: Hit) -> str:
        if hit.kind == "event":
            return event_tip(frame.net, hit.row)
        return change_tip(frame.net, hit.rel, hit.change) if hit.kind == "lane" else ""

    def _light(self, at: QPointF) -> None:
        hit = self._hit(at)
        on_plot = hit.kind not in ("event", "flag", "other") and at.x() >= self.picture().tview.plot_left
        across = Qt.CursorShape.SizeHorCursor
        shapes = {"flag": across, "other": across, "event": Qt.CursorShape.PointingHandCursor}
        self.setCursor(shapes.get(hit.kind, Qt.CursorShape.ArrowCursor))
        self._hover_x = at.x() if on_plot else None
        self.kit.lit.light(Hover(rel=hit.rel))
        self._move_top()

    def _scrub(self, at: QPointF) -> None:
        picture, net = self.picture(), self.kit.session.net
        tick, step = picture.tview.x_to_tick(at.x()), net.axis.resolution
        if picture.tview.ticks_per_px > step:
            tick -= tick % step
        if self._press is not None and self._press.hit.kind == "other":
            comparing.set_other(self.kit.session, tick, "scrub-other")
        else:
            self.kit.session.set_date(tick, "scrub")

    def _look(self, tview: TimelineView, merge: str) -> None:
        self.kit.session.update(merge, span=(tview.t0, tview.t1))

    def _click(self, hit: Hit) -> None:
        session = self.kit.session
        if hit.kind == "event":
            t = travel.clamp(session.net, int(session.net.event_tick[hit.row]))
            session.update(t=t, selected=selection.event(session.net, hit.row))
        elif hit.kind == "lane":
            session.select(selection.relationship(session.net, hit.rel))
        elif hit.kind == "ground":
            session.select("")

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from lane to lane, Page Up and Page Down scroll."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._walk(steps[key])
        elif key in pages:
            self.scroll_to(self._scroll_px + pages[key] * (self.height() - self.picture().bands.lanes_top) * 0.9)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        table, session = self.picture().table, self.kit.session
        if not len(table.rel):
            return
        chosen = selection.find(session.net, session.view.selected)
        row = table.row_of(chosen.row) if chosen.kind == selection.RELATIONSHIP else -1
        row = 0 if row < 0 else min(max(row + step, 0), len(table.rel) - 1)
        session.select(selection.relationship(session.net, int(table.rel[row])))
