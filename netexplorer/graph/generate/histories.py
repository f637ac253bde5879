"""What becomes of each relationship: most are open for some years and then end, and crises come between sides."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.generate.chance import Chance, Int64s
from netexplorer.graph.generate.plan import Plan
from netexplorer.graph.generate.words import LIMITED, OPEN, SEVERED, SUSPENDED

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]

DAY, MONTH, YEAR, ABOUT, EVER = range(5)  # how exactly the beginning of a relationship is known
_KNOWN = (82, 90, 95, 97, 100)  # percent, summed up
CRISES = 18
LASTS = 8  # percent of all relationships have no end
BREAKS, FADES = 42, 20  # percent of channels, and of what is none, end by being severed
NEVER = -1


class Crises(Struct, frozen=True, eq=False):
    """Dates at which channels between two sides get worse; k of them, in the order of time.

    Attributes
    ----------
    day : int32 (k,)
        Days since the beginning of the span.
    side, other : int8 (k,)
        The two sides, ``side < other``.
    share : int8 (k,)
        How many of a hundred channels between them get worse.
    """

    day: Int32s
    side: Int8s
    other: Int8s
    share: Int8s


class Histories(Struct, frozen=True, eq=False):
    """The changes of m relationships, c in all; days count from the beginning of the span.

    Attributes
    ----------
    start : int64 (m + 1,)
        The changes of relationship i are the rows ``start[i]:start[i + 1]``, in the order of time.
    day : int32 (c,)
        From which day on; the first one of a relationship is less than 0 if it is older than the span.
    state : int8 (c,)
        Row of ``words.STATES``.
    known : int8 (m,)
        How exactly the first day is known: ``DAY``, ``MONTH``, ``YEAR``, ``ABOUT`` a month, or since ``EVER``.
    until : int32 (m,)
        The last day of the last change, or ``NEVER``.
    crisis : int16 (c,)
        The crisis that brought the change; -1 for none.
    """

    start: Int64s
    day: Int32s
    state: Int8s
    known: Int8s
    until: Int32s
    crisis: Int16s


class _Steps(Struct, frozen=True, eq=False):
    """Changes of relationships in the order in which they were thought of."""

    rel: Int64s
    day: Int64s
    state: Int64s
    crisis: Int64s

    def taken(self, rows: npt.NDArray[np.intp] | Bools) -> _Steps:
        return _Steps(self.rel[rows], self.day[rows], self.state[rows], self.crisis[rows])


def draw_crises(plan: Plan, chance: Chance) -> Crises:
    """Crises between pairs of sides; none where there is only one side."""
    count = CRISES if plan.sides > 1 else 0
    day = np.sort(plan.days * chance.between(10, 95, count) // 100 + chance.below(max(1, plan.days // 100), count))
    one = chance.below(plan.sides, count)
    other = (one + 1 + chance.below(max(1, plan.sides - 1), count)) % plan.sides
    return Crises(
        day.astype(np.int32),
        np.minimum(one, other).astype(np.int8),
        np.maximum(one, other).astype(np.int8),
        chance.between(50, 95, count).astype(np.int8),
    )


def draw_histories(
    plan: Plan, sides: tuple[Int8s, Int8s], is_channel: Bools, crises: Crises, chance: Chance
) -> Histories:
    """The history of each relationship, given the sides of its ends and whether it is a channel; O(m log m)."""
    m = is_channel.size
    begin = chance.between(-plan.days // 20, plan.days * 97 // 100, m)
    life = plan.days // 15 + 1 + chance.below(plan.days // 5 + 1, m) + chance.below(plan.days // 5 + 1, m)
    fate = chance.below(100, m)
    end = np.where(fate < 100 - LASTS, begin + life, plan.days)
    is_severed = fate < np.where(is_channel, BREAKS, FADES)
    steps = [*_ordinary(begin, life, chance)]
    steps.append(_steps(np.flatnonzero(is_severed), end, SEVERED))
    steps += _crisis_steps(plan, sides, is_channel, crises, (begin, end), chance)
    last = np.minimum(np.where(is_severed, end + 1, end), plan.days)
    found = _sound(_joined(steps), begin, last)
    start = np.concatenate([[0], np.cumsum(np.bincount(found.rel, minlength=m))]).astype(np.int64)
    final = found.state[start[1:] - 1] if m else found.state
    ends = ~is_severed & (end < plan.days) & (final != SEVERED)
    known = np.searchsorted(_KNOWN, chance.below(100, m), side="right")
    return Histories(
        start=_fixed(start, np.int64),
        day=_fixed(found.day, np.int32),
        state=_fixed(found.state, np.int8),
        known=_fixed(np.where(begin < 0, EVER, known), np.int8),
        until=_fixed(np.where(ends, end, NEVER), np.int32),
        crisis=_fixed(found.crisis, np.int16),
    )


def _ordinary(begin: Int64s, life: Int64s, chance: Chance) -> list[_Steps]:
    """Beginning, being limited and taken up again, being suspended and resumed: what needs no crisis."""
    m = begin.size
    everyone = np.arange(m)
    first = np.where(chance.percent(8, m), LIMITED, OPEN)
    limited, suspended = chance.percent(38, m), chance.percent(20, m)
    eased = limited & chance.percent(35, m)

    def at(least: int, most: int) -> Int64s:
        """A day of each relationship's life, between so many 64ths of it."""
        return begin + life * chance.between(least, most, m) // 64

    squeeze, relief, halt = at(8, 24), at(48, 60), at(26, 36)
    resumption = at(38, 46)
    return [
        _Steps(everyone, begin, first, np.full(m, -1)),
        _steps(np.flatnonzero(limited), squeeze, LIMITED),
        _steps(np.flatnonzero(eased), relief, OPEN),
        _steps(np.flatnonzero(suspended), halt, SUSPENDED),
        _Steps(*(x[suspended] for x in (everyone, resumption, np.where(limited, LIMITED, OPEN), np.full(m, -1)))),
    ]


