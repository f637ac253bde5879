"""A large network while time is scrubbed: what is kept up to date by what changes, and the few who stand in front.

Above :data:`CROWD` relationships a picture is made of two layers. Behind, every line and every actor as density, which
:mod:`netexplorer.scene.density` draws. In front, the foreground: a small network of the actors that matter most in
the part of the plane that is seen, with what is selected or pointed at; it is resolved and composed like any small
network. Where all that is seen is little enough, the foreground is all of it and there is no density.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.adjacency import Adjacency
from netexplorer.graph.cursor import Cursor, Steps
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.subset import subset
from netexplorer.scene.density.warmth import dot_kernels, is_warm
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.spatial import SpatialIndex
from netexplorer.scene.viewport import Viewport
from netexplorer.session.moments import Moments
from netexplorer.session.resolve import Plan

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]

#: Relationships above which a network is a crowd. The stated budget of the picture: so many lines are drawn as lines.
CROWD = 2_000
MANY = 5_000  # changes that a compiled loop counts, if there is one
FOREMOST = 60  # actors of a crowd that get a mark and, where there is room, a name
MOST_NEIGHBOURS = 300  # lines in front of what is selected or pointed at
EDGE_PX = 60.0  # actors so far beside the picture still belong to what is seen


def is_crowd(net: TemporalNetwork) -> bool:
    """Whether a network is drawn as density where much of it is seen."""
    return len(net.src) > CROWD


class Count(Struct, frozen=True, eq=False):
    """``alive`` of :class:`Crowd`, int32 (n,), where the relationships are in ``states``, int8 (m,)."""

    alive: Int32s
    states: Int8s


def counted(plan: Plan, states: Int8s) -> Int32s:
    """How many shown relationships each actor has where they are in ``states`` (m,), int32 (n,); one pass over all."""
    n, net = len(plan.net.actor_ids), plan.net
    if len(states) > MANY and is_warm():
        from netexplorer.scene.density.dots import count_at_ends  # most datasets never need it

        return count_at_ends(net.src, net.dst, plan.mask, _visible(plan), states, n)
    on = plan.mask & _visible(plan)[states]
    alive = np.bincount(net.src[on], minlength=n) + np.bincount(net.dst[on], minlength=n)
    return alive.astype(np.int32)


def _visible(plan: Plan) -> Bools:
    return np.append(plan.state_ok, [False, False])


class Crowd:
    """The states of all relationships at a movable instant, and how many shown ones each actor has.

    Attributes
    ----------
    alive : int32 (n,)
        Relationships of each actor that are in a shown state and pass lens and filters.
    shown : bool (m,)
        Relationships that pass lens and filters, in whatever state.
    visible : bool (S + 2,)
        By state code, as an index from either end: drawn or not. What has ended or not begun is not drawn in a crowd.
    """

    def __init__(self, plan: Plan, t: int) -> None:
        self._cursor = Cursor(plan.net, t)
        self._take(plan, counted(plan, self._cursor.states))

    def _take(self, plan: Plan, alive: Int32s) -> None:
        self.plan = plan
        self.shown: Bools = plan.mask
        self.visible = _visible(plan)
        self.alive = alive

    def replan(self, plan: Plan, count: Count | None = None) -> None:
        """Go by another plan of the network: count anew, in one pass, unless the same pass lens and filters.

        Parameters
        ----------
        count : Count, optional
            What was counted for the plan elsewhere, maybe at another instant; only what differs is counted then.
        """
        if plan.mask is self.plan.mask and np.array_equal(plan.state_ok, self.plan.state_ok):
            self.plan = plan
        elif count is None:
            self._take(plan, counted(plan, self.states))
        else:
            self._take(plan, count.alive.copy())
            rel = np.flatnonzero(count.states != self.states).astype(np.int32)
            self._recount(Steps(rel, count.states[rel], self.states[rel]))

    def make_ready(self) -> None:
        """Do now what the first seek that goes far would have to wait for."""
        self._cursor.make_ready()

    @property
    def t(self) -> int:
        """The instant, in ticks."""
        return self._cursor.t

    @property
    def states(self) -> npt.NDArray[np.int8]:
        """State codes at :attr:`t`, int8 (m,); later seeks change them in place."""
        return self._cursor.states

    def __getitem__(self, rels: npt.NDArray[np.integer]) -> Bools:
        """Which of some relationships are drawn."""
        drawn: Bools = self.shown[rels] & self.visible[self.states[rels]]
        return drawn

    def seek(self, t: int) -> None:
        """Go to an instant; costs what changed, or one pass where that is much."""
        if self._cursor.is_far(t):
            self._cursor.leap(t)
            self.alive = counted(self.plan, self.states)
        else:
            self._recount(self._cursor.seek(t))

    def _recount(self, steps: Steps) -> None:
        net = self.plan.net
        if len(steps.rel) > MANY and is_warm():
            dot_kernels().recount(
                self.alive, net.src, net.dst, self.shown, self.visible, steps.rel, steps.before, steps.after
            )
        elif len(steps.rel):
            seen = self.visible.view(np.int8)  # bytes: of a far jump there may be a million
            change = seen[steps.after] - seen[steps.before]
            change *= self.shown.view(np.int8)[steps.rel]
            moved = np.flatnonzero(change != 0)
            rel, change = steps.rel[moved], change[moved].astype(np.int32)
            np.add.at(self.alive, net.src[rel], change)
            np.add.at(self.alive, net.dst[rel], change)

    def actors(self, rows: slice | Int32s = slice(None)) -> Bools:
        """The actors that are drawn, bool (n,); or which of those in some rows."""
        plan = self.plan
        chosen = plan.selected_actors[rows]
        return ((self.alive[rows] > 0) | plan.lonely[rows] | chosen) & (plan.actor_ok[rows] | chosen)


class Foreground(Struct, frozen=True, eq=False):
    """A part of a plan that is drawn as marks and lines.

    Attributes
    ----------
    moments : Moments
        The frames of the part: k actors, l relationships.
    actors, rels : int32 (k,), (l,)
        Their rows in the whole network, ascending.
    is_all : bool
        Nothing else can be seen in the viewport, at whatever date.
    """

    moments: Moments
    actors: Int32s
    rels: Int32s
    is_all: bool

    @property
    def plan(self) -> Plan:
        """The plan of the part."""
        return self.moments.plan

    def frame(self, crowd: Crowd, caption: str = "") -> Frame:
        """The frame of the part at the instant of the crowd."""
        frame = self.moments.frame(crowd.t, caption)
        if self.is_all:
            return frame
        shown = crowd.actors(self.actors) | frame.actor_shown
        return replace(frame, moment=0, actor_shown=shown, actor_faint=frame.actor_faint & ~shown)

    def hover(self, whole: Hover) -> Hover:
        """Rows of the whole network as rows of the part; what is not in it is nothing."""
        return Hover(_place(self.actors, whole.actor), _place(self.rels, whole.rel))

    def hover_of_whole(self, part: Hover) -> Hover:
        """Rows of the part as rows of the whole network."""
        actor = int(self.actors[part.actor]) if part.actor >= 0 else -1
        return Hover(actor, int(self.rels[part.rel]) if part.rel >= 0 else -1)


def _place(rows: Int32s, row: int) -> int:
    at = int(np.searchsorted(rows, row))
    return at if row >= 0 and at < len(rows) and rows[at] == row else -1


def foreground(
    plan: Plan, touching: Adjacency, index: SpatialIndex, viewport: Viewport, hover: Hover = Hover()
) -> Foreground:
    """Choose who stands in front; costs what is seen, and does not depend on the date.

    Parameters
    ----------
    touching : Adjacency
        Of the whole network.
    index : SpatialIndex
        Of the positions of ``plan``.
    hover : Hover
        What the pointer is over: it stands in front with its lines.
    """
    if np.count_nonzero(plan.lens_rels) <= CROWD:
        wanted = np.flatnonzero(_wanted(plan)).astype(np.int32)
        return _made(plan, wanted, np.flatnonzero(plan.lens_rels | plan.selected_rels).astype(np.int32), is_all=True)
    seen = _seen(plan, index, viewport)
    if int(touching.degree[seen].sum()) <= CROWD:
        # Those that a filter hides, too: whoever lives by them alone is not drawn as if everything had ended.
        chosen = np.flatnonzero(plan.selected_rels).astype(np.int32)
        rels = distinct(np.concatenate([chosen, *(touching.of(row) for row in seen.tolist())]))
        return _made(plan, seen, rels, is_all=True)
    foremost = seen
    if len(seen) > FOREMOST:
        foremost = seen[np.argpartition(-plan.importance[seen], FOREMOST)[:FOREMOST]]
    return _made(plan, foremost, _lit(plan, touching, hover), is_all=False)


def _seen(plan: Plan, index: SpatialIndex, viewport: Viewport) -> Int32s:
    half_x, half_y = (viewport.width / 2 + EDGE_PX) / viewport.scale, (viewport.height / 2 + EDGE_PX) / viewport.scale
    found = index.inside(viewport.x - half_x, viewport.y - half_y, viewport.x + half_x, viewport.y + half_y)
    seen: Int32s = found[_wanted(plan)[found]]
    return seen


def _wanted(plan: Plan) -> Bools:
    """The actors that may be drawn at some date, bool (n,)."""
    wanted = (plan.ever_shown & plan.actor_ok) | plan.selected_actors
    chosen = np.flatnonzero(plan.selected_rels)
    wanted[plan.net.src[chosen]] = wanted[plan.net.dst[chosen]] = True
    return wanted


def _lit(plan: Plan, touching: Adjacency, hover: Hover) -> Int32s:
    """Relationships of what is selected or pointed at, if they pass lens and filters; of many the most important."""
    lit = plan.selected_rels.copy()
    for row in (*np.flatnonzero(plan.selected_actors).tolist(), *([hover.actor] if hover.actor >= 0 else [])):
        lit[touching.of(row)] = True
    if hover.rel >= 0:
        lit[hover.rel] = True
    rels = np.flatnonzero(lit & (plan.mask | plan.selected_rels)).astype(np.int32)
    if len(rels) > MOST_NEIGHBOURS:
        weight = plan.importance[plan.net.src[rels]] + plan.importance[plan.net.dst[rels]]
        rels = np.sort(rels[np.argpartition(-weight, MOST_NEIGHBOURS)[:MOST_NEIGHBOURS]])
    return rels


def _made(plan: Plan, actors: Int32s, rels: Int32s, *, is_all: bool) -> Foreground:
    chosen = np.flatnonzero(plan.selected_actors)
    actors = distinct(np.concatenate([actors, chosen, plan.net.src[rels], plan.net.dst[rels]])).astype(np.int32)
    return Foreground(Moments(part_of(plan, actors, rels)), actors, rels, is_all)


_BY_ACTOR = (
    "lens_actors", "actor_ok", "lonely", "ever_shown", "xy", "positions", "pinned", "selected_actors", "importance",
)  # fmt: skip
_BY_RELATIONSHIP = ("lens_rels", "side_ok", "kind_ok", "family_ok", "mask", "selected_rels")


def part_of(plan: Plan, actors: Int32s, rels: Int32s) -> Plan:
    """The plan of a part of its network; the words of captions belong to the whole and are left out."""
    net, facts = subset(plan.net, actors, rels), plan.facts
    count = plan.net.change_start[rels + 1] - plan.net.change_start[rels]
    start = np.cumsum(count) - count
    changes = np.repeat(plan.net.change_start[rels] - start, count) + np.arange(int(count.sum()))
    nothing = tuple(np.zeros(0, np.intp) for _ in plan.net.dataset.events)
    held = np.flatnonzero(np.isin(rels, facts.posts))
    part = replace(
        facts,
        net=net,
        event_rels=nothing,
        event_actors=nothing,
        disputed_changes=facts.disputed_changes[changes],
        unstated_changes=facts.unstated_changes[changes],
        standing=facts.standing[actors],
        places=tuple(facts.places[row] for row in actors.tolist()),
        holders=facts.holders.of(actors),
        posts=held[np.argsort(net.rel_type[held], kind="stable")],
    )
    sliced: dict[str, Any] = {name: getattr(plan, name)[actors] for name in _BY_ACTOR}
    sliced |= {name: getattr(plan, name)[rels] for name in _BY_RELATIONSHIP}
    return replace(plan, net=net, facts=part, **sliced)
