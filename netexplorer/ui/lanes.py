"""Lanes over time as a widget: one still picture of lanes and counts, and the date flag that moves over it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import describe_short
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.states import states_at
from netexplorer.scene.frame import Frame
from netexplorer.scene.lanetable import LaneFilter, LaneRequest, LaneTable, lane_table, no_lanes
from netexplorer.scene.otherflag import Box, marked_label, other_items
from netexplorer.scene.primitives import Scene
from netexplorer.scene.timeline import (
    FILTERED,
    PREPARING,
    TimelinePicture,
    compose_cursor,
    compose_timeline,
    flag_rect,
    scrolled,
    scrolled_to,
)
from netexplorer.scene.timescale import default_view, has_dates
from netexplorer.session.facts import NO_DATES
from netexplorer.session.jobs import Jobs
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import short_day
from netexplorer.ui.canvas import LayeredPicture
from netexplorer.ui.kit import Kit, Reasons

MANY = 20_000  # relationships from which lanes are made by a job
STILL: Reasons = frozenset(("data", "filter", "selection", "span", "lanes", "theme"))


def short_date(frame: Frame) -> str:
    """The date as the flag has it: ``1 Nov 2021``."""
    return frame.date_label if frame.date_label == NO_DATES else _short(frame.net.axis, frame.t)


@lru_cache(maxsize=8)  # several widgets ask for the same date at each step
def _short(axis: TimeAxis, t: int) -> str:
    return axis.label(t) if axis.is_number else describe_short(axis.parse(axis.text(t)))


class LanesPicture(LayeredPicture):
    """Lanes as they are seen; :class:`netexplorer.ui.timeline.Timeline` adds pointer and keys.

    A large one is the Channels page: higher lanes with words in the bars.
    """

    def __init__(
        self, kit: Kit, parent: QWidget | None = None, *, large: bool = False, jobs: Jobs | None = None
    ) -> None:
        super().__init__(kit, parent)
        self._large = large
        self._jobs = jobs or Jobs("now")
        self._is_stale = True  # other lanes are wanted than those of the table
        self._frame: Frame | None = None
        self._picture: TimelinePicture | None = None
        self._mask: npt.NDArray[np.bool_] | None = None
        self._table: LaneTable | None = None
        self._net: TemporalNetwork | None = None
        self._scroll_px = 0.0
        self._follows = False
        self._seeks = False  # a lane of the selection is to be brought into sight
        self._is_scrubbing = False
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
        if "data" in reasons and self._net is not self.kit.session.net:  # positions do not matter to lanes
            self._net = self.kit.session.net
            self._table, self._mask, self._scroll_px = None, None, 0.0
            self._jobs.cancel(self._job)
        if reasons & {"span", "data"}:
            self._follows = False
        if "lanes" in reasons:
            self._is_stale, self._scroll_px = True, 0.0
        if "date" in reasons and self._by_date:
            self._is_stale = True
            self.forget()
        if reasons & STILL == {"filter"} and len(frame.net.rel_ids) > MANY and self._table is not None:
            self._lanes(self.kit.session.plan())  # what is seen stays until there are others
            self._move_top()
        elif reasons & STILL:
            self._seeks = self._seeks or "selection" in reasons
            if reasons & STILL == {"selection"} and not self.in_turns:
                self._picture = None
                self.renew()
            else:
                self.forget()
            if self._seeks and not self._is_due:
                self._show_selected()
        elif reasons & {"date", "compare"} and self._picture is not None:
            tview = self._picture.tview
            if not tview.t0 <= frame.t <= tview.t1 and not self._is_scrubbing:
                self._follows = True
                self.forget()
            self._move_top()

    def forget(self) -> None:
        """The still picture is out of date."""
        self._picture = None
        super().forget()

    def catch_up(self) -> None:
        """Compose what is due, where the selection can be seen."""
        if self._seeks:
            self._show_selected()
        super().catch_up()

    def picture(self) -> TimelinePicture:
        """The still picture and its geometry."""
        if self._picture is None:
            kit, plan = self.kit, self.kit.session.plan()
            table = self._lanes(plan)
            width, height = float(self.width()), float(self.height())
            span = kit.session.view.span
            tview = default_view(plan.net, width, height, mask=plan.mask, span=span, large=self._large)
            if self._follows and self._frame is not None:
                tview = tview.showing(plan.net, self._frame.t)
            tview = replace(tview, scroll_px=self._scroll_px)
            filtered = "" if kit.session.view.lanes_of == LaneFilter() else FILTERED
            nothing = kit.session.awaits or (PREPARING if self._is_stale else filtered)
            self._picture = compose_timeline(
                plan.net, table, tview, kit.style, kit.fonts, selected=self._selected(), nothing=nothing
            )
            self._scroll_px = self._picture.tview.scroll_px
        return self._picture

    @property
    def _job(self) -> str:
        return "lanes-large" if self._large else "lanes"

    @property
    def _by_date(self) -> bool:
        """Which lanes there are, or how they stand, depends on the date."""
        view = self.kit.session.view
        return view.lanes_by == "state" or view.lanes_of.follows_date

    def _lanes(self, plan: Plan) -> LaneTable:
        """The lanes of the lens; in a large network the last ones, or none, while a job makes others."""
        same_lens = self._mask is not None and (self._mask is plan.mask or np.array_equal(self._mask, plan.mask))
        if self._table is not None and same_lens and not self._is_stale:
            return self._table
        net, view = plan.net, self.kit.session.view
        states = states_at(net, self._frame.t) if self._by_date and self._frame is not None else None
        known = self._table if same_lens else None
        request = LaneRequest(net, plan.mask, view.lanes_by, view.lanes_of, states, known)
        if len(net.rel_ids) <= MANY:
            self._mask, self._table, self._is_stale = plan.mask, lane_table(request), False
            return self._table

        def done(table: LaneTable) -> None:
            if self.kit.session.net is net:
                self._mask, self._table, self._is_stale = request.mask, table, False
                self.forget()

        self._is_stale = True
        self._jobs.submit(self._job, request, lane_table, done)
        return self._table or no_lanes(net)

    def compose(self) -> Scene:
        """The still picture."""
        return self.picture().static

    def compose_top(self) -> Scene | None:
        """The flag, and what the pointer is over."""
        if self._frame is None or not has_dates(self.kit.session.net):  # the frame may be a glance at a crowd
            return None
        picture = self.picture()
        self._drawn = self._top_region()
        top = compose_cursor(
            picture.tview,
            self._frame.t,
            short_date(self._frame),
            self.kit.style,
            self.kit.fonts,
            hover_lane=picture.table.row_of(self.kit.lit.now.rel) if self.kit.lit.now.rel >= 0 else -1,
            hover_x=self._hover_x,
            spared=picture.label_rects,
        )
        if self._other is None:
            return top
        t, words, kit = self._frame.t, short_day(self._frame.net, self._other), self.kit
        flag, spared = self._flag(), picture.label_rects
        behind = other_items(picture.tview, flag, (t, self._other), words, kit.style, kit.fonts, spared)
        return replace(top, items=(*behind, *top.items))

    @property
    def _other(self) -> int | None:
        """The date with which the one shown is compared."""
        return self.kit.session.view.compare

    def _flag(self) -> Box:
        """Where the flag of the date hangs."""
        if self._frame is None or self._picture is None:
            return (0.0, 0.0, 0.0, 0.0)
        tview, t = self._picture.tview, self._frame.t
        return flag_rect(tview, t, marked_label(tview, t, short_date(self._frame)), self.kit.fonts)

    def _top_region(self) -> QRegion:
        """The pixels that :meth:`compose_top` touches."""
        if self._frame is None or self._picture is None:
            return QRegion(self.rect())
        picture, height = self._picture, self.height()
        if self._other is not None:
            return QRegion(self.rect())
        tview = picture.tview
        x, y, w, h = self._flag()
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

    def _selected(self) -> npt.NDArray[np.int32]:
        """Rows of what is selected: the relationship, or the channels of the actor."""
        plan, net = self.kit.session.plan(), self.kit.session.net
        rels, actors, stage = plan.selected_rels, plan.selected_actors, self.kit.session.stage
        rows = [np.flatnonzero(rels).astype(np.int32)]
        if stage is not None:
            rows += [stage.touching.of(actor) for actor in np.flatnonzero(actors).tolist()]
        elif actors.any():
            rows += [np.flatnonzero(actors[net.src] | actors[net.dst]).astype(np.int32)]
        return distinct(np.concatenate(rows))

    def _show_selected(self) -> None:
        """Scroll until a lane of the selection is seen."""
        self._seeks = False
        chosen = self._selected()
        if not len(chosen):
            return
        picture = self.picture()
        lanes_of = picture.table.rel[np.isin(picture.table.rel, chosen)]
        if len(lanes_of) and not (picture.table.rel[picture.lane_rows] == lanes_of[0]).any():
            self.scroll_to(scrolled_to(picture.tview, picture.table, int(lanes_of[0])).scroll_px)

    def scroll_to(self, scroll_px: float) -> None:
        """Scroll the lanes, no further than there are any."""
        picture = self.picture()
        wanted = scrolled(picture.tview, picture.table, scroll_px).scroll_px
        if wanted != self._scroll_px:
            self._scroll_px = wanted
            self.forget()
