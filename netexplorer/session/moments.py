"""Frames that are kept: most dates are shown as others were, but for the words of the date itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable
from itertools import count

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.session import travel
from netexplorer.session.captions import caption
from netexplorer.session.facts import Facts, gather
from netexplorer.session.resolve import (
    PASSING,
    Plan,
    Xy,
    frame_at,
    make_plan,
    moved,
    passes_alike,
    timeless,
)
from netexplorer.session.state import ViewState

KEPT = 1024
LARGEST = 4000  # relationships; larger networks are not kept

_numbers = count(1)  # of all moments of a program


class _Turns:
    """The instants at which something about some relationships, bool (m,), is other than before."""

    def __init__(self, net: TemporalNetwork, rels: npt.NDArray[np.bool_]) -> None:
        rows = np.flatnonzero(rels[net.change_rel])
        columns = (net.change_from, net.change_to, net.change_from_end, net.change_possible, net.until_end,
                   net.until_possible)  # fmt: skip
        self._net = net
        self._bounds: list[int] = distinct(np.concatenate([np.asarray(each[rows]) for each in columns])).tolist()
        self._begins: list[int] = distinct(net.change_from[rows]).tolist()

    def at(self, t: int) -> tuple[int, int]:
        """Between which of them ``t`` and the same date a year before lie."""
        return bisect_right(self._bounds, t), bisect_right(self._begins, travel.year_before(self._net, t))

    def ticks(self) -> list[int]:
        """All of them, and when changes have been there for a year, from the first date to the last."""
        first, last = travel.home(self._net), travel.end(self._net)
        near = [tick for tick in self._begins if first <= tick <= last]
        later = {travel.step_year(self._net, tick, 1) for tick in near}
        return [tick for tick in sorted(later.union(self._bounds, [first])) if first <= tick <= last]


def turns(net: TemporalNetwork) -> list[int]:
    """The instants at which another moment may begin, in order; none of a large network."""
    return _Turns(net, np.ones(len(net.rel_ids), dtype=bool)).ticks() if len(net.rel_ids) <= LARGEST else []


class Moments:
    """The frames of one plan.

    Two instants are the same moment when of all that passes the same changes are in force, the same of them and of
    their ends are possible and the same of them came within a year, and the same actors are drawn with the same words:
    then their pictures differ in nothing but the date's own words, and their frames say so by having the same
    :attr:`Frame.moment`.
    """

    def __init__(self, plan: Plan) -> None:
        net = plan.net
        self.plan = plan
        self._is_kept = len(net.rel_ids) <= LARGEST
        self._all = _Turns(net, np.ones(len(net.rel_ids), dtype=bool)) if self._is_kept else None
        self._seen = _Turns(net, plan.mask | plan.selected_rels) if self._is_kept else None
        self._frames: OrderedDict[tuple[int, int, int], Frame] = OrderedDict()
        self._moments: dict[tuple[Hashable, ...], int] = {}
        self._subtitles: dict[tuple[bytes, int], tuple[str, ...]] = {}

    def frame(self, t: int, news: str | None = None) -> Frame:
        """The frame at the instant ``t``, with the caption ``news`` if that is known."""
        if self._all is None:
            return frame_at(self.plan, t, news=news)
        key = (*self._all.at(t), self.plan.facts.holders.place(t))  # holders may be none of a part's relationships
        known = self._frames.get(key)
        if known is None:
            fresh = frame_at(self.plan, t, self._subtitle(t), news)
            known = self._frames[key] = replace(fresh, moment=self._moment(fresh))
            if len(self._frames) > KEPT:
                self._frames.popitem(last=False)
            return known
        self._frames.move_to_end(key)
        news = caption(self.plan, known.told, t) if news is None else news
        return replace(known, t=t, date_label=self.plan.facts.date_label(t), caption=news)

    def _moment(self, frame: Frame) -> int:
        """The number of the moment of a frame."""
        actors = (frame.actor_shown, frame.actor_faint, frame.actor_counted)
        turn = self._seen.at(frame.t) if self._seen is not None else ()
        key = (*turn, frame.subtitle, *(each.tobytes() for each in actors))
        return self._moments.setdefault(key, next(_numbers))

    def _subtitle(self, t: int) -> tuple[str, ...]:
        facts = self.plan.facts
        posts = facts.posts_at(t)
        key = (posts.tobytes(), facts.holders.place(t))
        if key not in self._subtitles:
            self._subtitles[key] = facts.name_posts(posts, t)
        return self._subtitles[key]


class Resolver:
    """Resolves views of one network after another, keeping the last plan and its moments: a scrub step is cheap."""

    def __init__(self, facts: Facts | None = None, plan: Plan | None = None) -> None:
        self._facts = facts
        self._moments = Moments(plan) if plan is not None else None
        self._view: ViewState | None = None  # for which the moments were asked for last: a step asks a dozen times
        self._through: tuple[ViewState, ViewState] | None = None  # the last one, and through the filters of the moments

    def plan(self, net: TemporalNetwork, view: ViewState, positions: Xy) -> Plan:
        """The plan of the view, worked out anew only when something other than the date has changed."""
        return self._of(net, view, positions).plan

    def frame(self, net: TemporalNetwork, view: ViewState, positions: Xy, t: int | None = None) -> Frame:
        """The frame that :func:`netexplorer.session.resolve.resolve` gives, quickly; at ``t`` if there is one."""
        return self._of(net, view, positions).frame(view.t if t is None else t)

    def known(self, net: TemporalNetwork, view: ViewState, positions: Xy) -> Plan:
        """The plan of the view through the lens and the filters of the last one, which costs little."""
        if self._moments is None or self._moments.plan.net is not net:
            return self.plan(net, view, positions)
        if self._through is None or self._through[0] is not view:
            known = {name: getattr(self._moments.plan.view, name) for name in PASSING}
            self._through = view, replace(view, **known)
        return self.plan(net, self._through[1], positions)

    def take(self, plan: Plan) -> None:
        """Go on from a plan that was worked out elsewhere."""
        self._moments, self._view, self._through = Moments(plan), None, None

    def _of(self, net: TemporalNetwork, view: ViewState, positions: Xy) -> Moments:
        last = self._moments
        is_same = last is not None and last.plan.net is net and last.plan.positions is positions
        if last is None or not is_same or not (self._view is view or last.plan.view == timeless(view)):
            last, self._through = self._other(net, view, positions), None
            self._moments = last
        self._view = view
        return last

    def _other(self, net: TemporalNetwork, view: ViewState, positions: Xy) -> Moments:
        last = self._moments
        former = last.plan if last is not None and last.plan.net is net else None
        if former is not None and passes_alike(former.view, view):
            return Moments(moved(former, view, positions))
        if self._facts is None or self._facts.net is not net:
            self._facts = gather(net)
        return Moments(make_plan(net, view, positions, self._facts, former=former))
