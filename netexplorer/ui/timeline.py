"""The timeline: one still picture of lanes and counts, and the date flag that moves over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QWidget

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import describe_short
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.lanes import LaneTable, lanes
from netexplorer.scene.primitives import Scene
from netexplorer.scene.timeline import (
    Hit,
    TimelinePicture,
    compose_cursor,
    compose_timeline,
    flag_rect,
    scrolled,
    scrolled_to,
    timeline_hit,
)
from netexplorer.scene.timescale import TimelineView, default_view
from netexplorer.session import selection, travel
from netexplorer.ui.canvas import LayeredPicture, distance_px
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.tips import change_tip, event_tip
from netexplorer.ui.widgets import show_tip

CLICK_PX = 4.0
ZOOM_PER_NOTCH = 1.25
NOTCH = 120.0
SCROLL_PER_NOTCH_PX = 66.0
THUMB_PX = 12.0  # how near to the right edge the scroll thumb is grabbed
STILL: Reasons = frozenset(("data", "filter", "selection", "span", "theme"))


@dataclass(frozen=True, slots=True)
class Press:
    """The left button is down: where, on what, and what was seen then."""

    at: QPointF
    hit: Hit
    tview: TimelineView
    on_thumb: bool = False
    is_drag: bool = False

    @property
    def scrubs(self) -> bool:
        """The press moves the date."""
        return not self.on_thumb and self.hit.kind in ("flag", "axis", "area")


def short_date(frame: Frame) -> str:
    """The date as the flag has it: ``1 Nov 2021``."""
    return _short(frame.net.axis, frame.t)


@lru_cache(maxsize=8)  # several widgets ask for the same date at each step
def _short(axis: TimeAxis, t: int) -> str:
    return axis.label(t) if axis.is_number else describe_short(axis.parse(axis.text(t)))


class Timeline(LayeredPicture):
    """Lanes over time. A large one is the Channels page: higher lanes with words in the bars."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(kit, parent)
        self._large = large
        self._frame: Frame | None = None
        self._picture: TimelinePicture | None = None
        self._mask: npt.NDArray[np.bool_] | None = None
        self._table: LaneTable | None = None
        self._scroll_px = 0.0
        self._follows = False
        self._press: Press | None = None
        self._hover_x: float | None = None
        self._drawn = QRegion()
        self.setAccessibleName("Channels over time" if large else "Timeline")
        self.setMinimumSize(320, 130)
        kit.lit.changed.connect(lambda _: self._move_top())

    # -- what is shown

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show another frame; only what differs is drawn anew."""
        self._frame = frame
        self.setAccessibleDescription(f"{frame.date_label}. {frame.caption}")
        if "data" in reasons:
            self._table, self._mask, self._scroll_px, self._press = None, None, 0.0, None
        if reasons & {"span", "data"}:
            self._follows = False
        if reasons & STILL:
            self.forget()
            if "selection" in reasons:
                self._show_selected()
        elif "date" in reasons and self._picture is not None:
            tview = self._picture.tview
            if not tview.t0 <= frame.t <= tview.t1 and not (self._press and self._press.scrubs):
                self._follows = True
                self.forget()
            self._move_top()

    def forget(self) -> None:
        """The still picture is out of date."""
        self._picture = None
        super().forget()

    def picture(self) -> TimelinePicture:
        """The still picture and its geometry."""
        if self._picture is None:
            kit, plan = self.kit, self.kit.session.plan()
            if self._table is None or self._mask is None or not np.array_equal(self._mask, plan.mask):
                self._mask, self._table = plan.mask, lanes(plan.net, plan.mask)
            width, height = float(self.width()), float(self.height())
            span = kit.session.view.span
            tview = default_view(plan.net, width, height, mask=plan.mask, span=span, large=self._large)
            if self._follows and self._frame is not None:
                tview = tview.showing(plan.net, self._frame.t)
            tview = replace(tview, scroll_px=self._scroll_px)
            self._picture = compose_timeline(
                plan.net, self._table, tview, kit.style, kit.fonts, selected=self._selected()
            )
            self._scroll_px = self._picture.tview.scroll_px
        return self._picture

    def compose(self) -> Scene:
        """The still picture."""
        return self.picture().static

    def compose_top(self) -> Scene | None:
        """The flag, and what the pointer is over."""
        if self._frame is None:
            return None
        picture = self.picture()
        self._drawn = self._top_region()
        return compose_cursor(
            picture.tview,
            self._frame.t,
            short_date(self._frame),
            self.kit.style,
            self.kit.fonts,
            hover_lane=picture.table.row_of(self.kit.lit.now.rel) if self.kit.lit.now.rel >= 0 else -1,
            hover_x=self._hover_x,
        )

    def _top_region(self) -> QRegion:
        """The pixels that :meth:`compose_top` touches."""
        if self._frame is None or self._picture is None:
            return QRegion(self.rect())
        picture, height = self._picture, self.height()
        tview = picture.tview
        x, y, w, h = flag_rect(tview, self._frame.t, f"‹ {short_date(self._frame)}", self.kit.fonts)
        region = QRegion(QRect(int(x) - 8, int(y) - 2, int(w) + 18, int(h) + 4))
        for line_x in (tview.tick_to_x(self._frame.t), self._hover_x):
            if line_x is not None and abs(line_x) < 100_000:
                region += QRect(int(line_x) - 3, 0, 7, height)
        lane = picture.table.row_of(self.kit.lit.now.rel) if self.kit.lit.now.rel >= 0 else -1
        if lane >= 0:
            top = picture.bands.lanes_top - tview.scroll_px + lane * tview.row_height
            region += QRect(0, int(top) - 1, self.width(), int(tview.row_height) + 3)
        return region

    def _move_top(self) -> None:
        if self._picture is None:
            self.update()
        else:
            self.update(self._drawn + self._top_region())

    # -- selection

    def _selected(self) -> tuple[int, ...]:
        """Rows of what is selected: the relationship, or the channels of the actor."""
        plan = self.kit.session.plan()
        rels = plan.selected_rels.copy()
        actors = np.flatnonzero(plan.selected_actors)
        rels |= np.isin(plan.net.src, actors) | np.isin(plan.net.dst, actors)
        return tuple(np.flatnonzero(rels).tolist())

    def _show_selected(self) -> None:
        """Scroll until a lane of the selection is seen."""
        chosen = set(self._selected())
        if not chosen:
            return
        picture = self.picture()
        seen = {int(picture.table.rel[row]) for row in picture.lane_rows}
        lanes_of = [int(rel) for rel in picture.table.rel if int(rel) in chosen]
        if lanes_of and not seen & set(lanes_of[:1]):
            self.scroll_to(scrolled_to(picture.tview, picture.table, lanes_of[0]).scroll_px)

    def scroll_to(self, scroll_px: float) -> None:
        """Scroll the lanes, no further than there are any."""
        picture = self.picture()
        wanted = scrolled(picture.tview, picture.table, scroll_px).scroll_px
        if wanted != self._scroll_px:
            self._scroll_px = wanted
            self.forget()

    # -- pointer

    def _hit(self, at: QPointF) -> Hit:
        t = self._frame.t if self._frame else None
        return timeline_hit(self.picture(), at.x(), at.y(), t=t)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to scrub, to pan, to scroll or to click."""
        if event.button() != Qt.MouseButton.LeftButton or self._frame is None:
            return
        at, picture = event.position(), self.picture()
        overflows = picture.content_height > self.height() - picture.bands.lanes_top
        on_thumb = overflows and at.x() > self.width() - THUMB_PX and at.y() > picture.bands.lanes_top
        self._press = Press(at, self._hit(at), picture.tview, on_thumb)
        if self._press.scrubs and self._press.hit.kind != "flag":
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
            self.scroll_to(press.tview.scroll_px + (at.y() - press.at.y()) * self.picture().content_height / room)
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
        on_plot = hit.kind not in ("event", "flag") and at.x() >= self.picture().tview.plot_left
        shapes = {"flag": Qt.CursorShape.SizeHorCursor, "event": Qt.CursorShape.PointingHandCursor}
        self.setCursor(shapes.get(hit.kind, Qt.CursorShape.ArrowCursor))
        self._hover_x = at.x() if on_plot else None
        self.kit.lit.light(Hover(rel=hit.rel))
        self._move_top()

    def _scrub(self, at: QPointF) -> None:
        picture, net = self.picture(), self.kit.session.net
        tick, step = picture.tview.x_to_tick(at.x()), net.axis.resolution
        if picture.tview.ticks_per_px > step:
            tick -= tick % step
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
