"""Story speed: how long to stay at each change so that it can be read, and how quickly to pass what is empty.

Both the window and a film play by these rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from netexplorer.graph.network import TemporalNetwork
from netexplorer.session import travel

HOLD_S, WORD_S, LONGEST_S = 0.9, 0.25, 6.0  # at a change; more for each word of its caption; never more than
PASS_S, SHORTEST_S, SLOWEST_S = 0.15, 0.1, 0.8  # for an empty year; for any stretch without a change, at least and most
STEP_S = 1 / 15  # between two dates while an empty stretch passes

Shown = tuple[int, float]


def hold(caption: str) -> float:
    """How many seconds a date is shown so that its caption can be read."""
    return min(HOLD_S + WORD_S * len(caption.split()), LONGEST_S)


def passing(net: TemporalNetwork, start: int, end: int) -> tuple[Shown, ...]:
    """The dates strictly between two instants without a change in between, each with the seconds it is shown."""
    seconds = min(max((end - start) / travel.year_ticks(net) * PASS_S, SHORTEST_S), SLOWEST_S)
    count = max(round(seconds / STEP_S), 1)
    unit = net.axis.resolution
    ticks = [start + (end - start) * (k + 1) // (count + 1) // unit * unit for k in range(count)]
    kept = [tick for before, tick in pairwise([start, *ticks]) if before < tick < end]
    return tuple((tick, seconds / len(kept)) for tick in kept)


def until(net: TemporalNetwork, tick: int, caption: str, following: int | None) -> tuple[Shown, ...]:
    """The date ``tick`` for as long as its caption wants, and then the way to the next change, or to the end."""
    return ((tick, hold(caption)), *passing(net, tick, net.last if following is None else following))


def schedule(
    net: TemporalNetwork,
    stops: Sequence[int],
    captions: Sequence[str],
    first: int,
    last: int,
    seconds: float | None = None,
) -> tuple[Shown, ...]:
    """The dates to show one after another, ascending, each with how many seconds it is shown.

    A change is shown as long as its caption takes to read, and so are the two ends; between two of them the date runs
    by in small steps.

    Parameters
    ----------
    stops : sequence of int
        The instants at which something changes, ascending; those outside of ``first`` to ``last`` are passed over.
    captions : sequence of str
        What is told at each of them.
    seconds : float, optional
        How long all of it takes; absent, as long as reading takes.

    Raises
    ------
    ValueError
        If ``last`` is before ``first``, or ``seconds`` not positive.
    """
    if last < first or (seconds is not None and seconds <= 0):
        raise ValueError(f"nothing can be shown from {first} to {last} in {seconds} seconds")
    told = {first: "", last: ""} | {
        int(tick): text for tick, text in zip(stops, captions, strict=True) if first <= tick <= last
    }
    shown: list[Shown] = []
    for tick in sorted(told):
        if shown:
            shown += passing(net, shown[-1][0], tick)
        shown.append((tick, hold(told[tick])))
    if seconds is None:
        return tuple(shown)
    factor = seconds / sum(each for _, each in shown)
    return tuple((tick, each * factor) for tick, each in shown)
