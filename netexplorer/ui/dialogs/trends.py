"""Counts over time: how many channels are in each state, as a chart whose line scrubs the session."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.counts import counts_over_time
from netexplorer.session import travel
from netexplorer.session.state import ViewState
from netexplorer.session.wording import called
from netexplorer.ui.dialogs.base import Dialog, Segments, button_line, push
from netexplorer.ui.icons import rgb_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import FlowLayout, column
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import ElidedLabel, plain_label

MOST_MARKS = 9
FORMS = (("stacked", "Stacked"), ("lines", "Lines"))


class DateAxis(pg.AxisItem):  # type: ignore[misc]
    """The dataset's own marks instead of numbers."""

    def __init__(self, axis: TimeAxis) -> None:
        super().__init__(orientation="bottom")
        self._axis = axis

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Where the marks are."""
        marks = self._axis.marks(round(low), round(high), max(2, min(MOST_MARKS, int(size / 90))))
        return [(1.0, [float(mark.tick) for mark in marks])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """What is written at them."""
        if not values:
            return []
        known = self._axis.marks(round(min(values)), round(max(values)), MOST_MARKS * 4)
        labels = {mark.tick: mark.label for mark in known}
        return [labels.get(round(value)) or self._axis.label(round(value)) for value in values]


class TrendsDialog(Dialog):
    """Follows lens, filters and date of the session while it is open."""

    def __init__(self, kit: Kit, parent: QWidget | None) -> None:
        super().__init__(kit, "Counts over time", parent)
        self._plan: object = None
        self._is_telling = False
        self._counts: tuple[npt.NDArray[np.float64], npt.NDArray[np.int32]] | None = None
        self.title = ElidedLabel("", "strong")
        self.now = plain_label("", "muted")
        self.form = Segments("Form", FORMS, "stacked", self.draw)
        self.plot = pg.PlotWidget(axisItems={"bottom": DateAxis(kit.session.net.axis)})
        self.plot.setAccessibleName("Number of channels in each state over time")
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=True, y=False)
        self.line = pg.InfiniteLine(angle=90, movable=True)
        self.line.sigPositionChanged.connect(self._dragged)
        self.line.sigPositionChangeFinished.connect(lambda _: kit.session.end_gesture())
        self._key = QWidget()
        self._flow = FlowLayout(14)
        self._key.setLayout(self._flow)
        self._fill_key()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.now)
        top.addWidget(self.form)
        rows = column(self, gap_px=12, margins=(18, 16, 18, 16))
        rows.addLayout(top)
        rows.addWidget(self.plot, 1)
        rows.addWidget(self._key)
        rows.addLayout(button_line(push("Close", self.accept, look="primary")))
        self.fit(920, 520)
        kit.session.changed.append(self._changed)
        kit.session.replaced.append(self.reject)
        kit.theme.changed.connect(self.draw)
        self.finished.connect(self._leave)
        self.draw()

    def _fill_key(self) -> None:
        samples, ratio = Samples(self.kit), self.devicePixelRatioF()
        for code, state in enumerate(self.kit.session.net.states):
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            mark = plain_label()
            mark.setPixmap(samples.state_line(code, ratio))
            row.addWidget(mark)
            row.addWidget(plain_label(called(state)[:60], "muted"))
            self._flow.addWidget(entry)

    # -- the chart

    def draw(self) -> None:
        """Draw everything anew."""
        session, style = self.kit.session, self.kit.style
        plan = session.plan()
        self._plan = plan
        net = plan.net
        mask = plan.channels if plan.channels.any() else plan.mask
        counts = counts_over_time(net, mask)
        first, last = travel.home(net), travel.end(net)
        inside = (counts.ticks > first) & (counts.ticks < last)
        ticks = np.concatenate([[first], counts.ticks[inside], [last]]).astype(np.float64)
        values = np.concatenate([[counts.at(first)], counts.counts[inside]])
        values[:, ~plan.state_ok] = 0
        self._counts = (ticks, values)
        self.plot.clear()
        self.plot.setBackground(QColor(rgb_text(style.panel)))
        for name in ("bottom", "left"):
            axis = self.plot.getAxis(name)
            axis.setPen(rgb_text(style.border))
            axis.setTextPen(rgb_text(style.text_muted))
        self.plot.showGrid(y=True, alpha=0.25)
        self._draw_states(ticks, values)
        self.line.setPen(pg.mkPen(rgb_text(style.accent), width=2))
        self.line.setHoverPen(pg.mkPen(rgb_text(style.accent), width=4))
        self.line.setBounds((float(net.first), float(net.last)))
        self.plot.addItem(self.line, ignoreBounds=True)
        lens = f" · {plan.lens_label}" if plan.lens_label else ""
        noun = "Channels" if plan.channels.any() else "Relationships"
        self.title.set_whole(f"{noun} by state{lens}")
        self._move()

    def _draw_states(self, ticks: npt.NDArray[np.float64], values: npt.NDArray[np.int32]) -> None:
        """Steps, stacked with the best state at the bottom, or each on its own."""
        net, looks = self.kit.session.net, self.kit.style.state_looks(self.kit.session.net)
        order = sorted(range(len(net.states)), key=lambda code: net.states[code].rank, reverse=True)
        if self.form.chosen == "lines":
            for code in order:
                pen = pg.mkPen(rgb_text(looks[code].argb), width=2)
                if looks[code].dash:
                    pen.setDashPattern([part / 2 for part in looks[code].dash])
                self.plot.plot(ticks, values[:, code], stepMode="center", pen=pen)
            most = int(values.max(initial=0))
        else:
            below = np.zeros(len(values), dtype=np.int64)
            tops = []
            for code in order:
                below = below + values[:, code]
                tops.append((code, below))
            for code, top in reversed(tops):
                fill = QColor(rgb_text(looks[code].argb))
                self.plot.plot(ticks, top, stepMode="center", fillLevel=0, brush=fill, pen=pg.mkPen(fill, width=1))
            most = int(below.max(initial=0))
        self.plot.setXRange(ticks[0], ticks[-1], padding=0.01)
        self.plot.setYRange(0, max(most, 1), padding=0.04)
        self.plot.setLimits(yMin=0, xMin=ticks[0] - (ticks[-1] - ticks[0]), xMax=2 * ticks[-1] - ticks[0])

    # -- the date

    def _move(self) -> None:
        session = self.kit.session
        self._is_telling = True
        self.line.setValue(float(session.view.t))
        self._is_telling = False
        self.now.setText(session.net.axis.label(session.view.t))

    def _dragged(self, line: Any) -> None:
        if not self._is_telling:
            self.kit.session.set_date(round(line.value()), "scrub")

    def _changed(self, old: ViewState, new: ViewState) -> None:
        if self.kit.session.plan() is not self._plan:
            self.draw()
        else:
            self._move()

    def _leave(self) -> None:
        session = self.kit.session
        if self._changed in session.changed:
            session.changed.remove(self._changed)
        if self.reject in session.replaced:
            session.replaced.remove(self.reject)
