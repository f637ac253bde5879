"""The time between two dates that are compared, and how it stays as long as it is when it is locked."""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.graph.dates import civil_of
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.turns import TURNS
from netexplorer.scene.timescale import has_dates
from netexplorer.session import travel
from netexplorer.session.state import Lock, ViewState


def lock_between(net: TemporalNetwork, t: int, other: int) -> Lock:
    """The distance of ``other`` before ``t``: in whole years or months where it is that, else in ticks."""
    if not net.axis.is_number:
        (year, month, _), (year0, month0, _) = civil_of(t), civil_of(other)
        months = (year - year0) * 12 + month - month0
        if months and net.axis.step(t, "month", -months) == other:
            return Lock("month", months) if months % 12 else Lock("year", months // 12)
    return Lock("tick", t - other)


def locked(net: TemporalNetwork, t: int, lock: Lock) -> int:
    """The other date when ``t`` is shown."""
    return t - lock.count if lock.unit == "tick" else net.axis.step(t, lock.unit, -lock.count)


def following(net: TemporalNetwork, old: ViewState, new: ViewState) -> ViewState:
    """The view after ``old`` with a locked span that has kept its length, whichever of the two dates was moved."""
    lock = new.compare_lock
    if lock is None or new.compare is None:
        return new if lock is None else replace(new, compare_lock=None)
    t = new.t
    if t == old.t and new.compare != old.compare and lock == old.compare_lock:
        t = travel.clamp(net, locked(net, new.compare, Lock(lock.unit, -lock.count)))
    return replace(new, t=t, compare=locked(net, t, lock))


def usable(net: TemporalNetwork, view: ViewState) -> ViewState:
    """A view from elsewhere with a comparison that makes sense here: no further outside than the dataset is long."""
    room = net.last - net.first + travel.year_ticks(net)
    kept = tuple(turn.id for turn in TURNS if turn.id in view.hidden_turns)
    if view.compare is None or not has_dates(net):
        return replace(view, compare=None, compare_lock=None, hidden_turns=kept)
    other, lock = view.compare, view.compare_lock
    if lock is not None and (
        not lock.count or abs(lock.count) > room or abs(locked(net, view.t, lock) - view.t) > room
    ):
        lock = None
    other = locked(net, view.t, lock) if lock is not None else min(max(other, net.first - room), net.last + room)
    return replace(view, compare=other, compare_lock=lock, hidden_turns=kept)
