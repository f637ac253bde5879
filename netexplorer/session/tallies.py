"""What legend and status line of a large network count, at any instant without a look at its relationships.

What is counted of relationships is a step function of time: :func:`tallies` works it out once for a view, in a few
passes over the changes, and an instant is then looked up. Actors are counted by what a :class:`Crowd` keeps.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.dates import DAY
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session import intervals, travel
from netexplorer.session.crowd import Crowd
from netexplorer.session.doubts import Doubts
from netexplorer.session.instant import standing
from netexplorer.session.intervals import Periods
from netexplorer.session.legend import LegendModel, lacks_family, legend_model
from netexplorer.session.resolve import Plan
from netexplorer.session.state import ViewState
from netexplorer.session.status import (
    Status,
    Sureness,
    Year,
    channels_of,
    coarse_dates,
    counted_year,
    status_of,
)

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

MOST_TICKS = 400_000  # distinct instants, each of which costs about a hundred bytes


class Tallies(Struct, frozen=True, eq=False):
    """Counts over time: from ``ticks[i]`` on, until the next one, they are row i of each table.

    Selection, pins and layout do not matter to them: they are true of every plan that :meth:`fits`.

    Attributes
    ----------
    ticks : int64 (g,)
        Ascending; the first is ``BEGINNING``.
    states : int32 (g, S)
        Channels that pass lens and filters, by state; all relationships of a network that has no channel.
    begun : int32 (g,)
        Of the same those that are in a state or have ended.
    families : int32 (g, F + 1) or (g, F)
        What passes lens and all filters but that of the families, in a shown state; the first have no family, if there
        is such a relationship.
    possible : int32 (g, S)
        Of ``states`` those that are in their state only possibly.
    sure : int32 (g, 4)
        Channels in a shown state: all, those not known to the day, the disputed, and those of which no source states
        what nobody disputes.
    year : int32 (g, 3)
        Channels that are in a state and were in one a year before: all, those in a worse, in a better state.
    kind_and_side : int64 (n,)
        A code of each actor for both together.
    by_side, by_kind : Crowd, optional
        Where sides or kinds are hidden: the crowd without that filter. :func:`legend_at` moves it in time.
    has_clock : bool
        Something begins or ends within a day.
    """

    plan: Plan
    ticks: Int64s
    states: Int32s
    begun: Int32s
    families: Int32s
    possible: Int32s
    sure: Int32s
    year: Int32s
    kind_and_side: Int64s
    by_side: Crowd | None
    by_kind: Crowd | None
    has_clock: bool

    def fits(self, plan: Plan) -> bool:
        """Whether these are the counts of a plan."""
        return counts_alike(self.plan, plan)

    def row(self, t: int) -> int:
        """The row of an instant."""
        return max(int(np.searchsorted(self.ticks, t, side="right")) - 1, 0)


def counts_alike(one: Plan, other: Plan) -> bool:
    """Whether the tallies of two plans are the same."""
    return one.net is other.net and _counted(one.view) == _counted(other.view)


def _counted(view: ViewState) -> ViewState:
    """The view without what changes no count."""
    return replace(view, t=0, ghosts=True, layout="", pins=(), selected="", camera=None, span=None, page="network")


# -- once for a view


def tallies(plan: Plan) -> Tallies | None:
    """Count over all of time; none where so many instants are told apart that it would cost too much memory."""
    net, facts = plan.net, plan.facts
    periods = intervals.periods(net, lambda ticks: year_after(net, ticks), MOST_TICKS)
    if periods is None:
        return None
    rel, state = net.change_rel, net.change_state
    seen_states = np.append(plan.state_ok, False)[state]
    channels = channels_of(plan)
    rows = np.flatnonzero(channels[rel])
    first = net.change_start[:-1][channels & (net.change_start[:-1] < net.change_start[1:])]
    others = np.flatnonzero((plan.lens_rels & plan.side_ok & plan.kind_ok)[rel] & seen_states)
    seen = rows[seen_states[rows]]
    no_family = 0 if lacks_family(net) else 1
    disputed = facts.disputed_changes[seen]
    sure = (
        periods.count(seen),
        periods.count(seen[coarse_dates(net)[net.change_possible.codes[seen]]]),
        periods.count(seen[disputed]),
        periods.count(seen[facts.unstated_changes[seen] & ~disputed]),
    )
    return Tallies(
        plan=plan,
        ticks=periods.ticks,
        states=periods.count_by(rows, state[rows], len(net.states)),
        begun=periods.count_begun(first),
        families=periods.count_by(others, net.rel_family[rel[others]] + 1, len(net.families) + 1)[:, no_family:],
        possible=periods.count_uncertain_by(net, rows, state[rows], len(net.states)),
        sure=np.stack(sure, axis=1),
        year=np.stack(_year(periods, net, rows), axis=1),
        kind_and_side=(net.actor_kind + 1).astype(np.int64) * (len(net.sides) + 1) + net.actor_side + 1,
        by_side=_without(plan, plan.view.hidden_sides, plan.kind_ok & plan.family_ok),
        by_kind=_without(plan, plan.view.hidden_kinds, plan.side_ok & plan.family_ok),
        has_clock=bool((periods.own[1:-1] % DAY).any()) and not net.axis.is_number,
    )


def _without(plan: Plan, hidden: tuple[str, ...], passes: Bools) -> Crowd | None:
    return Crowd(replace(plan, mask=plan.lens_rels & passes), plan.net.first) if hidden else None


def _year(periods: Periods, net: TemporalNetwork, rows: Int64s) -> tuple[Int32s, Int32s, Int32s]:
    """Pairs of what was in force a year before and what is, by how the second compares with the first.

    The k-th pass pairs each change with the k-th after it, as long as one begins within a year of the end of another.
    """
    rel, begins, ends = net.change_rel, periods.begins, periods.ends
    rank = net.ranks[net.change_state]
    all_, worse, better = (intervals.Deltas(periods.ticks.size) for _ in range(3))
    before, now = rows, rows
    while before.size:
        begin = np.maximum(begins[now], periods.year_after[begins[before]])
        end = np.minimum(ends[now], periods.year_after[ends[before]])
        step = rank[now] - rank[before]
        for deltas, chosen in ((all_, slice(None)), (worse, step < 0), (better, step > 0)):
            deltas.add(begin[chosen], end[chosen])
        now = now + 1
        inside = now < rel.size
        before, now = before[inside], now[inside]
        meets = (rel[now] == rel[before]) & (begins[now] < periods.year_after[ends[before]])
        before, now = before[meets], now[meets]
    return all_.counts(), worse.counts(), better.counts()


def year_after(net: TemporalNetwork, ticks: Int64s) -> Int64s:
    """For each of some bounded ticks the first instant whose year before is not before it, int64 (k,)."""
    if net.axis.kind != "calendar":
        return ticks + travel.year_ticks(net)
    days = ticks // DAY
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    day = days - months.astype("datetime64[D]").astype(np.int64)
    then = (months + 12).astype("datetime64[D]").astype(np.int64)
    after = (months + 13).astype("datetime64[D]").astype(np.int64)
    clock = np.where(then + day < after, ticks - days * DAY, 0)  # there is no 29 February the year after
    found: Int64s = np.minimum(then + day, after) * DAY + clock
    return found


# -- at an instant


def legend_at(counts: Tallies, crowd: Crowd) -> LegendModel:
    """The same as ``legend_counts`` of the whole frame of the crowd's plan at its instant.

    Costs a look at the actors; where sides or kinds are hidden also what changed since the last time.
    """
    plan, net, row = crowd.plan, crowd.plan.net, counts.row(crowd.t)
    actors = (plan.lonely & plan.actor_ok) | (crowd.alive > 0)
    chosen = np.flatnonzero(plan.selected_rels)
    chosen = chosen[plan.mask[chosen] & (crowd.states[chosen] >= 0)]  # what is selected counts in hidden states, too
    actors[net.src[chosen]] = actors[net.dst[chosen]] = True
    by_kind, by_side = _actors(counts, actors)
    if counts.by_side is not None:
        hidden = [code for code, side in enumerate(net.sides) if side.id in plan.view.hidden_sides]
        by_side[hidden] = _actors(counts, _alive(counts.by_side, crowd.t))[1][hidden]
    if counts.by_kind is not None:
        hidden = [code for code, kind in enumerate(net.kinds) if kind.id in plan.view.hidden_kinds]
        by_kind[hidden] = _actors(counts, _alive(counts.by_kind, crowd.t))[0][hidden]
    return legend_model(plan, _by_state(counts, row), by_side, by_kind, counts.families[row], _possible(counts, row))


def _by_state(counts: Tallies, row: int) -> Int64s:
    """Channels by state and, last, those that have ended, int64 (S + 1,)."""
    states = counts.states[row].astype(np.int64)
    found = np.append(states, counts.begun[row] - states.sum())
    return found if counts.plan.net.is_channel.any() else np.zeros_like(found)


def _possible(counts: Tallies, row: int) -> Int64s:
    """Of :func:`_by_state` those that are in their state only possibly, int64 (S,)."""
    found = counts.possible[row].astype(np.int64)
    return found if counts.plan.net.is_channel.any() else np.zeros_like(found)


def _actors(counts: Tallies, actors: Bools) -> tuple[Int64s, Int64s]:
    """Some actors by kind and by side, int64 (k,), without those that have none."""
    net = counts.plan.net
    shape = (len(net.kinds) + 1, len(net.sides) + 1)
    found = np.bincount(counts.kind_and_side, actors, shape[0] * shape[1]).astype(np.int64).reshape(shape)
    return found.sum(axis=1)[1:], found.sum(axis=0)[1:]


def _alive(crowd: Crowd, t: int) -> Bools:
    crowd.seek(t)
    return crowd.plan.lonely | (crowd.alive > 0)


def status_at(counts: Tallies, crowd: Crowd) -> Status:
    """The same as ``status_line`` of the whole frame of the crowd's plan at its instant.

    On a 29 February of a network with clock times it costs a look at all relationships: there time a year before does
    not go on as time does.
    """
    plan, t = crowd.plan, crowd.t
    row = counts.row(t)
    known, coarse, disputed, _ = counts.sure[row].tolist()
    more = _selected(plan, t)
    sureness = Sureness(known + more.known, coarse + more.coarse, disputed + more.disputed)
    by_state = _by_state(counts, row), _possible(counts, row)
    return status_of(plan, t, by_state, lambda before: _since(counts, crowd, row, before), sureness)


def doubts_at(counts: Tallies, t: int) -> Doubts:
    """The same as ``doubts`` of the whole frame at an instant, but for what a testimony leaves out or is selected."""
    row = counts.row(t)
    return Doubts(int(counts.possible[row][counts.plan.state_ok].sum()), *counts.sure[row][2:].tolist())


def _since(counts: Tallies, crowd: Crowd, row: int, before: int) -> Year:
    net = crowd.plan.net
    if counts.has_clock and net.axis.step(before, "year", 1) != crowd.t:
        return counted_year(net, before, crowd.states, channels_of(crowd.plan))
    both, worse, better = (int(count) for count in counts.year[row])
    opened = int(counts.states[row].sum()) - both
    return Year(worse, better, opened, int(counts.states[counts.row(before)].sum()) - both)


def _selected(plan: Plan, t: int) -> Sureness:
    """What is selected counts in hidden states, too."""
    net, facts = plan.net, plan.facts
    if plan.state_ok.all():
        return Sureness(0, 0, 0)
    rels = np.flatnonzero(plan.selected_rels)
    rels = rels[plan.mask[rels] & (net.is_channel[rels] | (not net.is_channel.any()))]
    now = standing(net, t, rels)
    extra = now.in_force & ~np.append(plan.state_ok, [False, False])[now.states]
    rels, changes = rels[extra], now.told[extra]
    coarse = coarse_dates(net)[net.change_possible.codes[changes]]
    disputed = facts.disputed_changes[changes]
    counted = (int(np.count_nonzero(each)) for each in (coarse, disputed))
    return Sureness(int(rels.size), *counted)