def _steps(rels: Int64s, day: Int64s, state: int, crisis: int = -1) -> _Steps:
    """One step to ``state`` of each of ``rels``, each on its own ``day``, int64 (m,)."""
    return _Steps(rels, day[rels], np.full(rels.size, state), np.full(rels.size, crisis))


def _crisis_steps(
    plan: Plan, sides: tuple[Int8s, Int8s], is_channel: Bools, crises: Crises, lives: tuple[Int64s, Int64s],
    chance: Chance,
) -> list[_Steps]:  # fmt: skip
    """In a crisis channels between two sides get worse at once; some are taken up again after a while."""
    low, high = np.minimum(*sides), np.maximum(*sides)
    steps = []
    for row, (day, side, other, share) in enumerate(
        zip(crises.day.tolist(), crises.side.tolist(), crises.other.tolist(), crises.share.tolist(), strict=True)
    ):
        touched = np.flatnonzero(is_channel & (low == side) & (high == other) & (lives[0] < day) & (day < lives[1]))
        touched = touched[chance.percent(share, touched.size)]
        worse = np.searchsorted([35, 75], chance.below(100, touched.size), side="right") + LIMITED
        steps.append(_Steps(touched, np.full(touched.size, day), worse, np.full(touched.size, row)))
        calmed = touched[(worse != SEVERED) & chance.percent(40, touched.size)]
        later = day + plan.days // 40 + 1 + chance.below(plan.days // 10 + 1, calmed.size)
        steps.append(_Steps(calmed, later, np.full(calmed.size, OPEN), np.full(calmed.size, -1)))
    return steps


def _joined(steps: list[_Steps]) -> _Steps:
    parts = [(s.rel, s.day, s.state, s.crisis) for s in steps]
    return _Steps(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _sound(steps: _Steps, begin: Int64s, last: Int64s) -> _Steps:
    """Steps that make sense, sorted by relationship and day: one a day, each to another state, none beyond ``last``.

    Nothing comes after a severing, a crisis makes nothing better, and of what was before the span only the first step
    is told. ``begin`` and ``last``, which is exclusive, are int64 (m,).
    """
    is_told = (steps.day > 0) | (steps.day == begin[steps.rel])
    steps = steps.taken(is_told & (steps.day < last[steps.rel]))
    order = np.argsort(steps.rel * (2**32) + (steps.day + 2**31), kind="stable")
    steps = steps.taken(order)
    while True:
        follows = np.concatenate([[False], steps.rel[1:] == steps.rel[:-1]])[: steps.rel.size]
        before, day = np.roll(steps.state, 1), np.roll(steps.day, 1)
        is_idle = (steps.state == before) | (steps.day == day) | (before == SEVERED)
        is_relief = (steps.crisis >= 0) & (steps.state < before)
        drop = follows & (is_idle | is_relief)
        if not drop.any():
            return steps
        steps = steps.taken(~_leads(drop))


def _leads(drop: Bools) -> Bools:
    """The first of each run of true values: what stands behind a dropped step is judged anew without it."""
    leads: Bools = drop & ~np.concatenate([[False], drop[:-1]])[: drop.size]
    return leads


def _fixed(column: npt.NDArray[Any], dtype: npt.DTypeLike) -> Any:
    fixed = column.astype(dtype)
    fixed.setflags(write=False)
    return fixed
