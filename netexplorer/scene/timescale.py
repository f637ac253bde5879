"""Which part of time is seen, and where: ticks to pixels of the timeline and back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.memo import of_network, of_part

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MARGIN = 0.02  # free time before the first and after the last change, as a share of the span
RIGHT_PX = 14.0  # free pixels at the right edge, so that the last bar's end is seen


class TimelineView(Struct, frozen=True):
    """The part of time and of the lanes that is seen.

    Attributes
    ----------
    t0, t1 : int
        Ticks at the left and at the right end of the plot; always ``t0 < t1``.
    width, height : float
        Size of the whole picture in pixels.
    scroll_px : float
        How far the lanes are scrolled up.
    label_width : float
        Width of the column of labels at the left.
    row_height : float
        Height of one lane.
    large : bool
        The Channels page: two lines of label, words in the bars.
    """

    t0: int
    t1: int
    width: float
    height: float
    scroll_px: float = 0.0
    label_width: float = 196.0
    row_height: float = 22.0
    large: bool = False

    @property
    def plot_left(self) -> float:
        """Where ``t0`` stands."""
        return self.label_width + (20.0 if self.large else 16.0)

    @property
    def plot_right(self) -> float:
        """Where ``t1`` stands; never left of ``plot_left``."""
        return max(self.width - RIGHT_PX, self.plot_left + 1.0)

    @property
    def clip_left(self) -> float:
        """Bars that began before ``t0`` run on a little, to here."""
        return self.plot_left - 8.0

    @property
    def clip_right(self) -> float:
        """And those that go on after ``t1`` to here."""
        return self.plot_right + 5.0

    @property
    def ticks_per_px(self) -> float:
        """How much time one pixel holds."""
        return (self.t1 - self.t0) / (self.plot_right - self.plot_left)

    def tick_to_x(self, tick: float) -> float:
        """Where a tick stands, in pixels; not clipped to the plot."""
        return self.plot_left + (float(tick) - self.t0) / self.ticks_per_px

    def ticks_to_x(self, ticks: npt.NDArray[np.int64]) -> F64:
        """Where many ticks stand, float64 of the same shape."""
        return self.plot_left + (ticks - self.t0) / self.ticks_per_px

    def x_to_tick(self, x: float) -> int:
        """The tick at a pixel; the inverse of :meth:`tick_to_x`."""
        return self.t0 + round((x - self.plot_left) * self.ticks_per_px)

    def zoomed(self, net: TemporalNetwork, factor: float, x: float) -> TimelineView:
        """The view after a zoom that leaves the date under ``x`` where it is; a factor above one shows less time."""
        low, high = bounds(net)
        held = min(max(self.x_to_tick(x), self.t0), self.t1)
        smallest = max(net.axis.resolution * 8, 8)
        span = int(min(max((self.t1 - self.t0) / factor, smallest), high - low))
        start = held - round((held - self.t0) / (self.t1 - self.t0) * span)
        return self._within(net, start, span)

    def panned(self, net: TemporalNetwork, dx_px: float) -> TimelineView:
        """The view after it was dragged by so many pixels; to the right shows earlier dates."""
        return self._within(net, self.t0 - round(dx_px * self.ticks_per_px), self.t1 - self.t0)

    def showing(self, net: TemporalNetwork, tick: int) -> TimelineView:
        """The view moved no further than needed for ``tick`` to be seen."""
        span = self.t1 - self.t0
        start = (
            min(max(self.t0, tick - span + span // 20), tick - span // 20)
            if not self.t0 <= tick <= self.t1
            else self.t0
        )
        return self._within(net, start, span)

    def fitted(self, net: TemporalNetwork, mask: Bools | None = None) -> TimelineView:
        """The view that shows everything there is to see of the relationships of ``mask`` (m,)."""
        low, high = span_of(net, mask)
        return replace(self, t0=low, t1=high)

    def _within(self, net: TemporalNetwork, start: int, span: int) -> TimelineView:
        low, high = bounds(net)
        start = min(max(start, low), max(high - span, low))
        return replace(self, t0=start, t1=min(start + span, high))


@of_network  # asked at every step in time, and a pass over all changes
def has_dates(net: TemporalNetwork) -> bool:
    """Anything in the dataset has a date, whoever is heard; without one there is no time to show."""
    net = net.whole or net
    if any(bool((ticks > BEGINNING).any()) for ticks in (net.change_from, net.event_tick)):
        return True
    return bool((net.change_to < FOREVER).any()) or net.axis.read(net.dataset.as_of) is not None


@of_network
def bounds(net: TemporalNetwork) -> tuple[int, int]:
    """The widest span worth showing: first to last change with a margin of 2 % on both sides.

    Where all that is known is one year, the margin is a year.
    """
    margin = max(round((net.last - net.first) * MARGIN), net.axis.resolution, 1)
    dated = net.change_from > BEGINNING
    doubt = int((net.change_from_end - net.change_from)[dated].max()) if dated.any() else 0
    margin = max(margin, doubt) if net.last - net.first < 2 * doubt else margin
    return net.first - margin, net.last + margin


def span_of(net: TemporalNetwork, mask: Bools | None = None) -> tuple[int, int]:
    """The span the channels of ``mask`` (m,) need: their first change to the last date of the dataset, with margins.

    A treaty of 1949 does not press the lanes of the nineties into a corner: neither when it is outside the lens, nor
    when it is among the first 2 % of the changes and would take a sixth of the width.
    """
    if mask is None or not len(net.change_rel):
        return bounds(net)
    return _span(net, mask)


@of_part  # asked again at every scroll and zoom, and by the job that prepares the next one
def _span(net: TemporalNetwork, mask: Bools) -> tuple[int, int]:
    low, high = bounds(net)
    wanted = (mask & net.is_channel)[net.change_rel] & (net.change_from > BEGINNING)
    ticks = net.change_from[wanted] if wanted.any() else np.array([net.first])
    usual_row = len(ticks) // 50
    ticks = np.partition(ticks, usual_row)
    first, usual = int(ticks[: usual_row + 1].min()), int(ticks[usual_row])
    first = usual if usual - first > (net.last - usual) / 5 else first
    last = max(net.last, first + net.axis.resolution)
    margin = max(round((last - first) * MARGIN), net.axis.resolution, 1)
    return max(first - margin, low), min(last + margin, high)


def default_view(
    net: TemporalNetwork,
    width: float,
    height: float,
    *,
    mask: Bools | None = None,
    span: tuple[int, int] | None = None,
    large: bool = False,
) -> TimelineView:
    """The view a window opens with: all channels of ``mask``, or the remembered ``span`` of time."""
    low, high = bounds(net)
    label_width = min(300.0, max(width * 0.3, 60.0)) if large else min(max(width * 0.17, 190.0), 230.0, width * 0.34)
    row_height = 38.0 if large else 22.0
    t0, t1 = span_of(net, mask)
    if span is not None and low < span[1] and span[0] < high and span[0] < span[1]:
        t0, t1 = max(span[0], low), min(span[1], high)
    return TimelineView(t0, t1, width, height, label_width=label_width, row_height=row_height, large=large)
