"""The status line: the date, how many channels are in which state, what the last year did, how sure all this is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, DAY
from netexplorer.graph.network import ENDED, TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import count_possible, count_states
from netexplorer.session import travel
from netexplorer.session.instant import in_force
from netexplorer.session.kept import kept, kept_by_moment
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import number_text, short_day, state_label

Bools = npt.NDArray[np.bool_]


class Status(Struct, frozen=True):
    """What the line says, in parts.

    ``counts`` are pairs of a state's label and its number of channels, without hidden states; ``codes`` are the states,
    ``possible`` how many of each number are in it only possibly.

    ``year`` says what changed since the same date a year before, ``sureness`` how precise and how disputed the
    changes in force are.
    """

    date: str
    counts: tuple[tuple[str, int], ...]
    codes: tuple[int, ...]
    possible: tuple[int, ...]
    year: str
    sureness: str


class Sureness(Struct, frozen=True):
    """Channels in a shown state: all, those not known to the day, and the disputed."""

    known: int
    coarse: int
    disputed: int


class Year(Struct, frozen=True):
    """Channels that are in another state than a year before."""

    worse: int
    better: int
    opened: int
    ended: int


@kept
def status_line(frame: Frame, plan: Plan) -> Status:
    """The status line of a frame."""
    return status_of(
        plan,
        frame.t,
        (_counts(frame, plan), _possible(frame, plan)),
        lambda before: _year(frame, plan, before),
        _sureness(frame, plan),
    )


def _year(frame: Frame, plan: Plan, before: int) -> Year:
    """What changed since an instant; counted once for all instants between two changes."""
    years = _years(frame, plan)
    place = bisect_right(plan.facts.turns, before) if frame.moment else 0
    if place not in years:
        years[place] = counted_year(frame.net, before, frame.states, channels_of(plan))
    return years[place]


def channels_of(plan: Plan) -> Bools:
    """What the line counts, bool (m,): channels that pass lens and filters; whatever passes, if there is no channel."""
    return plan.channels if plan.net.is_channel.any() else plan.mask


def status_of(
    plan: Plan,
    t: int,
    by_state: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    since: Callable[[int], Year],
    sureness: Sureness,
) -> Status:
    """The line in words.

    Parameters
    ----------
    by_state : int64 (S + 1,), int64 (S,)
        Channels by state; those of them that are in it only possibly.
    since : callable
        Compares with an instant a year before; asked only where there is one.
    """
    net, is_dated = plan.net, plan.facts.is_dated
    seen = np.flatnonzero(plan.state_ok).tolist()
    before = travel.year_before(net, t)
    return Status(
        date=short_day(net, t) if is_dated else plan.facts.date_label(t),
        counts=tuple((state_label(net, code), int(by_state[0][code])) for code in seen),
        codes=tuple(seen),
        possible=tuple(by_state[1][seen].tolist()),
        year=_year_text(net, before, since(before)) if is_dated and before > BEGINNING else "",
        sureness=_sureness_text(sureness),
    )


def coarse_dates(net: TemporalNetwork) -> Bools:
    """By the codes of ``change_possible``: of all dates that occur those known no better than to a month."""
    return (net.change_from_end.table - net.change_possible.table > DAY) & (not net.axis.is_number)


@kept_by_moment
def _years(frame: Frame, plan: Plan) -> dict[int, Year]:
    return {}


@kept_by_moment
def _counts(frame: Frame, plan: Plan) -> npt.NDArray[np.int64]:
    return count_states(frame.net, frame.states, plan.mask)


@kept_by_moment
def _possible(frame: Frame, plan: Plan) -> npt.NDArray[np.int64]:
    return count_possible(frame.net, frame.states, frame.uncertain, plan.mask)


@kept_by_moment
def _sureness(frame: Frame, plan: Plan) -> Sureness:
    net, channels = frame.net, channels_of(plan) & frame.shown
    rels, changes = in_force(net, frame.t)
    changes = changes[channels[rels]]
    living = channels & (frame.states >= 0)
    return Sureness(
        known=len(changes),
        coarse=int(np.count_nonzero(coarse_dates(net)[net.change_possible.codes[changes]])),
        disputed=int(np.count_nonzero(frame.disputed & living)),
    )


def _sureness_text(found: Sureness) -> str:
    parts = [
        f"{number_text(found.coarse)} of {number_text(found.known)} without a known day"
        if found.coarse
        else "all known to the day"
        if found.known
        else "",
        f"{number_text(found.disputed)} disputed" if found.disputed else "",
    ]
    return " · ".join(part for part in parts if part)


def counted_year(net: TemporalNetwork, before_t: int, states: npt.NDArray[np.int8], channels: Bools) -> Year:
    """Compare states with those of an instant before, in one pass; ``channels`` (m,) are those that count."""
    rels, changes = in_force(net, before_t)
    before = np.full(len(net.src), ENDED, dtype=np.int8)
    before[rels] = net.change_state[changes]
    now = np.maximum(states, np.int8(ENDED))  # here it is all the same whether it has not begun or is over
    moved = np.flatnonzero((before != now) & channels)
    before, now = before[moved], now[moved]
    both = (before >= 0) & (now >= 0)
    step = net.ranks[now[both]].astype(np.int32) - net.ranks[before[both]]
    return Year(*(int(np.count_nonzero(each)) for each in (step < 0, step > 0, before < 0, now < 0)))


def _year_text(net: TemporalNetwork, before_t: int, found: Year) -> str:
    counts = ((found.worse, "worse"), (found.better, "better"), (found.opened, "opened"), (found.ended, "ended"))
    said = ", ".join(f"{number_text(n)} {word}" for n, word in counts if n)
    return f"since {short_day(net, before_t)}: {said or 'no change'}"
