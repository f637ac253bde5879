"""Frames that are kept: most dates are shown as others were, but for the words of the date itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import count

import numpy as np
from msgspec.structs import replace

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.session import travel
from netexplorer.session.facts import Facts, gather
from netexplorer.session.resolve import (
    PASSING,
    Plan,
    Xy,
    caption,
    frame_at,
    make_plan,
    moved,
    passes_alike,
    timeless,
)
from netexplorer.session.state import ViewState

KEPT = 512
LARGEST = 4000  # relationships; larger networks are not kept

_numbers = count(1)  # of all moments of a program


class Moments:
    """The frames of one plan.

    Two instants are the same moment when the same changes are in force, the same of them and of their ends are possible
    and the same of them came within a year: then their frames differ in nothing but words, and say so by having the
    same :attr:`Frame.moment`.
    """

    def __init__(self, plan: Plan) -> None:
        net = plan.net
        self.plan = plan
        self._is_kept = len(net.rel_ids) <= LARGEST
        bounds = (net.change_from, net.change_to, net.change_from_end.table, net.change_possible.table,
                  net.until_end.table, net.until_possible.table)  # fmt: skip
        self._bounds: list[int] = distinct(np.concatenate(bounds)).tolist() if self._is_kept else []
        self._begins: list[int] = distinct(net.change_from).tolist() if self._is_kept else []
        self._frames: OrderedDict[tuple[int, int], Frame] = OrderedDict()
        self._subtitles: dict[bytes, tuple[str, ...]] = {}

    def frame(self, t: int) -> Frame:
        """The frame at the instant ``t``."""
        if not self._is_kept:
            return frame_at(self.plan, t)
        key = bisect_right(self._bounds, t), bisect_right(self._begins, travel.year_before(self.plan.net, t))
        known = self._frames.get(key)
        if known is None:
            known = self._frames[key] = replace(frame_at(self.plan, t, self._subtitle(t)), moment=next(_numbers))
            if len(self._frames) > KEPT:
                self._frames.popitem(last=False)
            return known
        self._frames.move_to_end(key)
        words = self.plan.facts.date_label(t), caption(self.plan, known.shown, t)
        return replace(known, t=t, date_label=words[0], caption=words[1])

    def _subtitle(self, t: int) -> tuple[str, ...]:
        facts = self.plan.facts
        posts = facts.posts_at(t)
        key = posts.tobytes()
        if key not in self._subtitles:
            self._subtitles[key] = facts.name_posts(posts)
        return self._subtitles[key]


class Resolver:
    """Resolves views of one network after another, keeping the last plan and its moments: a scrub step is cheap."""

    def __init__(self, facts: Facts | None = None, plan: Plan | None = None) -> None:
        self._facts = facts
        self._moments = Moments(plan) if plan is not None else None

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
        known = {name: getattr(self._moments.plan.view, name) for name in PASSING}
        return self.plan(net, replace(view, **known), positions)

    def take(self, plan: Plan) -> None:
        """Go on from a plan that was worked out elsewhere."""
        self._moments = Moments(plan)

    def _of(self, net: TemporalNetwork, view: ViewState, positions: Xy) -> Moments:
        last = self._moments
        plan = last.plan if last is not None else None
        if last and plan and plan.net is net and plan.positions is positions and plan.view == timeless(view):
            return last
        former = plan if plan is not None and plan.net is net else None
        if former is not None and passes_alike(former.view, view):
            self._moments = Moments(moved(former, view, positions))
            return self._moments
        if self._facts is None or self._facts.net is not net:
            self._facts = gather(net)
        self._moments = Moments(make_plan(net, view, positions, self._facts, former=former))
        return self._moments
