"""What a large network is made of while it is on the screen: the crowd, those in front of it, and the words above.

A session has a stage where :func:`netexplorer.session.crowd.is_crowd` says so. Nothing of it looks at all relationships
at a step in time.
"""

from __future__ import annotations

import numpy as np

from netexplorer.graph.adjacency import Adjacency
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.scene.viewport import Viewport
from netexplorer.session.captions import caption
from netexplorer.session.compared import Comparer, tell
from netexplorer.session.crowd import Count, Crowd, Foreground, foreground, part_of
from netexplorer.session.moments import Moments
from netexplorer.session.resolve import Plan
from netexplorer.session.sight import Sight
from netexplorer.session.state import ViewState
from netexplorer.session.tallies import Tallies

_NOBODY = np.zeros(0, dtype=np.int32)
_TOLD_BY = ("net", "facts", "mask", "lens_rels", "actor_ok", "lonely", "state_ok")


class Stage:
    """Follows the view of a session.

    Attributes
    ----------
    touching : Adjacency
        The relationships of every actor.
    crowd : Crowd, optional
        One of the network, if there is one already.
    """

    def __init__(self, touching: Adjacency, crowd: Crowd | None = None) -> None:
        self.touching = touching
        self._crowd = crowd
        self._index: SpatialIndex | None = None
        self._coming: SpatialIndex | None = None  # of the places that the next plan has
        self._front: tuple[Plan, Viewport, Hover, Foreground] | None = None
        self._empty: Moments | None = None
        self._words: tuple[Plan, int, str] | None = None
        self._tallies: Tallies | None = None
        self._comparer = Comparer()
        self._sight: tuple[tuple[object, ...], Plan, Sight] | None = None

    @property
    def crowd(self) -> Crowd:
        """The states of all relationships, where :meth:`follow` has come to.

        Raises
        ------
        RuntimeError
            If nothing was followed yet.
        """
        if self._crowd is None:
            raise RuntimeError("a stage follows a plan before there is a crowd on it")
        return self._crowd

    def follow(self, plan: Plan, t: int, count: Count | None = None) -> None:
        """Go to an instant of a plan, for which there may be a ``count``."""
        if self._crowd is None:
            self._crowd = Crowd(plan, t)
        if self._crowd.plan is not plan:
            self._crowd.replan(plan, count)
            self._empty = None
        if self._crowd.t != t:
            self._crowd.seek(t)

    def restart(self, crowd: Crowd | None = None) -> None:
        """Follow another testimony of the same dataset from now on; who touches whom, and where they stand, stays."""
        self._crowd, self._front, self._empty, self._words, self._tallies = crowd, None, None, None, None

    def know(self, index: SpatialIndex) -> None:
        """Take places that were sorted elsewhere, for when a plan has them."""
        self._coming = index

    @property
    def tallies(self) -> Tallies | None:
        """What legend and status line count of the plan that is followed; none until somebody has :meth:`count`-ed."""
        known = self._tallies
        return known if known is not None and known.fits(self.crowd.plan) else None

    def count(self, tallies: Tallies) -> None:
        """Take what was worked out elsewhere."""
        self._tallies = tallies

    def front(self, viewport: Viewport, hover: Hover = Hover()) -> Foreground:
        """Who stands in front; worked out anew when the view of the plane, the selection or the pointer is another."""
        plan, last = self.crowd.plan, self._front
        if last is None or last[0] is not plan or last[1:3] != (viewport, hover):
            last = (plan, viewport, hover, foreground(plan, self.touching, self.index(), viewport, hover))
            self._front = last
        return last[3]

    def index(self) -> SpatialIndex:
        """The places of the actors, by cell."""
        xy = self.crowd.plan.xy
        if self._index is None or self._index.xy is not xy:
            is_known = self._coming is not None and self._coming.xy is xy
            self._index, self._coming = (self._coming, None) if is_known else (None, self._coming)
            self._index = self._index or spatial_index(xy)
        return self._index

    def caption(self) -> str:
        """What happened just before the instant."""
        crowd = self.crowd
        if self._words is None or self._words[:2] != (crowd.plan, crowd.t):
            self._words = (crowd.plan, crowd.t, caption(crowd.plan, crowd, crowd.t))
        return self._words[2]

    def glance(self) -> Frame:
        """The date, the title and the caption, as a frame without actors: for whoever only needs those."""
        if self._empty is None:
            self._empty = Moments(part_of(self.crowd.plan, _NOBODY, _NOBODY))
        return self._empty.frame(self.crowd.t, self.caption())

    def sight(self, view: ViewState) -> Sight:
        """What is drawn where :meth:`follow` has come to, beside the other date of a view if it has one."""
        crowd, other = self.crowd, view.compare
        if other is None or other == crowd.t:
            self._sight = None
            return Sight(crowd, is_same_date=other is not None)
        known = self._known(view)
        if known is None:
            states = self._comparer.states(crowd.plan.net, other)
            told = tell(crowd.plan, view, (crowd.t, crowd.states.copy()), (other, states))
            known = Sight.of(crowd, told)
            self._sight = (crowd, crowd.t, other, view.hidden_turns), crowd.plan, known
        return known

    def _known(self, view: ViewState) -> Sight | None:
        """The sight of two dates, if it was worked out."""
        crowd, last = self.crowd, self._sight
        key = (crowd, crowd.t, view.compare, view.hidden_turns)
        return last[2] if last is not None and last[0] == key and _told_alike(last[1], crowd.plan) else None

    def look(self, view: ViewState) -> bool:
        """Do one part of what :meth:`sight` of two dates has to work out; says whether there was anything to do."""
        crowd, other = self.crowd, view.compare
        if other is None or other == crowd.t or self._known(view) is not None:
            return False
        if not self._comparer.knows(crowd.plan.net, other):
            self._comparer.states(crowd.plan.net, other)
        else:
            self.sight(view)
        return True

    def hit(self, viewport: Viewport, x_px: float, y_px: float, reach_px: float) -> int:
        """The actor of the crowd nearest to a point of the picture, -1 if none is within reach."""
        x = (x_px - viewport.width / 2) / viewport.scale + viewport.x
        y = (y_px - viewport.height / 2) / viewport.scale + viewport.y
        return self.index().nearest(x, y, reach_px / viewport.scale, self.crowd.actors())


def _told_alike(one: Plan, other: Plan) -> bool:
    """Whether what became of everything is the same by two plans: places and selected actors do not tell."""
    alike = all(getattr(one, name) is getattr(other, name) for name in _TOLD_BY)
    return alike and all(
        np.array_equal(a, b) for a, b in ((one.folded, other.folded), (one.selected_rels, other.selected_rels))
    )
