"""Moving through time: to the next change, by a year, and a little further while playing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.cursor import change_ticks
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork

DAY = 86_400
YEAR = 31_556_952  # the mean Gregorian year in seconds
SPEEDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)  # years per second
_FEW_UNITS = 4
_NUMBER_YEARS = 30  # a number axis has no years: its whole span plays as if it were this many

Ticks = npt.NDArray[np.int64]


def clamp(net: TemporalNetwork, t: int) -> int:
    """The nearest tick within the span of the dataset."""
    return int(min(max(t, net.first), net.last))


def nearest(net: TemporalNetwork, text: str) -> tuple[int, str]:
    """A typed date at its earliest instant, or the nearer end of the span and a sentence that says so.

    Raises
    ------
    UserError
        If the text is no date of the network's axis.
    """
    tick = net.axis.parse(text.strip()).earliest
    if clamp(net, tick) == tick:
        return tick, ""
    first, last = net.axis.label(net.first), net.axis.label(net.last)
    return clamp(net, tick), f"The dataset reaches from {first} to {last}; this is the nearest date."


def year_ticks(net: TemporalNetwork) -> int:
    """How many ticks pass for a year: the mean year on a calendar, on a number axis a thirtieth of the span.

    That is whole units, unless there are but a few of them in all.
    """
    if net.axis.kind == "calendar":
        return YEAR
    span, unit = net.last - net.first, net.axis.resolution
    part = max(1, span // _NUMBER_YEARS)
    return max(part // unit, 1) * unit if span >= _FEW_UNITS * unit else part


def step_year(net: TemporalNetwork, t: int, count: int) -> int:
    """The same day ``count`` years later (earlier when negative), within the span of the dataset."""
    if net.axis.kind == "calendar":
        return clamp(net, net.axis.step(t, "year", count))
    return clamp(net, t + count * year_ticks(net))


def year_before(net: TemporalNetwork, t: int) -> int:
    """The same date one year before ``t``, also when that lies before the first change."""
    return net.axis.step(t, "year", -1) if net.axis.kind == "calendar" else t - year_ticks(net)


def home(net: TemporalNetwork) -> int:
    """Where the part of the span begins that is worth showing first."""
    return clamp(net, net.focus[0])


def end(net: TemporalNetwork) -> int:
    """Where the part of the span ends that is worth showing first."""
    return clamp(net, net.focus[1])


def to_beginning(net: TemporalNetwork, t: int) -> int:
    """The beginning of the part worth showing first, and from there on the beginning of everything."""
    return home(net) if t > home(net) else net.first


def to_end(net: TemporalNetwork, t: int) -> int:
    """The end of the part worth showing first, and from there on the end of everything."""
    return end(net) if t < end(net) else net.last


def stops(net: TemporalNetwork, mask: npt.NDArray[np.bool_]) -> Ticks:
    """The instants at which a relationship of ``mask`` changes, within the span; sorted, each once."""
    ticks = np.asarray(change_ticks(net, mask), dtype=np.int64)
    return ticks[(ticks >= net.first) & (ticks <= net.last)]


def next_change(ticks: Ticks, t: int) -> int | None:
    """The first of the sorted ``ticks`` after ``t``."""
    at = int(np.searchsorted(ticks, t, side="right"))
    return int(ticks[at]) if at < len(ticks) else None


def previous_change(ticks: Ticks, t: int) -> int | None:
    """The last of the sorted ``ticks`` before ``t``."""
    at = int(np.searchsorted(ticks, t, side="left"))
    return int(ticks[at - 1]) if at > 0 else None


def play_step(net: TemporalNetwork, t: int, *, speed: float, seconds: float) -> int:
    """Where playing at ``speed`` years per second has come to after ``seconds``; it stops at the end of the span.

    At least one tick passes, so that playing always ends.
    """
    return clamp(net, t + max(1, round(speed * seconds * year_ticks(net))))


def faster(speed: float) -> float:
    """The next higher of :data:`SPEEDS`, or the highest."""
    return next((each for each in SPEEDS if each > speed), SPEEDS[-1])


def slower(speed: float) -> float:
    """The next lower of :data:`SPEEDS`, or the lowest."""
    return next((each for each in reversed(SPEEDS) if each < speed), SPEEDS[0])


def speed_label(net: TemporalNetwork, speed: float) -> str:
    """The speed in words for the transport, for instance ``1 year/s`` or ``3 months/s``."""
    if net.axis.kind != "calendar":
        return f"{speed:g}×"
    if speed < 1:
        return f"{round(speed * 12)} months/s"
    return f"{speed:g} year{'' if speed == 1 else 's'}/s"


def event_stops(net: TemporalNetwork, is_ours: npt.NDArray[np.bool_]) -> Ticks:
    """The instants of some events, bool (e,), within the span; sorted, each once."""
    ticks = distinct(net.event_tick[is_ours])
    return ticks[(ticks >= net.first) & (ticks <= net.last)]
